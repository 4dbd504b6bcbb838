"""Lists as PostgreSQL's binary arrays: the driver looks at every element to learn what it is."""

from collections.abc import Callable, Sequence
from struct import Struct
from typing import Any, ClassVar
from uuid import UUID

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEAD = Struct("!iiIii")
_NOTHING = Struct("!iiI")
_LENGTH = Struct("!i").pack
_NULL = _LENGTH(-1)


class Array:
    """None among the elements is null."""

    __slots__ = ("elements",)

    def __init__(self, elements: Sequence[Any]) -> None:
        self.elements = elements


class Texts(Array):
    """`text[]`"""


class Blobs(Array):
    """`bytea[]`"""


class Uuids(Array):
    """`uuid[]`"""


class Bigints(Array):
    """`bigint[]`"""


class _ArrayDumper(Dumper):
    format = Format.BINARY
    element_oid: ClassVar[int]
    binary: Callable[[Any], bytes]

    def dump(self, array: Array) -> bytes:
        elements = array.elements
        if not elements:
            return _NOTHING.pack(0, 0, self.element_oid)
        parts = [_HEAD.pack(1, None in elements, self.element_oid, len(elements), 1)]
        for element in elements:
            if element is None:
                parts.append(_NULL)
            else:
                binary = self.binary(element)
                parts += (_LENGTH(len(binary)), binary)
        return b"".join(parts)


def _register(kind: type[Array], name: str, binary: Callable[[Any], bytes]) -> None:
    known = psycopg.adapters.types[name]
    of_kind = {"oid": known.array_oid, "element_oid": known.oid, "binary": staticmethod(binary)}
    dumper = type(f"{kind.__name__}Dumper", (_ArrayDumper,), of_kind)
    psycopg.adapters.register_dumper(kind, dumper)


def _of_uuid(element: UUID) -> bytes:
    return element.bytes


_register(Texts, "text", str.encode)
_register(Blobs, "bytea", bytes)
_register(Uuids, "uuid", _of_uuid)
_register(Bigints, "int8", Struct("!q").pack)
