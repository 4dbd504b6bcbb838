"""Around every request: its number, its time, its line in the log; and ETags on reads."""

import re
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from secrets import token_hex
from time import perf_counter
from typing import Any, Final

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from opentelemetry.trace import Span, SpanKind
from prometheus_client import Histogram

from api.headers import header_of
from api.logs import told_all
from application import tracing

_LOG = structlog.get_logger("api")

REQUEST_SECONDS = Histogram(
    "epresensi_http_request_seconds",
    "From the first byte of a request to the last of its answer",
    ("method", "route", "status"),
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)

_REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_ID_HEADER: Final = b"x-request-id"
_PROCESS: Final = token_hex(4)
_NUMBERS: Final = count(1)


class Observed:
    """The outermost: also what no route answers is counted and has a number.

    Neither the path's values nor who called are written down: the route's pattern is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope["headers"])
        scope["request_id"] = request_id  # type: ignore[typeddict-unknown-key] # ours, for problems
        started = perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (_ID_HEADER, request_id.encode())]
            await send(message)

        carried = tracing.carried_by(scope["headers"])
        with tracing.span(scope["method"], kind=SpanKind.SERVER, carried=carried) as span:
            try:
                await self._app(scope, receive, send_with_id)
            finally:
                _observe(scope, status, perf_counter() - started)
                if span.is_recording():
                    _describe(span, scope, status)


class ETagged:
    """A whole answer to a GET has an ETag; a client that has it gets 304 and no body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Any = None

        async def tag(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200:
                start = message
                return
            if start is not None and message["type"] == "http.response.body":
                body = message if message.get("more_body") else _tagged(scope, start, message)
                await send(start)
                start = None
                await send(body)
                return
            await send(message)

        await self._app(scope, receive, tag)


def _tagged(scope: Any, start: Any, message: Any) -> Any:
    tag = b'"%b"' % blake2b(message["body"], digest_size=12).hexdigest().encode()
    kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    start["headers"] = [*start["headers"], (b"etag", tag), (b"cache-control", b"private, no-cache")]
    if tag in header_of(scope["headers"], b"if-none-match"):
        start["status"] = 304
        start["headers"] = [*kept, (b"etag", tag)]
        return {"type": "http.response.body", "body": b"", "more_body": False}
    return message


def _request_id(headers: Any) -> str:
    given = header_of(headers, _ID_HEADER)
    return given.decode() if _REQUEST_ID.fullmatch(given) else f"{_PROCESS}-{next(_NUMBERS)}"


_seconds_of = lru_cache(maxsize=2048)(REQUEST_SECONDS.labels)
"""The library makes texts of the labels, and locks, each time that they are named."""


def _describe(span: Span, scope: Any, status: int) -> None:
    """By the route's pattern: neither the path nor the query, which name people."""
    route = scope.get("path_template") or "unknown"
    span.update_name(f"{scope['method']} {route}")
    span.set_attribute("http.request.method", scope["method"])
    span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", status)
    if status >= 500:
        tracing.fail(span)


def _observe(scope: Any, status: int, seconds: float) -> None:
    route = scope.get("path_template") or "unknown"
    _seconds_of(scope["method"], route, status).observe(seconds)
    if status < 400 and not told_all():
        return
    write = _LOG.info if status >= 400 else _LOG.debug
    write(
        "request",
        request_id=scope["request_id"],
        method=scope["method"],
        route=route,
        status=status,
        ms=round(seconds * 1000, 2),
    )
