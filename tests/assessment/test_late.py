"""Late and early, to the second."""

from datetime import date
from typing import Literal

import pytest

from domain.perbup import SessionTerms
from domain.perbup_measures import Early, Late, Tolerance
from tests.assessment.samples import (
    BRACKETS,
    MONDAY,
    absent,
    assessed,
    day,
    lines,
    minutes,
    perbup,
    rule,
    session,
)

LATE, EARLY = Late(sessions=("pagi",)), Early(sessions=("sore",))


def at(clock: str) -> list[int]:
    return minutes([day(MONDAY, session("pagi", clock))], LATE)


@pytest.mark.parametrize(
    ("clock", "found"),
    [
        ("07:29:59", []),
        ("07:30:00", []),
        ("07:30:59", []),
        ("07:31:00", [1]),
        ("07:31:59", [1]),
        ("08:00:00", [30]),
        ("23:59:59", [989]),
    ],
)
def test_seconds_are_dropped(clock: str, found: list[int]) -> None:
    assert at(clock) == found


@pytest.mark.parametrize(
    ("clock", "found"), [("07:30:00", []), ("07:30:01", [1]), ("07:31:00", [1])]
)
def test_any_second_can_make_a_minute(clock: str, found: list[int]) -> None:
    measure = Late(sessions=("pagi",), seconds="ceil")
    assert minutes([day(MONDAY, session("pagi", clock))], measure) == found


@pytest.mark.parametrize(
    ("clock", "percent"),
    [
        ("07:30:59", None),
        ("07:31:00", 5_000),
        ("08:00:59", 5_000),
        ("08:01:00", 10_000),
        ("08:30:59", 10_000),
        ("08:31:00", 12_500),
        ("09:00:59", 12_500),
        ("09:01:00", 15_000),
    ],
)
def test_edges_of_brackets(clock: str, percent: int | None) -> None:
    found = assessed([day(MONDAY, session("pagi", clock))], perbup(rule(LATE, BRACKETS)))
    assert lines(found, "rate_ppm") == ([(percent,)] if percent else [])


@pytest.mark.parametrize(
    ("how", "clock", "found"),
    [
        ("subtract", "08:30:00", []),
        ("subtract", "08:31:00", [1]),
        ("threshold", "08:30:59", []),
        ("threshold", "08:31:00", [61]),
        ("clock", "08:00:59", []),
        ("clock", "08:01:00", [1]),
    ],
)
def test_tolerance(
    how: Literal["subtract", "threshold", "clock"], clock: str, found: list[int]
) -> None:
    tolerance = Tolerance(how=how, minutes=60, clock="08:00" if how == "clock" else None)
    late = Late(sessions=("pagi",), tolerance=tolerance)
    assert minutes([day(MONDAY, session("pagi", clock))], late) == found


def test_a_record_without_due_time_is_not_late_by_the_clock_either() -> None:
    clock = Late(sessions=("pagi",), tolerance=Tolerance(how="clock", clock="08:00"))
    assert minutes([day(MONDAY, session("pagi", "09:00", due_s=None))], clock) == []


def test_a_missing_record_counts_as_minutes_unless_the_day_is_absent() -> None:
    late = Late(sessions=("pagi",), missing_as_minutes=91)
    assert minutes([day(MONDAY, session("pagi", None))], late) == [91]
    assert minutes([absent(MONDAY)], late) == []


def test_lateness_counts_before_the_day_has_ended() -> None:
    assert minutes([day(MONDAY, session("pagi", "08:00"), ended=False)], LATE) == [30]


def test_early_leaving_counts_when_the_day_has_ended() -> None:
    left = session("sore", "15:30:01")
    assert minutes([day(MONDAY, left)], EARLY) == [29]
    assert minutes([day(MONDAY, left, ended=False)], EARLY) == []


@pytest.mark.parametrize(("clock", "found"), [("15:59:01", []), ("15:59:00", [1]), ("16:00", [])])
def test_seconds_of_early_leaving_are_dropped(clock: str, found: list[int]) -> None:
    assert minutes([day(MONDAY, session("sore", clock))], EARLY) == found


def test_a_shift_across_midnight_belongs_to_the_date_on_which_it_starts() -> None:
    night = [session("pagi", "22:10", due_s=22 * 3600), session("sore", "29:50", due_s=30 * 3600)]
    assert minutes([day(date(2022, 10, 31), *night)], LATE) == [10]
    assert minutes([day(date(2022, 10, 31), *night)], EARLY) == [10]


def test_nobody_is_late_on_a_day_that_is_not_expected_or_of_leave() -> None:
    late = session("pagi", "09:00")
    assert (
        minutes([day(MONDAY, late, expected=False), day(MONDAY, late, cuti="tahunan")], LATE) == []
    )


@pytest.mark.parametrize("mark", ["special", "pending", "excused"])
def test_special_attendance_is_not_late(mark: str) -> None:
    assert minutes([day(MONDAY, session("pagi", "10:00", mark=mark))], LATE) == []
    assert minutes([day(MONDAY, session("pagi", None, mark=mark))], LATE) == []


def test_other_hours_on_friday() -> None:
    friday = date(2022, 10, 7)
    terms = (
        SessionTerms(name="sore", role="leaving", weekdays=(5,), due="11:00"),
        SessionTerms(name="pagi", role="arrival"),
    )
    left = session("sore", "10:30")
    assert minutes([day(friday, left)], EARLY, sessions=terms) == [30]
    assert minutes([day(MONDAY, left)], EARLY, sessions=terms) == [330]


def test_a_line_names_its_record() -> None:
    found = assessed(
        [day(MONDAY, session("pagi", "07:45", event=41))], perbup(rule(LATE, BRACKETS))
    )
    columns = ("on", "session", "quantity", "unit", "base_rupiah", "rate_ppm", "rupiah", "events")
    assert lines(found, *columns) == [
        (MONDAY, "pagi", 15, "minute", 4_000_000, 5_000, 20_000, [41])
    ]
