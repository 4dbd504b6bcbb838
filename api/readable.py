"""What no route reads: the character U+0000, in an address or in the JSON of a body."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPReceiveMessage, Receive, Scope, Send

from api.headers import header_of
from domain.nul import has_nul
from domain.refusals import TextWithNul

_JSON = b"application/json"


class Readable:
    """In front of every route. A command that reached the database with it would fail there, and
    have those that are saved with it tried again one by one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        if b"%00" in scope["query_string"] or "\0" in scope["path"]:
            raise TextWithNul

        async def read() -> HTTPReceiveMessage:
            message: HTTPReceiveMessage = await receive()  # type: ignore[assignment] # of a request
            if message["type"] == "http.request" and has_nul(message["body"]):
                raise TextWithNul
            return message

        await self._app(scope, read if _is_json(scope) else receive, send)


def _is_json(scope: Scope) -> bool:
    """Also where nothing is said: JSON is then assumed."""
    kind = header_of(scope["headers"], b"content-type")
    return not kind or kind.startswith(_JSON)
