"""Answers made smaller on the way, as the client says that it can read them: zstd, else gzip."""

import asyncio
import gzip
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import header_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SMALLEST_BYTES: Final = 1024
_BESIDE_THE_LOOP_BYTES: Final = 128 * 1024
_WORDS: Final = (b"application/json", b"application/problem+json", b"application/vnd.oai", b"text/")
_STREAM: Final = b"text/event-stream"
_VARY: Final = (b"vary", b"Accept-Encoding")


def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


ENCODINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "zstd": zstd.compress,
    "gzip": _gzipped,
}
"""The first of equals is taken."""


class Compressed:
    """Whole answers of words alone: a stream goes on as it comes, a photo is small already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        start: Any = None

        async def compress(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_of_words(message["headers"]):
                start = message
                return
            if start is None:
                await send(message)
                return
            whole: Any = message
            held, start = start, None
            if not whole.get("more_body") and len(whole["body"]) >= SMALLEST_BYTES:
                accepted = header_of(scope["headers"], b"accept-encoding").decode("latin-1")
                held, whole = await _compressed(held, whole, accepted)
            await send(held)
            await send(whole)

        await self._app(scope, receive, compress)


@lru_cache(256)
def encoding_for(accepted: str) -> str | None:
    """The encoding for an `Accept-Encoding`, with its weights; None: as it is."""
    weights = dict(_weighed(part) for part in accepted.lower().split(",") if part.strip())
    otherwise = weights.get("*", 0.0)
    best = max(ENCODINGS, key=lambda name: weights.get(name, otherwise))
    weight = weights.get(best, otherwise)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


async def _compressed(start: Any, message: Any, accepted: str) -> tuple[Any, Any]:
    body = message["body"]
    encoding = encoding_for(accepted)
    if encoding is None:
        return {**start, "headers": [*start["headers"], _VARY]}, message
    compress = ENCODINGS[encoding]
    aside = len(body) > _BESIDE_THE_LOOP_BYTES
    body = await asyncio.to_thread(compress, body) if aside else compress(body)
    headers = [
        *map(_weak, (pair for pair in start["headers"] if pair[0].lower() != b"content-length")),
        (b"content-encoding", encoding.encode()),
        (b"content-length", str(len(body)).encode()),
        _VARY,
    ]
    return {**start, "headers": headers}, {**message, "body": body}


def _weak(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """The tag of an answer holds for what it says, no longer for its bytes."""
    name, value = header
    strong = name.lower() == b"etag" and not value.startswith(b"W/")
    return (name, b"W/" + value) if strong else header


def _weighed(part: str) -> tuple[str, float]:
    name, _, parameters = part.partition(";")
    weight = parameters.replace(" ", "").removeprefix("q=") or "1"
    try:
        return name.strip(), float(weight)
    except ValueError:
        return name.strip(), 0.0


def _is_of_words(headers: Any) -> bool:
    kind = header_of(headers, b"content-type")
    return kind.startswith(_WORDS) and not kind.startswith(_STREAM)
