"""Random measures, each with a rate that fits it: every kind that a regulation can declare."""

from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.perbup_measures import (
    Absent,
    Accumulated,
    Activity,
    AtClock,
    Away,
    Cuti,
    Days,
    Discipline,
    Early,
    Late,
    Measure,
    Missing,
    PredicateGiven,
    Reports,
    Short,
    Tolerance,
)
from domain.perbup_rules import (
    Bracket,
    Brackets,
    ByName,
    ClockBracket,
    ClockBrackets,
    Each,
    Named,
    Rate,
    Shortfall,
    Who,
)
from tests.strategies.choice import each_of
from tests.strategies.days import CUTI_KINDS
from tests.strategies.people import EMPLOYMENTS, OPDS, PREDICATES, PUNISHMENTS

T = TypeVar("T")

PERCENTS = ("2.5%", "0%", "0.01%", "0.5%", "1%", "1.25%", "3%", "5%", "25%", "33.3333%", "100%")
percents = st.sampled_from(PERCENTS)
ALL_WEEK = (1, 2, 3, 4, 5, 6, 7)

ARRIVALS, LEAVINGS = ("pagi", "kembali"), ("sore", "istirahat")


@cache
def some_of(items: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of them in their order, at least one."""
    return st.sets(st.sampled_from(items), min_size=1).map(
        lambda chosen: tuple(item for item in items if item in chosen)
    )


@st.composite
def rarely(draw: st.DrawFn, found: st.SearchStrategy[T]) -> T | None:
    """None three times of four; `one_of` would take each of its choices equally often."""
    return None if draw(st.integers(0, 3)) else draw(found)


whos = rarely(
    st.one_of(
        st.builds(Who, employment=some_of(EMPLOYMENTS)),
        st.builds(Who, opd=some_of(OPDS)),
        st.builds(Who, except_opd=some_of(OPDS[:1])),
        st.builds(Who, grades=st.sampled_from(("[6,)", "[,8)", "(5,7]"))),
    )
)


# ---- rates


@cache
def brackets(edges: tuple[int, ...], *, paid: bool = False) -> st.SearchStrategy[Brackets]:
    """From one of the edges on without a gap, mostly without an end; written in both ways."""
    return st.builds(
        _brackets,
        st.sets(st.sampled_from(edges), max_size=3).map(lambda more: sorted({edges[1], *more})),
        st.lists(_bracket_words, min_size=4, max_size=4),
        each_of(last=(None, None, None, 1, 200), then_each=(True, False), paid=(paid, False)),
    )


_bracket_words = each_of(amount=PERCENTS, round_ends=(False, True), pays=(False, True))


def _brackets(lows: list[int], words: list[dict[str, Any]], how: dict[str, Any]) -> Brackets:
    last = how["last"]
    highs = [*lows[1:], last and lows[-1] + last]
    made = []
    for low, high, word in zip(lows, highs, words, strict=False):
        within = f"[{low},{'' if high is None else high})"
        if high is not None and low > 0 and word["round_ends"]:
            within = f"({low - 1},{high - 1}]"
        field = "pay" if how["paid"] and word["pays"] else "cut"
        made.append(Bracket(within=within, **{field: word["amount"]}))
    return Brackets(brackets=tuple(made), then_each=how["then_each"])


MINUTE_EDGES = (0, 1, 15, 30, 31, 60, 61, 90, 91, 120)
COUNT_EDGES = (0, 1, 2, 3, 4, 6, 10)
minute_each = st.builds(
    Each,
    cut=st.sampled_from(("0.01%", "0.5%", "2.5%")),
    unit_minutes=st.sampled_from((1, 1, 7, 30, 60)),
    begun=st.sampled_from(("up", "down", "exact")),
)
minute_rates: st.SearchStrategy[Rate] = st.one_of(brackets(MINUTE_EDGES), minute_each)
count_rates: st.SearchStrategy[Rate] = st.one_of(
    st.builds(Each, cut=percents), brackets(COUNT_EDGES)
)
EDGES_OF_CLOCK = (
    "07:30",
    "07:40",
    "08:01",
    "08:31",
    "09:00:30",
    "15:00",
    "15:31",
    "16:45",
    "25:00",
)


@st.composite
def clock_rates(draw: st.DrawFn) -> Rate:
    chosen = sorted(draw(st.sets(st.sampled_from(EDGES_OF_CLOCK), min_size=1, max_size=4)))
    ends = [*chosen[1:], draw(st.sampled_from(("", "33:00")))]
    return ClockBrackets(
        brackets=tuple(
            ClockBracket(within=f"[{low},{high})", cut=draw(percents))
            for low, high in zip(chosen, ends, strict=True)
        )
    )


@cache
def named_rates(names: tuple[str, ...]) -> st.SearchStrategy[ByName]:
    word = each_of(amount=PERCENTS, months=(1, 2, 13), field=("cut", "pay"))
    words = st.lists(word, min_size=len(names), max_size=len(names))
    return st.builds(
        lambda chosen, words: ByName(
            rates=tuple(
                Named(name=name, months=word["months"], **{word["field"]: word["amount"]})
                for name, word in zip(chosen, words, strict=False)
            )
        ),
        some_of(names),
        words,
    )


# ---- measures, each with its rates

tolerances = rarely(
    st.one_of(
        st.builds(
            Tolerance,
            how=st.sampled_from(("subtract", "threshold")),
            minutes=st.sampled_from((1, 15, 30, 60)),
        ),
        st.builds(
            Tolerance, how=st.just("clock"), clock=st.sampled_from(("07:35", "08:00", "16:10"))
        ),
    )
)
_missing_as = st.sampled_from((None, None, 91, 120))
_seconds = st.sampled_from(("floor", "ceil"))
lates = st.builds(
    Late,
    sessions=some_of(ARRIVALS),
    tolerance=tolerances,
    seconds=_seconds,
    missing_as_minutes=_missing_as,
)
earlies = st.builds(
    Early,
    sessions=some_of(LEAVINGS),
    tolerance=tolerances,
    seconds=_seconds,
    missing_as_minutes=_missing_as,
)
COUNTED = ("apel", "pagi", "siang", "istirahat", "kembali", "sore")
day_measures: dict[str, tuple[st.SearchStrategy[Any], st.SearchStrategy[Any]]] = {
    "late": (lates, minute_rates),
    "early": (earlies, minute_rates),
    "clock": (st.builds(AtClock, sessions=some_of(("pagi", "sore"))), clock_rates()),
    "missing": (
        st.builds(Missing, sessions=some_of(COUNTED), on_absent_days=st.booleans()),
        count_rates,
    ),
    "absent": (
        st.builds(Absent, or_away_over_minutes=st.sampled_from((None, None, 60, 450))),
        count_rates,
    ),
    "short": (st.just(Short(arrival="pagi", leaving="sore")), minute_rates),
    "away": (
        st.builds(Away, permitted_minutes_per_day=st.sampled_from((None, 0, 30, 120))),
        minute_rates,
    ),
}


@st.composite
def cuti_rules(draw: st.DrawFn) -> tuple[Measure, Rate]:
    kinds = draw(st.one_of(st.just(CUTI_KINDS), some_of(CUTI_KINDS)))
    children = st.sampled_from((None, "[1,2]", "[3,)")) if kinds == ("melahirkan",) else st.none()
    measure = Cuti(
        kinds=kinds,
        count=draw(st.sampled_from(("working_days", "calendar_days", "months", "spells"))),
        numbered=draw(st.sampled_from(("spell", "month", "year"))),
        by=draw(st.sampled_from(("number", "total"))),
        children=draw(children),
        whole_months=draw(st.sampled_from((None, None, None, "[,1)", "[1,)"))),
    )
    rate: Rate = draw(st.one_of(brackets(COUNT_EDGES, paid=True), st.builds(Each, cut=percents)))
    return measure, rate


month_measures: dict[str, tuple[st.SearchStrategy[Any], st.SearchStrategy[Any]]] = {
    "predicate": (
        st.builds(PredicateGiven, lag=st.sampled_from(("none", "month", "quarter", "year"))),
        named_rates(PREDICATES),
    ),
    "activity": (
        st.builds(Activity, target_minutes=st.sampled_from((1, 3000, 6750))),
        st.just(Shortfall()),
    ),
    "reports": (
        st.builds(
            Reports,
            which=st.sampled_from(("made", "unfit")),
            months_before=st.sampled_from(((0,), (1,), (1, 2), (0, 1, 2, 3))),
        ),
        st.one_of(brackets(COUNT_EDGES, paid=True), count_rates),
    ),
    "discipline": (
        st.builds(Discipline, overlap=st.sampled_from(("heaviest", "add"))),
        named_rates(PUNISHMENTS[:3]),
    ),
}


def accumulated(codes: tuple[str, ...]) -> st.SearchStrategy[Accumulated]:
    """`carry` is of a year only, and of units."""
    return st.builds(
        Accumulated,
        rules=st.one_of(st.just(codes), some_of(codes)),
        period=st.sampled_from(("year", "month")),
        per_minutes=st.sampled_from((None, 60, 450)),
        missing_as_minutes=st.just(120 if _has("missing", codes) else 0),
        absent_as_minutes=st.just(450 if _has("absent", codes) else 0),
        carry=st.booleans(),
    ).map(lambda m: m if m.period == "year" and m.per_minutes else replace(m, carry=False))


def _has(kind: str, codes: tuple[str, ...]) -> bool:
    return any(code.startswith(kind) for code in codes)


def counted_days(codes: tuple[str, ...]) -> st.SearchStrategy[Days]:
    return st.builds(
        Days,
        rules=st.one_of(st.just(codes), some_of(codes)),
        period=st.sampled_from(("year", "month")),
        consecutive=st.booleans(),
    )
