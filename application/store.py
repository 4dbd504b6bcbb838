"""The event store: histories of streams in, events and command keys out, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import reduce
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

import msgspec
import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    Mapper,
    OperationalError,
    StoredEvent,
)
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresFactory
from eventsourcing.utils import Environment, EnvType
from psycopg import Connection, Cursor
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow, tuple_row

from application.keyring import Keyring
from domain.event import Event
from domain.personal import Personal
from domain.recorded import Recorded, StoredState, decode
from domain.tags import TAGS

S = TypeVar("S")

_COLUMNS = "originator_id, originator_version, topic, state, notification_id"
_STREAMS = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE originator_id = ANY(%s) ORDER BY originator_id, originator_version
"""
_PREFIX = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE originator_id >= %s AND originator_id < %s ORDER BY notification_id
"""
_READ = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE notification_id > %s ORDER BY notification_id LIMIT %s
"""
_HEAD = "SELECT COALESCE(MAX(notification_id), 0) FROM log.stored_events"
_AFTER_SLASH = chr(ord("/") + 1)
_KEYS = """
SELECT k.command_id, k.body_hash, k.answer, k.refusal, COALESCE(k.position, e.notification_id)
FROM log.command_keys k
LEFT JOIN log.stored_events e ON (e.originator_id, e.originator_version) = (k.stream, k.version)
WHERE k.command_id = ANY(%s)
"""
_INSERT_KEYS = """
INSERT INTO log.command_keys
    (command_id, body_hash, answer, refusal, stream, version, position)
SELECT * FROM unnest(
    %s::uuid[], %s::bytea[], %s::bytea[], %s::bytea[], %s::text[], %s::bigint[], %s::bigint[])
"""


class StaleVersion(Exception):
    """Another command wrote to a stream after it was loaded."""


class KeyTaken(Exception):
    """A command of the same key was stored meanwhile."""


class StoreUnavailable(Exception):
    """The database did not answer; whether the last save took place is unknown."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """The library's domain event: our payload, and what every event is stored with."""

    originator_id: str
    originator_version: int
    recorded_at: datetime
    actor: str
    command_id: UUID
    event: Event


class CommandKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a repeated command is answered from. `stream` and `version` are its last event, or None
    for a command that recorded nothing, which has the `position` that it was decided at."""

    command_id: UUID
    body_hash: bytes
    answer: bytes
    refusal: bytes | None = None
    stream: str | None = None
    version: int | None = None
    position: int | None = None


class StoredKey(msgspec.Struct, frozen=True):
    """A command that was answered before."""

    command_id: UUID
    body_hash: bytes
    answer: bytes
    refusal: bytes | None
    position: int


class MsgspecMapper(Mapper[str]):
    """Stored events by tag, with their state as JSON."""

    def __init__(self) -> None:
        self._encode = msgspec.json.Encoder().encode

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        envelope = cast("Envelope", domain_event)
        state = StoredState(
            recorded_at=envelope.recorded_at,
            actor=envelope.actor,
            command_id=envelope.command_id,
            data=envelope.event,
        )
        return StoredEvent(
            envelope.originator_id,
            envelope.originator_version,
            TAGS[type(envelope.event)],
            self._encode(state),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        stream = str(stored_event.originator_id)
        version = stored_event.originator_version
        recorded = decode(stream, version, stored_event.topic, stored_event.state, 0)
        return Envelope(
            originator_id=stream,
            originator_version=version,
            recorded_at=recorded.recorded_at,
            actor=recorded.actor,
            command_id=recorded.command_id,
            event=recorded.event,
        )


class KeyedRecorder(PostgresApplicationRecorder):
    """The stock recorder, which stores the commands' keys in the transaction of their events."""

    def _insert_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],  # noqa: ARG002 # the library's signature
        *,
        keys: Sequence[CommandKey] = (),
        **_: Any,
    ) -> None:
        if keys:
            insert_keys(curs, keys)


def insert_keys(cursor: Cursor[Any], keys: Sequence[CommandKey]) -> None:
    """Sorted, so that two processes that save the same keys wait for each other in one order."""
    rows = sorted(map(msgspec.structs.astuple, keys), key=lambda row: row[0])
    cursor.execute(_INSERT_KEYS, [list(column) for column in zip(*rows, strict=True)])


class Log(Application[str]):
    """The library's application over our schema, tables, tags and text stream ids."""

    name = "stored"

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Nothing comes from the process's own environment: settings are read in one place."""
        return Environment(name, dict(env or {}))

    def construct_mapper(self) -> Mapper[str]:
        return MsgspecMapper()


def _environment(database_url: str, pool_size: int) -> tuple[dict[str, str], dict[str, Any]]:
    """What the library asks for, and the rest of the address, such as sslmode."""
    address = conninfo_to_dict(database_url)
    named = {name: str(address.pop(name, "") or "") for name in ("dbname", "host", "user")}
    environment = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": named["dbname"],
        "POSTGRES_HOST": named["host"],
        "POSTGRES_PORT": str(address.pop("port", "") or "5432"),
        "POSTGRES_USER": named["user"],
        "POSTGRES_PASSWORD": str(address.pop("password", "") or ""),
        "POSTGRES_SCHEMA": "log",
        "POSTGRES_POOL_SIZE": str(pool_size),
        "POSTGRES_MAX_OVERFLOW": "8",
        "POSTGRES_CONNECT_TIMEOUT": "5",
        "POSTGRES_LOCK_TIMEOUT": "10",
        "POSTGRES_ENABLE_DB_FUNCTIONS": "n",
        "ORIGINATOR_ID_TYPE": "text",
        "CREATE_TABLE": "n",
        "APPLICATION_RECORDER_TOPIC": f"{__name__}:{KeyedRecorder.__name__}",
    }
    return environment, dict(address)


class Store:
    """Open one per process, after any fork; close it at the end."""

    def __init__(self, database_url: str, master_key: bytes, *, pool_size: int = 2) -> None:
        environment, rest = _environment(database_url, pool_size)
        self._log = Log(environment)
        self._datastore = cast("PostgresFactory", self._log.factory).datastore
        cast("dict[str, Any]", self._datastore.pool.kwargs).update(rest)
        self.keyring = Keyring(master_key, self.connection)

    def close(self) -> None:
        self._log.close()

    @contextmanager
    def connection(self) -> Iterator[Connection[Any]]:
        """A pooled connection in autocommit."""
        try:
            with self._datastore.get_connection() as connection:
                yield connection
        except (InterfaceError, OperationalError) as error:
            raise StoreUnavailable from error

    def load(self, stream: str) -> list[Recorded]:
        return self.histories([stream])[stream]

    def state(self, stream: str, evolve: Callable[[S, Event], S], initial: S) -> tuple[S, int]:
        """The stream's state and its version; the version of a stream without events is 0."""
        history = self.load(stream)
        return reduce(evolve, (recorded.event for recorded in history), initial), len(history)

    def histories(self, streams: Sequence[str]) -> dict[str, list[Recorded]]:
        """Many streams in one query; a stream without events has an empty list."""
        histories: dict[str, list[Recorded]] = {stream: [] for stream in streams}
        for recorded in self._rows(_STREAMS, (list(histories),)):
            histories[recorded.stream].append(recorded)
        return histories

    def prefix(self, first_segment: str) -> list[Recorded]:
        """Everything that happened to one employee, in the order it was recorded."""
        return self._rows(_PREFIX, (f"{first_segment}/", f"{first_segment}{_AFTER_SLASH}"))

    def read(self, after_position: int, limit: int) -> list[Recorded]:
        """The log of all streams in its order; positions may have gaps."""
        return self._rows(_READ, (after_position, limit))

    def head(self) -> int:
        """The last position of the log, 0 while it is empty."""
        with self.connection() as connection:
            row = connection.cursor(row_factory=tuple_row).execute(_HEAD).fetchone()
        return int(row[0]) if row else 0

    def keys(self, command_ids: Sequence[UUID]) -> dict[UUID, StoredKey]:
        with self.connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row, binary=True)
            rows = cursor.execute(_KEYS, (list(command_ids),)).fetchall()
        return {row[0]: StoredKey(*row) for row in rows}

    def personal(self, recorded: Recorded) -> Personal | None:
        """The personal part of an event, None if it has none or if it was erased."""
        sealed = getattr(recorded.event, "personal", None)
        return self.keyring.open(recorded.stream, sealed) if sealed else None

    def envelopes(
        self,
        stream: str,
        version: int,
        events: Iterable[Event],
        *,
        actor: str,
        command_id: UUID,
        recorded_at: datetime,
    ) -> list[Envelope]:
        """Events that follow `version`, sealed and ready to save."""
        return [
            Envelope(
                originator_id=stream,
                originator_version=number,
                recorded_at=recorded_at,
                actor=actor,
                command_id=command_id,
                event=self._sealed(stream, event),
            )
            for number, event in enumerate(events, start=version + 1)
        ]

    def save(self, envelopes: Sequence[Envelope], keys: Sequence[CommandKey] = ()) -> list[int]:
        """Everything or nothing, in one transaction; returns the positions in the same order."""
        try:
            return self._saved(envelopes, keys)
        except IntegrityError as error:
            raise _conflict(error) from error
        except (InterfaceError, OperationalError) as error:
            raise StoreUnavailable from error

    def append(
        self, stream: str, version: int, events: Iterable[Event], *, actor: str
    ) -> list[int]:
        """Events of a process that no client's command started, such as an import."""
        now = datetime.now(UTC)
        return self.save(
            self.envelopes(
                stream, version, events, actor=actor, command_id=uuid4(), recorded_at=now
            )
        )

    def _saved(self, envelopes: Sequence[Envelope], keys: Sequence[CommandKey]) -> list[int]:
        if envelopes:
            recordings = self._log.events.put(envelopes, keys=keys)
            return [recording.notification.id for recording in recordings]
        if keys:
            with self._datastore.get_connection() as connection:
                insert_keys(connection.cursor(), keys)
        return []

    def _sealed(self, stream: str, event: Event) -> Event:
        personal = getattr(event, "personal", None)
        if not isinstance(personal, Personal):
            return event
        return msgspec.structs.replace(event, personal=self.keyring.seal(stream, personal))

    def _rows(self, query: str, parameters: Sequence[Any]) -> list[Recorded]:
        with self.connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row, binary=True)
            rows = cursor.execute(query, parameters).fetchall()
        return [decode(*row) for row in rows]


def _conflict(error: IntegrityError) -> StaleVersion | KeyTaken:
    cause = error.__cause__
    if isinstance(cause, psycopg.Error) and cause.diag.constraint_name == "command_keys_pkey":
        return KeyTaken()
    return StaleVersion()
