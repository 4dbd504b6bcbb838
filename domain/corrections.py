"""Records that no phone made, and corrections of an attendance day, each with its reason."""

from datetime import datetime

from domain.attendance import (
    AttendanceDay,
    AttendanceEvent,
    AttendanceVoided,
    ExcuseKind,
    ManualAttendanceRecorded,
    ManualSource,
    OfficeLeft,
    Record,
    SessionExcused,
    SessionExcuseWithdrawn,
)
from domain.check_in import find_session, local, named_session
from domain.duty import Duty
from domain.employee_commands import NotInService
from domain.identifiers import parse_text
from domain.notes import noted
from domain.personal import NOTHING_PERSONAL, Sealable
from domain.phone_clock import TimeWithoutOffset
from domain.refusals import Refusal, Unknown
from domain.sessions import seconds_into
from domain.work_pattern_rules import EARLIEST_S, LATEST_S


class NoOutageDeclared(Refusal):
    """A manual record because of an outage needs the outage in the calendar."""

    code = "no_outage_declared"
    field = "source"


class RecordedInFuture(Refusal):
    code = "recorded_in_future"
    field = "at"


class OtherDate(Refusal):
    """The instant has nothing to do with the date."""

    code = "other_date"
    field = "at"


class AwayTimesReversed(Refusal):
    code = "away_times_reversed"
    field = "until_s"


class AwayOverlaps(Refusal):
    code = "away_overlaps"
    field = "from_s"


class RecordUnknown(Unknown):
    code = "record_unknown"
    field = "record"


class NotExcused(Unknown):
    code = "not_excused"
    field = "session"


def record_manual(
    day: AttendanceDay,
    *,
    duty: Duty,
    at: datetime,
    source: ManualSource,
    evidence: str,
    now: datetime,
    session: str = "",
    personal: Sealable = NOTHING_PERSONAL,
) -> tuple[AttendanceEvent, ...]:
    """Also for days before the employee was enrolled: old logs are evidence too. The same record
    from the same evidence, as when a log is imported again, changes nothing."""
    _require_service(duty)
    _check_instant(duty, at, now)
    if source == "outage" and not duty.outage:
        raise NoOutageDeclared(on=duty.on.isoformat())
    event = ManualAttendanceRecorded(
        on=duty.on,
        session=find_session(day, duty, session, at).name,
        at=local(at, duty).replace(microsecond=0),
        source=source,
        evidence=parse_text(evidence, "evidence", longest=400),
        personal=personal,
    )
    return () if any(_is_same(record, event) for record in day.records) else (event,)


def leave_office(
    day: AttendanceDay,
    *,
    duty: Duty,
    from_s: int,
    until_s: int,
    permitted: bool,
    reason: str,
) -> tuple[AttendanceEvent, ...]:
    """Seconds from local midnight; the end does not count."""
    _require_service(duty)
    if not EARLIEST_S <= from_s < until_s <= LATEST_S:
        raise AwayTimesReversed(from_s=from_s, until_s=until_s)
    event = OfficeLeft(
        on=duty.on, from_s=from_s, until_s=until_s, permitted=permitted, personal=noted(reason)
    )
    for record in day.counted():
        known = record.event
        if not isinstance(known, OfficeLeft):
            continue
        if (known.from_s, known.until_s, known.permitted) == (from_s, until_s, permitted):
            return ()
        if known.from_s < until_s and from_s < known.until_s:
            raise AwayOverlaps(from_s=known.from_s, until_s=known.until_s)
    return (event,)


def excuse(
    day: AttendanceDay, *, duty: Duty, session: str, kind: ExcuseKind, reason: str
) -> tuple[AttendanceEvent, ...]:
    """Another kind for the same session replaces the first."""
    _require_service(duty)
    name = named_session(duty, session).name
    if day.excused.get(name) == kind:
        return ()
    return (SessionExcused(on=duty.on, session=name, kind=kind, personal=noted(reason)),)


def withdraw_excuse(day: AttendanceDay, *, duty: Duty, session: str) -> tuple[AttendanceEvent, ...]:
    """Also for a session that the pattern, changed since, no longer has."""
    if session not in day.excused:
        raise NotExcused(session=session)
    return (SessionExcuseWithdrawn(on=duty.on, session=session),)


def void(day: AttendanceDay, *, record: int, reason: str) -> tuple[AttendanceEvent, ...]:
    """`record` is the version of the record within its stream; the record stays readable."""
    known = next((r for r in day.records if r.version == record), None)
    if known is None:
        raise RecordUnknown(record=record)
    if known.void:
        return ()
    return (AttendanceVoided(on=known.event.on, record=record, personal=noted(reason)),)


def _require_service(duty: Duty) -> None:
    if not duty.employed:
        raise NotInService(on=duty.on.isoformat())


def _check_instant(duty: Duty, at: datetime, now: datetime) -> None:
    if at.utcoffset() is None:
        raise TimeWithoutOffset(field="at")
    if at > now:
        raise RecordedInFuture
    if not EARLIEST_S <= seconds_into(duty.on, at, duty.zone) <= LATEST_S:
        raise OtherDate(on=duty.on.isoformat())


def _is_same(record: Record, event: ManualAttendanceRecorded) -> bool:
    """A voided record too: importing the log again must not bring it back."""
    known = record.event
    return isinstance(known, ManualAttendanceRecorded) and (
        known.at,
        known.source,
        known.evidence,
    ) == (event.at, event.source, event.evidence)
