"""Group commit: commands that arrive while one transaction runs are saved together in the next."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import perf_counter, sleep
from uuid import UUID

import msgspec
import structlog
from opentelemetry.trace import SpanContext

from application import tracing
from application.batch import Answer, Batch
from application.command import (
    Command,
    CommandInFlight,
    CommandKeyReused,
    Committed,
    StreamContended,
    TooManyWaiting,
)
from application.envelope import KeyTaken, StaleVersion, StoreUnavailable
from application.metrics import BATCH_COMMANDS, COMMAND_SECONDS
from application.store import Store
from domain.refusals import Refusal

_BATCH_ATTEMPTS = 3
_ALONE_ATTEMPTS = 50
_MAX_WAITING = 10_000
_GATHER_S = 0.004
"""So long a batch waits for more once commands come together: what it costs by itself, in work and
in flushes, is then shared by many. A lone command does not wait."""

_log = structlog.get_logger()

_seconds_of = cache(COMMAND_SECONDS.labels)
"""The library makes texts of the labels, and locks, each time that they are named."""


class Waiting(msgspec.Struct, frozen=True):
    """A command in the queue, and who waits for it: a thread, or a task of an event loop."""

    command: Command
    future: "Future[Committed] | asyncio.Future[Committed]"
    loop: asyncio.AbstractEventLoop | None
    since: float
    span: SpanContext | None


class Committer:
    """Open one per process, after any fork. One thread of its own decides and saves everything.

    Raises the command's Refusal, and StoreUnavailable where the database does not answer: whether
    the command was saved is then told by sending it again with the same key.
    """

    def __init__(
        self,
        store: Store,
        *,
        batch: int = 500,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._batch = batch
        self._now = now
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._in_flight: dict[UUID, Command] = {}
        self._lock = Lock()
        self._open = True
        self._together = False
        self._thread = Thread(target=self._run, name="committer", daemon=True)
        self._thread.start()

    async def commit(self, command: Command) -> Committed:
        """For a task of an event loop. A task that is cancelled leaves its command in the queue."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Committed] = loop.create_future()
        self._enqueue(Waiting(command, future, loop, perf_counter(), tracing.here()))
        return await future

    def execute(self, command: Command) -> Committed:
        """For a thread."""
        future: Future[Committed] = Future()
        self._enqueue(Waiting(command, future, None, perf_counter(), tracing.here()))
        return future.result()

    def close(self) -> None:
        """Answers everything that waits, then ends."""
        with self._lock:
            self._open = False
            self._queue.put(None)
        self._thread.join()

    def _enqueue(self, waiting: Waiting) -> None:
        command = waiting.command
        with self._lock:
            if not self._open:
                raise StoreUnavailable("closed")
            if len(self._in_flight) >= _MAX_WAITING:
                raise TooManyWaiting
            first = self._in_flight.setdefault(command.command_id, command)
            if first is not command:
                raise _still_in_flight(first, command)
            self._queue.put(waiting)

    def _run(self) -> None:
        while batch := self._take():
            told = {"epresensi.commands": len(batch)}
            links = [waiting.span for waiting in batch if waiting.span]
            with tracing.span("commit batch", links=links, attributes=told):
                answers = self._answers([waiting.command for waiting in batch])
            self._together = len(batch) > 1
            self._deliver(batch, answers)

    def _take(self) -> list[Waiting]:
        """Waits for a first command and takes what came with it; nothing once closed."""
        batch: list[Waiting] = []
        waiting = self._queue.get()
        if self._together:
            sleep(_GATHER_S)
        while waiting is not None:
            batch.append(waiting)
            if len(batch) >= self._batch:
                return batch
            try:
                waiting = self._queue.get_nowait()
            except Empty:
                return batch
        if batch:
            self._queue.put(None)
        return batch

    def _answers(self, commands: Sequence[Command]) -> Sequence[Answer]:
        for attempt in range(_BATCH_ATTEMPTS):
            try:
                return self._attempt(commands, again=attempt > 0)
            except (StaleVersion, KeyTaken):
                continue
            except StoreUnavailable as unavailable:
                return [unavailable] * len(commands)
            except Exception:  # noqa: BLE001 # one of them cannot be saved; alone, it shows which
                break
        return [self._answer_alone(command) for command in commands]

    def _answer_alone(self, command: Command) -> Answer:
        for _ in range(_ALONE_ATTEMPTS):
            try:
                return self._attempt([command], again=True)[0]
            except (StaleVersion, KeyTaken):
                continue
            except Exception as fault:  # noqa: BLE001 # whoever sent the command is told
                return fault
        return StreamContended()

    def _attempt(self, commands: Sequence[Command], *, again: bool) -> Sequence[Answer]:
        BATCH_COMMANDS.observe(len(commands))
        return Batch(self._store, self._now(), again=again).run(commands)

    def _deliver(self, batch: Sequence[Waiting], answers: Sequence[Answer]) -> None:
        """Wakes each event loop once for all of its tasks."""
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Waiting, Answer]]] = {}
        for waiting, answer in zip(batch, answers, strict=True):
            _measure(waiting, answer)
            del self._in_flight[waiting.command.command_id]
            if waiting.loop is None:
                _settle([(waiting, answer)])
            else:
                by_loop.setdefault(waiting.loop, []).append((waiting, answer))
        for loop, settled in by_loop.items():
            with suppress(RuntimeError):  # the loop was closed: nobody waits
                loop.call_soon_threadsafe(_settle, settled)


def _settle(answers: Sequence[tuple[Waiting, Answer]]) -> None:
    for waiting, answer in answers:
        if waiting.future.done():
            continue
        if isinstance(answer, Committed):
            waiting.future.set_result(answer)
        else:
            waiting.future.set_exception(answer)


def _still_in_flight(first: Command, command: Command) -> Refusal:
    return CommandInFlight() if first.body_hash == command.body_hash else CommandKeyReused()


def _measure(waiting: Waiting, answer: Answer) -> None:
    _seconds_of(_outcome(answer)).observe(perf_counter() - waiting.since)
    if not isinstance(answer, Committed | Refusal):
        _log.error("command_failed", command_id=waiting.command.command_id, exc_info=answer)


def _outcome(answer: Answer) -> str:
    if isinstance(answer, Committed):
        return "repeated" if answer.repeated else "committed"
    return "refused" if isinstance(answer, Refusal) else "failed"
