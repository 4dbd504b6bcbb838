"""Routes that are given the request alone are called with it, past the search for parameters."""

from functools import cache

from litestar.handlers.http_handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from api.commands import Stored
from api.services import ApiRequest


class Straight:
    """The innermost. What the framework does before and after a call, for parameters, dependencies
    and hooks that such a route has none of, takes as long as a check-in is decided in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handler = scope["route_handler"]
        if not isinstance(handler, HTTPRouteHandler) or not _is_given_the_request_alone(handler):
            await self._app(scope, receive, send)
            return
        request = ApiRequest(scope, receive, send)
        told = await handler.fn(request)
        if isinstance(told, Stored):
            await told.send(send)
            return
        answer = await handler.to_response(app=scope["litestar_app"], data=told, request=request)
        await answer(scope, receive, send)


@cache
def _is_given_the_request_alone(handler: HTTPRouteHandler) -> bool:
    if handler.has_sync_callable:
        return False
    return [*handler.parsed_fn_signature.parameters] == ["request"]
