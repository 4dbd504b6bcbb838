"""The check-in of an employee at the office: accepted, refused, repeated, and every boundary."""

from datetime import UTC, timedelta

import pytest
from msgspec.structs import replace

from domain.attendance import (
    AttendanceVoided,
    CheckInAttemptRefused,
    ManualAttendanceRecorded,
)
from domain.check_in import check_in
from domain.check_in_refusals import (
    AccuracyTooPoor,
    AccuracyUnreadable,
    DeviceForeign,
    DeviceNotBound,
    MockLocation,
    NoSession,
    NotEnrolled,
    OfficeAreaUnknown,
    SelfieMissing,
    SelfieUsedBefore,
    SessionUnknown,
    TooFar,
)
from domain.duty import CutiSpell
from domain.employee_commands import NotInService
from domain.identifiers import HashUnreadable
from domain.personal import Personal
from domain.phone_clock import Captured
from domain.position import PositionNotFinite, PositionOutsideWorld, PositionSwapped, PositionZero
from domain.refusals import Refusal, TextTooLong
from tests.domain.scenarios import day
from tests.domain.surroundings import (
    ASKED,
    KNOWN,
    LATITUDE,
    LIMITS,
    LONGITUDE,
    METRE,
    ON,
    OTHER_PHONE,
    PHONE,
    SELFIE,
    duty,
    record,
    wib,
)


def decide(given=None, at=None, known=KNOWN, **fields):
    captured = Captured(at=(at or wib(7, 25)).astimezone(UTC), offline=False)
    asked = replace(ASKED, **fields)
    state = (given or day()).state
    return check_in(state, asked, captured=captured, known=known, limits=LIMITS)


def test_a_check_in_is_recorded_with_its_instant_in_the_zone_of_the_office():
    outcome = decide()
    assert outcome.events == (record(wib(7, 25)),)
    assert (outcome.record, outcome.version, outcome.refusal) == (outcome.events[0], 1, None)
    assert outcome.events[0].at.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize("at", [wib(7, 30), wib(7, 30, 1), wib(11, 59, 59)])
def test_late_is_recorded_not_refused(at):
    assert decide(at=at, session="pagi").events == (record(at),)


@pytest.mark.parametrize(
    ("at", "session"),
    [
        (wib(5, 59, 59), "pagi"),
        (wib(6), "pagi"),
        (wib(11, 29, 59), "pagi"),
        (wib(11, 30), "siang"),
        (wib(13), "siang"),
        (wib(13, 29), "siang"),
        (wib(13, 31), "sore"),
        (wib(14), "sore"),
        (wib(23, 26), "sore"),
    ],
)
def test_the_session_is_inferred_from_the_time(at, session):
    assert decide(at=at).events[0].session == session


def test_of_two_open_sessions_the_one_without_a_record_is_meant():
    siang = day(record(wib(11, 31), "siang"))
    pagi = day(record(wib(7, 25)))
    assert decide(siang, wib(11, 45)).events[0].session == "pagi"
    assert decide(pagi, wib(11, 45)).events[0].session == "siang"


def test_a_manual_record_counts_for_the_inference_and_a_void_one_does_not():
    manual = ManualAttendanceRecorded(
        on=ON, session="siang", at=wib(11, 31), source="paper", evidence="daftar"
    )
    assert decide(day(manual), wib(11, 45)).events[0].session == "pagi"
    void = AttendanceVoided(on=ON, record=1)
    assert decide(day(manual, void), wib(11, 45)).events[0].session == "siang"


@pytest.mark.parametrize(
    ("at", "flags"),
    [
        (wib(5, 59, 59), ("outside_window",)),
        (wib(6), ()),
        (wib(12), ()),
        (wib(12, 0, 1), ("outside_window",)),
    ],
)
def test_a_record_outside_its_window_is_flagged(at, flags):
    assert decide(at=at, session="pagi").events[0].flags == flags


def test_a_double_tap_within_a_minute_answers_the_first_record():
    first = record(wib(7, 25))
    for at in (wib(7, 25), wib(7, 25, 59), wib(7, 24, 1)):
        outcome = decide(day(first), at, selfie="6" * 64)
        assert (outcome.events, outcome.record, outcome.version) == ((), first, 1)


def test_a_double_tap_is_not_taken_for_the_next_session():
    """It happened: the second tap counted as the check-out."""
    first = record(wib(11, 45), "siang")
    assert decide(day(first), wib(11, 45, 10)).record == first


def test_after_a_minute_a_second_arrival_is_recorded_too():
    outcome = decide(day(record(wib(7, 25))), wib(7, 26))
    assert (len(outcome.events), outcome.version) == (1, 2)


def test_a_tap_for_another_session_or_after_a_void_is_no_double_tap():
    first = day(record(wib(11, 45)))
    assert decide(first, wib(11, 45, 30), session="siang").events
    assert decide(first(AttendanceVoided(on=ON, record=1)), wib(11, 45, 30), session="pagi").events


def test_offline_and_the_flags_of_the_clock_are_kept():
    captured = Captured(at=wib(7, 25), offline=True, flags=("clock_skew",))
    outcome = check_in(day().state, ASKED, captured=captured, known=KNOWN, limits=LIMITS)
    assert outcome.events == (record(wib(7, 25), offline=True, flags=("clock_skew",)),)


def attempt(reason: str, **fields: object) -> CheckInAttemptRefused:
    plain = CheckInAttemptRefused(
        on=ON,
        at=wib(7, 25),
        reason=reason,
        session="pagi",
        distance_m=0,
        selfie=SELFIE,
        personal=Personal(latitude=LATITUDE, longitude=LONGITUDE, device=PHONE),
    )
    return replace(plain, **fields)


NO_DEVICE = Personal(latitude=LATITUDE, longitude=LONGITUDE)
FOREIGN = Personal(latitude=LATITUDE, longitude=LONGITUDE, device=OTHER_PHONE)


@pytest.mark.parametrize(
    ("fields", "known", "refusal", "kept"),
    [
        ({"mock": True}, {}, MockLocation, {}),
        ({"device": OTHER_PHONE}, {}, DeviceForeign, {"personal": FOREIGN}),
        ({"device": ""}, {}, DeviceForeign, {"personal": NO_DEVICE}),
        ({}, {"devices": ()}, DeviceNotBound, {}),
        ({"selfie": ""}, {}, SelfieMissing, {"selfie": ""}),
        ({}, {"selfie_used": True}, SelfieUsedBefore, {}),
        ({"accuracy_m": 100.01}, {}, AccuracyTooPoor, {}),
    ],
)
def test_what_is_not_believed_is_refused_and_kept(fields, known, refusal, kept):
    outcome = decide(known=replace(KNOWN, **known), **fields)
    assert type(outcome.refusal) is refusal
    assert outcome.events == (attempt(refusal.code, **kept),)
    assert outcome.record is None


def test_too_far_is_refused_with_the_distance_and_kept():
    outcome = decide(latitude=LATITUDE + 130.5 * METRE)
    assert isinstance(outcome.refusal, TooFar)
    assert outcome.refusal.details == {"distance_m": 31}
    assert [event.distance_m for event in outcome.events] == [31]


@pytest.mark.parametrize(("metres", "accepted"), [(99.9, True), (100.1, False)])
def test_the_border_of_the_area(metres, accepted):
    assert (decide(latitude=LATITUDE + metres * METRE).refusal is None) is accepted


@pytest.mark.parametrize(
    ("accuracy_m", "flags"),
    [(0, ()), (50, ()), (50.1, ("low_accuracy",)), (100, ("low_accuracy",))],
)
def test_an_accuracy_within_the_limit_is_accepted(accuracy_m, flags):
    assert decide(accuracy_m=accuracy_m).events[0].flags == flags


def test_a_phone_that_tries_again_leaves_one_attempt_a_minute():
    first = day(attempt("mock_location"))
    soon, later = wib(7, 25, 59), wib(7, 26)
    assert decide(first, soon, mock=True).events == ()
    assert isinstance(decide(first, soon, mock=True).refusal, MockLocation)
    assert len(decide(first, later, mock=True).events) == 1
    assert len(decide(first, soon, selfie="").events) == 1


def test_after_refused_attempts_a_good_check_in_is_recorded():
    assert decide(day(attempt("too_far")), wib(7, 25, 10)).events == (record(wib(7, 25, 10)),)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"session": "malam"}, SessionUnknown),
        ({"latitude": float("nan")}, PositionNotFinite),
        ({"longitude": float("inf")}, PositionNotFinite),
        ({"latitude": 0.0, "longitude": 0.0}, PositionZero),
        ({"latitude": LONGITUDE, "longitude": LATITUDE}, PositionSwapped),
        ({"latitude": -90.1}, PositionOutsideWorld),
        ({"longitude": 180.1}, PositionOutsideWorld),
        ({"accuracy_m": float("nan")}, AccuracyUnreadable),
        ({"accuracy_m": -1.0}, AccuracyUnreadable),
        ({"selfie": "selfie.jpg"}, HashUnreadable),
        ({"device": "Samsung A03"}, HashUnreadable),
        ({"note": "x" * 1001}, TextTooLong),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_no_event(fields, refusal):
    with pytest.raises(Refusal) as refused:
        decide(**fields)
    assert type(refused.value) is refusal


@pytest.mark.parametrize(
    ("known", "refusal"),
    [
        (duty(employed=False), NotInService),
        (duty(enrolled=False), NotEnrolled),
        (duty(day="off", sessions=(), offered=()), NoSession),
        (replace(KNOWN, area=None), OfficeAreaUnknown),
    ],
)
def test_who_has_no_duty_is_refused(known, refusal):
    with pytest.raises(Refusal) as refused:
        decide(known=known)
    assert type(refused.value) is refusal


def test_a_note_is_kept_among_the_personal_parts():
    noted = decide(note=" macet ").events[0].personal
    assert noted == Personal(latitude=LATITUDE, longitude=LONGITUDE, note="macet", device=PHONE)
    assert decide(note="  ").events[0].personal.note is None


def test_work_on_a_holiday_and_during_leave_is_recorded_and_flagged():
    leave = CutiSpell(cuti="c-1", kind="tahunan", from_on=ON, until_on=ON)
    holiday = duty(day="holiday", sessions=(), cuti=leave)
    assert decide(known=holiday).events[0].flags == ("not_due", "on_cuti")


def test_an_office_in_another_zone_has_its_own_clock():
    eastern = duty(zone="Asia/Jayapura")
    event = decide(known=eastern, at=wib(5, 25)).events[0]
    assert (event.session, event.at.isoformat()) == ("pagi", "2022-10-03T07:25:00+09:00")
