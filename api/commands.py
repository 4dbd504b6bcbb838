"""A command by HTTP: its key, its body's hash, and the answer with its position."""

import hashlib
from typing import Any, TypeVar

import msgspec
from litestar import Response
from litestar.types import ASGIApp, Receive, Scope, Send

from api import clock
from api.parameters import idempotency_key
from api.problems import Problem
from api.services import ApiRequest, services_of
from application.command import Command, Committed
from application.plan import Plan

T = TypeVar("T")


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """`position` is that of the command's event: a view asked with `?after=` it shows it."""

    position: int


class Decided(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """In the order asked: a position, or the problem of this one alone."""

    position: int | None = None
    problem: Problem | None = None


class AllDecided(msgspec.Struct, frozen=True):
    answers: tuple[Decided, ...]


class Stored(Response[T]):
    """Bytes that are JSON already: nothing of a response is made but what is sent."""

    def __init__(self, committed: Committed, status: int) -> None:
        self._body = committed.body
        self._status = status
        self._replay = committed.repeated

    def to_asgi_response(self, *_: Any, **__: Any) -> ASGIApp:  # type: ignore[override] # an ASGI app serves
        return self._serve

    async def _serve(self, _: Scope, __: Receive, send: Send) -> None:
        await self.send(send)

    async def send(self, send: Send) -> None:
        length = str(len(self._body)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        if self._replay:
            headers.append((b"idempotent-replay", b"true"))
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": self._body, "more_body": False})


async def execute(request: ApiRequest, plan: Plan) -> Response[Accepted]:
    """For a command that tells the client nothing beside its position."""
    return answered(await send(request, plan), Accepted)


async def send(request: ApiRequest, plan: Plan) -> Committed:
    command = _command(request, plan, body_hash(request, await request.body()))
    return await services_of(request).dispatcher.send(command)


def body_hash(request: ApiRequest, body: bytes) -> bytes:
    """The same key for another address or by another person is another command."""
    told = f"{request.user.actor} {request.method} {request.scope['path']}\n".encode()
    return hashlib.sha256(told + body).digest()


def answered(committed: Committed, _: type[T], status: int = 201) -> Response[T]:
    """The stored answer of that type, as it is; `Idempotent-Replay` tells a repeated one."""
    return Stored(committed, status)


def _command(request: ApiRequest, plan: Plan, hashed: bytes) -> Command:
    key, actor = idempotency_key(request), request.user.actor
    return plan.command(key, hashed, actor, clock.simulated(request))
