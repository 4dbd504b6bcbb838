"""The event store: histories of streams in, events and command keys out, in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

import msgspec
import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    InfrastructureFactory,
    IntegrityError,
    InterfaceError,
    Mapper,
    OperationalError,
    StoredEvent,
)
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresFactory
from eventsourcing.utils import Environment, EnvType, retry
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict

from application.arrays import Bigints, Blobs, Texts, Uuids
from application.envelope import (
    Claim,
    CommandKey,
    Envelope,
    KeyTaken,
    StaleVersion,
    StoreUnavailable,
)
from application.keyring import Keyring
from application.log_reader import LogReader
from domain.event import Event
from domain.nul import has_nul
from domain.personal import NOTHING_PERSONAL, Personal
from domain.recorded import PENDING, Recorded, StoredState, decode
from domain.refusals import TextWithNul
from domain.tags import TAGS

_APPEND = """
SELECT log.append(
    %b::uuid[], %b::bytea[], %b::bytea[], %b::bytea[], %b::text[], %b::bigint[],
    %b::bytea[], %b::uuid[],
    %b::text[], %b::bigint[], %b::text[], %b::bytea[])
"""
_KINDS = (Uuids, Blobs, Blobs, Blobs, Texts, Bigints, Blobs, Uuids, Texts, Bigints, Texts, Blobs)
"""Of its parameters, in their order."""


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
            _without_nul(self._encode(state)),
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
    """The stock recorder, which stores the commands' keys in the transaction of their events.

    One statement is the whole transaction: the log's lock is not held while this process waits
    for its turn on the processor.
    """

    @retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        keys: Sequence[CommandKey] = (),
        claims: Sequence[Claim] = (),
        **_: Any,
    ) -> Sequence[int]:
        rows = [(e.originator_id, e.originator_version, e.topic, e.state) for e in stored_events]
        columns = [*_sorted_columns(keys, 6), *_sorted_columns(claims, 2), *_columns(rows, 4)]
        arrays = [kind(column) for kind, column in zip(_KINDS, columns, strict=True)]
        with self.datastore.get_connection() as connection:
            return [row["append"] for row in connection.execute(_APPEND, arrays).fetchall()]


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[tuple[Any, ...]]:
    return [*zip(*rows, strict=True)] or [()] * width


def _sorted_columns(
    rows: Sequence[CommandKey] | Sequence[Claim], width: int
) -> list[tuple[Any, ...]]:
    """So that two processes that save the same keys wait for each other in one order."""
    told = sorted(map(msgspec.structs.astuple, rows), key=lambda row: str(row[0]))
    return _columns(told, width)


class Log(Application[str]):
    """The library's application over our schema, tables, tags and text stream ids."""

    name = "stored"

    def __init__(self, environment: dict[str, str], address: dict[str, Any]) -> None:
        self._address = address
        super().__init__(environment)

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Nothing comes from the process's own environment: settings are read in one place."""
        return Environment(name, dict(env or {}))

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        """With what the library asks no setting for, such as sslmode."""
        factory = super().construct_factory(env)
        datastore = cast("PostgresFactory", factory).datastore
        cast("dict[str, Any]", datastore.pool.kwargs).update(self._address)
        return factory

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
        "POSTGRES_CONNECT_TIMEOUT": "2",
        "POSTGRES_LOCK_TIMEOUT": "10",
        "POSTGRES_ENABLE_DB_FUNCTIONS": "n",
        "ORIGINATOR_ID_TYPE": "text",
        "CREATE_TABLE": "n",
        "APPLICATION_RECORDER_TOPIC": f"{__name__}:{KeyedRecorder.__name__}",
    }
    return environment, dict(address)


class Store(LogReader):
    """Open one per process, after any fork; close it at the end."""

    def __init__(self, database_url: str, master_key: bytes, *, pool_size: int = 2) -> None:
        try:
            self._log = Log(*_environment(database_url, pool_size))
        except OperationalError as error:
            raise StoreUnavailable from error
        self._datastore = cast("PostgresFactory", self._log.factory).datastore
        super().__init__(self._connected)
        self.keyring = Keyring(master_key, self._connected)

    def close(self) -> None:
        self._log.close()

    @contextmanager
    def _connected(self) -> Iterator[Connection[Any]]:
        try:
            with self._datastore.get_connection() as connection:
                yield connection
        except (InterfaceError, OperationalError) as error:
            raise StoreUnavailable from error

    def personal(self, recorded: Recorded) -> Personal | None:
        """The personal part of an event, None if it has none or if it was erased."""
        return self.personal_of([recorded])[0]

    def personal_of(self, history: Iterable[Recorded]) -> list[Personal | None]:
        return self.keyring.open_all(
            [(r.stream, getattr(r.event, "personal", NOTHING_PERSONAL)) for r in history]
        )

    def envelope(self, pending: Recorded) -> Envelope:
        """An event that is ready to save: its personal part is sealed."""
        return Envelope(
            originator_id=pending.stream,
            originator_version=pending.version,
            recorded_at=pending.recorded_at,
            actor=pending.actor,
            command_id=pending.command_id,
            event=self._sealed(pending.stream, pending.event),
        )

    def save(
        self,
        envelopes: Sequence[Envelope],
        keys: Sequence[CommandKey] = (),
        claims: Sequence[Claim] = (),
    ) -> list[int]:
        """Everything or nothing, in one transaction; returns the positions in the same order."""
        try:
            return self._saved(envelopes, keys, claims)
        except IntegrityError as error:
            raise _conflict(error) from error
        except (InterfaceError, OperationalError) as error:
            raise StoreUnavailable from error

    def append(
        self, stream: str, version: int, events: Iterable[Event], *, actor: str
    ) -> list[int]:
        """Events that follow `version`, of a process that no client's command started."""
        now, command_id = datetime.now(UTC), uuid4()
        pending = (
            Recorded(
                stream=stream,
                version=number,
                position=PENDING,
                recorded_at=now,
                actor=actor,
                command_id=command_id,
                event=event,
            )
            for number, event in enumerate(events, start=version + 1)
        )
        return self.save([self.envelope(recorded) for recorded in pending])

    def _saved(
        self, envelopes: Sequence[Envelope], keys: Sequence[CommandKey], claims: Sequence[Claim]
    ) -> list[int]:
        recordings = self._log.events.put(envelopes, keys=keys, claims=claims)
        return [recording.notification.id for recording in recordings]

    def _sealed(self, stream: str, event: Event) -> Event:
        personal = getattr(event, "personal", None)
        if not isinstance(personal, Personal):
            return event
        empty = personal == Personal()
        sealed = NOTHING_PERSONAL if empty else self.keyring.seal(stream, personal)
        return msgspec.structs.replace(event, personal=sealed)


def _without_nul(state: bytes) -> bytes:
    """What is recorded can be shown: a view whose texts cannot hold it would stop at it."""
    if has_nul(state):
        raise TextWithNul
    return state


def _conflict(error: IntegrityError) -> StaleVersion | KeyTaken:
    cause = error.__cause__
    if isinstance(cause, psycopg.Error) and cause.diag.constraint_name == "command_keys_pkey":
        return KeyTaken()
    return StaleVersion()
