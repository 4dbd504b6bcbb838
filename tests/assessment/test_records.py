"""Records by the clock, missing records and absent days."""

import pytest

from domain.facts import DayFacts
from domain.perbup_measures import Absent, AtClock, Missing
from domain.perbup_rules import ClockBracket, ClockBrackets, Each
from tests.assessment.samples import (
    MONDAY,
    absent,
    assessed,
    codes,
    day,
    lines,
    minutes,
    perbup,
    rule,
    rupiah,
    session,
)

ARRIVING = ClockBrackets(
    brackets=(
        ClockBracket(within="[07:31,07:40)", cut="0%"),
        ClockBracket(within="[07:40,08:01)", cut="0.5%"),
        ClockBracket(within="[08:01,)", cut="1%"),
    )
)
BY_CLOCK = perbup(rule(AtClock(sessions=("pagi",)), ARRIVING))
MISSING, ABSENT = Missing(sessions=("pagi", "sore", "apel")), Absent()


@pytest.mark.parametrize(
    ("clock", "rate_ppm"),
    [("07:39:59", None), ("07:40:00", 5_000), ("08:00:59", 5_000), ("08:01:00", 10_000)],
)
def test_brackets_by_the_clock(clock: str, rate_ppm: int | None) -> None:
    found = assessed([day(MONDAY, session("pagi", clock))], BY_CLOCK)
    assert lines(found, "rate_ppm", "unit") == ([(rate_ppm, "second_of_day")] if rate_ppm else [])


def test_a_missing_record_has_no_clock_time() -> None:
    assert rupiah(assessed([day(MONDAY, session("pagi", None))], BY_CLOCK)) == []


def test_a_leaving_counts_by_the_clock_when_the_day_has_ended() -> None:
    leaving = ClockBrackets(brackets=(ClockBracket(within="[,16:00)", cut="1%"),))
    terms = perbup(rule(AtClock(sessions=("sore",)), leaving))
    left = session("sore", "15:59:59")
    assert rupiah(assessed([day(MONDAY, left)], terms)) == [40_000]
    assert rupiah(assessed([day(MONDAY, left, ended=False)], terms)) == []


def test_each_missing_record_counts() -> None:
    assert minutes([day(MONDAY, session("pagi", None))], MISSING) == [1]
    assert minutes([day(MONDAY, session("pagi", None), session("apel", None))], MISSING) == [1, 1]


def test_nothing_is_missing_before_the_day_has_ended() -> None:
    gone = absent(MONDAY, ended=False)
    assert minutes([gone], MISSING) == minutes([gone], ABSENT) == []


def test_on_an_absent_day_nothing_else_is_missing() -> None:
    gone = day(MONDAY, *(session(name, None) for name in ("pagi", "sore", "apel")))
    assert minutes([gone], MISSING) == []
    assert minutes([gone], Missing(sessions=("pagi",), on_absent_days=True)) == [1]
    assert minutes([gone], ABSENT) == [1]


def test_a_ceremony_does_not_make_a_day_attended() -> None:
    gone = day(MONDAY, session("pagi", None), session("sore", None), session("apel", "07:30"))
    assert minutes([gone], ABSENT) == [1]


@pytest.mark.parametrize("mark", ["special", "pending", "excused"])
def test_special_attendance_makes_a_day_attended(mark: str) -> None:
    there = day(MONDAY, session("pagi", None), session("sore", None, mark=mark))
    assert minutes([there], ABSENT) == []
    assert minutes([there], MISSING) == [1]


def test_a_record_outside_its_window_is_none() -> None:
    late_tap = session("sore", "23:26", opens_s=14 * 3600, closes_s=18 * 3600)
    found = assessed([day(MONDAY, late_tap)], perbup(rule(MISSING)))
    assert lines(found, "session", "rupiah") == [("sore", 40_000)]
    assert codes(found) == ["outside_window"]


@pytest.mark.parametrize(("clock", "counts"), [("18:00:00", True), ("18:00:01", False)])
def test_both_ends_of_a_window_belong_to_it(clock: str, *, counts: bool) -> None:
    tap = session("sore", clock, opens_s=14 * 3600, closes_s=18 * 3600)
    assert minutes([day(MONDAY, tap)], MISSING) == ([] if counts else [1])


def test_long_away_is_absent() -> None:
    away = Absent(or_away_over_minutes=450)
    assert minutes([day(MONDAY, away_s=27_059)], away) == []
    assert minutes([day(MONDAY, away_s=27_060)], away) == [1]


def test_days_of_outage_waive_what_the_regulation_says() -> None:
    gone: list[DayFacts] = [day(MONDAY, session("pagi", None), outage=True)]
    waiving = perbup(rule(MISSING, waived_on_outage=True))
    assert lines(assessed(gone, waiving), "kind", "rupiah", "rate_ppm") == [("waived", 0, 10_000)]
    assert rupiah(assessed(gone, perbup(rule(MISSING)))) == [40_000]


def test_a_status_can_be_excepted() -> None:
    at_home = [day(MONDAY, session("pagi", None), status="wfh")]
    assert rupiah(assessed(at_home, perbup(rule(MISSING, except_status=("wfh",))))) == []
    assert rupiah(assessed(at_home, perbup(rule(MISSING)))) == [40_000]


def test_a_rule_can_hold_on_some_weekdays() -> None:
    mondays = perbup(rule(MISSING, Each(cut="3%"), weekdays=(1,)))
    days = [day(MONDAY.replace(day=n), session("pagi", None)) for n in (3, 4, 10)]
    assert [on.day for (on,) in lines(assessed(days, mondays), "on")] == [3, 10]
