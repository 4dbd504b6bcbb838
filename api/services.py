"""What one API process holds open: made when it starts, closed when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.types import Empty
from psycopg import Connection
from psycopg_pool import ConnectionPool

from api.followers import GenerationFollower
from api.pulse import Pulse
from api.tokens import Tokens
from application.accounts import Accounts
from application.commit import Committer
from application.directory import Directory
from application.dispatch import Dispatcher
from application.login import Logins
from application.photos import Photos
from application.refresh_tokens import RefreshTokens
from application.settings import Settings
from application.store import Store
from application.uploads import Uploads
from domain.phone_clock import Limits
from domain.references import References

_POOL_SIZE = 6
_POOL_WAIT_S = 5.0


class ApiRequest(Request[Any, Any, Any]):
    """The framework reads every body as a stream, which takes longer than most are long."""

    async def body(self) -> bytes:
        if self._body is Empty:
            self._body = self._connection_state.body = await self._whole()
        return self._body

    async def _whole(self) -> bytes:
        parts, size, more = list[bytes](), 0, True
        most = self.route_handler.resolve_request_max_body_size() or inf
        while more:
            message: Any = await self.receive()
            if message["type"] != "http.request":
                raise ClientGone
            parts.append(message["body"])
            size += len(message["body"])
            if size > most:
                raise RequestEntityTooLarge
            more = message.get("more_body", False)
        return b"".join(parts)


class ClientGone(HTTPException):
    """It hung up in the middle of its body: nobody reads this answer."""

    status_code = 400


class Services(msgspec.Struct, frozen=True, kw_only=True):
    settings: Settings
    store: Store
    directory: Directory
    dispatcher: Dispatcher
    pool: ConnectionPool[Connection[Any]]
    tokens: Tokens
    accounts: Accounts
    logins: Logins
    refresh_tokens: RefreshTokens
    photos: Photos
    uploads: Uploads
    limits: Limits
    pulse: Pulse


class Api(Litestar):
    """The framework's own state is searched by name, more slowly, and several times a request."""

    services: Services


def services_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Services:
    api: Any = connection.scope["litestar_app"]
    services: Services = api.services
    return services


def references_of(connection: ASGIConnection[Any, Any, Any, Any]) -> References:
    return services_of(connection).directory.references


@contextmanager
def opened(settings: Settings, database_url: str) -> Iterator[Services]:
    """In the order in which they need each other; closed in the reverse."""
    store = Store(database_url, settings.key_for("person-keys"))
    pool = ConnectionPool(
        database_url, min_size=1, max_size=_POOL_SIZE, timeout=_POOL_WAIT_S, open=True
    )
    directory = Directory(database_url)
    committer = Committer(store, batch=settings.commit_batch)
    tokens = Tokens(settings.key_for("access-tokens"), settings.access_token_s)
    accounts = Accounts(pool)
    follower = GenerationFollower(accounts, tokens)
    try:
        directory.open()
        follower.open()
        yield Services(
            settings=settings,
            store=store,
            directory=directory,
            dispatcher=Dispatcher(committer, directory),
            pool=pool,
            tokens=tokens,
            accounts=accounts,
            logins=Logins(pool),
            refresh_tokens=RefreshTokens(pool, settings.refresh_token_s),
            photos=_photos(settings),
            uploads=Uploads(pool),
            limits=Limits(
                accuracy_m=settings.accuracy_limit_m, offline_s=settings.offline_hours * 3600
            ),
            pulse=Pulse(database_url),
        )
    finally:
        committer.close()
        follower.close()
        directory.close()
        pool.close()
        store.close()


def _photos(settings: Settings) -> Photos:
    return Photos(
        settings.photos_url,
        limit_bytes=settings.photo_limit_bytes,
        limit_pixels=settings.photo_limit_pixels,
    )
