"""A header of a raw message: the framework's own way makes texts of all of them first."""

from collections.abc import Iterable
from typing import Any

from litestar.connection import ASGIConnection


def header_of(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    """The first of the name, in small letters as ASGI has them; empty where there is none."""
    for known, value in headers:
        if known == name:
            return value
    return b""


def header(connection: ASGIConnection[Any, Any, Any, Any], name: str) -> str:
    """Of a request, likewise."""
    return header_of(connection.scope["headers"], name.encode()).decode("latin-1")
