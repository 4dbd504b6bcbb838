"""What must be true after a soak: each check names everything that breaks it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import msgspec
import psycopg
from psycopg.rows import tuple_row

from application.store import Store
from domain import attendance, cuti, discipline, kinerja
from domain.attendance import AttendanceDay, CheckedIn, CheckInAttemptRefused
from domain.cuti import Cuti
from domain.discipline import Discipline
from domain.kinerja import KinerjaMonth
from domain.kinerja_commands import DAY_MINUTES
from domain.recorded import Recorded, fold
from domain.references import References
from domain.streams import parse_stream
from tests.projections.following import rebuild
from tests.soak.asked import Done
from tests.soak.running import Soaked

_PAGE = 10_000
_SHOWN = 20
_KEYS = """
SELECT k.command_id::text, COALESCE(e.notification_id, 0), k.refusal IS NOT NULL
FROM log.command_keys AS k
LEFT JOIN log.stored_events AS e ON (e.originator_id, e.originator_version) = (k.stream, k.version)
"""
_GAPS = """
SELECT originator_id FROM log.stored_events GROUP BY originator_id
HAVING count(*) <> max(originator_version) OR min(originator_version) <> 1
"""

Faults = Iterator[str]


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """All events, decoded; the position of each command's key, and whether it was refused; and the
    streams that lack a version."""

    events: list[Recorded]
    keys: dict[str, tuple[int, bool]]
    gaps: list[str]

    def by_command(self) -> dict[str, list[Recorded]]:
        found: dict[str, list[Recorded]] = defaultdict(list)
        for recorded in self.events:
            found[str(recorded.command_id)].append(recorded)
        return found


def read(database_url: str, store: Store) -> Log:
    with psycopg.connect(database_url) as connection:
        cursor = connection.cursor(row_factory=tuple_row)
        keys = {key: (at, refused) for key, at, refused in cursor.execute(_KEYS)}
        gaps = [str(stream) for (stream,) in cursor.execute(_GAPS)]
    return Log(events=list(_all(store)), keys=keys, gaps=gaps)


def _all(store: Store) -> Iterator[Recorded]:
    after = 0
    while page := store.read(after, _PAGE):
        yield from page
        after = page[-1].position


def faults(soaked: Soaked, log: Log) -> list[str]:
    checks: Sequence[Callable[[Soaked, Log], Faults]] = (
        _unexpected,
        _acknowledged,
        _refused,
        _unasked,
        _gaps,
        _folded,
    )
    return [fault for check in checks for fault in _some(check.__name__, check(soaked, log))]


def stale_views(database_url: str) -> list[str]:
    """Where what followed live is not what the log gives when it is read again."""
    outcome = rebuild(database_url)
    if outcome is None or outcome.differences is None:
        return ["not compared"]
    return [str(difference) for difference in outcome.differences]


def different(first: Iterable[Done], second: Iterable[Done]) -> list[str]:
    """Of two runs with one seed, the second perhaps shorter: commands that were decided otherwise,
    though nobody but their client has to do with them."""
    longer = _decisions(first)
    return _some(
        "different",
        (
            f"{place}: {longer.get(place)} {decided}"
            for place, decided in _decisions(second).items()
            if longer.get(place) != decided
        ),
    )


def _decisions(done: Iterable[Done]) -> dict[tuple[int, int], tuple[str, str]]:
    return {(one.client, one.place): (one.kind, one.code) for one in done if one.may}


def _some(name: str, found: Iterable[str]) -> list[str]:
    listed = list(found)
    more = [f"{name}: and {len(listed) - _SHOWN} more"] if len(listed) > _SHOWN else []
    return [f"{name}: {fault}" for fault in listed[:_SHOWN]] + more


def _unexpected(soaked: Soaked, _: Log) -> Faults:
    for done in soaked.done:
        if done.may and done.code not in done.may:
            yield f"{done.kind} was answered {done.code!r}, not {set(done.may)}"


def _acknowledged(soaked: Soaked, log: Log) -> Faults:
    """In the log once, at the position that was answered, however often it was sent."""
    recorded_by = log.by_command()
    for key, answers in _by_key(soaked, accepted=True).items():
        events = recorded_by.get(key, [])
        position, refused = log.keys.get(key, (None, False))
        told = {done.position for done in answers}
        kind = answers[0].kind
        if refused or told != {position}:
            yield f"{kind} {key} was answered {told}, and is known by {position}"
        if len(events) > 1:
            yield f"{kind} {key} has {len(events)} events"
        if events and events[0].position != position:
            yield f"{kind} {key} is at {events[0].position}, not {position}"
        if answers[0].records is not None and len(events) != answers[0].records:
            yield f"{kind} {key} has {len(events)} events"
        if any(isinstance(recorded.event, CheckInAttemptRefused) for recorded in events):
            yield f"{kind} {key} was accepted, and kept as an attempt"


def _refused(soaked: Soaked, log: Log) -> Faults:
    """Not in the log, or as the attempt that it was."""
    accepted, recorded_by = _by_key(soaked, accepted=True), log.by_command()
    for key, answers in _by_key(soaked, accepted=False).items():
        codes = {done.code for done in answers} - {"command_key_reused"}
        if key in accepted:
            if codes:
                yield f"{answers[0].kind} {key} was accepted, and refused as {codes}"
            continue
        events = [recorded.event for recorded in recorded_by.get(key, [])]
        for event in events:
            if not isinstance(event, CheckInAttemptRefused) or {event.reason} != codes:
                yield f"{answers[0].kind} {key} was refused as {codes}, and is {event}"
        if len(events) > 1:
            yield f"{answers[0].kind} {key} is kept as several attempts"


def _by_key(soaked: Soaked, *, accepted: bool) -> dict[str, list[Done]]:
    found: dict[str, list[Done]] = defaultdict(list)
    for done in soaked.done:
        if done.accepted == accepted:
            found[done.key].append(done)
    return found


def _unasked(soaked: Soaked, log: Log) -> Faults:
    asked = {done.key for done in soaked.done}
    for recorded in log.events:
        if recorded.position > soaked.founded and str(recorded.command_id) not in asked:
            yield f"{recorded.stream} {recorded.version}: nobody asked for {recorded.event}"


def _gaps(_: Soaked, log: Log) -> Faults:
    yield from log.gaps


def _folded(soaked: Soaked, log: Log) -> Faults:
    """Every stream folds into a state, and the states break no rule."""
    references, streams = References(), defaultdict[str, list[Recorded]](list)
    for recorded in log.events:
        references.apply(recorded.stream, recorded.event, recorded.position)
        streams[recorded.stream].append(recorded)
    for person in soaked.town.people():
        if references.employee(person.employee) is None:
            yield f"{person.employee} is not known"
    for stream, history in streams.items():
        match parse_stream(stream).kind:
            case "day":
                yield from _day(stream, fold(history, attendance.evolve, AttendanceDay()))
            case "kinerja":
                yield from _month(stream, fold(history, kinerja.evolve, KinerjaMonth()))
            case "cuti" if fold(history, cuti.evolve, Cuti()).request is None:
                yield f"{stream} has no request"
            case "discipline":
                fold(history, discipline.evolve, Discipline())
    yield from _selfies(log)


def _day(stream: str, day: AttendanceDay) -> Faults:
    """No double taps, and one special attendance for a session at most."""
    taps = defaultdict[str, list[Any]](list)
    stands = Counter[str]()
    for record in day.counted():
        event = record.event
        if isinstance(event, CheckedIn):
            taps[event.session].append(event.at)
        if isinstance(event, attendance.SpecialAttendanceRecorded) and (
            day.special[event.special] in {"pending", "approved"}
        ):
            stands.update(event.sessions)
    for session, instants in taps.items():
        for one, other in pairwise(sorted(instants)):
            if other - one < timedelta(minutes=1):
                yield f"{stream} has two check-ins {session} at {one} and {other}"
    yield from (f"{stream} has {n} special for {s}" for s, n in stands.items() if n > 1)


def _month(stream: str, month: KinerjaMonth) -> Faults:
    minutes = Counter[Any]()
    for entry in month.entries:
        if entry.status != "withdrawn":
            minutes[entry.on] += entry.content.minutes
    yield from (f"{stream} has {m} minutes on {on}" for on, m in minutes.items() if m > DAY_MINUTES)


def _selfies(log: Log) -> Faults:
    used = Counter(r.event.selfie for r in log.events if isinstance(r.event, CheckedIn))
    yield from (f"{selfie} is of {times} check-ins" for selfie, times in used.items() if times > 1)
