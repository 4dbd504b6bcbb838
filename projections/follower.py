"""Keeps one projection at the end of the log, batch by batch, and stops it at a poison event."""

from collections.abc import Iterator
from typing import Any

import psycopg
import structlog

from domain.event import Event
from domain.recorded import Recorded
from domain.tags import TAGS
from projections.catalogue import Projection
from projections.log import Log, Page, Unreadable
from projections.positions import begin, failed
from projections.view import Change, Frames, Superseded, move

BATCH = 20_000

_DATABASE_ERRORS = ("OperationalError", "InterfaceError")
_AWAY = ("08", "25", "40", "53", "55", "57", "58", "XX")
"""Classes of SQLSTATE: connection, transaction state, conflict, resources, locks, operator,
system, internal."""
_LOST = "08000"
_BROKEN_ROW = "08P01"

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
        for events, upto in _runs(page, self.projection.alone):
            if not self.stopped:
                self._apply(events, upto)
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


def _runs(page: Page, alone: tuple[type[Event], ...]) -> Iterator[tuple[list[Recorded], int]]:
    """The page cut before and after each event that is a batch of its own."""
    run: list[Recorded] = []
    for recorded in page.events:
        if run and (isinstance(recorded.event, alone) or isinstance(run[-1].event, alone)):
            yield run, run[-1].position
            run = []
        run.append(recorded)
    yield run, page.position


def is_outage(error: Exception) -> bool:
    """Is the database away, or another process ahead, rather than an event wrong?

    Both drivers name their errors as the database interface of Python does; the code that
    PostgreSQL gives, if it could give one, tells a broken connection from a broken row.
    """
    if isinstance(error, Superseded):
        return True
    code = getattr(error, "sqlstate", None) or _LOST
    named = {kind.__name__ for kind in type(error).__mro__}
    return not named.isdisjoint(_DATABASE_ERRORS) and code != _BROKEN_ROW and code[:2] in _AWAY
