"""Random rules, effects, caps and entitlements."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

from domain.perbup_measures import Accumulated, Days, Measure
from domain.perbup_rules import (
    Cap,
    CutMore,
    Effect,
    Entitlement,
    PayActing,
    PayGrade,
    PayNothing,
    PayShare,
    Postpone,
    Propose,
    Rate,
    Rule,
    Zero,
)
from tests.strategies.choice import each_of
from tests.strategies.measures import (
    ALL_WEEK,
    COUNT_EDGES,
    accumulated,
    brackets,
    count_rates,
    counted_days,
    cuti_rules,
    day_measures,
    minute_rates,
    month_measures,
    percents,
    some_of,
    whos,
)
from tests.strategies.people import WITHHELD

BASES = ("tpp", "tpp", "disiplin", "kinerja", "dalam", "beban", "harian")
base_names = st.sampled_from(BASES)

_DAY_RULES = ("late", "early", "clock", "missing", "absent", "away", "short", "cuti")


@st.composite
def rules(draw: st.DrawFn, number: int, kind: str, earlier: tuple[Rule, ...]) -> Rule:
    """A rule of this kind; one that sums others up names some of the earlier ones."""
    measure, rate = draw(_measure_and_rate(kind, earlier))
    return Rule(
        code=f"{kind}-{number}",
        clause=f"Pasal {number}",
        text=f"Ketentuan uji {number}",
        measure=measure,
        rate=rate,
        base=draw(base_names),
        who=draw(whos),
        **(draw(_of_days(kind)) if kind in _DAY_RULES else {}),
    )


@st.composite
def _measure_and_rate(
    draw: st.DrawFn, kind: str, earlier: tuple[Rule, ...]
) -> tuple[Measure, Rate]:
    if kind == "cuti":
        return draw(cuti_rules())
    if kind == "accumulated":
        summed = draw(accumulated(countable(earlier)))
        return summed, draw(count_rates if summed.per_minutes else minute_rates)
    if kind == "days":
        return draw(counted_days(daily(earlier))), draw(brackets(COUNT_EDGES))
    measures, rates = (day_measures | month_measures)[kind]
    return draw(measures), draw(rates)


@cache
def _of_days(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return each_of(
        instead=("month", "nothing") if kind == "cuti" else ("nothing",),
        weekdays=(*[ALL_WEEK] * 5, (1,), (5,), (1, 2, 3)),
        free_per_month=(0, 0, 0, 1, 2),
        free_then=("rest", "all"),
        group=(None, "datang", "pulang"),
        waived_on_outage=(True, False),
        except_status=((), (), ("wfh", "dinas_luar"), ("cuti",)),
    )


def countable(rules_: tuple[Rule, ...]) -> tuple[str, ...]:
    """Those whose minutes can be summed."""
    kinds = ("late", "early", "away", "short", "missing", "absent")
    return tuple(r.code for r in rules_ if r.code.split("-")[0] in kinds)


def daily(rules_: tuple[Rule, ...]) -> tuple[str, ...]:
    return tuple(r.code for r in rules_ if r.code.split("-")[0] in _DAY_RULES)


ABOUT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "attendance": (_DAY_RULES[:-1], ("days",)),
    "cuti": (("cuti", "cuti", "absent", "late"), ("days", "accumulated")),
    "sums": (("late", "missing", "absent", "away", "short", "cuti"), ("accumulated", "days")),
    "month": (("late", "absent", "clock"), tuple(month_measures)),
    "everything": (_DAY_RULES, (*month_measures, "accumulated", "days")),
}
"""Which kinds of rules a regulation has: of days, and of months."""


@st.composite
def rule_lists(draw: st.DrawFn, about: str) -> tuple[Rule, ...]:
    of_days, of_months = ABOUT[about]
    chosen = draw(st.lists(st.sampled_from(of_days), min_size=2, max_size=6))
    later = draw(st.lists(st.sampled_from(of_months), min_size=1, max_size=3))
    made: tuple[Rule, ...] = ()
    for number, kind in enumerate((*chosen, *later), start=1):
        if kind != "accumulated" or countable(made):
            made = (*made, draw(rules(number, kind, made)))
    return made


def caps_of(from_rules: tuple[Rule, ...]) -> st.SearchStrategy[Cap]:
    codes = tuple(rule.code for rule in from_rules)
    return st.builds(
        Cap,
        clause=st.just("Pasal 90"),
        max=st.sampled_from(("1%", "5%", "80%", "100%")),
        base=st.sampled_from(("tpp", "disiplin")),
        per=st.sampled_from(("day", "month")),
        rules=st.one_of(st.just(()), some_of(codes)),
    )


@st.composite
def effects(draw: st.DrawFn, number: int, from_rules: tuple[Rule, ...]) -> Effect:
    measures: list[st.SearchStrategy[Accumulated | Days]] = [
        st.one_of(counted_days(daily(from_rules)))
    ]
    if countable(from_rules):
        measures.append(st.one_of(accumulated(countable(from_rules))))
    do = st.one_of(
        st.builds(Zero, base=st.sampled_from(("tpp", "disiplin", "kinerja"))),
        st.builds(CutMore, cut=percents, base=base_names),
        st.builds(Postpone, months=st.sampled_from((1, 2))),
        st.builds(Propose, punishment=st.just("teguran_lisan")),
    )
    return Effect(
        code=f"effect-{number}",
        clause=f"Pasal {70 + number}",
        text=f"Akibat uji {number}",
        measure=draw(st.one_of(measures)),
        within=draw(st.sampled_from(("[1,)", "[1,)", "[3,)", "(5,100]", "[2,6)", "[200,)"))),
        do=draw(do),
        who=draw(whos),
    )


_gives = st.one_of(
    st.builds(PayShare, pay=st.just("80%"), employment=st.just(("cpns",))),
    st.builds(PayShare, pay=percents, tugas_belajar=st.just(("extension",))),
    st.builds(PayGrade, grade=st.just(7), tugas_belajar=st.just(("regular",))),
    st.builds(
        PayActing,
        kind=st.sampled_from(("same_level", "one_below")),
        how=st.sampled_from(("share", "difference")),
        add=st.sampled_from(("20%", "100%")),
        of=st.sampled_from(("own", "post")),
        min_days=st.sampled_from((1, 28)),
    ),
    st.builds(PayNothing, reasons=some_of(WITHHELD), postpone=st.booleans()),
)


@st.composite
def entitlements(draw: st.DrawFn) -> tuple[Entitlement, ...]:
    return tuple(
        Entitlement(
            code=f"hak-{i}",
            clause=f"Pasal {50 + i}",
            text=f"Hak uji {i}",
            give=give,
            who=draw(whos),
        )
        for i, give in enumerate(draw(st.lists(_gives, max_size=3)), start=1)
    )
