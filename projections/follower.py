"""Keeps one projection at the end of the log, batch by batch, and stops it at a poison event."""

from typing import Any

import psycopg
import structlog

from domain.recorded import Recorded
from domain.tags import TAGS
from projections.catalogue import Projection
from projections.log import Log, Unreadable
from projections.positions import begin, failed
from projections.view import Change, Frames, Superseded, move

BATCH = 20_000

_LOG = structlog.get_logger("projector")


class Follower:
    """`connection` is in autocommit and of this thread alone, as are `frames`.

    An error of the database is raised and leaves nothing half done; any other error is the fault
    of an event, which is found by halving the batch and named in the position table.
    """

    def __init__(
        self,
        projection: Projection,
        connection: psycopg.Connection[Any],
        frames: Frames,
        batch: int = BATCH,
        name: str | None = None,
    ) -> None:
        self.projection = projection
        self.name = name or projection.name
        self.stopped = False
        self._connection = connection
        self._frames = frames
        self._log = Log(connection)
        self._batch = batch
        self._loaded = False
        self.position, self._generation = begin(connection, self.name)

    def catch_up(self, head: int | None = None) -> None:
        """Reads to the head, or to the one given, or to a poison event."""
        goal = self._log.head() if head is None else head
        self._load()
        while self.position < goal and not self.stopped:
            try:
                self._step(goal)
            except Superseded:
                self._begin_again()
                self._load()

    def _begin_again(self) -> None:
        """The tables were swapped, or another process was faster: what is in memory is stale."""
        self.position, self._generation = begin(self._connection, self.name)
        self._loaded = False

    def _load(self) -> None:
        try:
            if not self._loaded:
                self.projection.load(self.position)
                self._loaded = True
        except Unreadable as unreadable:
            self._stop(unreadable, unreadable.position, unreadable.tag)

    def _step(self, head: int) -> None:
        page = self._log.page(self.position, head, self._batch, self.projection.besides)
        self._apply(page.events, page.position)
        if page.unreadable and not self.stopped:
            self._stop(page.unreadable, page.unreadable.position, page.unreadable.tag)

    def _apply(self, events: list[Recorded], upto: int) -> None:
        try:
            self._write(events, upto)
        except Unreadable as unreadable:
            self._stop(unreadable, unreadable.position, unreadable.tag)
        except Exception as error:
            if not events or is_outage(error):
                raise
            self._halve(error, events, upto)

    def _halve(self, error: Exception, events: list[Recorded], upto: int) -> None:
        self.projection.load(self.position)
        if len(events) == 1:
            self._stop(error, events[0].position, TAGS[type(events[0].event)])
            return
        half = len(events) // 2
        self._apply(events[:half], events[half - 1].position)
        if not self.stopped:
            self._apply(events[half:], upto)

    def _write(self, events: list[Recorded], upto: int) -> None:
        last: list[Change] = []
        if events:
            for changes in self.projection.changes(events, upto):
                if last:
                    self._frames.write(last)
                last = changes
        self._frames.write(last, move(self.name, self.position, upto, self._generation))
        self.position = upto

    def _stop(self, error: Exception, position: int, event: str) -> None:
        self.stopped = True
        text = f"{type(error).__name__}: {error}"
        _LOG.error("poison event", projection=self.name, position=position, error=text)
        failed(self._connection, self.name, position, event, text)


def is_outage(error: Exception) -> bool:
    """Is the database away, or another process ahead, rather than an event wrong? The Arrow
    driver's errors are told by their names, which the database interface of Python gives them."""
    return isinstance(error, Superseded) or type(error).__name__ in {
        "OperationalError",
        "InterfaceError",
        "AdminShutdown",
        "CrashShutdown",
    }
