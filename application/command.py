"""A command as it is committed: what it reads, how it is decided, how it is answered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from domain.event import Event
from domain.recorded import Recorded, fold
from domain.refusals import Refusal

S = TypeVar("S")


class Histories(dict[str, list[Recorded]]):
    """The events of each stream that a command named, those of commands just before it included.

    `taken`: which of the command's claims were used before, and by which command.
    """

    def __init__(
        self, histories: Mapping[str, list[Recorded]], taken: Mapping[bytes, UUID] | None = None
    ) -> None:
        super().__init__(histories)
        self.taken = dict(taken or {})


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """`answer` is a JSON object for the client. A `refusal` is answered after the events that keep
    the attempt are stored; a refusal that leaves no event is raised instead. `claims` are used from
    now on, in every stream."""

    events: Mapping[str, Sequence[Event]] = {}
    answer: bytes = b"{}"
    refusal: Refusal | None = None
    claims: tuple[bytes, ...] = ()


Decide = Callable[[Histories], Decision]
"""Pure: it runs again when another command came in between."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """`command_id` is the client's; `body_hash` tells its repetition from another command.

    `claims` are what it may use once for all, such as the SHA-256 of a selfie. `recorded_at` is
    None except in a demonstration, whose requests name their moment.
    """

    command_id: UUID
    body_hash: bytes
    actor: str
    streams: tuple[str, ...]
    decide: Decide
    claims: tuple[bytes, ...] = ()
    recorded_at: datetime | None = None

    def names(self, decision: Decision) -> bool:
        """Whether the decision keeps to the streams and claims that were read for it."""
        return decision.events.keys() <= set(self.streams) and set(decision.claims) <= set(
            self.claims
        )


class Committed(msgspec.Struct, frozen=True):
    """`position` is that of the command's last event: a view that has reached it shows the command.

    `repeated`: the answer is of an earlier request with the same key.
    """

    position: int
    answer: bytes
    repeated: bool = False

    @property
    def body(self) -> bytes:
        """The answer, with its position as the first field."""
        rest = self.answer[1:]
        return b'{"position":%d%b%b' % (self.position, b"" if rest == b"}" else b",", rest)


class CommandKeyReused(Refusal):
    """The same key came with another body: one of the two is not what the client meant."""

    code = "command_key_reused"
    field = "Idempotency-Key"


class CommandInFlight(Refusal):
    """The first request with this key is not answered yet."""

    code = "command_in_flight"
    field = "Idempotency-Key"


class StreamContended(Refusal):
    """Others wrote to the same stream every time that this command was decided."""

    code = "stream_contended"


class TooManyWaiting(Refusal):
    """More commands arrive than are committed; the client tries again later."""

    code = "too_many_waiting"


class RepeatedRefusal(Refusal):
    """The refusal that the first request with this key was answered with."""

    def __init__(self, code: str, field: str | None, details: Mapping[str, object]) -> None:
        self.code = code
        super().__init__(field=field, **details)


def on_stream(
    stream: str,
    evolve: Callable[[S, Any], S],
    initial: S,
    decide: Callable[[S], Sequence[Event]],
    answer: Callable[[Sequence[Event]], bytes] = lambda _: b"{}",
) -> Decide:
    """The usual command: one stream's state in, its next events out."""

    def decided(histories: Histories) -> Decision:
        events = decide(fold(histories[stream], evolve, initial))
        return Decision(events={stream: events}, answer=answer(events))

    return decided
