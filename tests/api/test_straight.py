"""What is read and called past the framework: bodies as the server hands them over, and routes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar, get, post
from litestar.di import Provide
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.handlers.http_handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from api.app import create_app
from api.services import ApiRequest, ClientGone
from api.straight import _is_given_the_request_alone
from application.settings import Settings

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


_HOOKS = (
    "guards",
    "dependencies",
    "before_request",
    "after_request",
    "after_response",
    "response_headers",
    "response_cookies",
    "cache",
)
"""What the framework does around a call; a route that is called past it must do without."""


def _straight(app: Litestar) -> list[HTTPRouteHandler]:
    handlers = {
        handler
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
    }
    return [handler for handler in handlers if _is_given_the_request_alone(handler)]


def _passed_over(handler: HTTPRouteHandler) -> set[str]:
    """Of the route itself, and of all that it lies in up to the application."""
    return {
        hook for layer in handler.ownership_layers for hook in _HOOKS if getattr(layer, hook, None)
    }


def test_a_route_that_is_called_past_the_framework_has_no_hooks_of_it() -> None:
    app = create_app(Settings(var=Path("var"), secret=bytes(32), photos_url="file:///nowhere"))
    straight = _straight(app)
    assert len(straight) > 3
    assert {str(handler): _passed_over(handler) for handler in straight} == {
        str(handler): set() for handler in straight
    }
    assert {handler.resolve_request_class() for handler in straight} == {ApiRequest}


async def _hook(*_: Any) -> None:
    """Of any kind."""


@pytest.mark.parametrize(
    ("on_route", "on_app"),
    [
        ({"guards": [_hook]}, {}),
        ({"before_request": _hook}, {}),
        ({"after_request": _hook}, {}),
        ({"after_response": _hook}, {}),
        ({"dependencies": {"told": Provide(_hook)}}, {}),
        ({"cache": True}, {}),
        ({}, {"guards": [_hook]}),
        ({}, {"before_request": _hook}),
        ({}, {"dependencies": {"told": Provide(_hook)}}),
    ],
)
def test_a_hook_would_be_noticed_wherever_it_is(
    on_route: dict[str, Any], on_app: dict[str, Any]
) -> None:
    @get("/", **on_route)
    async def route(request: ApiRequest) -> None:
        """Given the request alone."""

    app = Litestar([route], request_class=ApiRequest, openapi_config=None, **on_app)
    (handler,) = _straight(app)
    assert _passed_over(handler) == set(on_route or on_app)
