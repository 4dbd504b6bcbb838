"""What a client asks of the server, and what it was answered."""

from collections.abc import Generator
from datetime import datetime
from typing import Any

import msgspec

ACCEPTED = ""
"""The code of what is not refused."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One request. Each of `keys` is a command: one in most cases, those of its items in a batch,
    none in a request that records nothing.

    `sent` is its Idempotency-Key, `photos` the seeds of pictures by part. `may` are the codes that
    it may be answered with, none if that depends on what others do at the same time. `records`:
    whether an event is expected where it is accepted, None if that depends.
    """

    kind: str
    path: str
    who: str
    at: datetime
    body: Any
    sent: str
    keys: tuple[str, ...]
    photos: dict[str, int] = {}
    may: frozenset[str] = frozenset({ACCEPTED})
    records: bool | None = True


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """`codes` and `positions` are of each key, `replayed` whether it was a repetition."""

    status: int
    body: Any
    codes: tuple[str, ...]
    positions: tuple[int, ...]
    replayed: bool = False

    @property
    def accepted(self) -> bool:
        return self.codes == (ACCEPTED,) * len(self.codes)


Steps = Generator[Asked, Answer, None]


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A command as it was answered; `place` is its number among its client's."""

    client: int
    place: int
    kind: str
    key: str
    code: str
    position: int
    may: frozenset[str]
    records: bool | None
    replayed: bool

    @property
    def accepted(self) -> bool:
        return self.code == ACCEPTED
