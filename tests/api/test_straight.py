"""A body as the server hands it over: in one message or in many, too long, or broken off."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import post
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from api.services import ApiRequest, ClientGone

_MOST = 10


@post("/", request_max_body_size=_MOST, sync_to_thread=False)
def _route() -> None:
    """Its limit alone is asked for."""


def _request(*messages: dict[str, Any]) -> ApiRequest:
    waiting: Iterator[Any] = iter(messages)

    async def receive() -> Any:
        return next(waiting)

    scope: Any = {"type": "http", "headers": [], "route_handler": _route}
    return ApiRequest(scope, receive)


def _part(body: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


@pytest.mark.parametrize(
    "messages",
    [
        [{"type": "http.request", "body": b"0123456789"}],
        [_part(b"01234", more=True), _part(b"56789", more=False)],
        [_part(b"0123456789", more=True), _part(b"", more=False)],
    ],
)
def test_a_body_is_whole_however_it_came_and_is_read_once(messages: list[dict[str, Any]]) -> None:
    request = _request(*messages)
    assert asyncio.run(request.body()) == b"0123456789"
    assert asyncio.run(request.body()) == b"0123456789"


def test_a_body_beyond_the_limit_is_refused_before_the_rest_is_read() -> None:
    request = _request(_part(b"0123456789", more=True), _part(b"0", more=True))
    with pytest.raises(RequestEntityTooLarge):
        asyncio.run(request.body())


def test_a_body_that_breaks_off_is_no_body() -> None:
    request = _request(_part(b"01234", more=True), {"type": "http.disconnect"})
    with pytest.raises(ClientGone):
        asyncio.run(request.body())
