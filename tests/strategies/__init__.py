"""Random facts and random valid regulations, dense enough that every kind of rule fires."""

from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from domain.facts import DayFacts, MonthFacts
from domain.perbup import Perbup
from tests.strategies.people import facts, spans
from tests.strategies.perbups import regulations
from tests.strategies.rules import ABOUT


class Case(NamedTuple):
    """What an assessment is asked: `since` is the first month that it is about."""

    days: list[DayFacts]
    months: list[MonthFacts]
    perbups: list[Perbup]
    since: date | None

    def __repr__(self) -> str:
        return f"<{len(self.days)} days, {len(self.months)} months, {len(self.perbups)} perbups>"


@st.composite
def cases(draw: st.DrawFn, about: str = "everything") -> Case:
    months = draw(spans(2 if about in {"cuti", "sums"} else 1))
    found = draw(facts(months))
    perbups = list(draw(regulations(about, months)))
    return Case(found.days, found.months, perbups, draw(st.sampled_from((None, None, months[-1]))))


__all__ = ["ABOUT", "Case", "cases"]
