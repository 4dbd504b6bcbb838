"""The projector process: one thread for each projection, all under one lock."""

from collections.abc import Callable
from functools import partial
from threading import Event as Signal
from threading import Thread
from time import monotonic, time_ns
from types import TracebackType
from typing import Any, Self

import psycopg
import structlog

from application import tracing
from projections import rule_change
from projections.catalogue import CATALOGUE, Listed
from projections.follower import Follower, is_outage
from projections.log import CHANNEL, Log
from projections.reports import pending
from projections.view import Frames

LOCK = 0x70726F6A  # any number that nothing else in this database locks
_LOOK_AGAIN_S = 0.5
_TRY_AGAIN_S = 0.5
_AT_MOST_EVERY_S = 0.1
"""What is committed meanwhile is one batch: in a rush each projection would else have as many as
there are commits, and those with little to do would take the processor from the one with much."""

HandOver = Callable[[int], None]
Loop = Callable[[Signal], None]

_LOG = structlog.get_logger("projector")


class Projector:
    """Follows the log until it is stopped. Of several, one works and the others wait to take over.

    The lock keeps two from doing the same work; that no harm comes of two is up to the positions,
    which only their expected successor can move.
    """

    def __init__(self, database_url: str, hand_over: HandOver | None = None) -> None:
        """`hand_over` is given the numbers of rule changes that are too large to be made in
        passing; without it a thread works them off here."""
        self._database_url = database_url
        self._hand_over = hand_over or partial(_work_off, database_url)
        self._stopping = Signal()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Returns when `stop` was called from another thread."""
        while not self._stopping.is_set():
            try:
                self._follow_under_lock()
            except psycopg.Error as error:
                _LOG.warning("projector cut off", error=type(error).__name__)
                self._stopping.wait(_TRY_AGAIN_S)

    def _follow_under_lock(self) -> None:
        with psycopg.connect(self._database_url, autocommit=True) as connection:
            while not self._locked(connection):
                if self._stopping.wait(_TRY_AGAIN_S):
                    return
            _LOG.info("projector has the lock")
            with _Threads(self._database_url, self._hand_over) as threads:
                while threads.alive() and not self._stopping.wait(_LOOK_AGAIN_S):
                    connection.execute("SELECT 1")  # raises when the lock is lost

    @staticmethod
    def _locked(connection: psycopg.Connection[Any]) -> bool:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
        return bool(row and row[0])


class _Threads:
    def __init__(self, database_url: str, hand_over: HandOver) -> None:
        self._stopping = Signal()
        loops: dict[str, Loop] = {
            name: partial(follow, database_url, listed) for name, listed in CATALOGUE.items()
        }
        loops["rule changes"] = partial(watch_rule_changes, database_url, hand_over)
        self._threads = [
            Thread(target=self._guarded, args=(loop,), name=name, daemon=True)
            for name, loop in loops.items()
        ]

    def alive(self) -> bool:
        return all(thread.is_alive() for thread in self._threads)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _guarded(self, loop: Loop) -> None:
        """After an outage the thread begins again; any other error is a fault of ours, and ends
        the process for its supervisor to see."""
        while not self._stopping.is_set():
            try:
                loop(self._stopping)
            except Exception as error:  # noqa: BLE001 - told apart below, and named
                if not is_outage(error):
                    _LOG.exception("projection failed")
                    return
                _LOG.warning("projection cut off", error=type(error).__name__)
                self._stopping.wait(_TRY_AGAIN_S)


def follow(database_url: str, listed: Listed, stopping: Signal) -> None:
    """One projection, at the end of the log within half a second even if no notice comes."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        frames = Frames(database_url)
        try:
            connection.execute(f"LISTEN {CHANNEL}")
            follower = Follower(listed.make(Log(connection), frames), connection, frames)
            while not stopping.is_set():
                due = monotonic() + _AT_MOST_EVERY_S
                _catch_up(follower)
                stopping.wait(due - monotonic())
                for _ in connection.notifies(timeout=_LOOK_AGAIN_S, stop_after=1):
                    pass
        finally:
            frames.close()


def _catch_up(follower: Follower) -> None:
    started_ns, before = time_ns(), follower.position
    follower.catch_up()
    if follower.position != before:
        told: dict[str, tracing.Value] = {
            "epresensi.projection": follower.name,
            "epresensi.after": before,
            "epresensi.upto": follower.position,
        }
        tracing.record("projection batch", started_ns, told)


def watch_rule_changes(database_url: str, hand_over: HandOver, stopping: Signal) -> None:
    """Hands over the first that is pending, for as long as it is."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        while not stopping.is_set():
            waiting = pending(connection)
            if waiting:
                hand_over(waiting[0])
            stopping.wait(_LOOK_AGAIN_S)


def _work_off(database_url: str, report: int) -> None:
    for _ in rule_change.run(database_url, report):
        pass
