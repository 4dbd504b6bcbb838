"""How a call goes out: who is signed in, the key of a command, what a refusal becomes."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from threading import Lock
from typing import Any, Final, TypeVar
from urllib.parse import quote
from uuid import uuid4

import httpx
import msgspec

from client.models import Problem, SignedIn
from client.streams import Event, events_of

T = TypeVar("T")

_AGAIN: Final = frozenset({429, 503})
_PATIENCE_S: Final = 30
_EXPIRED: Final = "token_expired"
_PROBLEM: Final = "application/problem+json"
_REFRESH: Final = "/v1/auth/refresh"


class Refused(Exception):
    """The server's "no": `code` is stable, the problem's words are for people."""

    def __init__(self, problem: Problem, retry_after_s: int = 1) -> None:
        super().__init__(f"{problem.status} {problem.code}: {problem.detail}")
        self.problem = problem
        self.code = problem.code
        self.status = problem.status
        self.retry_after_s = retry_after_s


class Transport:
    """One account's calls; threads may share it.

    `http` knows the server's address. A command has one key however often it is sent: again after a
    lost connection and, where the server asks for patience, up to `attempts` times. Other writes
    are sent once.
    """

    def __init__(
        self,
        http: httpx.Client,
        *,
        headers: Mapping[str, str] | None = None,
        attempts: int = 3,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.headers = dict(headers or {})
        self._http = http
        self._attempts = attempts
        self._pause = pause
        self._signed_in: SignedIn | None = None
        self._refreshing = Lock()

    def sign_in(self, signed_in: SignedIn | None) -> None:
        """With the answer of a login or a password change; None forgets it."""
        self._signed_in = signed_in

    @property
    def signed_in(self) -> SignedIn | None:
        return self._signed_in

    def call(self, method: str, path: str, answer: type[T], **options: Any) -> T:
        """Options: `query`, `body`, `files`, `content`, `key`, `if_match`. Raises Refused, and
        what httpx raises."""
        response = self.send(method, path, **options)
        if answer is bytes:
            return response.content  # type: ignore[return-value] # T is bytes
        if answer is str:
            return response.text  # type: ignore[return-value] # T is str
        if answer is type(None):
            return None
        return msgspec.json.decode(response.content, type=answer)

    def send(
        self, method: str, path: str, *, key: str | None = None, **parts: Any
    ) -> httpx.Response:
        """`key` is None for what is no command, and empty for a command that gets a key here."""
        request = _prepared(parts)
        if key is not None:
            request["headers"]["Idempotency-Key"] = key or str(uuid4())
        repeatable = key is not None or method == "GET"
        for left in reversed(range(self._attempts if repeatable else 1)):
            try:
                response = self._authorized(method, path, **request)
            except httpx.TransportError:
                if not left:
                    raise
                continue
            wait_s = _retry_after_s(response)
            if not left or response.status_code not in _AGAIN or wait_s > _PATIENCE_S:
                break
            self._pause(wait_s)
        return _accepted(response)

    def listen(
        self, path: str, *, query: Mapping[str, Any] | None = None, last_event_id: str = ""
    ) -> Iterator[Event]:
        """The events of a stream, until it ends or nobody asks for the next."""
        headers = self._headers({"Accept": "text/event-stream"})
        if last_event_id:
            headers["Last-Event-ID"] = last_event_id
        params = _query(query or {})
        with self._http.stream("GET", path, params=params, headers=headers) as response:
            if not response.is_success:
                response.read()
            yield from events_of(_accepted(response).iter_lines())

    def _authorized(
        self, method: str, path: str, headers: dict[str, str], **request: Any
    ) -> httpx.Response:
        """An access token that has aged is renewed, once for all threads that find it so."""
        used = self._signed_in
        response = self._http.request(method, path, headers=self._headers(headers), **request)
        if used is None or response.status_code != 401 or _problem_of(response).code != _EXPIRED:
            return response
        self._refresh(used)
        return self._http.request(method, path, headers=self._headers(headers), **request)

    def _refresh(self, used: SignedIn) -> None:
        with self._refreshing:
            if self._signed_in is not used:
                return
            body = {"refresh_token": used.refresh_token}
            answer = _accepted(self._http.post(_REFRESH, json=body, headers=self.headers))
            self._signed_in = msgspec.json.decode(answer.content, type=SignedIn)

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        bearer = self._signed_in
        token = {"Authorization": f"Bearer {bearer.access_token}"} if bearer else {}
        return {**self.headers, **token, **more}


def path_of(template: str, **values: object) -> str:
    """A path with its values, whatever characters they have."""
    return template.format_map(
        {name: quote(_written(value), safe="") for name, value in values.items()}
    )


def _prepared(parts: Mapping[str, Any]) -> dict[str, Any]:
    """What httpx needs: JSON, or the parts of a form with the JSON as one of them."""
    request: dict[str, Any] = {"params": _query(parts.get("query", {})), "headers": {}}
    body = parts.get("body")
    files = {name: ("", file) for name, file in parts.get("files", {}).items() if file is not None}
    content = b"" if body is None else msgspec.json.encode(body)
    if parts.get("if_match"):
        request["headers"]["If-Match"] = f'"{parts["if_match"]}"'
    if "content" in parts:
        request["content"] = parts["content"]
        request["headers"]["Content-Type"] = "application/octet-stream"
    elif files:
        data = {"data": ("", content, "application/json")} if content else {}
        request["files"] = {**data, **files}
    elif content:
        request["content"] = content
        request["headers"]["Content-Type"] = "application/json"
    return request


def _query(query: Mapping[str, Any]) -> dict[str, Any]:
    """Lists stay lists: a name may come several times."""
    return {
        name: [_written(each) for each in value] if isinstance(value, list) else _written(value)
        for name, value in query.items()
        if value is not None
    }


def _written(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case date() | datetime():
            return value.isoformat()
        case _:
            return str(value)


def _accepted(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    raise Refused(_problem_of(response), _retry_after_s(response))


def _problem_of(response: httpx.Response) -> Problem:
    """One of our own making where something between here and the server answered."""
    if response.headers.get("content-type", "").startswith(_PROBLEM):
        return msgspec.json.decode(response.content, type=Problem)
    return Problem(
        type="about:blank",
        code="not_from_the_server",
        title=response.reason_phrase,
        status=response.status_code,
        detail=response.text[:200],
    )


def _retry_after_s(response: httpx.Response) -> int:
    """A second where none is named."""
    told = response.headers.get("retry-after", "")
    return int(told) if told.isdigit() else 1
