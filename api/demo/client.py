"""Calls of the API as any client makes them: keys, retries, and problems by their code."""

import asyncio
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

import httpx
import msgspec

from api.clock import SIMULATED

_PATIENCE_S: Final = 120.0
_LONGEST_PAUSE_S: Final = 1.0
_KEYS: Final = UUID("6b0c5c0e-2022-5a10-8b1d-0c0de0e5e5e1")
"""Under which the key of a command follows from its meaning: sent again, it is done once."""


class Unexpected(Exception):
    """The API answered otherwise than the story has it."""


class Answer(msgspec.Struct, frozen=True):
    status: int
    body: Any

    @property
    def code(self) -> str:
        """Of the problem; empty when all is well."""
        return str(self.body.get("code", "")) if self.status >= 400 else ""

    @property
    def position(self) -> int:
        return int(self.body.get("position") or 0) if isinstance(self.body, dict) else 0


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """`key` is the command's meaning, `at` the moment at which a demonstration decides it.
    With `files` the body goes as multipart, its JSON in the part `data`."""

    method: str
    path: str
    body: Any = None
    files: dict[str, bytes] = {}
    key: str = ""
    at: datetime | None = None


class Client:
    """Within `async with`. A server that is away for a while is waited for."""

    def __init__(self, address: str, at_once: int = 24) -> None:
        self._http = httpx.AsyncClient(
            base_url=address,
            timeout=30.0,
            limits=httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once),
            headers={"accept-language": "id"},
        )
        self._at_once = asyncio.Semaphore(at_once)

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def send(self, request: Request, token: str = "") -> Answer:
        """Tries again while the server is away or still busy with the same command."""
        async with self._at_once:
            pause_s, until = 0.05, asyncio.get_running_loop().time() + _PATIENCE_S
            while True:
                answer = await self._tried(request, token)
                if answer is not None:
                    return answer
                if asyncio.get_running_loop().time() > until:
                    raise Unexpected(f"{request.method} {request.path}: no answer")
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    async def _tried(self, request: Request, token: str) -> Answer | None:
        try:
            response = await self._http.request(
                request.method, request.path, headers=_headers(request, token), **_content(request)
            )
        except httpx.TransportError:
            return None
        body = msgspec.json.decode(response.content) if response.content else {}
        answer = Answer(response.status_code, body)
        again = answer.status == 503 or answer.code == "command_in_flight"
        return None if again else answer


def command_key(meaning: str) -> str:
    return str(uuid5(_KEYS, meaning))


def _headers(request: Request, token: str) -> dict[str, str]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    if request.body is not None and not request.files:
        headers["content-type"] = "application/json"
    if request.key:
        headers["idempotency-key"] = command_key(request.key)
    if request.at is not None:
        headers[SIMULATED] = request.at.isoformat()
    return headers


def _content(request: Request) -> dict[str, Any]:
    if request.body is None:
        return {}
    data = msgspec.json.encode(request.body)
    if not request.files:
        return {"content": data}
    parts = {name: (f"{name}.jpg", file, "image/jpeg") for name, file in request.files.items()}
    return {"files": {"data": (None, data, "application/json"), **parts}}
