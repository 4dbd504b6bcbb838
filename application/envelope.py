"""What is saved together: an event's envelope, and the key that its command is known by."""

from datetime import datetime
from uuid import UUID

import msgspec

from domain.event import Event


class StaleVersion(Exception):
    """Another command wrote to a stream, or took a claim, after they were read."""


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


class Claim(msgspec.Struct, frozen=True):
    """Something that is used once in the whole log."""

    claim: bytes
    command_id: UUID


class CommandKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a repeated command is answered from.

    `stream` and `version` are the event whose position is answered: the command's last, or the last
    that it was decided on if it recorded nothing.
    """

    command_id: UUID
    body_hash: bytes
    answer: bytes
    refusal: bytes | None = None
    stream: str | None = None
    version: int | None = None


class StoredKey(msgspec.Struct, frozen=True):
    """A command that was answered before; its position is 0 if nothing was recorded before it."""

    command_id: UUID
    body_hash: bytes
    answer: bytes
    refusal: bytes | None
    position: int
