"""The rush of a morning: everybody checks in at 100 a second while heads look at their boards."""

import asyncio
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote, urlparse

import psycopg

from api.identity import Identity
from application.store import Store
from benchmarks import serving
from benchmarks.check_in_town import DEVICE, Requests, Town
from benchmarks.made_up_log import OPDS, PATTERN
from benchmarks.paced import Answer, paced
from benchmarks.regency import Regency
from benchmarks.report import Line, Report
from domain.streams import pattern_stream
from domain.work_pattern import PatternDay, Session, WorkPatternChanged
from projections.log import CHANNEL as LOG_CHANNEL
from projections.positions import wait_for
from projections.view import CHANNEL as VIEW_CHANNEL

PER_SECOND = 100
BOARDS_PER_SECOND = 9
"""Each of the boards once in five seconds."""
MOST_MS = 500
_PATIENCE_S = 120
_SEEN = """
SELECT p.position, (SELECT max(notification_id) FROM log.stored_events)
FROM views.position AS p WHERE p.projection = 'attendance'
"""
_RECORDED = """
SELECT notification_id, extract(epoch FROM
    (convert_from(state, 'UTF8')::jsonb ->> 'recorded_at')::timestamptz)::float
FROM log.stored_events
WHERE notification_id > %s AND topic = 'CheckedIn' ORDER BY notification_id
"""
_SHOWN = """
SELECT count(*) FROM views.attendance_day WHERE "on" = %s AND 'phone' = ANY(mark)
"""


class _Sight(NamedTuple):
    """How far the view and the log were, as another process saw it."""

    at: float
    view: int
    log: int


class _Seen(NamedTuple):
    sights: list[_Sight]
    check_ins: list[Answer]
    boards: list[Answer]


def measure(town: Regency) -> Report:
    report = Report(f"Morning rush: {PER_SECOND} check-ins a second, boards polled, two cores")
    before = _prepare(town)
    requests = _requests(town)
    environment = town.environment()
    with serving.projector(environment), serving.api(environment):
        _settled(town)
        with _watching(town) as sights:
            check_ins, boards = asyncio.run(_rush(*requests))
            _settled(town)
    _tell(report, town, _Seen(sights, check_ins, boards), before)
    return report


def _prepare(town: Regency) -> int:
    """From today one session is open all day, so that the hour of the benchmark does not matter;
    everybody has used the app before. Answers with the head of the log."""
    session = Session(name="pagi", role="arrival", due_s=27_000, opens_s=0, closes_s=86_399)
    days = (PatternDay(weekdays=(1, 2, 3, 4, 5, 6, 7), sessions=(session,)),)
    store = Store(town.database_url, town.settings.key_for("person-keys"))
    changed = WorkPatternChanged(from_on=town.today, days=days)
    (position,) = store.append(pattern_stream(PATTERN), 1, [changed], actor="uji")
    for start in range(0, len(town.employees), 500):
        store.keyring.prepare(town.employees[start : start + 500])
    store.close()
    return position


def _requests(town: Regency) -> tuple[list[bytes], list[bytes]]:
    """One check-in of everybody, and as many looks at boards as there is time for."""
    tokens, people = town.tokens(), town.employees
    identities = (Identity(account=who, employee=who, device=DEVICE) for who in people)
    signed = Town(people, tuple(tokens.issue(identity) for identity in identities))
    photos = Path(unquote(urlparse(town.settings.photos_url).path))
    made = Requests(signed, photos, at_once=len(people), sessions=("pagi",))
    bearer = town.token("bkpsdm")
    looks = len(people) * BOARDS_PER_SECOND // PER_SECOND
    return made.json("/v1/check-ins", len(people)), [_look(n, bearer) for n in range(looks)]


def _look(number: int, token: str) -> bytes:
    path = f"/v1/opd/opd-{number % OPDS:02d}/today"
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


async def _rush(check_ins: list[bytes], looks: list[bytes]) -> tuple[list[Answer], list[Answer]]:
    answered = await asyncio.gather(
        paced(serving.PORT, check_ins, PER_SECOND),
        paced(serving.PORT, looks, BOARDS_PER_SECOND),
    )
    return answered[0], answered[1]


def _settled(town: Regency) -> None:
    """Until the view has all that is in the log."""
    with psycopg.connect(town.database_url, autocommit=True) as connection:
        row = connection.execute("SELECT max(notification_id) FROM log.stored_events").fetchone()
        wait_for(connection, row[0] if row else 0, ["attendance"], _PATIENCE_S)


@contextmanager
def _watching(town: Regency) -> Iterator[list[_Sight]]:
    sights: list[_Sight] = []
    stopping = Signal()
    thread = Thread(target=partial(_watch, town.database_url, sights, stopping))
    thread.start()
    try:
        yield sights
    finally:
        stopping.set()
        thread.join()


def _watch(database_url: str, sights: list[_Sight], stopping: Signal) -> None:
    """Looks whenever the log or a view says that it has moved."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"LISTEN {LOG_CHANNEL}")
        connection.execute(f"LISTEN {VIEW_CHANNEL}")
        while not stopping.is_set():
            for _ in connection.notifies(timeout=0.5, stop_after=1):
                pass
            row = connection.execute(_SEEN, prepare=True).fetchone()
            if row:
                sights.append(_Sight(time.time(), *row))


def _tell(report: Report, town: Regency, seen: _Seen, before: int) -> None:
    with psycopg.connect(town.database_url, autocommit=True) as connection:
        recorded = connection.execute(_RECORDED, (before,)).fetchall()
        shown = _count(connection, town.today)
    people = len(town.employees)
    accepted = sum(200 <= answer.status < 300 for answer in seen.check_ins)
    fewest = min(accepted, len(recorded), shown)
    told = f"{accepted:,} accepted, {len(recorded):,} in the log, {shown:,} in the view"
    report.add(Line("nothing lost", told, f"{people:,} sent", fewest / people, at_least=1.0))
    lag, floor = _lags(seen.sights, recorded)
    beside = f"{floor:.0f} ms until another process sees the event in the log"
    report.add(Line("from decision to view, p99", f"{lag:.0f} ms", beside, lag / floor))
    goal = f"{MOST_MS} ms, the goal"
    report.add(Line("view lag, p99", f"{lag:.0f} ms", goal, lag / MOST_MS, at_most=1.0))
    for name, answers in (("check-in", seen.check_ins), ("board", seen.boards)):
        half, most = (f"{_percentile([a.seconds for a in answers], p):.0f} ms" for p in (50, 99))
        report.add(Line(f"answer to a {name} meanwhile", f"{half}, p99 {most}", ""))


def _count(connection: psycopg.Connection[Any], on: date) -> int:
    row = connection.execute(_SHOWN, (on,)).fetchone()
    return int(row[0]) if row else 0


def _lags(sights: Sequence[_Sight], recorded: Sequence[tuple[Any, ...]]) -> tuple[float, float]:
    """Milliseconds, 99th percentile: until the view has an event, and until the log shows it."""
    views, logs = [s.view for s in sights], [s.log for s in sights]
    lags = [
        [sights[bisect_left(reached, position)].at - at for position, at in recorded]
        for reached in (views, logs)
    ]
    return _percentile(lags[0], 99), _percentile(lags[1], 99)


def _percentile(of_seconds: Sequence[float], percent: int) -> float:
    """In milliseconds."""
    return sorted(of_seconds)[len(of_seconds) * percent // 100] * 1_000
