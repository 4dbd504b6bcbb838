"""A command before anybody sends it: the streams that it reads, and how it is decided."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar, dataclass_transform
from uuid import UUID

import msgspec

from application.command import Command, Decide, on_stream
from domain.event import Event

S = TypeVar("S")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a command is asked with; a field that is not known is a mistake, not an extra."""


class Plan(NamedTuple):
    """`claims` are what the command may use once for all."""

    streams: tuple[str, ...]
    decide: Decide
    claims: tuple[bytes, ...] = ()

    def command(
        self, command_id: UUID, body_hash: bytes, actor: str, recorded_at: datetime | None = None
    ) -> Command:
        return Command(
            command_id=command_id,
            body_hash=body_hash,
            actor=actor,
            streams=self.streams,
            decide=self.decide,
            claims=self.claims,
            recorded_at=recorded_at,
        )


def on(
    stream: str,
    evolve: Callable[[S, Any], S],
    initial: S,
    decide: Callable[[S], Sequence[Event]],
    **answer: str,
) -> Plan:
    """On one stream; `answer` is what the client is told beside the position."""
    told = json.dumps(answer).encode()
    return Plan((stream,), on_stream(stream, evolve, initial, decide, lambda _: told))


def fields(form: Form) -> dict[str, Any]:
    """For a decision whose keywords are the form's fields."""
    return {name: getattr(form, name) for name in form.__struct_fields__}
