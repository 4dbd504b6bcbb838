"""Manual records, absence within the day, excuses, and records that no longer count."""

from datetime import UTC, timedelta

import pytest
from msgspec.structs import replace

from domain.attendance import (
    AttendanceVoided,
    CheckInAttemptRefused,
    ManualAttendanceRecorded,
    OfficeLeft,
    SessionExcused,
    SessionExcuseWithdrawn,
)
from domain.check_in_refusals import NoSession, SessionUnknown
from domain.corrections import (
    AwayOverlaps,
    AwayTimesReversed,
    NoOutageDeclared,
    NotExcused,
    OtherDate,
    RecordedInFuture,
    RecordUnknown,
    excuse,
    leave_office,
    record_manual,
    void,
    withdraw_excuse,
)
from domain.employee_commands import NotInService
from domain.personal import Personal
from domain.phone_clock import TimeWithoutOffset
from domain.refusals import TextMissing
from domain.work_pattern_rules import LATEST_S
from tests.domain.scenarios import day
from tests.domain.surroundings import DUTY, HOUR, ON, record, wib

NOW = wib(20)
FIELDS = {"duty": DUTY, "at": wib(7, 28), "source": "paper", "evidence": "daftar hadir", "now": NOW}
MANUAL = ManualAttendanceRecorded(
    on=ON, session="pagi", at=wib(7, 28), source="paper", evidence="daftar hadir"
)
GONE = replace(DUTY, employed=False)


def test_a_manual_record_is_kept_once_with_its_evidence():
    day().when(record_manual, **FIELDS).records(MANUAL).and_again_nothing()


def test_the_instant_is_kept_in_the_zone_of_the_office_to_the_second():
    at = wib(7, 28).astimezone(UTC) + timedelta(milliseconds=400)
    (event,) = day().when(record_manual, **{**FIELDS, "at": at}).decided
    assert event.at.isoformat() == "2022-10-03T07:28:00+07:00"


def test_other_evidence_for_the_same_time_is_recorded_too():
    then = day(MANUAL).when(record_manual, **{**FIELDS, "evidence": "buku piket"})
    assert len(then.decided) == 1


def test_importing_again_does_not_bring_back_a_voided_record():
    voided = day(MANUAL, AttendanceVoided(on=ON, record=1))
    voided.when(record_manual, **FIELDS).records()


def test_old_logs_count_before_the_employee_is_enrolled():
    early = {**FIELDS, "duty": replace(DUTY, enrolled=False), "source": "attlog"}
    assert day().when(record_manual, **early).decided


def test_an_outage_must_be_declared():
    fields = {**FIELDS, "source": "outage"}
    day().when(record_manual, **fields).is_refused(NoOutageDeclared)
    declared = {**fields, "duty": replace(DUTY, outage=True)}
    assert day().when(record_manual, **declared).decided


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"evidence": " "}, TextMissing),
        ({"session": "malam"}, SessionUnknown),
        ({"at": wib(20, 0, 1)}, RecordedInFuture),
        ({"at": wib(12) - timedelta(days=1, seconds=1)}, OtherDate),
        ({"at": wib(7, 28).replace(tzinfo=None)}, TimeWithoutOffset),
        ({"duty": GONE}, NotInService),
        ({"duty": replace(DUTY, day="off", sessions=(), offered=())}, NoSession),
    ],
)
def test_a_manual_record_is_refused(fields, refusal):
    day().when(record_manual, **{**FIELDS, **fields}).is_refused(refusal)


@pytest.mark.parametrize("at", [NOW, wib(12) - timedelta(days=1)])
def test_instants_at_the_limits_are_accepted(at):
    assert day().when(record_manual, **{**FIELDS, "at": at}).decided


AWAY = {"duty": DUTY, "from_s": 10 * HOUR, "until_s": 11 * HOUR, "permitted": False}
LEFT = OfficeLeft(
    on=ON,
    from_s=10 * HOUR,
    until_s=11 * HOUR,
    permitted=False,
    personal=Personal(note="keluar"),
)


def test_leaving_the_office_is_recorded_once():
    day().when(leave_office, **AWAY, reason="keluar").records(LEFT).and_again_nothing()


@pytest.mark.parametrize(
    ("from_s", "until_s", "accepted"),
    [
        (9 * HOUR, 10 * HOUR, True),
        (9 * HOUR, 10 * HOUR + 1, False),
        (11 * HOUR - 1, 12 * HOUR, False),
        (11 * HOUR, 12 * HOUR, True),
    ],
)
def test_absences_do_not_overlap(from_s, until_s, accepted):
    then = day(LEFT).when(
        leave_office, **{**AWAY, "from_s": from_s, "until_s": until_s}, reason="keluar"
    )
    if accepted:
        assert then.decided
    else:
        then.is_refused(AwayOverlaps)


def test_a_voided_absence_is_in_nobodys_way():
    given = day(LEFT, AttendanceVoided(on=ON, record=1))
    given.when(leave_office, **AWAY, reason="keluar").records(LEFT)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"until_s": 10 * HOUR}, AwayTimesReversed),
        ({"until_s": LATEST_S + 1}, AwayTimesReversed),
        ({"reason": ""}, TextMissing),
        ({"duty": GONE}, NotInService),
    ],
)
def test_leaving_is_refused(fields, refusal):
    day().when(leave_office, **{**AWAY, "reason": "x", **fields}).is_refused(refusal)


EXCUSE = {"duty": DUTY, "session": "pagi", "kind": "sick", "reason": "surat dokter"}
EXCUSED = SessionExcused(on=ON, session="pagi", kind="sick", personal=Personal(note="surat dokter"))


def test_a_session_is_excused_once_and_the_excuse_withdrawn():
    day().when(excuse, **EXCUSE).records(EXCUSED).and_again_nothing()
    withdrawn = SessionExcuseWithdrawn(on=ON, session="pagi")
    day(EXCUSED).when(withdraw_excuse, duty=DUTY, session="pagi").records(withdrawn)
    day(EXCUSED, withdrawn).when(withdraw_excuse, duty=DUTY, session="pagi").is_refused(NotExcused)


def test_another_kind_replaces_the_excuse():
    then = day(EXCUSED).when(excuse, **{**EXCUSE, "kind": "duty"})
    assert day(EXCUSED, *then.decided).state.excused == {"pagi": "duty"}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"session": "malam"}, SessionUnknown),
        ({"reason": "  "}, TextMissing),
        ({"duty": GONE}, NotInService),
    ],
)
def test_an_excuse_is_refused(fields, refusal):
    day().when(excuse, **{**EXCUSE, **fields}).is_refused(refusal)


@pytest.mark.parametrize("event", [record(wib(7, 25)), MANUAL, LEFT])
def test_a_record_is_voided_once(event):
    voided = AttendanceVoided(on=ON, record=1, personal=Personal(note="salah orang"))
    then = day(event).when(void, record=1, reason="salah orang")
    then.records(voided).and_again_nothing()
    assert list(day(event, voided).state.counted()) == []


def test_what_is_no_record_cannot_be_voided():
    attempt = CheckInAttemptRefused(on=ON, at=wib(7), reason="too_far")
    given = day(attempt, record(wib(7, 25)), EXCUSED)
    for version in (0, 1, 3, 4):
        given.when(void, record=version, reason="x").is_refused(RecordUnknown)
    assert given.when(void, record=2, reason="x").decided
    given.when(void, record=2, reason="").is_refused(TextMissing)
