"""Reads of the log, each in one query: a stream, an employee, the whole, all that a batch needs."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from psycopg import Connection, Cursor
from psycopg.rows import tuple_row

from application.arrays import Blobs, Texts, Uuids
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
_BEFORE = """
SELECT originator_id, originator_version, topic, state, notification_id,
    NULL::uuid, NULL::bytea, NULL::bytea
FROM log.stored_events WHERE originator_id = ANY(%b::text[])
UNION ALL
SELECT NULL, NULL, NULL, k.body_hash, COALESCE(e.notification_id, 0),
    k.command_id, k.answer, k.refusal
FROM log.command_keys AS k
LEFT JOIN log.stored_events AS e ON (e.originator_id, e.originator_version) = (k.stream, k.version)
WHERE k.command_id = ANY(%b::uuid[])
UNION ALL
SELECT NULL, NULL, NULL, claim, NULL, command_id, NULL, NULL
FROM log.claims WHERE claim = ANY(%b::bytea[])
"""
"""Events, then keys, which alone have a position but no stream, then claims, which have neither."""


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
        """All that a batch of commands is decided on, in one query."""
        before = Before({stream: [] for stream in streams}, {}, {})
        asked = (Texts([*before.histories]), Uuids(command_ids), Blobs(claims))
        for row in self._rows_of(_BEFORE, asked):
            stream, _, _, content, position, command_id, answer, refusal = row
            if stream is not None:
                before.histories[stream].append(decode(*row[:5]))
            elif position is not None:
                key = StoredKey(command_id, content, answer, refusal, position)
                before.keys[command_id] = key
            else:
                before.taken[content] = command_id
        for history in before.histories.values():
            history.sort(key=_version)
        return before

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
        return int(self._rows_of(_HEAD)[0][0])

    def _rows(self, query: str, parameters: Sequence[Any]) -> list[Recorded]:
        return [decode(*row) for row in self._rows_of(query, parameters)]

    def _rows_of(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._reading(
            lambda connection: _binary(connection).execute(query, parameters).fetchall()
        )

    def _reading(self, read: Callable[[Connection[Any]], S]) -> S:
        """Again where a pooled connection had died, for as long as the library tries to save."""
        for _ in range(_READ_ATTEMPTS - 1):
            with suppress(StoreUnavailable), self.connection() as connection:
                return read(connection)
            time.sleep(_READ_WAIT_S)
        with self.connection() as connection:
            return read(connection)


def _version(recorded: Recorded) -> int:
    return recorded.version


def _binary(connection: Connection[Any]) -> Cursor[tuple[Any, ...]]:
    return connection.cursor(row_factory=tuple_row, binary=True)
