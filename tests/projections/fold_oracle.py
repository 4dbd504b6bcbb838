"""The fold of one day, slowly and row by row: a second reading of docs/decisions/0006."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import NamedTuple

from msgspec.structs import replace

from domain import attendance
from domain.duty import Duty
from domain.facts import DayFacts, SessionFact
from domain.recorded import Recorded
from domain.sessions import ZONES

SIX_DAYS_S = 2**19 - 1


class Candidate(NamedTuple):
    """A record that may count for a session; `kind` is that of special attendance."""

    rank: int
    nearness: int
    position: int
    at_s: int
    mark: str
    kind: str | None


def fold_day(
    employee: str, duty: Duty, history: Sequence[Recorded], *, ended: bool, end: int | None
) -> DayFacts | None:
    """None where the day has no row; `end` is the position of its end."""
    relevant = [r for r in history if not isinstance(r.event, attendance.CheckInAttemptRefused)]
    missing = bool(duty.sessions) and ended
    if not relevant and not (duty.employed and duty.enrolled and (duty.cuti or missing)):
        return None
    voided = {r.event.record for r in relevant if isinstance(r.event, attendance.AttendanceVoided)}
    standing = [r for r in relevant if r.version not in voided]
    chosen = {name: _chosen(duty, standing, name) for name in _named(standing)}
    attended = {name: found for name, found in chosen.items() if found}
    sessions = _sessions(duty, attended, _excuses(standing))
    due = {session.name for session in duty.sessions}
    if not duty.expected or duty.cuti:
        end = None
    else:
        sessions = tuple(_ended(fact, end) if fact.session in due else fact for fact in sessions)
    left = [r for r in standing if isinstance(r.event, attendance.OfficeLeft)]
    cuti = duty.cuti
    return DayFacts(
        employee=employee,
        on=duty.on,
        opd=duty.opd,
        employment=duty.employment or "",
        pattern=duty.pattern,
        day=duty.day,
        expected=duty.expected,
        ended=ended,
        status="cuti" if cuti else _status(sessions, attended),
        cuti=cuti.kind if cuti else None,
        cuti_from_on=cuti.from_on if cuti else None,
        cuti_until_on=cuti.until_on if cuti else None,
        cuti_child=cuti.child if cuti else None,
        away_s=sum(_away_s(r) for r in left if not r.event.permitted),
        away_permitted_s=sum(_away_s(r) for r in left if r.event.permitted),
        minimum_s=duty.minimum_s,
        outage=duty.outage,
        sessions=sessions,
        events=tuple(sorted([*duty.events, *(r.position for r in left), *([end] if end else [])])),
    )


def _ended(fact: SessionFact, end: int | None) -> SessionFact:
    return replace(fact, event=end) if fact.event is None else fact


def _named(standing: Sequence[Recorded]) -> list[str]:
    names: dict[str, None] = {}
    for recorded in standing:
        event = recorded.event
        if isinstance(event, attendance.CheckedIn | attendance.ManualAttendanceRecorded):
            names[event.session] = None
        elif isinstance(event, attendance.SpecialAttendanceRecorded):
            names |= dict.fromkeys(event.sessions)
    return list(names)


def _chosen(duty: Duty, standing: Sequence[Recorded], name: str) -> Candidate | None:
    candidates = [c for r in standing for c in _candidates(duty, standing, r, name)]
    return min(candidates, default=None)


def _candidates(
    duty: Duty, standing: Sequence[Recorded], recorded: Recorded, name: str
) -> list[Candidate]:
    match recorded.event:
        case attendance.CheckedIn(session=session, at=at) if session == name:
            return [_candidate(duty, recorded, name, at, "phone", None)]
        case attendance.ManualAttendanceRecorded(session=session, at=at) if session == name:
            return [_candidate(duty, recorded, name, at, "manual", None)]
        case attendance.SpecialAttendanceRecorded() as event if name in event.sessions:
            decision = _decision(standing, event.special)
            if decision in {"refused", "lapsed"}:
                return []
            mark = "special" if decision == "approved" else "pending"
            return [_candidate(duty, recorded, name, event.at, mark, event.kind)]
        case _:
            return []


def _candidate(
    duty: Duty, recorded: Recorded, name: str, at: datetime, mark: str, kind: str | None
) -> Candidate:
    midnight = datetime.combine(duty.on, time(), ZONES[duty.zone])
    at_s = int(at.timestamp() // 1) - int(midnight.timestamp())
    session = next((s for s in duty.offered if s.name == name), None)
    outside = session is not None and not session.opens_s <= at_s <= session.closes_s
    rank = {"special": 0, "pending": 2}.get(mark, 3 if outside else 1)
    near = max(-SIX_DAYS_S, min(SIX_DAYS_S, at_s))
    leaving = session is not None and session.role == "leaving"
    return Candidate(rank, -near if leaving else near, recorded.position, at_s, mark, kind)


def _decision(standing: Sequence[Recorded], special: str) -> str:
    words = {
        attendance.SpecialAttendanceApproved: "approved",
        attendance.SpecialAttendanceRefused: "refused",
        attendance.SpecialAttendanceLapsed: "lapsed",
    }
    said = [
        words[type(r.event)]
        for r in standing
        if type(r.event) in words and r.event.special == special
    ]
    return said[-1] if said else "pending"


def _excuses(standing: Sequence[Recorded]) -> dict[str, int]:
    excused: dict[str, int] = {}
    for recorded in standing:
        match recorded.event:
            case attendance.SessionExcused(session=name):
                excused[name] = recorded.position
            case attendance.SessionExcuseWithdrawn(session=name):
                excused.pop(name, None)
    return excused


def _sessions(
    duty: Duty, attended: dict[str, Candidate], excused: dict[str, int]
) -> tuple[SessionFact, ...]:
    due = {session.name for session in duty.sessions}
    known = [session for session in duty.offered if session.name in due | attended.keys()]
    offered = {session.name for session in duty.offered}
    facts = []
    for session in known:
        due_s = session.due_s if session in duty.sessions else None
        times = (due_s, session.opens_s, session.closes_s)
        facts.append(_fact(duty, session.name, session.role, times, attended, excused))
    beside = sorted(attended.keys() - offered)
    nothing = (None, None, None)
    facts += [_fact(duty, name, "presence", nothing, attended, excused) for name in beside]
    return tuple(facts)


def _fact(
    duty: Duty,
    name: str,
    role: str,
    times: tuple[int | None, int | None, int | None],
    attended: dict[str, Candidate],
    excused: dict[str, int],
) -> SessionFact:
    record = attended.get(name)
    counts = record and (record.mark != "pending" or duty.pending_counts_as == "present")
    mark = record.mark if record and counts else None
    event = record.position if record else None
    return SessionFact(
        session=name,
        role=role,
        due_s=times[0],
        opens_s=times[1],
        closes_s=times[2],
        at_s=record.at_s if record and counts else None,
        mark="excused" if name in excused else mark,
        event=excused.get(name, event),
    )


def _status(sessions: tuple[SessionFact, ...], attended: dict[str, Candidate]) -> str:
    """The kind of the first special attendance, if such fills everything that is due."""
    kinds = {name: record.kind for name, record in attended.items()}
    elsewhere = [s for s in sessions if kinds.get(s.session)]
    due = [s for s in sessions if s.due_s is not None]
    if elsewhere and all(kinds.get(s.session) and s.at_s is not None for s in due):
        return kinds[elsewhere[0].session] or "office"
    return "office"


def _away_s(recorded: Recorded) -> int:
    return max(0, recorded.event.until_s - recorded.event.from_s)
