"""The attendance day of one employee: sessions, special attendance, manual records, corrections."""

from datetime import date, datetime
from typing import Literal

from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Sealable

SpecialKind = Literal["upacara", "sosialisasi", "dinas_luar", "diklat", "rapat", "wfh"]
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
