"""How far from its month an assessment looks, and how far a change is felt."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.dated import month_after, month_before
from domain.perbup import Perbup
from domain.perbup_measures import Accumulated, Cuti, Days, Measure, PredicateGiven, Reports

_LAGS = {"none": 0, "month": 1, "quarter": 3, "year": 12}


class Reach(NamedTuple):
    """`year`: sums and numbers of the year to date. `spell`: numbers from the first day of a leave.
    `lag_months`: the oldest earlier month whose performance is read."""

    year: bool = False
    spell: bool = False
    lag_months: int = 0

    def days_from(self, month: date) -> date:
        """The first day that is read for this month, leave spells aside."""
        return month.replace(month=1) if self.year else month

    def months_from(self, month: date) -> date:
        first = self.days_from(month)
        lagged = month
        for _ in range(self.lag_months):
            lagged = month_before(lagged)
        return min(first, lagged)

    def felt_until(self, month: date) -> date:
        """The last month whose assessment reads this one, leave spells aside."""
        last = month.replace(month=12) if self.year else month
        lagged = month
        for _ in range(self.lag_months):
            lagged = month_after(lagged)
        return max(last, lagged)


def reach(perbups: Iterable[Perbup]) -> Reach:
    """Of any of the regulations."""
    measures: list[Measure] = []
    for perbup in perbups:
        measures += [rule.measure for rule in perbup.rules]
        measures += [effect.measure for effect in perbup.effects]
    return Reach(
        year=any(map(_reads_year, measures)),
        spell=any(isinstance(m, Cuti) and m.numbered == "spell" for m in measures),
        lag_months=max(map(_lag, measures), default=0),
    )


def _reads_year(measure: Measure) -> bool:
    match measure:
        case Accumulated(period="year") | Days(period="year") | Cuti(numbered="year"):
            return True
        case _:
            return False


def _lag(measure: Measure) -> int:
    match measure:
        case PredicateGiven(lag=lag):
            return _LAGS[lag]
        case Reports(months_before=before):
            return max(before, default=0)
        case _:
            return 0
