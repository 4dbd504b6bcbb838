"""Regulations under which more lateness can only cost more, and facts without a way around it."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.facts import DayFacts
from domain.perbup import Base, Perbup, SessionTerms, Source
from domain.perbup_measures import Absent, Accumulated, Late, Missing
from domain.perbup_rules import Bracket, Brackets, Cap, Each, Effect, Rate, Rule, Zero
from tests.strategies import Case
from tests.strategies.measures import tolerances
from tests.strategies.people import facts, spans
from tests.strategies.perbups import roundings

_RISING = Brackets(
    brackets=(
        Bracket(within="[1,31)", cut="0.5%"),
        Bracket(within="[31,61)", cut="1%"),
        Bracket(within="[61,91)", cut="1.25%"),
        Bracket(within="[91,)", cut="7.5%"),
    )
)
_PER_MINUTE = Each(cut="0.05%")
_PER_HOUR = Each(cut="2.5%", unit_minutes=60, begun="up")
_RATES: tuple[Rate, ...] = (_RISING, _PER_MINUTE, _PER_HOUR)
_ALL_DAY = SessionTerms(name="pagi", role="arrival", opens="00:00", closes="46:00")


@st.composite
def _perbups(draw: st.DrawFn, from_on: date) -> Perbup:
    base = st.sampled_from(("tpp", "disiplin"))
    late = Rule(
        code="late",
        clause="Pasal 1",
        text="Terlambat",
        measure=Late(
            sessions=("pagi",),
            tolerance=draw(tolerances),
            seconds=draw(st.sampled_from(("floor", "ceil"))),
        ),
        rate=draw(st.sampled_from(_RATES)),
        base=draw(base),
        free_per_month=draw(st.integers(0, 2)),
        free_then=draw(st.sampled_from(("rest", "all"))),
        group=draw(st.sampled_from((None, "hari"))),
    )
    each = Each(cut="3%")
    fixed: dict[str, Any] = {
        "clause": "Pasal 2",
        "text": "Tidak hadir",
        "rate": each,
        "group": late.group,
    }
    missing = Rule(code="missing", measure=Missing(sessions=("pagi", "sore")), **fixed)
    absent = Rule(code="absent", measure=Absent(), **fixed)
    return Perbup(
        schema=1,
        id="uji",
        number="1",
        year=from_on.year,
        title="Peraturan uji",
        region="Kabupaten Uji",
        source=Source(label="uji", strength="example"),
        effective_from=from_on,
        sessions=(_ALL_DAY, SessionTerms(name="sore", role="leaving")),
        rules=(late, missing, absent),
        bases=(Base(name="disiplin", share="40%"),),
        effects=draw(st.sampled_from(((), (_MUCH,)))),
        caps=draw(st.sampled_from(((), (Cap(clause="Pasal 9", max="5%"),)))),
        rounding=draw(roundings),
    )


_MUCH = Effect(
    code="much",
    clause="Pasal 3",
    text="Terlambat banyak",
    measure=Accumulated(rules=("late",)),
    within="[300,)",
    do=Zero(base="disiplin"),
)


@st.composite
def monotone_cases(draw: st.DrawFn) -> Case:
    months = draw(spans(1))
    found = draw(facts(months, most=1))
    perbup = draw(_perbups(months[0]))
    return Case([_within_the_day(day) for day in found.days], found.months, [perbup], None)


def _within_the_day(day: DayFacts) -> DayFacts:
    """An arrival a while later is still a record."""
    kept = tuple(
        replace(s, at_s=min(max(s.at_s, 0), 28 * 3600))
        if s.role == "arrival" and s.at_s is not None
        else s
        for s in day.sessions
    )
    return replace(day, sessions=kept)
