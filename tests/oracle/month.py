"""One employee-month, from its rows to the ledger: written after the decision, point by point."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from domain.dated import month_after, month_of
from domain.facts import MonthFacts
from domain.perbup import Perbup
from domain.perbup_measures import Accumulated, Days
from domain.perbup_rules import CutMore, Effect, Propose, Rule
from tests.oracle.allowance import Allowance, person_of
from tests.oracle.book import Book
from tests.oracle.lines import (
    Line,
    falls_between,
    free_ones,
    rate_of,
    shown_quantity,
    waive_lesser,
    waive_replaced,
    zero_is_free,
)
from tests.oracle.money import whole
from tests.oracle.monthly import MONTHLY, monthly_lines
from tests.oracle.quantities import Occurrence
from tests.oracle.scope import concerns, mode_on, regulation_on
from tests.oracle.sums import Total, total
from tests.oracle.total import (
    apply_cap,
    derives_from,
    effect_base,
    effect_happens,
    effect_rupiah,
    postpones,
    round_lines,
)
from tests.oracle.warned import Warned, warnings_of
from tests.oracle.words import percent


class Month:
    def __init__(self, book: Book, month: date) -> None:
        self.book, self.month = book, month
        self.rows = book.rows_of(month)
        self.row: MonthFacts = self.rows[-1]
        self.last_on = month_after(month) - timedelta(days=1)
        self.places = [p for p, d in enumerate(book.days) if month_of(d.on) == month]
        self.by_place = {p: book.regulation_of(p) for p in self.places}
        self.position = self._month_regulation()
        self.perbup: Perbup | None = None if self.position is None else book.perbups[self.position]
        self.mode = "live" if self.perbup is None else mode_on(self.perbup, self.last_on)
        self.allowance = Allowance(self.perbup, self.rows, month)
        self.working_days = sum(book.days[p].expected for p in self.places)
        self.over = all(book.days[p].ended for p in self.places)
        self.warnings: list[Warned] = []
        self.lines: list[Line] = []
        self.proposals: list[dict[str, Any]] = []
        self.postponed = self.allowance.postponed and self.mode == "live"

    def assess(self) -> None:
        self.warnings += warnings_of(self)
        self._day_lines()
        self._month_lines()
        waive_lesser(self.lines)
        waive_replaced(self.lines)
        self.lines.sort(key=Line.ledger_order)
        for position, perbup in enumerate(self.book.perbups):
            for mode in ("live", "trial"):
                self._round_and_cap(position, perbup, mode)
        self._effects()
        for mode in ("live", "trial"):
            self._last_cap(mode)

    def _month_regulation(self) -> int | None:
        on = self.last_on
        while on >= self.month:
            for row in reversed(self.rows):
                if row.from_on <= on <= row.until_on:
                    position = regulation_on(self.book.perbups, person_of(row), on)
                    if position is not None:
                        return position
            on -= timedelta(days=1)
        return None

    # ---- lines of days

    def _day_lines(self) -> None:
        for position, perbup in enumerate(self.book.perbups):
            places = [p for p in self.places if self.by_place[p] == position]
            for rule_place, rule in enumerate(perbup.rules):
                if not isinstance(rule.measure, MONTHLY):
                    found = self.book.occurrences(position, rule, places)
                    for mode in ("live", "trial"):
                        of_mode = [o for o in found if mode_on(perbup, o.on or date.max) == mode]
                        self._lines_of(position, rule_place, rule, of_mode, mode)

    def _lines_of(
        self, position: int, rule_place: int, rule: Rule, found: list[Occurrence], mode: str
    ) -> None:
        free = free_ones(rule, found)
        for one in found:
            kind = "waived" if one.waived else "free" if one in free else "cut"
            self._line(position, rule_place, rule, one, mode, kind)

    def _line(
        self, position: int, rule_place: int, rule: Rule, one: Occurrence, mode: str, kind: str
    ) -> None:
        rate = rate_of(rule, one.number, one.quantity)
        if rate is None:
            if kind != "waived" and falls_between(rule, one.number):
                self.warnings.append((one.on or self.month, one.session, "no_bracket"))
            return
        if rate == 0 and not zero_is_free(rule):
            return
        if rate == 0 and kind == "cut":
            kind = "free"
        self.lines.append(
            Line(
                position=position,
                rule_place=rule_place,
                place=one.place,
                order=one.order,
                on=one.on,
                kind=kind,
                rule=rule.code,
                clause=rule.clause,
                session=one.session,
                quantity=shown_quantity(rule, one),
                unit=one.unit,
                base=rule.base,
                base_rupiah=self.base(position, rule.base),
                rate=rate,
                mode=mode,
                events=one.events,
                of=rule,
            )
        )
        self.lines[-1].exact = rate * self.base(position, rule.base)

    def base(self, position: int, name: str) -> int:
        return self.allowance.base(self.book.perbups[position], name, self.working_days)

    # ---- lines of the month

    def _month_lines(self) -> None:
        if self.perbup is None or self.position is None:
            return
        for rule_place, rule in enumerate(self.perbup.rules):
            if not concerns(rule.who, person_of(self.row), self.last_on):
                continue
            if isinstance(rule.measure, Accumulated | Days):
                summed = total(self.book, self.position, rule.measure, self.month)
                if summed.quantity > 0 and summed.adds:
                    one = Occurrence(
                        rule,
                        None,
                        None,
                        summed.quantity,
                        summed.quantity,
                        summed.unit,
                        summed.events,
                    )
                    self._line(self.position, rule_place, rule, one, self.mode, "cut")
            elif isinstance(rule.measure, MONTHLY):
                lines, warned = monthly_lines(self, rule_place, rule)
                self.lines += lines
                self.warnings += [(self.month, None, code) for code in warned]

    # ---- the figure

    def _round_and_cap(self, position: int, perbup: Perbup, mode: str) -> None:
        cut = [
            line
            for line in self.lines
            if line.kind == "cut" and line.position == position and line.mode == mode
        ]
        round_lines(perbup, cut)
        for cap in perbup.caps:
            base_rupiah = self.base(position, cap.base)
            most = whole(base_rupiah * percent(cap.max), perbup.rounding.how)
            for line, excess in apply_cap(cap, cut, most):
                on = line.on if cap.per == "day" else None
                self._cap_line(position, mode, on, cap.clause, cap.base, percent(cap.max), -excess)

    def _cap_line(
        self,
        position: int | None,
        mode: str,
        on: date | None,
        clause: str,
        base: str,
        rate: Fraction,
        rupiah: int,
    ) -> None:
        self.lines.append(
            Line(
                position=position,
                rule_place=1000,
                place=0,
                order=0,
                on=on,
                kind="cap",
                rule="cap",
                clause=clause,
                session=None,
                quantity=None,
                unit=None,
                base=base,
                base_rupiah=self.allowance.gross if position is None else self.base(position, base),
                rate=rate,
                mode=mode,
                rupiah=rupiah,
            )
        )

    def _effects(self) -> None:
        if self.perbup is None or self.position is None:
            return
        for place, effect in enumerate(self.perbup.effects):
            summed = total(self.book, self.position, effect.measure, self.month)
            happens = concerns(effect.who, person_of(self.row), self.last_on)
            if happens and effect_happens(effect, summed):
                self._happen(self.perbup, self.position, effect, place, summed)

    def _happen(
        self, perbup: Perbup, position: int, effect: Effect, place: int, summed: Total
    ) -> None:
        if isinstance(effect.do, Propose):
            if self.mode == "live":
                self.proposals.append(
                    {
                        "perbup": perbup.id,
                        "effect": effect.code,
                        "clause": effect.clause,
                        "punishment": effect.do.punishment,
                        "quantity": summed.quantity,
                    }
                )
            return
        if postpones(effect) and self.mode == "live":
            self.postponed = True
        base = effect_base(effect)
        base_rupiah = self.base(position, base)
        rupiah = effect_rupiah(effect, base_rupiah, self._taken_of(base), perbup.rounding.how)
        if rupiah == 0 and not postpones(effect) and not isinstance(effect.do, CutMore):
            return
        rate = percent(effect.do.cut) if isinstance(effect.do, CutMore) else None
        self.lines.append(
            Line(
                position=position,
                rule_place=500 + place,
                place=0,
                order=0,
                on=None,
                kind="effect",
                rule=effect.code,
                clause=effect.clause,
                session=None,
                quantity=summed.quantity,
                unit=summed.unit,
                base=base,
                base_rupiah=base_rupiah,
                rate=rate,
                mode=self.mode,
                events=summed.events,
                rupiah=rupiah,
                kept=rupiah,
            )
        )

    def _taken_of(self, base: str) -> int:
        """What the lines and effects so far leave cut from a base and what derives from it."""
        taken = 0
        for line in self.lines:
            if line.kind in {"cut", "effect"} and line.mode == self.mode:
                own = self.book.perbups[line.position or 0]
                taken += line.kept if derives_from(own, line.base, base) else 0
        return taken

    def _last_cap(self, mode: str) -> None:
        excess = sum(line.rupiah for line in self.lines if line.mode == mode)
        excess -= self.allowance.gross
        if excess > 0:
            self._cap_line(self.position, mode, None, "", "tpp", Fraction(1), -excess)
