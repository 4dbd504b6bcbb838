"""A stored event as read back: the envelope, and the payload by its tag."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import reduce
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec

from domain.event import Event
from domain.tags import EVENT_TYPES

E = TypeVar("E")
S = TypeVar("S")

Upcast = tuple[type[Any], Callable[[Any], Event]]
"""How a retired tag is read: the payload's old type, and what it is today."""

UPCASTS: Mapping[str, Upcast] = {}


class UnknownTag(Exception):
    """An event of a later release, or of another system."""


PENDING = 1 << 62
"""Positions from here on are of events whose command is not committed yet."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """`position` is the event's place in the log of all streams."""

    stream: str
    version: int
    position: int
    recorded_at: datetime
    actor: str
    command_id: UUID
    event: Event


class StoredState(msgspec.Struct, Generic[E], frozen=True, kw_only=True):
    """The JSON object in the log's `state` column; readable without this program."""

    recorded_at: datetime
    actor: str
    command_id: UUID
    data: E


class Codec:
    """Reads states by tag; one decoder for each, made once."""

    def __init__(
        self,
        event_types: Mapping[str, type[Event]] = EVENT_TYPES,
        upcasts: Mapping[str, Upcast] = UPCASTS,
    ) -> None:
        payloads = dict(event_types) | {tag: old for tag, (old, _) in upcasts.items()}
        self._decode = {tag: _decoder(payload) for tag, payload in payloads.items()}
        self._upcast = {tag: upcast for tag, (_, upcast) in upcasts.items()}

    def recorded(
        self, stream: str, version: int, tag: str, state: bytes, position: int
    ) -> Recorded:
        stored = self._stored(tag, state)
        upcast = self._upcast.get(tag)
        return Recorded(
            stream=stream,
            version=version,
            position=position,
            recorded_at=stored.recorded_at,
            actor=stored.actor,
            command_id=stored.command_id,
            event=upcast(stored.data) if upcast else stored.data,
        )

    def _stored(self, tag: str, state: bytes) -> StoredState[Any]:
        try:
            return self._decode[tag](state)
        except KeyError:
            raise UnknownTag(tag) from None


def _decoder(payload: type[Any]) -> Callable[[bytes], StoredState[Any]]:
    return msgspec.json.Decoder(StoredState[payload]).decode  # type: ignore[valid-type] # a type made at run time


def fold(history: Iterable[Recorded], evolve: Callable[[S, Any], S], initial: S) -> S:
    """A stream's state: its events applied one after the other."""
    return reduce(evolve, (recorded.event for recorded in history), initial)


decode = Codec().recorded
"""Reads one row of the log: stream, version, tag, state, position."""
