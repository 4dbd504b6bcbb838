"""Which date an instant belongs to, over midnight and in every zone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.duty import Duty
from domain.sessions import ZONES, attendance_date, seconds_into, session_at
from domain.work_pattern import Session

HOUR = 3600
MONDAY, TUESDAY, WEDNESDAY = date(2022, 10, 3), date(2022, 10, 4), date(2022, 10, 5)


def session(name, opens, due, closes, role="arrival"):
    return Session(
        name=name,
        role=role,
        opens_s=int(opens * HOUR),
        due_s=int(due * HOUR),
        closes_s=int(closes * HOUR),
    )


DAY = (session("pagi", 6, 7.5, 12), session("sore", 14, 16, 18, "leaving"))
NIGHT = (session("masuk", 20.5, 22, 26), session("pulang", 29, 30, 34, "leaving"))
EARLY = (session("masuk", -1.5, 0, 3), session("pulang", 7, 8, 9, "leaving"))


def duties(zone="Asia/Jakarta", **by_day):
    """Sessions by date, such as d2022_10_03=DAY."""

    def duty_on(on):
        offered = by_day.get(f"d{on:%Y_%m_%d}", ())
        return Duty(on=on, employed=True, enrolled=True, zone=zone, offered=offered)

    return duty_on


def local(on, hour, minute=0, second=0, zone="Asia/Jakarta"):
    return datetime(on.year, on.month, on.day, hour, minute, second, tzinfo=ZONES[zone])


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (local(MONDAY, 7, 25), MONDAY),
        (local(MONDAY, 23, 59, 59), MONDAY),
        (local(TUESDAY, 0, 0, 0), TUESDAY),
        (local(TUESDAY, 3), TUESDAY),
    ],
)
def test_a_day_pattern_ends_at_midnight(at, on):
    assert attendance_date(duties(d2022_10_03=DAY, d2022_10_04=DAY), at) == on


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (local(MONDAY, 21, 55), MONDAY),
        (local(TUESDAY, 0, 0, 0), MONDAY),
        (local(TUESDAY, 2, 0, 0), MONDAY),
        (local(TUESDAY, 2, 0, 1), TUESDAY),
        (local(TUESDAY, 6, 5), MONDAY),
        (local(TUESDAY, 10, 0, 0), MONDAY),
        (local(TUESDAY, 10, 0, 1), TUESDAY),
        (local(TUESDAY, 21, 55), TUESDAY),
    ],
)
def test_a_night_shift_belongs_to_the_date_on_which_it_starts(at, on):
    assert attendance_date(duties(d2022_10_03=NIGHT, d2022_10_04=NIGHT), at) == on


def test_a_shift_that_starts_at_midnight_opens_the_evening_before():
    early = duties(d2022_10_04=EARLY)
    assert attendance_date(early, local(MONDAY, 22, 30)) == TUESDAY
    assert attendance_date(early, local(MONDAY, 22, 29, 59)) == MONDAY


@pytest.mark.parametrize(
    ("at", "on"), [(local(TUESDAY, 6, 20), MONDAY), (local(TUESDAY, 7, 20), TUESDAY)]
)
def test_between_two_shifts_the_nearer_due_time_decides(at, on):
    assert attendance_date(duties(d2022_10_03=NIGHT, d2022_10_04=DAY), at) == on


def test_of_two_equally_near_the_earlier_date_decides():
    at = local(TUESDAY, 6, 45)
    assert attendance_date(duties(d2022_10_03=NIGHT, d2022_10_04=DAY), at) == MONDAY


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_the_date_is_that_of_the_office(zone):
    plain = duties(zone=zone)
    midnight = local(TUESDAY, 0, zone=zone).astimezone(UTC)
    assert attendance_date(plain, midnight) == TUESDAY
    assert attendance_date(plain, midnight - timedelta(seconds=1)) == MONDAY


def test_seconds_are_whole_and_negative_before_midnight():
    almost = local(MONDAY, 7, 30, 59) + timedelta(microseconds=999_999)
    assert seconds_into(MONDAY, almost, "Asia/Jakarta") == 27_059
    assert seconds_into(TUESDAY, local(MONDAY, 23, 59, 59), "Asia/Jakarta") == -1
    assert seconds_into(MONDAY, local(TUESDAY, 1), "Asia/Jakarta") == 25 * HOUR


def test_without_sessions_nothing_is_meant():
    assert session_at((), 27_000, set()) is None
