"""Attendance elsewhere: asked for, decided by the head, lapsed."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.attendance import (
    AttendanceVoided,
    CheckInAttemptRefused,
    SpecialAttendanceApproved,
    SpecialAttendanceLapsed,
    SpecialAttendanceRecorded,
    SpecialAttendanceRefused,
)
from domain.check_in_refusals import (
    DeviceForeign,
    DeviceNotBound,
    MockLocation,
    NotEnrolled,
    SelfieMissing,
    SelfieUsedBefore,
    SessionUnknown,
)
from domain.identifiers import HashUnreadable
from domain.personal import Personal
from domain.phone_clock import Captured, Limits
from domain.position import PositionSwapped
from domain.refusals import OwnRequest, Refusal, TextMissing, Unreadable
from domain.special_attendance import (
    AttachmentMissing,
    SpecialAlreadyDecided,
    SpecialAttendance,
    SpecialExists,
    SpecialOverlaps,
    SpecialUnknown,
    approve,
    lapse,
    record_special,
    refuse,
)
from tests.domain.scenarios import day
from tests.domain.surroundings import DUTY, KNOWN, ON, OTHER_PHONE, PHONE, SELFIE, duty, wib

ME, HEAD = "a" * 16, "b" * 16
PHOTO = "7" * 64
ASKED = SpecialAttendance(
    special="s-1",
    kind="sosialisasi",
    note="sosialisasi di balai desa",
    attachment=PHOTO,
    selfie=SELFIE,
    device=PHONE,
    sessions=("pagi", "siang"),
    latitude=-5.4,
    longitude=105.0,
)
RECORDED = SpecialAttendanceRecorded(
    special="s-1",
    on=ON,
    at=wib(9),
    kind="sosialisasi",
    sessions=("pagi", "siang"),
    selfie=SELFIE,
    attachment=PHOTO,
    personal=Personal(
        latitude=-5.4, longitude=105.0, note="sosialisasi di balai desa", device=PHONE
    ),
)
APPROVED = SpecialAttendanceApproved(special="s-1", on=ON)
REFUSED = SpecialAttendanceRefused(special="s-1", on=ON, personal=Personal(note="tidak ada tugas"))
LAPSED = SpecialAttendanceLapsed(special="s-1", on=ON)
VOIDED = AttendanceVoided(on=ON, record=1)
BY_HEAD = {"special": "s-1", "employee": ME, "by": HEAD}


def decide(given=None, at=None, known=KNOWN, offline=False, **fields):
    return record_special(
        (given or day()).state,
        replace(ASKED, **fields),
        captured=Captured(at=at or wib(9), offline=offline),
        known=known,
        limits=Limits(),
    )


def test_it_is_recorded_anywhere():
    outcome = decide()
    assert outcome.events == (RECORDED,)
    assert (outcome.record, outcome.version) == (RECORDED, 1)
    assert decide(latitude=48.2, longitude=16.4).events


def test_the_position_may_be_unknown():
    personal = decide(latitude=None, longitude=None).events[0].personal
    assert personal == Personal(note="sosialisasi di balai desa", device=PHONE)


def test_without_sessions_it_stands_for_the_one_meant_by_the_time():
    assert decide(sessions=(), at=wib(15, 50)).events[0].sessions == ("sore",)


def test_a_session_named_twice_is_one():
    assert decide(sessions=("pagi", "pagi")).events[0].sessions == ("pagi",)


def test_the_same_request_again_gets_the_same_answer():
    outcome = decide(day(RECORDED), at=wib(10), offline=True)
    assert (outcome.events, outcome.record, outcome.version) == ((), RECORDED, 1)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"note": "  "}, TextMissing),
        ({"attachment": ""}, AttachmentMissing),
        ({"attachment": "foto.jpg"}, HashUnreadable),
        ({"selfie": "selfie.jpg"}, HashUnreadable),
        ({"special": "s 1"}, Unreadable),
        ({"sessions": ("malam",)}, SessionUnknown),
        ({"latitude": 105.0, "longitude": -5.4}, PositionSwapped),
    ],
)
def test_what_cannot_be_read_is_refused(fields, refusal):
    with pytest.raises(Refusal) as refused:
        decide(**fields)
    assert type(refused.value) is refusal


def test_who_is_not_enrolled_is_refused():
    with pytest.raises(NotEnrolled):
        decide(known=duty(enrolled=False))


@pytest.mark.parametrize(
    ("fields", "known", "refusal"),
    [
        ({"mock": True}, {}, MockLocation),
        ({"device": OTHER_PHONE}, {}, DeviceForeign),
        ({}, {"devices": ()}, DeviceNotBound),
        ({"selfie": ""}, {}, SelfieMissing),
        ({}, {"selfie_used": True}, SelfieUsedBefore),
    ],
)
def test_what_is_not_believed_is_refused_and_kept(fields, known, refusal):
    outcome = decide(known=replace(KNOWN, **known), **fields)
    assert type(outcome.refusal) is refusal
    (attempt,) = outcome.events
    assert isinstance(attempt, CheckInAttemptRefused)
    assert (attempt.reason, attempt.session) == (refusal.code, "pagi")


def test_the_same_name_for_another_request_is_refused():
    with pytest.raises(SpecialExists):
        decide(day(RECORDED), kind="dinas_luar")


@pytest.mark.parametrize("events", [(RECORDED,), (RECORDED, APPROVED)])
def test_a_second_one_for_a_session_is_refused(events):
    with pytest.raises(SpecialOverlaps) as refused:
        decide(day(*events), special="s-2", sessions=("siang", "sore"))
    assert refused.value.details == {"special": "s-1", "sessions": ["siang"]}
    assert decide(day(*events), special="s-2", sessions=("sore",)).events


@pytest.mark.parametrize("event", [REFUSED, LAPSED, VOIDED])
def test_after_a_refusal_it_may_be_asked_for_again(event):
    assert decide(day(RECORDED, event), special="s-2").events


def test_the_head_approves_or_refuses():
    day(RECORDED).when(approve, **BY_HEAD).records(APPROVED).and_again_nothing()
    then = day(RECORDED).when(refuse, **BY_HEAD, reason="tidak ada tugas")
    then.records(REFUSED).and_again_nothing()


@pytest.mark.parametrize(("command", "extra"), [(approve, {}), (refuse, {"reason": "x"})])
def test_deciding_is_refused(command, extra):
    day().when(command, **BY_HEAD, **extra).is_refused(SpecialUnknown)
    day(RECORDED).when(command, **{**BY_HEAD, "by": ME}, **extra).is_refused(OwnRequest)
    for event, status in ((LAPSED, "lapsed"), (VOIDED, "void")):
        day(RECORDED, event).when(command, **BY_HEAD, **extra).is_refused(
            SpecialAlreadyDecided, status=status
        )


def test_a_decision_is_not_turned_round():
    day(RECORDED, APPROVED).when(refuse, **BY_HEAD, reason="x").is_refused(SpecialAlreadyDecided)
    day(RECORDED, REFUSED).when(approve, **BY_HEAD).is_refused(SpecialAlreadyDecided)


@pytest.mark.parametrize(
    ("today", "lapsed"), [(date(2022, 10, 6), False), (date(2022, 10, 7), True)]
)
def test_what_nobody_decides_lapses_after_the_days_of_the_pattern(today, lapsed):
    then = day(RECORDED).when(lapse, duty=DUTY, today=today)
    then.records(*((LAPSED,) if lapsed else ())).and_again_nothing()


@pytest.mark.parametrize("events", [(APPROVED,), (REFUSED,), (LAPSED,), (VOIDED,)])
def test_only_what_is_pending_lapses(events):
    day(RECORDED, *events).when(lapse, duty=DUTY, today=date(2022, 12, 31)).records()


def test_a_pattern_may_let_nothing_lapse():
    patient = replace(DUTY, lapses_after_days=None)
    day(RECORDED).when(lapse, duty=patient, today=date(2023, 12, 31)).records()
