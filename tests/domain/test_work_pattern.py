"""Work patterns: any number of named sessions, dated hours and variants."""

from datetime import date

import pytest

from domain.refusals import TextMissing, Unreadable
from domain.spans import DatesReversed
from domain.work_pattern import (
    PatternDay,
    PatternVariant,
    Session,
    WorkPatternChanged,
    WorkPatternDefined,
    WorkPatternVariantAdded,
    WorkPatternVariantWithdrawn,
    plan_on,
)
from domain.work_pattern_commands import (
    ChangedBeforeDefined,
    LapseImplausible,
    PatternAlreadyDefined,
    PatternUnknown,
    VariantUnknown,
    add_variant,
    change,
    define,
    withdraw_variant,
)
from domain.work_pattern_rules import (
    DayWithoutSession,
    MinimumImplausible,
    NoWorkingDay,
    SessionRepeated,
    SessionTimesImplausible,
    SessionTimesReversed,
    TooManySessions,
    WeekdayImpossible,
    WeekdayRepeated,
)
from tests.domain.scenarios import pattern

HOUR = 3600
JANUARY = date(2022, 1, 1)


def session(name="pagi", opens=6.0, due=7.5, closes=12.0, role="arrival"):
    return Session(
        name=name,
        role=role,
        opens_s=int(opens * HOUR),
        due_s=int(due * HOUR),
        closes_s=int(closes * HOUR),
    )


MORNING = session()
EVENING = session("sore", 14, 16, 18, "leaving")
WEEK = PatternDay(weekdays=(1, 2, 3, 4), sessions=(MORNING, EVENING), minimum_s=27_000)
FRIDAY = PatternDay(weekdays=(5,), sessions=(MORNING,))
FIELDS = {"code": "lima-hari", "name": "Lima hari", "from_on": JANUARY, "days": (WEEK, FRIDAY)}
DEFINED = WorkPatternDefined(**FIELDS)
LATE_MORNING = session(due=8)
RAMADAN = PatternVariant(
    name="ramadan 1443",
    from_on=date(2022, 4, 3),
    until_on=date(2022, 5, 1),
    days=(PatternDay(weekdays=(1, 2, 3, 4, 5), sessions=(LATE_MORNING,)),),
)


def test_a_pattern_is_defined_once():
    pattern().when(define, **FIELDS).records(DEFINED)
    pattern(DEFINED).when(define, **FIELDS).is_refused(PatternAlreadyDefined)


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ((), NoWorkingDay),
        ((PatternDay(weekdays=(), sessions=(MORNING,)),), DayWithoutSession),
        ((PatternDay(weekdays=(1,), sessions=()),), DayWithoutSession),
        ((PatternDay(weekdays=(0,), sessions=(MORNING,)),), WeekdayImpossible),
        ((PatternDay(weekdays=(8,), sessions=(MORNING,)),), WeekdayImpossible),
        ((WEEK, PatternDay(weekdays=(4,), sessions=(MORNING,))), WeekdayRepeated),
        ((PatternDay(weekdays=(1,), sessions=(MORNING,), minimum_s=-1),), MinimumImplausible),
        ((PatternDay(weekdays=(1,), sessions=(MORNING,), minimum_s=86_401),), MinimumImplausible),
        ((PatternDay(weekdays=(1,), sessions=(MORNING, MORNING)),), SessionRepeated),
        ((PatternDay(weekdays=(1,), sessions=(session("Pagi hari"),)),), Unreadable),
        ((PatternDay(weekdays=(1,), sessions=(session(opens=8),)),), SessionTimesReversed),
        ((PatternDay(weekdays=(1,), sessions=(session(closes=7),)),), SessionTimesReversed),
        ((PatternDay(weekdays=(1,), sessions=(session(opens=-12.01),)),), SessionTimesImplausible),
        ((PatternDay(weekdays=(1,), sessions=(session(closes=48.01),)),), SessionTimesImplausible),
        (
            (PatternDay(weekdays=(1,), sessions=tuple(session(f"s{i}") for i in range(25))),),
            TooManySessions,
        ),
    ],
)
def test_days_are_refused(days, refusal):
    pattern().when(define, **{**FIELDS, "days": days}).is_refused(refusal)
    variant = PatternVariant(name="x", from_on=JANUARY, until_on=JANUARY, days=days)
    pattern(DEFINED).when(add_variant, variant=variant).is_refused(refusal)
    pattern(DEFINED).when(change, from_on=JANUARY, days=days).is_refused(refusal)


@pytest.mark.parametrize(
    "odd",
    [
        session(opens=7.5, due=7.5, closes=7.5),
        session(opens=-12, due=0, closes=48),
        session("malam", 20.5, 22, 24, "arrival"),
        session("pulang_pagi", 29, 30, 34, "leaving"),
    ],
)
def test_sessions_at_their_limits_and_over_midnight_are_accepted(odd):
    days = (PatternDay(weekdays=(1, 2, 3, 4, 5, 6, 7), sessions=(odd,), minimum_s=86_400),)
    assert pattern().when(define, **{**FIELDS, "days": days}).decided


def test_four_sessions_a_day_are_accepted():
    """As in Lebong in 2023."""
    sessions = tuple(
        session(f"sesi_{i}", at, at, at + 0.25, "presence")
        for i, at in enumerate((7.75, 10, 13, 16))
    )
    days = (PatternDay(weekdays=(1,), sessions=sessions),)
    assert pattern().when(define, **{**FIELDS, "days": days}).decided


def test_hours_change_from_a_date():
    fields = {"from_on": date(2022, 3, 1), "days": (FRIDAY,), "lapses_after_days": None}
    event = WorkPatternChanged(**fields)
    pattern(DEFINED).when(change, **fields).records(event).and_again_nothing()
    pattern().when(change, **fields).is_refused(PatternUnknown)
    early = {**fields, "from_on": date(2021, 12, 31)}
    pattern(DEFINED).when(change, **early).is_refused(ChangedBeforeDefined)


@pytest.mark.parametrize(("days", "accepted"), [(0, True), (366, True), (-1, False), (367, False)])
def test_pending_special_attendance_lapses_within_a_year(days, accepted):
    then = pattern().when(define, **FIELDS, lapses_after_days=days)
    if accepted:
        assert then.decided
    else:
        then.is_refused(LapseImplausible)


def test_a_variant_is_added_once_and_withdrawn():
    added = WorkPatternVariantAdded(variant=RAMADAN)
    pattern(DEFINED).when(add_variant, variant=RAMADAN).records(added).and_again_nothing()
    given = pattern(DEFINED, added)
    gone = WorkPatternVariantWithdrawn(name="ramadan 1443")
    given.when(withdraw_variant, name="ramadan 1443").records(gone)
    given(gone).when(withdraw_variant, name="ramadan 1443").is_refused(VariantUnknown)


def test_a_variant_is_refused():
    pattern().when(add_variant, variant=RAMADAN).is_refused(PatternUnknown)
    pattern().when(withdraw_variant, name="x").is_refused(PatternUnknown)
    reversed_ = PatternVariant(
        name="x", from_on=date(2022, 5, 1), until_on=date(2022, 4, 30), days=(WEEK,)
    )
    pattern(DEFINED).when(add_variant, variant=reversed_).is_refused(DatesReversed)
    nameless = PatternVariant(name=" ", from_on=JANUARY, until_on=JANUARY, days=(WEEK,))
    pattern(DEFINED).when(add_variant, variant=nameless).is_refused(TextMissing)


@pytest.mark.parametrize(
    ("on", "sessions", "variant"),
    [
        (date(2022, 4, 1), (MORNING,), ""),
        (date(2022, 4, 2), (), ""),
        (date(2022, 4, 3), (), "ramadan 1443"),
        (date(2022, 4, 4), (LATE_MORNING,), "ramadan 1443"),
        (date(2022, 5, 2), (MORNING, EVENING), ""),
        (date(2021, 12, 31), (), ""),
    ],
)
def test_the_plan_of_a_date(on, sessions, variant):
    plan = plan_on(pattern(DEFINED, WorkPatternVariantAdded(variant=RAMADAN)).state, on)
    assert (plan.sessions, plan.variant) == (sessions, variant)


def test_of_two_variants_the_one_added_last_counts():
    whole_day = PatternVariant(
        name="cuaca buruk",
        from_on=date(2022, 4, 4),
        until_on=date(2022, 4, 4),
        days=(PatternDay(weekdays=(1,), sessions=(session(due=9),)),),
    )
    state = pattern(
        DEFINED,
        WorkPatternVariantAdded(variant=RAMADAN),
        WorkPatternVariantAdded(variant=whole_day),
    ).state
    assert plan_on(state, date(2022, 4, 4)).variant == "cuaca buruk"
    assert plan_on(state, date(2022, 4, 5)).variant == "ramadan 1443"
