"""Puts rebuilt tables in the place of the live ones, which serve and follow until that moment."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Literal

import msgspec
import psycopg
from psycopg import IsolationLevel
from psycopg.errors import LockNotAvailable

from projections.catalogue import CATALOGUE
from projections.compare import Difference, differences
from projections.follower import Follower
from projections.indexes import make_indexes
from projections.log import Log
from projections.positions import begin, wait_for
from projections.rebuild import FRESH, OLD, Progress, all_tables, progress, tables
from projections.view import LIVE, Frames

Swap = Literal["always", "if_equal", "never"]

_LOCK = 0x73776170  # any number that nothing else in this database locks
_ATTEMPTS = 100
_PAUSE_S = 0.05
_LOCK_TIMEOUT = "100ms"
_VACUUM_TIMEOUT = "10s"
_STANDSTILL_S = 5.0

_BEGIN = """
INSERT INTO views.position (projection, position) VALUES (%s, %s) ON CONFLICT DO NOTHING
"""
_HELD = """
SELECT projection, position FROM views.position WHERE projection = ANY(%s)
ORDER BY projection FOR UPDATE
"""
_SWAPPED = """
UPDATE views.position
SET position = %s, generation = generation + 1, moved_at = now(),
    failed_position = NULL, failed_event = NULL, error = NULL, failed_at = NULL
WHERE projection = %s
"""
_OVERTAKEN = """
UPDATE views.difference_report SET overtaken_at = now()
WHERE behind AND status IN ('cancelled', 'failed')
"""
_ENDED = """
UPDATE views.rebuild SET status = %s, ended_at = now(), differences = %s WHERE rebuild = %s
"""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`differences` None: not compared, because a live projection was behind or ahead."""

    rebuild: int
    swapped: bool
    differences: tuple[Difference, ...] | None


def finish(database_url: str, rebuild: int, swap: Swap = "always") -> Outcome | None:
    """None where parts are still open, or another process finishes it or has finished it."""
    with ExitStack() as opened:
        connection = opened.enter_context(psycopg.connect(database_url, autocommit=True))
        if not _alone(connection):
            return None
        made = progress(connection, rebuild)
        if made is None or made.status != "running" or made.parts_done < made.parts:
            return None
        frames = Frames(database_url, FRESH)
        opened.callback(frames.close)
        for name in made.projections:
            begin(connection, name)
            connection.execute(_BEGIN, (next_name(name), made.position))
        return _Finishing(database_url, made, frames, Log(connection)).outcome(swap)


def next_name(projection: str) -> str:
    """Under which the position of the rebuilt tables stands."""
    return f"next:{projection}"


def _alone(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()
    return bool(row and row[0])


def _await(connection: psycopg.Connection[Any], projection: str, position: int) -> None:
    before = -1
    while (stands := begin(connection, projection)[0]) < position and stands > before:
        before = stands
        wait_for(connection, position, [projection], _STANDSTILL_S)


class _Finishing:
    def __init__(self, database_url: str, rebuild: Progress, frames: Frames, log: Log) -> None:
        self._database_url = database_url
        self._rebuild = rebuild
        self._tables = tables(rebuild.projections)
        self._all_tables = all_tables(rebuild.projections)
        self._followers = {
            name: Follower(
                CATALOGUE[name].make(log, frames), log.connection, frames, name=next_name(name)
            )
            for name in rebuild.projections
        }

    def outcome(self, swap: Swap) -> Outcome:
        with psycopg.connect(self._database_url) as unvacuumed:
            self._make_ready(unvacuumed)
            self._come_near()
            found = self._compared()
        wanted = swap == "always" or (swap == "if_equal" and found == ())
        swapped = wanted and self._swapped(found)
        if not swapped:
            self._keep(found)
        return Outcome(rebuild=self._rebuild.rebuild, swapped=swapped, differences=found)

    def _make_ready(self, unvacuumed: psycopg.Connection[Any]) -> None:
        """The indexes; meanwhile the references are read, and a vacuum that is at work is waited
        for, so that none is where the tables are exchanged."""
        with ThreadPoolExecutor(2) as pool:
            loaded = pool.submit(self._load)
            quiet = pool.submit(self._keep_vacuum_off, unvacuumed, LIVE)
            make_indexes(self._database_url, LIVE, FRESH, self._all_tables)
            loaded.result()
            with suppress(LockNotAvailable):
                quiet.result()

    def _load(self) -> None:
        for follower in self._followers.values():
            follower.catch_up(follower.position)

    def _come_near(self) -> None:
        """To where the live projections are, never beyond, so that both can be compared; those
        that are still behind are waited for, for as long as they move."""
        with psycopg.connect(self._database_url, autocommit=True) as connection:
            for name, follower in self._followers.items():
                _await(connection, name, follower.position)
                follower.catch_up(begin(connection, name)[0])

    @contextmanager
    def _held(self, *, unvacuumed: bool = False) -> Iterator[psycopg.Connection[Any]]:
        """The live projections finish their batch and wait, while the rebuilt tables reach the
        same position; a connection in the transaction that holds them."""
        with psycopg.connect(self._database_url) as connection:
            if unvacuumed:
                self._keep_vacuum_off(connection, LIVE, FRESH)
            live = self._live(connection)
            for name, follower in self._followers.items():
                follower.catch_up(live[name])
            yield connection

    def _keep_vacuum_off(self, connection: psycopg.Connection[Any], *schemas: str) -> None:
        """The database ends its own vacuum of a table for whoever waits for it a second: that wait
        is had here, by a lock that holds up neither readers nor the projections."""
        connection.execute(f"SET LOCAL lock_timeout = '{_VACUUM_TIMEOUT}'")
        for table in self._all_tables:
            named = ", ".join(f"{schema}.{table}" for schema in schemas)
            connection.execute(f"LOCK TABLE {named} IN SHARE UPDATE EXCLUSIVE MODE")

    def _lead(self, connection: psycopg.Connection[Any]) -> list[int]:
        """How far the rebuilt tables are before each live projection; negative where they could
        not follow it, positive where it is not running."""
        live = self._live(connection)
        return [follower.position - live[name] for name, follower in self._followers.items()]

    def _live(self, connection: psycopg.Connection[Any]) -> dict[str, int]:
        rows = connection.execute(_HELD, (self._rebuild.projections,)).fetchall()
        return dict(rows)

    def _compared(self) -> tuple[Difference, ...] | None:
        """Both are read in one snapshot, made while they stood level."""
        with psycopg.connect(self._database_url) as snapshot:
            snapshot.isolation_level = IsolationLevel.REPEATABLE_READ
            with self._held() as held:
                level = not any(self._lead(held))
                snapshot.execute("SELECT 1")
            return tuple(differences(snapshot, FRESH, self._tables)) if level else None

    def _swapped(self, found: tuple[Difference, ...] | None) -> bool:
        """Readers are not made to wait for those that hold us up: we let go and try again."""
        for _ in range(_ATTEMPTS):
            with suppress(LockNotAvailable), self._held(unvacuumed=True) as held:
                if min(self._lead(held)) < 0:
                    return False
                self._exchange(held, found)
                held.commit()
                self._drop_old()
                return True
            time.sleep(_PAUSE_S)
        return False

    def _drop_old(self) -> None:
        """One by one, and only what nobody reads any more: what is left, the next rebuild drops."""
        with psycopg.connect(self._database_url, autocommit=True) as connection:
            connection.execute(f"SET lock_timeout = '{_LOCK_TIMEOUT}'")
            for table in self._all_tables:
                for _ in range(_ATTEMPTS):
                    with suppress(LockNotAvailable):
                        connection.execute(f"DROP TABLE {OLD}.{table}")
                        break

    def _exchange(
        self, held: psycopg.Connection[Any], found: tuple[Difference, ...] | None
    ) -> None:
        held.execute(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'")
        held.execute(f"CREATE SCHEMA {OLD}")
        for table in self._all_tables:
            held.execute(f"ALTER TABLE {LIVE}.{table} SET SCHEMA {OLD}")
            held.execute(f"ALTER TABLE {FRESH}.{table} RESET (autovacuum_enabled)")
            held.execute(f"ALTER TABLE {FRESH}.{table} SET SCHEMA {LIVE}")
        for name, follower in self._followers.items():
            held.execute(_SWAPPED, (follower.position, name))
        if "attendance" in self._followers:
            held.execute(_OVERTAKEN)
        self._end(held, "swapped", found)

    def _keep(self, found: tuple[Difference, ...] | None) -> None:
        with psycopg.connect(self._database_url) as connection:
            self._end(connection, "kept", found)

    def _end(
        self,
        connection: psycopg.Connection[Any],
        status: str,
        found: tuple[Difference, ...] | None,
    ) -> None:
        text = msgspec.json.encode(found).decode()
        connection.execute(_ENDED, (status, text, self._rebuild.rebuild))
        names = [next_name(name) for name in self._rebuild.projections]
        connection.execute("DELETE FROM views.position WHERE projection = ANY(%s)", (names,))
        connection.execute(f"DROP SCHEMA {FRESH} CASCADE")
