"""How much the allowance of a month is before anything is cut, and the bases within it."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from domain.dated import month_after
from domain.facts import MonthFacts
from domain.perbup import Perbup
from domain.perbup_rules import Entitlement, PayActing, PayGrade, PayNothing, PayShare
from domain.rupiah import Rounding
from tests.oracle.money import whole
from tests.oracle.scope import Person, concerns
from tests.oracle.words import percent

MOST_RUPIAH = 1_000_000_000


def person_of(row: MonthFacts) -> Person:
    return Person(row.opd, row.employment, row.grade)


class Allowance:
    """Of one employee-month; without a regulation it is what is set for the first posting."""

    def __init__(self, perbup: Perbup | None, rows: list[MonthFacts], month: date) -> None:
        self.perbup, self.rows, self.month = perbup, rows, month
        self.last_on = month_after(month) - timedelta(days=1)
        self.fitted: set[str] = set()
        self.no_base = False
        self.unknown_reason = False
        self.postponed = False
        self.by_row = [self._amount(row) for row in rows]
        if rows[-1].acting_kind is not None and not _is_possible(rows[-1].acting_rupiah):
            self.no_base = True
        if perbup is None:
            self.set_rupiah = self.gross = self.by_row[0]
            self.unknown_reason = rows[-1].withheld is not None
            return
        self.set_rupiah = self._over_month(perbup, self.by_row)
        self.by_row = [self._as_grades(perbup, place) for place in range(len(rows))]
        self.gross = self._with_acting(perbup, self._shared(perbup))
        self._withhold(perbup)

    def codes(self) -> list[str]:
        found = [] if self.perbup is None else list(self.perbup.entitlements)
        return [entitlement.code for entitlement in found if entitlement.code in self.fitted]

    def _amount(self, row: MonthFacts) -> int:
        amount = row.tpp_rupiah
        if amount is None and self.perbup is not None:
            amount = _amount_of_grade(self.perbup, row.grade)
        if amount is None or not _is_possible(amount):
            self.no_base = True
            return 0
        return amount

    def _taken(self) -> list[int]:
        """The places of the rows that the month's amount is made of."""
        mutasi = "first" if self.perbup is None else self.perbup.mutasi
        last = len(self.rows) - 1
        return {"first": [0], "last": [last], "by_day": list(range(last + 1))}[mutasi]

    def _over_month(self, perbup: Perbup, amounts: list[int]) -> int:
        if perbup.mutasi != "by_day":
            return amounts[self._taken()[0]]
        days = monthrange(self.month.year, self.month.month)[1]
        exact = Fraction(0)
        for row, amount in zip(self.rows, amounts, strict=True):
            exact += Fraction(amount * ((row.until_on - row.from_on).days + 1), days)
        return whole(exact, perbup.rounding.how)

    def _of_who(self, entitlement: Entitlement, row: MonthFacts) -> bool:
        return concerns(entitlement.who, person_of(row), self.last_on)

    def _as_grades(self, perbup: Perbup, place: int) -> int:
        amount = self.by_row[place]
        for e in perbup.entitlements:
            if isinstance(e.give, PayGrade) and self._of_who(e, self.rows[place]):
                of_grade = _amount_of_grade(perbup, e.give.grade)
                if self.rows[-1].tugas_belajar in e.give.tugas_belajar and of_grade is not None:
                    self._fit(e, place)
                    amount = of_grade
        return amount

    def _shared(self, perbup: Perbup) -> int:
        amounts = []
        for place, row in enumerate(self.rows):
            amount = self.by_row[place]
            for e in perbup.entitlements:
                give = e.give
                if isinstance(give, PayShare) and self._of_who(e, row) and self._has(give, row):
                    amount = whole(amount * percent(give.pay), perbup.rounding.how)
                    self._fit(e, place)
            amounts.append(amount)
        return self._over_month(perbup, amounts)

    def _fit(self, entitlement: Entitlement, place: int) -> None:
        if place in self._taken():
            self.fitted.add(entitlement.code)

    def _has(self, give: PayShare, row: MonthFacts) -> bool:
        if not give.employment and not give.tugas_belajar:
            return True
        return (
            row.employment in give.employment or self.rows[-1].tugas_belajar in give.tugas_belajar
        )

    def _with_acting(self, perbup: Perbup, own: int) -> int:
        gross = own
        for e in perbup.entitlements:
            give = e.give
            if not isinstance(give, PayActing) or not self._acts(give, e):
                continue
            post = _possible(self.rows[-1].acting_rupiah)
            if give.how == "difference":
                gross += max(0, post - own)
            else:
                of = own if give.of == "own" else post
                gross += whole(of * percent(give.add), perbup.rounding.how)
            self.fitted.add(e.code)
        return gross

    def _acts(self, give: PayActing, e: Entitlement) -> bool:
        row = self.rows[-1]
        if row.acting_kind != give.kind or row.acting_from_on is None:
            return False
        until_on = row.acting_until_on or self.last_on
        days = (until_on - row.acting_from_on).days + 1
        return days >= give.min_days and self._of_who(e, row)

    def _withhold(self, perbup: Perbup) -> None:
        row = self.rows[-1]
        if row.withheld is None:
            return
        naming = [
            e
            for e in perbup.entitlements
            if isinstance(e.give, PayNothing) and row.withheld in e.give.reasons
        ]
        self.unknown_reason = not naming
        for e in naming:
            if self._of_who(e, row) and isinstance(e.give, PayNothing):
                self.fitted.add(e.code)
                self.postponed = self.postponed or e.give.postpone
                self.gross = self.gross if e.give.postpone else 0

    def base(self, perbup: Perbup, name: str, working_days: int) -> int:
        """The amount of a base of a regulation of the month, which need not be the month's own."""
        if name == "tpp":
            return self.gross
        if name.startswith("component:"):
            return self._component(name.removeprefix("component:"), perbup.rounding.how)
        base = next(base for base in perbup.bases if base.name == name)
        how = perbup.rounding.how
        amount = whole(self.base(perbup, base.of, working_days) * percent(base.share), how)
        if base.per == "month":
            return amount
        days = (
            working_days
            if base.per == "working_day"
            else monthrange(self.month.year, self.month.month)[1]
        )
        return whole(Fraction(amount, days), how) if days else 0

    def _component(self, name: str, how: Rounding) -> int:
        place = self._taken()[-1]
        amount = _possible(dict(self.rows[place].components).get(name, 0))
        of_row = self.by_row[place]
        if of_row == 0:
            return 0
        return whole(Fraction(amount * self.gross, of_row), how)


def _is_possible(rupiah: int) -> bool:
    return 0 <= rupiah <= MOST_RUPIAH


def _possible(rupiah: int) -> int:
    return rupiah if _is_possible(rupiah) else 0


def _amount_of_grade(perbup: Perbup, grade: int | None) -> int | None:
    return next((g.rupiah for g in perbup.grades if g.grade == grade), None)
