"""One client: sends its script to a server, again where it hears nothing, and notes the answers."""

import time
from collections.abc import Mapping
from typing import Any

import httpx
import msgspec

from api.clock import SIMULATED
from tests.api.regency import picture
from tests.soak.asked import ACCEPTED, Answer, Asked, Done
from tests.soak.script import script
from tests.soak.town import Town

_PATIENCE_S = 60.0
_PAUSE_S = 0.25
_AGAIN = frozenset(
    {"command_in_flight", "directory_stale", "stream_contended", "too_many_waiting", "unavailable"}
)
"""What a client answers by sending the same again."""


class Silence(Exception):
    """A server that does not come back."""


class Client:
    def __init__(self, address: str, tokens: Mapping[str, str]) -> None:
        self._http = httpx.Client(base_url=address, timeout=30.0)
        self._tokens = tokens

    def close(self) -> None:
        self._http.close()

    def send(self, asked: Asked) -> Answer:
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            answer = self._tried(asked)
            if answer is not None:
                return answer
            time.sleep(_PAUSE_S)
        raise Silence(asked)

    def _tried(self, asked: Asked) -> Answer | None:
        """None where the same is to be sent again."""
        headers = {
            "authorization": f"Bearer {self._tokens[asked.who]}",
            SIMULATED: asked.at.isoformat(),
        }
        if not asked.photos:
            headers["content-type"] = "application/json"
        if asked.sent:
            headers["idempotency-key"] = asked.sent
        try:
            response = self._http.post(asked.path, headers=headers, **_content(asked))
        except httpx.TransportError:
            return None
        answer = _read(asked, response)
        return None if _AGAIN & {*answer.codes} else answer


def run(
    address: str, tokens: Mapping[str, str], town: Town, seed: int, number: int, commands: int
) -> list[Done]:
    """Until so many commands are answered."""
    client, steps = Client(address, tokens), script(seed, number, town)
    done: list[Done] = []
    try:
        asked = next(steps)
        while len(done) < commands:
            answer = client.send(asked)
            done += _noted(number, len(done), asked, answer)
            asked = steps.send(answer)
    finally:
        client.close()
    return done


def _noted(client: int, place: int, asked: Asked, answer: Answer) -> list[Done]:
    if not asked.keys and not answer.status < 300:
        raise AssertionError(answer.body)
    return [
        Done(
            client=client,
            place=place + number,
            kind=asked.kind,
            key=key,
            code=code,
            position=position,
            may=asked.may,
            records=asked.records,
            replayed=answer.replayed,
        )
        for number, (key, code, position) in enumerate(
            zip(asked.keys, answer.codes, answer.positions, strict=True)
        )
    ]


def _content(asked: Asked) -> dict[str, Any]:
    data = msgspec.json.encode(asked.body) if asked.body is not None else b""
    if not asked.photos:
        return {"content": data}
    parts: dict[str, Any] = {"data": (None, data, "application/json")} if data else {}
    for name, seed in asked.photos.items():
        parts[name] = (f"{name}.jpg", picture(seed), "image/jpeg")
    return {"files": parts}


def _read(asked: Asked, response: httpx.Response) -> Answer:
    body = msgspec.json.decode(response.content) if response.content else {}
    told = body.get("answers", [body]) if response.is_success else [body] * len(asked.keys)
    problems = [item.get("problem", {} if response.is_success else item) for item in told]
    found = [item.get("check_in", item).get("position", 0) for item in told]
    return Answer(
        status=response.status_code,
        body=body,
        codes=tuple(problem.get("code", ACCEPTED) for problem in problems) if asked.keys else (),
        positions=tuple(found) if asked.keys else (),
        replayed="idempotent-replay" in response.headers,
    )
