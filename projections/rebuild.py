"""Rebuilds projections into fresh tables, part by part, by as many processes as take part.

A part is some employees, made and marked done in one transaction: what was killed is begun again by
whoever comes next. A session's lock on the part keeps others off it.
"""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from math import ceil
from queue import SimpleQueue
from threading import Event as Signal
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

from projections.catalogue import CATALOGUE, Projection
from projections.log import Log
from projections.side_by_side import ahead
from projections.view import LIVE, Claim, Frames, Superseded

FRESH = "views_next"
OLD = "views_old"
EVENTS_AT_ONCE = 1_250_000
"""Of the log, in a part: its days are held in memory, and the log is looked through for each."""
FEWEST_EMPLOYEES = 250
THREADS = 2
_COLLECTED_AFTER = 500_000
"""More new objects than this; at some 100 bytes they are little beside a part."""
_LOCK = 0x72656264  # with the number of a part; any that nothing else in this database locks

_RUNNING = "SELECT rebuild FROM views.rebuild WHERE status = 'running'"
_BEGIN = "INSERT INTO views.rebuild (projections, position) VALUES (%s, %s) RETURNING rebuild"
_PART = "INSERT INTO views.rebuild_part (rebuild, part, projection, employees) VALUES (%s,%s,%s,%s)"
_OPEN = """
SELECT p.part, p.projection, p.employees, r.position
FROM views.rebuild_part AS p JOIN views.rebuild AS r USING (rebuild)
WHERE p.rebuild = %s AND r.status = 'running' AND p.done_at IS NULL ORDER BY p.part
"""
_DONE = """
UPDATE views.rebuild_part AS p SET done_at = now(), rows = $3
FROM views.rebuild AS r
WHERE p.rebuild = $1 AND p.part = $2 AND p.done_at IS NULL
    AND r.rebuild = p.rebuild AND r.status = 'running'
RETURNING p.part
"""
_PROGRESS = """
SELECT r.rebuild, r.status, r.projections, r.position, count(p.part) AS parts,
    count(p.done_at) AS parts_done, COALESCE(sum(p.rows), 0)::bigint AS rows
FROM views.rebuild AS r LEFT JOIN views.rebuild_part AS p USING (rebuild)
WHERE r.rebuild = %s GROUP BY r.rebuild
"""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    part: int
    projection: str
    employees: list[str]
    position: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """`position` is where the log stood at the beginning; `rows` are those written so far."""

    rebuild: int
    status: str
    projections: list[str]
    position: int
    parts: int
    parts_done: int
    rows: int


def start(connection: psycopg.Connection[Any], projections: Sequence[str]) -> int:
    """The number of the rebuild that runs from now on, or that still runs.

    `connection` is in autocommit.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        running = connection.execute(_RUNNING).fetchone()
        return int(running[0]) if running else _begin(connection, projections)


def _begin(connection: psycopg.Connection[Any], projections: Sequence[str]) -> int:
    log = Log(connection)
    position = log.head()
    row = connection.execute(_BEGIN, (list(projections), position)).fetchone()
    rebuild = int(row[0]) if row else 0
    parts = [
        (rebuild, number, projection, employees)
        for number, (projection, employees) in enumerate(_parts(log, projections, position))
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_PART, parts)
    _make_tables(connection, projections)
    return rebuild


def _parts(log: Log, projections: Sequence[str], position: int) -> Iterator[tuple[str, list[str]]]:
    """The small ones first, so that the last to be done are all alike."""
    employees = log.employees(position)
    at_once = _at_once(len(employees), position)
    for projection in sorted(projections, key=lambda name: CATALOGUE[name].split):
        yield projection, []
        if not CATALOGUE[projection].split:
            continue
        for first in range(0, len(employees), at_once):
            yield projection, employees[first : first + at_once]


def _at_once(employees: int, events: int) -> int:
    """So many that the parts are even in number, for two processes to end together."""
    pairs = ceil(events / (2 * EVENTS_AT_ONCE)) or 1
    return max(FEWEST_EMPLOYEES, ceil(employees / (2 * pairs)))


def _make_tables(connection: psycopg.Connection[Any], projections: Sequence[str]) -> None:
    """Without indexes, which are cheaper to make when the rows are there; and left alone by the
    vacuum, which would be at work on them when they are to be exchanged."""
    connection.execute(f"DROP SCHEMA IF EXISTS {FRESH}, {OLD} CASCADE")
    connection.execute(f"CREATE SCHEMA {FRESH}")
    connection.execute("DELETE FROM views.position WHERE projection LIKE 'next:%'")
    for table in all_tables(projections):
        connection.execute(
            f"CREATE TABLE {FRESH}.{table} (LIKE {LIVE}.{table}) WITH (autovacuum_enabled = false)"
        )


def tables(projections: Sequence[str]) -> list[str]:
    """Those whose rows depend on the log alone, however it was read."""
    return [table for projection in projections for table in CATALOGUE[projection].tables]


def all_tables(projections: Sequence[str]) -> list[str]:
    marks = [table for projection in projections for table in CATALOGUE[projection].marks]
    return tables(projections) + marks


def work(database_url: str, rebuild: int) -> Iterator[Part]:
    """Does the parts that nobody else does; yields each that is done.

    In threads, each with a part of its own: one waits for the database while another folds.
    """
    made: SimpleQueue[Part | None] = SimpleQueue()
    stopping = Signal()
    with _seldom_collected(), ThreadPoolExecutor(THREADS, "rebuild") as pool:
        threads = [
            pool.submit(_work, database_url, rebuild, made, stopping) for _ in range(THREADS)
        ]
        try:
            for _ in threads:
                yield from iter(made.get, None)
        finally:
            stopping.set()
        for thread in threads:
            thread.result()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """The references of a regency are many and stay: each search among them for what nobody needs
    takes as long as thousands of days are folded in, and finds nothing."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECTED_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _work(
    database_url: str, rebuild: int, made: SimpleQueue[Part | None], stopping: Signal
) -> None:
    """Puts None when it is at its end, whatever ended it."""
    try:
        with psycopg.connect(database_url, autocommit=True) as connection:
            frames, filled = Frames(database_url, FRESH), Frames(database_url, FRESH)
            try:
                for part in _Worker(connection, frames, filled, rebuild).parts():
                    made.put(part)
                    if stopping.is_set():
                        return
            finally:
                frames.close()
                filled.close()
    except BaseException:
        stopping.set()
        raise
    finally:
        made.put(None)


def progress(connection: psycopg.Connection[Any], rebuild: int) -> Progress | None:
    with connection.cursor(row_factory=class_row(Progress)) as cursor:
        return cursor.execute(_PROGRESS, (rebuild,)).fetchone()


def cancel(connection: psycopg.Connection[Any], rebuild: int) -> None:
    """Whoever works on it stops after the part that is under way."""
    query = """
        UPDATE views.rebuild SET status = 'cancelled', ended_at = now()
        WHERE rebuild = %s AND status = 'running'
    """
    connection.execute(query, (rebuild,))


class _Worker:
    """Rows are made with `frames` while those before them are written by `filled`."""

    def __init__(
        self, connection: psycopg.Connection[Any], frames: Frames, filled: Frames, rebuild: int
    ) -> None:
        self._connection = connection
        self._frames = frames
        self._filled = filled
        self._rebuild = rebuild
        self._projections: dict[str, Projection] = {}

    def parts(self) -> Iterator[Part]:
        """Looks again after each, so that one that another left undone is found."""
        passed: set[int] = set()
        while True:
            for part in self._open():
                if part.part in passed:
                    continue
                passed.add(part.part)
                with self._claimed(part) as claimed:
                    if claimed and self._made(part):
                        yield part
                break
            else:
                return

    def _open(self) -> list[Part]:
        with self._connection.cursor(row_factory=class_row(Part)) as cursor:
            return cursor.execute(_OPEN, (self._rebuild,)).fetchall()

    @contextmanager
    def _claimed(self, part: Part) -> Iterator[bool]:
        keys = (_LOCK ^ self._rebuild, part.part)
        row = self._connection.execute("SELECT pg_try_advisory_lock(%s, %s)", keys).fetchone()
        claimed = bool(row and row[0])
        try:
            yield claimed
        finally:
            if claimed:
                self._connection.execute("SELECT pg_advisory_unlock(%s, %s)", keys)

    def _made(self, part: Part) -> bool:
        """False where another process did it meanwhile, or the rebuild was cancelled."""
        whole = self._projection(part).whole(part.employees, part.position)

        def done(rows: int) -> Claim:
            return Claim(_DONE, {"rebuild": self._rebuild, "part": part.part, "rows": rows})

        try:
            self._filled.fill(chain.from_iterable(ahead(whole)), done)
        except Superseded:
            return False
        return True

    def _projection(self, part: Part) -> Projection:
        projection = self._projections.get(part.projection)
        if projection is None:
            projection = CATALOGUE[part.projection].make(Log(self._connection), self._frames)
            projection.load(part.position)
            self._projections[part.projection] = projection
        return projection
