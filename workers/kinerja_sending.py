"""One performance entry to the performance website: what is sent, and what its answer means."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID, uuid5

import httpx
import msgspec

from domain.dated import at
from domain.employee_state import Employee
from domain.kinerja import KinerjaMonth, KinerjaRecorded, KinerjaRevised, evolve
from domain.personal import Personal
from domain.recorded import Recorded, fold
from domain.streams import parse_stream

POSITIONS: Final = UUID("4b1f0a52-6c1d-5b7e-9d3a-6e0f2c8a7d11")
"""The namespace of the keys: each is made from an event's position in the log."""

LONGEST_PAUSE_S: Final = 24 * 3600.0
_READ_BYTES: Final = 64 * 1024
_TOLD: Final = 300

REFUSED: Final = frozenset({400, 405, 406, 410, 411, 413, 414, 415, 422, 431, 451})
"""Answers that the same message would get again."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it stands after the event. `activity` is null once the employee is erased."""

    position: int
    event: str
    employee: str
    nip: str | None
    month: date
    entry: str
    on: date
    status: str
    minutes: int
    quantity: int
    unit: str
    activity: str | None
    attachment: str
    recorded_at: datetime
    by: str


class Answer(NamedTuple):
    """`later`: it may be accepted yet; `busy`: the website asks to be left alone."""

    what: Literal["accepted", "refused", "later", "busy"]
    status: int | None = None
    error: str | None = None
    pause_s: float | None = None


class EntryUntold(Exception):
    """The log has no event that says what was done in this entry."""


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """`timeout_s` is for the whole of an attempt, however slowly an answer drips."""

    url: str
    token: str = ""
    timeout_s: float = 15.0

    def __repr__(self) -> str:
        """Neither the token nor an address with a password reaches a log."""
        return "Endpoint()"


def key_of(position: int) -> UUID:
    return uuid5(POSITIONS, str(position))


def content_event(history: Sequence[Recorded]) -> Recorded:
    """The last event that says what was done in the entry of the history's last event."""
    entry = entry_of(history[-1])
    for recorded in reversed(history):
        event = recorded.event
        if isinstance(event, KinerjaRecorded | KinerjaRevised) and event.entry == entry:
            return recorded
    raise EntryUntold(entry)


def entry_of(recorded: Recorded) -> str:
    return str(getattr(recorded.event, "entry", ""))


def message_of(
    history: Sequence[Recorded], employee: Employee, personal: Personal | None
) -> Message:
    """`history` is that of the month up to the event that is told; `personal` that of the event
    which says what was done."""
    last = history[-1]
    month = fold(history, evolve, KinerjaMonth())
    entry = next(known for known in month.entries if known.entry == entry_of(last))
    name = parse_stream(last.stream)
    return Message(
        position=last.position,
        event=type(last.event).__name__.removeprefix("Kinerja").lower(),
        employee=name.key,
        nip=at(employee.nips, entry.on),
        month=date.fromisoformat(f"{name.part}-01"),
        entry=entry.entry,
        on=entry.on,
        status=entry.status,
        minutes=entry.content.minutes,
        quantity=entry.content.quantity,
        unit=entry.content.unit,
        activity=personal.activity if personal else None,
        attachment=entry.content.attachment,
        recorded_at=last.recorded_at,
        by=last.actor,
    )


async def send(
    client: httpx.AsyncClient, endpoint: Endpoint, message: Message, now: datetime
) -> Answer:
    """Never raises on what the website does; the same message may be sent any number of times."""
    try:
        async with asyncio.timeout(endpoint.timeout_s):
            return await _sent(client, endpoint, message, now)
    except TimeoutError:
        return Answer("later", error=f"no whole answer within {endpoint.timeout_s:g} s")
    except (httpx.HTTPError, httpx.StreamError, OSError) as error:
        return Answer("later", error=f"{type(error).__name__}: {error}"[:_TOLD])


async def _sent(
    client: httpx.AsyncClient, endpoint: Endpoint, message: Message, now: datetime
) -> Answer:
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": str(key_of(message.position)),
    }
    if endpoint.token:
        headers["Authorization"] = f"Bearer {endpoint.token}"
    content = msgspec.json.encode(message)
    async with client.stream("POST", endpoint.url, content=content, headers=headers) as response:
        told = await _read(response)
        return answer_of(response.status_code, dict(response.headers), told, now)


async def _read(response: httpx.Response) -> str:
    """The beginning of the answer; one that breaks off before is none."""
    read = bytearray()
    async for piece in response.aiter_raw():
        read += piece
        if len(read) > _READ_BYTES:
            break
    return read[:_TOLD].decode("utf-8", "replace")


def answer_of(status: int, headers: dict[str, Any], told: str, now: datetime) -> Answer:
    if 200 <= status < 300:
        return Answer("accepted", status)
    error = f"HTTP {status} {told}".strip()
    pause_s = retry_after_s(headers.get("retry-after"), now)
    if status == 429 or (status == 503 and pause_s is not None):
        return Answer("busy", status, error, pause_s)
    return Answer("refused" if status in REFUSED else "later", status, error)


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Of seconds or of a date; not longer than a day, and None where it cannot be read."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return min(float(value), LONGEST_PAUSE_S)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_PAUSE_S)
