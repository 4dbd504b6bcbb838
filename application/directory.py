"""The directory: the references of a whole regency in memory, right within a second of a change."""

from threading import Event as Signal
from threading import Lock, Thread
from time import monotonic
from typing import Any

import psycopg
import structlog
from psycopg import Connection, Cursor
from psycopg.rows import tuple_row

from domain.recorded import decode
from domain.references import References
from domain.refusals import Refusal

_ASKED_EVERY_S = 0.2
"""To be told of every commit, hundreds a second, costs each process more than to ask."""
_RECONNECT_S = 1.0
_STALE_AFTER_S = 5.0
_PAGE = 5_000

_LOG = structlog.get_logger("directory")

_REFERENCES = """
SELECT originator_id, originator_version, topic, state, notification_id FROM log.stored_events
WHERE notification_id > %s
    AND originator_id NOT LIKE '%%/day/%%' AND originator_id NOT LIKE '%%/kinerja/%%'
ORDER BY notification_id LIMIT %s
"""
"""Word for word the predicate of stored_events_reference_idx, which serves it."""


class DirectoryStale(Refusal):
    """It has not heard from the database for seconds; decisions would rest on old values."""

    code = "directory_stale"


class Directory:
    """Open one per process, after any fork. Readers take `references` without a lock."""

    def __init__(self, database_url: str) -> None:
        self.references = References()
        self._database_url = database_url
        self._position = 0
        self._heard_at = 0.0
        self._applying = Lock()
        self._asking: Connection[Any] | None = None
        self._stopping = Signal()
        self._thread = Thread(target=self._follow, name="directory", daemon=True)

    def open(self) -> None:
        """Returns when everything recorded so far is known."""
        self.refresh()
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        with self._applying:
            if self._asking is not None:
                self._asking.close()

    @property
    def position(self) -> int:
        """The last reference event that is known."""
        return self._position

    @property
    def age_s(self) -> float:
        return monotonic() - self._heard_at

    def require_fresh(self) -> References:
        if self.age_s > _STALE_AFTER_S:
            raise DirectoryStale(seconds=2)
        return self.references

    def refresh(self) -> None:
        """Reads to the end of the log; whoever calls it meanwhile waits for the same reading."""
        asked_at = monotonic()
        with self._applying:
            if self._heard_at > asked_at:
                return
            started_at = monotonic()
            cursor = self._cursor()
            while self._apply_page(cursor) == _PAGE:
                pass
            self._heard_at = started_at

    def _apply_page(self, cursor: Cursor[tuple[Any, ...]]) -> int:
        rows = cursor.execute(_REFERENCES, (self._position, _PAGE)).fetchall()
        for row in rows:
            recorded = decode(*row)
            self.references.apply(recorded.stream, recorded.event, recorded.position)
            self._position = recorded.position
        return len(rows)

    def _cursor(self) -> Cursor[tuple[Any, ...]]:
        if self._asking is None or self._asking.closed:
            self._asking = psycopg.connect(self._database_url, autocommit=True)
        return self._asking.cursor(row_factory=tuple_row, binary=True)

    def _follow(self) -> None:
        while not self._stopping.wait(_ASKED_EVERY_S):
            try:
                self.refresh()
            except psycopg.Error as error:
                _LOG.warning("directory cut off", error=type(error).__name__)
                self._stopping.wait(_RECONNECT_S)
