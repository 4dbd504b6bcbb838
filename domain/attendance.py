"""The attendance day of one employee: sessions, special attendance, manual records, corrections."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Sealable

SpecialKind = Literal["upacara", "sosialisasi", "dinas_luar", "diklat", "rapat", "wfh"]
SpecialStatus = Literal["pending", "approved", "refused", "lapsed"]
ManualSource = Literal["outage", "attlog", "csv", "paper"]
ExcuseKind = Literal["sick", "family", "force_majeure", "duty", "system", "other"]


class CheckedIn(Event):
    """`at` is when the phone captured it; `offline` when it was posted later than that.

    `distance_m` is to the office's area, zero within it. `selfie` is the SHA-256 of the stored
    picture in hex. `flags` name what a head may want to look at (clock_skew, low_accuracy …).
    """

    on: date
    session: str
    at: datetime
    office: str
    distance_m: int
    accuracy_m: int
    selfie: str
    offline: bool = False
    flags: tuple[str, ...] = ()
    personal: Sealable = NOTHING_PERSONAL


class CheckInAttemptRefused(Event):
    """A check-in that was not accepted, kept for the OPD head; `reason` is the refusal's code."""

    on: date
    at: datetime
    reason: str
    session: str = ""
    distance_m: int | None = None
    selfie: str = ""
    personal: Sealable = NOTHING_PERSONAL


class SpecialAttendanceRecorded(Event):
    """Attendance elsewhere, for the sessions named; pending until decided or lapsed."""

    special: str
    on: date
    at: datetime
    kind: SpecialKind
    sessions: tuple[str, ...]
    selfie: str
    attachment: str
    offline: bool = False
    personal: Sealable = NOTHING_PERSONAL


class SpecialAttendanceApproved(Event):
    special: str
    on: date


class SpecialAttendanceRefused(Event):
    special: str
    on: date
    personal: Sealable = NOTHING_PERSONAL


class SpecialAttendanceLapsed(Event):
    special: str
    on: date


class ManualAttendanceRecorded(Event):
    """A record that no phone made; `evidence` names the stored document, list or log line."""

    on: date
    session: str
    at: datetime
    source: ManualSource
    evidence: str
    personal: Sealable = NOTHING_PERSONAL


class OfficeLeft(Event):
    """Absence from the office within the day, in seconds from local midnight."""

    on: date
    from_s: int
    until_s: int
    permitted: bool
    personal: Sealable = NOTHING_PERSONAL


class SessionExcused(Event):
    """A correction: lateness, early leaving or a missing record of this session is not held against
    the employee."""

    on: date
    session: str
    kind: ExcuseKind
    personal: Sealable = NOTHING_PERSONAL


class SessionExcuseWithdrawn(Event):
    on: date
    session: str


class AttendanceVoided(Event):
    """`record` is the version, within this stream, of the record that no longer counts."""

    on: date
    record: int
    personal: Sealable = NOTHING_PERSONAL


AttendanceEvent = (
    CheckedIn
    | CheckInAttemptRefused
    | SpecialAttendanceRecorded
    | SpecialAttendanceApproved
    | SpecialAttendanceRefused
    | SpecialAttendanceLapsed
    | ManualAttendanceRecorded
    | OfficeLeft
    | SessionExcused
    | SessionExcuseWithdrawn
    | AttendanceVoided
)


class Record(msgspec.Struct, frozen=True):
    """What was recorded, at its version in the stream; `void` when it no longer counts."""

    version: int
    event: CheckedIn | SpecialAttendanceRecorded | ManualAttendanceRecorded | OfficeLeft
    void: bool = False


class AttendanceDay(msgspec.Struct, frozen=True, kw_only=True):
    """`version` counts the stream's events, from 1. `special` is the status by id, `excused` the
    kind by session."""

    version: int = 0
    records: tuple[Record, ...] = ()
    attempts: tuple[CheckInAttemptRefused, ...] = ()
    special: dict[str, SpecialStatus] = {}
    excused: dict[str, ExcuseKind] = {}

    def counted(self) -> Iterator[Record]:
        return (record for record in self.records if not record.void)

    def taken(self) -> set[str]:
        """Sessions with a record of their own, by phone or by hand."""
        return {
            record.event.session
            for record in self.counted()
            if isinstance(record.event, CheckedIn | ManualAttendanceRecorded)
        }


def evolve(state: AttendanceDay, event: Event) -> AttendanceDay:
    return replace(_evolved(state, event), version=state.version + 1)


def _evolved(  # noqa: PLR0911 - one case an event
    state: AttendanceDay, event: Event
) -> AttendanceDay:
    match event:
        case CheckedIn() | ManualAttendanceRecorded() | OfficeLeft():
            return _with_record(state, event)
        case CheckInAttemptRefused():
            return replace(state, attempts=(*state.attempts, event))
        case SpecialAttendanceRecorded():
            return _with_special(_with_record(state, event), event.special, "pending")
        case SpecialAttendanceApproved():
            return _with_special(state, event.special, "approved")
        case SpecialAttendanceRefused():
            return _with_special(state, event.special, "refused")
        case SpecialAttendanceLapsed():
            return _with_special(state, event.special, "lapsed")
        case _:
            return _corrected(state, event)


def _corrected(state: AttendanceDay, event: Event) -> AttendanceDay:
    match event:
        case SessionExcused():
            return replace(state, excused={**state.excused, event.session: event.kind})
        case SessionExcuseWithdrawn():
            kept = {name: kind for name, kind in state.excused.items() if name != event.session}
            return replace(state, excused=kept)
        case AttendanceVoided():
            records = (
                replace(record, void=True) if record.version == event.record else record
                for record in state.records
            )
            return replace(state, records=tuple(records))
        case _:
            return state


def _with_record(
    state: AttendanceDay,
    event: CheckedIn | SpecialAttendanceRecorded | ManualAttendanceRecorded | OfficeLeft,
) -> AttendanceDay:
    return replace(state, records=(*state.records, Record(state.version + 1, event)))


def _with_special(state: AttendanceDay, special: str, status: SpecialStatus) -> AttendanceDay:
    return replace(state, special={**state.special, special: status})
