"""A header of a raw message, as those read it who stand around the routes."""

from collections.abc import Iterable


def header_of(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    """The first of the name, which is in small letters; empty where there is none."""
    return next((value for known, value in headers if known.lower() == name), b"")
