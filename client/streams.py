"""Server-sent events as they come in: an event is whole at the empty line after it."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

import msgspec

T = TypeVar("T")

_FIELDS: Final = {"event": "name", "id": "id", "data": "data"}


class Event(msgspec.Struct, frozen=True):
    """`id` is what a client that connects again names as the last that it has."""

    name: str = ""
    id: str = ""
    data: str = ""

    def read(self, kind: type[T]) -> T:
        return msgspec.json.decode(self.data, type=kind)


def events_of(lines: Iterable[str]) -> Iterator[Event]:
    """Comments, which only keep the connection, are passed over."""
    fields: dict[str, str] = {}
    for line in lines:
        if not line:
            if "data" in fields:
                yield Event(**fields)
            fields = {}
            continue
        name, _, value = line.partition(":")
        if name in _FIELDS:
            value = value.removeprefix(" ")
            before = f"{fields['data']}\n" if name == "data" and "data" in fields else ""
            fields[_FIELDS[name]] = before + value
