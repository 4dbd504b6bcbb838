"""Delivers performance entries: in order for each employee, with retries, beside one another."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from random import random
from time import monotonic
from typing import Any, Final

import httpx
import msgspec
import psycopg
import structlog
from cryptography.exceptions import InvalidTag

from application.keyring import Keyring
from application.settings import Settings, load_settings
from domain.employee_state import Employee
from domain.employee_state import evolve as evolve_employee
from domain.personal import Personal
from domain.recorded import Recorded, fold
from domain.streams import employee_stream
from projections.log import Log, StreamRange, Unreadable
from workers.kinerja_outbox import Delivery, Outbox, State
from workers.kinerja_sending import (
    Answer,
    Endpoint,
    EntryUntold,
    Message,
    content_event,
    message_of,
    send,
)

EMPLOYEES_AT_ONCE: Final = 200

_LOG = structlog.get_logger("kinerja")


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """After the n-th failure the next attempt is due in `first_s` doubled n - 1 times, at most
    `longest_s`, less a random part of at most `jitter` of it. After `attempts` it is dead. A
    website that is busy without saying for how long is left alone for `busy_s`."""

    attempts: int = 20
    first_s: float = 2.0
    longest_s: float = 3600.0
    jitter: float = 0.5
    busy_s: float = 60.0
    at_once: int = 8
    run_s: float = 60.0

    def wait_s(self, failures: int, drawn: float) -> float:
        """`drawn` lies between 0 and 1."""
        longest = min(self.longest_s, self.first_s * 2.0 ** min(failures - 1, 40))
        return longest * (1 - self.jitter * drawn)


def _now() -> datetime:
    return datetime.now(UTC)


class Deliverer:
    """One run over what is due. `connection` is in autocommit."""

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        keyring: Keyring,
        endpoint: Endpoint,
        policy: Policy,
        now: Callable[[], datetime] = _now,
        draw: Callable[[], float] = random,
    ) -> None:
        self._outbox = Outbox(connection)
        self._log = Log(connection)
        self._keyring = keyring
        self._endpoint = endpoint
        self._policy = policy
        self._now = now
        self._draw = draw
        self._paused = False

    def run(self) -> int:
        """How many were accepted; none while another process delivers or the website is paused."""
        if not self._outbox.alone():
            return 0
        self._outbox.feed(self._now())
        return asyncio.run(self._run())

    async def _run(self) -> int:
        until, accepted = monotonic() + self._policy.run_s, 0
        gate = asyncio.Semaphore(self._policy.at_once)
        limits = httpx.Limits(max_connections=self._policy.at_once)
        async with httpx.AsyncClient(limits=limits, timeout=self._endpoint.timeout_s) as client:
            while monotonic() < until and not self._paused:
                employees = self._outbox.due(self._now(), EMPLOYEES_AT_ONCE)
                if not employees:
                    break
                each = (self._all_of(client, employee, gate, until) for employee in employees)
                accepted += sum(await asyncio.gather(*each))
        return accepted

    async def _all_of(
        self, client: httpx.AsyncClient, employee: str, gate: asyncio.Semaphore, until: float
    ) -> int:
        """One after the other, until one is not accepted."""
        accepted = 0
        async with gate:
            while not self._paused and monotonic() < until:
                delivery = self._outbox.next_of(employee)
                if delivery is None or not self._is_due(delivery):
                    break
                answer = await self._answer(client, delivery)
                self._settle(delivery, answer)
                if answer.what != "accepted":
                    break
                accepted += 1
        return accepted

    def _is_due(self, delivery: Delivery) -> bool:
        return delivery.state == "waiting" and delivery.next_at <= self._now()

    async def _answer(self, client: httpx.AsyncClient, delivery: Delivery) -> Answer:
        """What cannot be told at all is refused by ourselves, and holds up nobody else."""
        try:
            message = self._message(delivery)
        except (Unreadable, EntryUntold, InvalidTag, msgspec.DecodeError) as error:
            return Answer("refused", error=f"{type(error).__name__}: {error}")
        return await send(client, self._endpoint, message, self._now())

    def _settle(self, delivery: Delivery, answer: Answer) -> None:
        now = self._now()
        attempts = delivery.attempts + (answer.what != "busy")
        wait_s = 0.0
        if answer.what == "busy":
            wait_s = self._policy.busy_s if answer.pause_s is None else answer.pause_s
            self._paused = True
            self._outbox.pause(now + timedelta(seconds=wait_s))
        elif answer.what == "later":
            wait_s = self._policy.wait_s(attempts, self._draw())
        state = self._state(answer, attempts)
        if state == "dead":
            _LOG.warning("entry not deliverable", position=delivery.position, status=answer.status)
        self._outbox.settle(
            delivery,
            state,
            attempts=attempts,
            next_at=now + timedelta(seconds=wait_s),
            status=answer.status,
            error=answer.error,
        )

    def _state(self, answer: Answer, attempts: int) -> State:
        if answer.what == "accepted":
            return "delivered"
        spent = answer.what == "later" and attempts >= self._policy.attempts
        return "dead" if spent or answer.what == "refused" else "waiting"

    def _message(self, delivery: Delivery) -> Message:
        history = [
            recorded
            for recorded in self._stream(delivery.stream)
            if recorded.version <= delivery.version
        ]
        person = fold(self._stream(employee_stream(delivery.employee)), evolve_employee, Employee())
        return message_of(history, person, self._personal(content_event(history)))

    def _stream(self, stream: str) -> list[Recorded]:
        return list(self._log.ranges([StreamRange(stream, stream)]))

    def _personal(self, recorded: Recorded) -> Personal | None:
        sealed = getattr(recorded.event, "personal", None)
        return self._keyring.open(recorded.stream, sealed) if sealed else None


def deliver() -> int:
    """The job of the queue."""
    settings = load_settings()
    if settings.kinerja_url is None:
        return 0
    with psycopg.connect(settings.database_url or "", autocommit=True) as connection:
        return deliverer_of(settings, connection).run()


def deliverer_of(settings: Settings, connection: psycopg.Connection[Any]) -> Deliverer:
    keyring = Keyring(settings.key_for("person-keys"), lambda: nullcontext(connection))
    endpoint = Endpoint(url=settings.kinerja_url or "", token=settings.kinerja_token)
    return Deliverer(connection, keyring, endpoint, Policy(attempts=settings.kinerja_attempts))
