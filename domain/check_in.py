"""The check-in: what a phone reports becomes a record, or an attempt that is kept and refused.

In this order: `phone_clock.judge_clock` makes of the phone's time an instant, `attendance_date`
finds the date whose stream is to be read, `check_in` decides on it. A request that cannot be read
raises its Refusal. A request that is read but not believed (device, position, selfie) comes back
as an Outcome that has both the event of the attempt, to be stored, and the refusal, to be raised
after.
"""

from datetime import datetime, timedelta
from math import ceil, isfinite
from typing import TypeGuard

import msgspec

from domain.attendance import (
    AttendanceDay,
    AttendanceEvent,
    CheckedIn,
    CheckInAttemptRefused,
    SpecialAttendanceRecorded,
)
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
from domain.duty import Duty
from domain.employee_commands import NotInService
from domain.event import Event
from domain.identifiers import parse_hash
from domain.notes import noted
from domain.office import Area
from domain.office_area import distance_m
from domain.personal import Personal
from domain.phone_clock import Captured, Limits
from domain.position import parse_position
from domain.refusals import Refusal
from domain.sessions import ZONES, seconds_into, session_at
from domain.work_pattern import Session


class CheckIn(msgspec.Struct, frozen=True, kw_only=True):
    """What the phone reports; degrees, metres. `selfie` and `device` are SHA-256 in hex."""

    latitude: float
    longitude: float
    accuracy_m: float
    device: str = ""
    selfie: str = ""
    session: str = ""
    note: str | None = None
    mock: bool = False


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What others know of the employee on that day. `devices` are bound to the employee,
    `selfie_used` tells that the picture was posted before, by anybody."""

    duty: Duty
    area: Area | None
    devices: tuple[str, ...]
    selfie_used: bool


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Store `events` first, whatever the outcome, then raise `refusal` where there is one.

    `record` is what counts and `version` its place in the stream. After a double tap there is no
    event, and `record` is the earlier one.
    """

    events: tuple[AttendanceEvent, ...] = ()
    record: CheckedIn | SpecialAttendanceRecorded | None = None
    version: int = 0
    refusal: Refusal | None = None


def check_in(
    day: AttendanceDay, asked: CheckIn, *, captured: Captured, known: Known, limits: Limits
) -> Outcome:
    duty = known.duty
    require_duty(duty)
    session = find_session(day, duty, asked.session, captured.at)
    personal = _personal(asked)
    accuracy_m = _accuracy(asked.accuracy_m)
    for earlier in day.counted():
        if _is_double_tap(earlier.event, asked.session, captured.at, limits):
            return Outcome(record=earlier.event, version=earlier.version)
    if known.area is None:
        raise OfficeAreaUnknown(office=duty.office)
    record = CheckedIn(
        on=duty.on,
        session=session.name,
        at=local(captured.at, duty),
        office=duty.office,
        distance_m=distance_m(known.area, asked.latitude, asked.longitude),
        accuracy_m=accuracy_m,
        selfie=parse_hash(asked.selfie, "selfie") if asked.selfie else "",
        offline=captured.offline,
        flags=(*captured.flags, *_flags(duty, session, captured.at, accuracy_m, limits)),
        personal=personal,
    )
    doubt = (
        distrusted(asked.device, asked.mock, known.devices)
        or _misplaced(record, limits)
        or without_selfie(asked.selfie, known.selfie_used)
    )
    if doubt:
        return refused(day, _attempt(record, doubt), doubt, limits)
    return Outcome(events=(record,), record=record, version=day.version + 1)


def refused(
    day: AttendanceDay, attempt: CheckInAttemptRefused, refusal: Refusal, limits: Limits
) -> Outcome:
    """A phone that tries again and again leaves one attempt a minute."""
    repeated = any(
        earlier.reason == attempt.reason and _near(earlier.at, attempt.at, limits)
        for earlier in day.attempts
    )
    return Outcome(events=() if repeated else (attempt,), refusal=refusal)


def require_duty(duty: Duty) -> None:
    if not duty.employed:
        raise NotInService(on=duty.on.isoformat())
    if not duty.enrolled:
        raise NotEnrolled(on=duty.on.isoformat())


def find_session(day: AttendanceDay, duty: Duty, named: str, at: datetime) -> Session:
    """The one that is named, else the one that is meant by the time."""
    if not duty.offered:
        raise NoSession(on=duty.on.isoformat())
    if named:
        return named_session(duty, named)
    session = session_at(duty.offered, seconds_into(duty.on, at, duty.zone), day.taken())
    if session is None:
        raise NoSession(on=duty.on.isoformat())
    return session


def named_session(duty: Duty, name: str) -> Session:
    session = next((s for s in duty.offered if s.name == name), None)
    if session is None:
        raise SessionUnknown(value=name, sessions=[s.name for s in duty.offered])
    return session


def distrusted(device: str, mock: bool, devices: tuple[str, ...]) -> Refusal | None:
    if not devices:
        return DeviceNotBound()
    if device not in devices:
        return DeviceForeign()
    return MockLocation() if mock else None


def without_selfie(selfie: str, used: bool) -> Refusal | None:
    if not selfie:
        return SelfieMissing()
    return SelfieUsedBefore() if used else None


def local(at: datetime, duty: Duty) -> datetime:
    """The same instant with the offset of the office's zone."""
    return at.astimezone(ZONES[duty.zone])


def _misplaced(record: CheckedIn, limits: Limits) -> Refusal | None:
    if record.accuracy_m > limits.accuracy_m:
        return AccuracyTooPoor(accuracy_m=record.accuracy_m, limit_m=limits.accuracy_m)
    return TooFar(distance_m=record.distance_m) if record.distance_m else None


def _attempt(record: CheckedIn, doubt: Refusal) -> CheckInAttemptRefused:
    return CheckInAttemptRefused(
        on=record.on,
        at=record.at,
        reason=doubt.code,
        session=record.session,
        distance_m=record.distance_m,
        selfie=record.selfie,
        personal=record.personal,
    )


def _accuracy(reported_m: float) -> int:
    if not (isfinite(reported_m) and reported_m >= 0):
        raise AccuracyUnreadable(value=str(reported_m))
    return ceil(min(reported_m, 1_000_000))


def _is_double_tap(event: Event, named: str, at: datetime, limits: Limits) -> TypeGuard[CheckedIn]:
    """Without a session named, a tap of any session: else the second would be taken for another."""
    return (
        isinstance(event, CheckedIn)
        and named in {"", event.session}
        and _near(event.at, at, limits)
    )


def _near(earlier: datetime, at: datetime, limits: Limits) -> bool:
    return abs(at - earlier) < timedelta(seconds=limits.double_tap_s)


def _flags(
    duty: Duty, session: Session, at: datetime, accuracy_m: int, limits: Limits
) -> tuple[str, ...]:
    second = seconds_into(duty.on, at, duty.zone)
    flags = {
        "low_accuracy": 2 * accuracy_m > limits.accuracy_m,
        "outside_window": not session.opens_s <= second <= session.closes_s,
        "not_due": session not in duty.sessions,
        "on_cuti": duty.cuti is not None,
    }
    return tuple(flag for flag, raised in flags.items() if raised)


def _personal(asked: CheckIn) -> Personal:
    position = parse_position(asked.latitude, asked.longitude)
    return Personal(
        latitude=position.latitude,
        longitude=position.longitude,
        note=noted(asked.note, "note").note if asked.note and asked.note.strip() else None,
        device=parse_hash(asked.device, "device") if asked.device else None,
    )
