"""Attendance elsewhere (absensi khusus): asked for by phone, decided by the head, or lapsed."""

from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from domain.attendance import (
    AttendanceDay,
    AttendanceEvent,
    CheckInAttemptRefused,
    Record,
    SpecialAttendanceApproved,
    SpecialAttendanceLapsed,
    SpecialAttendanceRecorded,
    SpecialAttendanceRefused,
    SpecialKind,
)
from domain.check_in import (
    Known,
    Outcome,
    distrusted,
    find_session,
    local,
    named_session,
    refused,
    require_duty,
    without_selfie,
)
from domain.duty import Duty
from domain.identifiers import parse_hash, parse_request_id
from domain.notes import noted
from domain.personal import Personal
from domain.phone_clock import Captured, Limits
from domain.position import parse_position
from domain.refusals import OwnRequest, Refusal, Unknown


class SpecialAttendance(msgspec.Struct, frozen=True, kw_only=True):
    """What the phone reports. `special` is the client's name for it; without `sessions` it stands
    for the one that is meant by the time. `attachment` is the photo or letter's SHA-256 in hex."""

    special: str
    kind: SpecialKind
    note: str
    attachment: str
    selfie: str = ""
    device: str = ""
    sessions: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    mock: bool = False


class SpecialExists(Refusal):
    code = "special_exists"
    field = "special"


class SpecialOverlaps(Refusal):
    """Another special attendance stands for the same session, pending or approved."""

    code = "special_overlaps"
    field = "sessions"


class AttachmentMissing(Refusal):
    code = "attachment_missing"
    field = "attachment"


class SpecialUnknown(Unknown):
    code = "special_unknown"
    field = "special"


class SpecialAlreadyDecided(Refusal):
    code = "special_already_decided"
    field = "special"


def record_special(
    day: AttendanceDay,
    asked: SpecialAttendance,
    *,
    captured: Captured,
    known: Known,
    limits: Limits,
) -> Outcome:
    """Anywhere on earth; as with a check-in, what is not believed is kept as an attempt."""
    require_duty(known.duty)
    event = _read(day, asked, captured, known.duty)
    earlier = _find(day, event.special)
    if earlier:
        return _repeated(earlier, event)
    _check_overlap(day, event)
    doubt = distrusted(asked.device, asked.mock, known.devices) or without_selfie(
        asked.selfie, known.selfie_used
    )
    if doubt:
        return refused(day, _attempt(event, doubt), doubt, limits)
    return Outcome(events=(event,), record=event, version=day.version + 1)


def approve(
    day: AttendanceDay, *, special: str, employee: str, by: str
) -> tuple[AttendanceEvent, ...]:
    """`by` is the head, or who stands in for the head; the same again changes nothing."""
    if _decidable(day, special, employee, by) == "approved":
        return ()
    return (SpecialAttendanceApproved(special=special, on=_require_pending(day, special)),)


def refuse(
    day: AttendanceDay, *, special: str, employee: str, by: str, reason: str
) -> tuple[AttendanceEvent, ...]:
    if _decidable(day, special, employee, by) == "refused":
        return ()
    on = _require_pending(day, special)
    return (SpecialAttendanceRefused(special=special, on=on, personal=noted(reason)),)


def lapse(day: AttendanceDay, *, duty: Duty, today: date) -> tuple[AttendanceEvent, ...]:
    """What is still pending after the days that the day's pattern allows for a decision."""
    if duty.lapses_after_days is None or today <= duty.on + timedelta(duty.lapses_after_days):
        return ()
    return tuple(
        SpecialAttendanceLapsed(special=event.special, on=duty.on)
        for event in _counted(day)
        if day.special.get(event.special) == "pending"
    )


def _read(
    day: AttendanceDay, asked: SpecialAttendance, captured: Captured, duty: Duty
) -> SpecialAttendanceRecorded:
    if not asked.attachment:
        raise AttachmentMissing
    at = captured.at
    sessions = [named_session(duty, name) for name in dict.fromkeys(asked.sessions)]
    return SpecialAttendanceRecorded(
        special=parse_request_id(asked.special, "special"),
        on=duty.on,
        at=local(at, duty),
        kind=asked.kind,
        sessions=tuple(s.name for s in sessions or [find_session(day, duty, "", at)]),
        selfie=parse_hash(asked.selfie, "selfie") if asked.selfie else "",
        attachment=parse_hash(asked.attachment, "attachment"),
        offline=captured.offline,
        personal=_personal(asked),
    )


def _personal(asked: SpecialAttendance) -> Personal:
    personal = replace(
        noted(asked.note, "note"),
        device=parse_hash(asked.device, "device") if asked.device else None,
    )
    if asked.latitude is None or asked.longitude is None:
        return personal
    position = parse_position(asked.latitude, asked.longitude)
    return replace(personal, latitude=position.latitude, longitude=position.longitude)


def _repeated(earlier: Record, event: SpecialAttendanceRecorded) -> Outcome:
    """The same request again gets the same answer; the offline flag and the time may differ."""
    known = earlier.event
    if not isinstance(known, SpecialAttendanceRecorded) or (
        (known.kind, known.attachment, known.selfie) != (event.kind, event.attachment, event.selfie)
    ):
        raise SpecialExists(special=event.special)
    return Outcome(record=known, version=earlier.version)


def _check_overlap(day: AttendanceDay, event: SpecialAttendanceRecorded) -> None:
    for other in _counted(day):
        if day.special.get(other.special) not in {"pending", "approved"}:
            continue
        shared = sorted(set(other.sessions) & set(event.sessions))
        if shared:
            raise SpecialOverlaps(special=other.special, sessions=shared)


def _attempt(event: SpecialAttendanceRecorded, doubt: Refusal) -> CheckInAttemptRefused:
    return CheckInAttemptRefused(
        on=event.on,
        at=event.at,
        reason=doubt.code,
        session=event.sessions[0],
        selfie=event.selfie,
        personal=event.personal,
    )


def _counted(day: AttendanceDay) -> list[SpecialAttendanceRecorded]:
    events = (record.event for record in day.counted())
    return [event for event in events if isinstance(event, SpecialAttendanceRecorded)]


def _find(day: AttendanceDay, special: str) -> Record | None:
    return next(
        (
            record
            for record in day.records
            if isinstance(record.event, SpecialAttendanceRecorded)
            and record.event.special == special
        ),
        None,
    )


def _decidable(day: AttendanceDay, special: str, employee: str, by: str) -> str:
    """Its status, once it is clear that it exists and that this person may decide."""
    if _find(day, special) is None:
        raise SpecialUnknown(special=special)
    if by == employee:
        raise OwnRequest
    return day.special[special]


def _require_pending(day: AttendanceDay, special: str) -> date:
    record = _find(day, special)
    if record is None:
        raise SpecialUnknown(special=special)
    status = "void" if record.void else day.special[special]
    if status != "pending":
        raise SpecialAlreadyDecided(special=special, status=status)
    return record.event.on
