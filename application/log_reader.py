"""Reads of the log, each in one query: a stream, an employee, the whole, all that a batch needs."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from psycopg import Connection, Cursor
from psycopg.rows import tuple_row

from application.envelope import StoredKey, StoreUnavailable
from domain.event import Event
from domain.recorded import Recorded, decode, fold

S = TypeVar("S")

_COLUMNS = "originator_id, originator_version, topic, state, notification_id"
_STREAMS = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE originator_id = ANY(%b::text[]) ORDER BY originator_id, originator_version
"""
_PREFIX = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE originator_id >= %s AND originator_id < %s ORDER BY notification_id
"""
_READ = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE notification_id > %s ORDER BY notification_id LIMIT %s
"""
_CITED = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE notification_id = ANY(%s) ORDER BY notification_id
"""
_HEAD = "SELECT COALESCE(MAX(notification_id), 0) FROM log.stored_events"
_READ_ATTEMPTS = 10
_READ_WAIT_S = 0.2
_AFTER_SLASH = chr(ord("/") + 1)
_KEYS = """
SELECT k.command_id, k.body_hash, k.answer, k.refusal, COALESCE(e.notification_id, 0)
FROM log.command_keys k
LEFT JOIN log.stored_events e ON (e.originator_id, e.originator_version) = (k.stream, k.version)
WHERE k.command_id = ANY(%b::uuid[])
"""
_CLAIMS = "SELECT claim, command_id FROM log.claims WHERE claim = ANY(%b::bytea[])"


class Before(msgspec.Struct, frozen=True):
    """What was so before a batch; a stream without events has an empty history."""

    histories: dict[str, list[Recorded]]
    keys: dict[UUID, StoredKey]
    taken: dict[bytes, UUID]


class LogReader:
    """`connection` gives a pooled connection in autocommit, or raises StoreUnavailable."""

    def __init__(self, connection: Callable[[], AbstractContextManager[Connection[Any]]]) -> None:
        self.connection = connection

    def load(self, stream: str) -> list[Recorded]:
        return self._rows(_STREAMS, ([stream],))

    def before(
        self, streams: Sequence[str], command_ids: Sequence[UUID], claims: Sequence[bytes] = ()
    ) -> Before:
        """All that a batch of commands is decided on, in one round trip."""
        histories: dict[str, list[Recorded]] = {stream: [] for stream in streams}
        queries = [(_STREAMS, list(histories)), (_KEYS, command_ids), (_CLAIMS, claims)]

        def read(connection: Connection[Any]) -> list[list[Any]]:
            with connection.pipeline():
                cursors = [_binary(connection).execute(sql, (list(of),)) for sql, of in queries]
                return [cursor.fetchall() for cursor in cursors]

        events, keys, taken = self._reading(read)
        for row in events:
            histories[row[0]].append(decode(*row))
        return Before(histories, {row[0]: StoredKey(*row) for row in keys}, dict(taken))

    def state(self, stream: str, evolve: Callable[[S, Event], S], initial: S) -> tuple[S, int]:
        """The stream's state and its version; the version of a stream without events is 0."""
        history = self.load(stream)
        return fold(history, evolve, initial), len(history)

    def prefix(self, first_segment: str) -> list[Recorded]:
        """Everything that happened to one employee, in the order it was recorded."""
        return self._rows(_PREFIX, (f"{first_segment}/", f"{first_segment}{_AFTER_SLASH}"))

    def cited(self, positions: Sequence[int]) -> list[Recorded]:
        """The events at these positions, in the order of the log."""
        return self._rows(_CITED, (list(positions),))

    def read(self, after_position: int, limit: int) -> list[Recorded]:
        """The log of all streams in its order; positions may have gaps."""
        return self._rows(_READ, (after_position, limit))

    def head(self) -> int:
        """The last position of the log, 0 while it is empty."""
        rows = self._reading(lambda connection: _binary(connection).execute(_HEAD).fetchall())
        return int(rows[0][0])

    def _rows(self, query: str, parameters: Sequence[Any]) -> list[Recorded]:
        rows = self._reading(
            lambda connection: _binary(connection).execute(query, parameters).fetchall()
        )
        return [decode(*row) for row in rows]

    def _reading(self, read: Callable[[Connection[Any]], S]) -> S:
        """Again where a pooled connection had died, for as long as the library tries to save."""
        for _ in range(_READ_ATTEMPTS - 1):
            with suppress(StoreUnavailable), self.connection() as connection:
                return read(connection)
            time.sleep(_READ_WAIT_S)
        with self.connection() as connection:
            return read(connection)


def _binary(connection: Connection[Any]) -> Cursor[tuple[Any, ...]]:
    return connection.cursor(row_factory=tuple_row, binary=True)
