"""A soak's run: servers up, clients at work, one API process killed half way, everything down."""

import base64
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager

import httpx
import msgspec
import psycopg
from psycopg.rows import scalar_row

from api import cli
from api.supervisor import Program, Supervisor
from api.tokens import Tokens
from application.settings import Settings
from application.store import Store
from tests.soak import client
from tests.soak.asked import Done
from tests.soak.town import Town, found, tokens, town

_TOKEN_S = 24 * 3600
_READY_WITHIN_S = 60.0
_LOOK_EVERY_S = 0.1


class Size(msgspec.Struct, frozen=True, kw_only=True):
    seed: int
    clients: int
    commands: int
    people: int = 20
    shared: int = 8
    servers: int = 2
    kill: bool = True


class Soaked(msgspec.Struct, frozen=True, kw_only=True):
    """`founded` is the last position before the clients began; `killed` the process that was."""

    town: Town
    founded: int
    done: list[Done]
    seconds: float
    killed: int | None


def soak(settings: Settings, size: Size, executor: Executor, *, views: bool = True) -> Soaked:
    """Leaves the database as it is, with the views caught up if they were asked for."""
    made = town(size.clients, size.people, size.shared)
    founded = _founded(settings, made)
    signed_in = tokens(made, Tokens(settings.key_for("access-tokens"), _TOKEN_S))
    with ExitStack() as servers:
        served = [servers.enter_context(_served(settings)) for _ in range(size.servers)]
        if views:
            servers.enter_context(_projecting(settings))
        for address, _ in served:
            _until_ready(address)
        began = time.monotonic()
        each = -(-size.commands // size.clients)
        waiting = [
            executor.submit(
                client.run, served[n % size.servers][0], signed_in, made, size.seed, n, each
            )
            for n in range(size.clients)
        ]
        killed = _kill_half_way(settings, size, served[0][1], waiting) if size.kill else None
        done = [one for client_done in waiting for one in client_done.result()]
        seconds = time.monotonic() - began
        if views:
            _until_caught_up(settings)
    return Soaked(town=made, founded=founded, done=done, seconds=seconds, killed=killed)


def _founded(settings: Settings, made: Town) -> int:
    store = Store(settings.database_url or "", settings.key_for("person-keys"))
    try:
        return found(store, made)
    finally:
        store.close()


@contextmanager
def _served(settings: Settings) -> Iterator[tuple[str, Supervisor]]:
    """One API process on a port of its own, started again when it dies."""
    port = free_port()
    environment = _environment(settings) | {
        "EPRESENSI_PORT": str(port),
        "EPRESENSI_SIMULATED_CLOCK": "1",
    }
    with Supervisor([_program("api", "--workers", "1")], environment) as supervisor:
        yield f"http://127.0.0.1:{port}", supervisor


@contextmanager
def _projecting(settings: Settings) -> Iterator[None]:
    with Supervisor([_program("projector")], _environment(settings)):
        yield


def _program(name: str, *arguments: str) -> Program:
    return Program(name, ("--log-level", "error", name, *arguments))


def _environment(settings: Settings) -> dict[str, str]:
    return cli.environment(settings) | {
        "EPRESENSI_SECRET": base64.urlsafe_b64encode(settings.secret).decode(),
        "EPRESENSI_PHOTOS_URL": settings.photos_url,
    }


def _kill_half_way(
    settings: Settings, size: Size, supervisor: Supervisor, waiting: list[Future[list[Done]]]
) -> int:
    """With SIGKILL, the master and its worker; the supervisor starts it again."""
    with psycopg.connect(settings.database_url or "", autocommit=True) as connection:
        cursor = connection.cursor(row_factory=scalar_row)
        while not all(future.done() for future in waiting):
            kept = cursor.execute("SELECT count(*) FROM log.command_keys").fetchone() or 0
            if kept >= size.commands // 3:
                break
            time.sleep(_LOOK_EVERY_S)
    killed = supervisor.pids()["api"]
    os.killpg(killed, signal.SIGKILL)
    return killed


def _until_ready(address: str) -> None:
    until = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/health/ready").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(_LOOK_EVERY_S)
    raise TimeoutError(address)


def _until_caught_up(settings: Settings) -> None:
    """However long it takes, as long as nothing stops."""
    from projections.positions import positions

    with psycopg.connect(settings.database_url or "", autocommit=True) as connection:
        while any(row.position < row.head for row in positions(connection)):
            stopped = [row for row in positions(connection) if row.error]
            if stopped:
                raise AssertionError(stopped)
            time.sleep(_LOOK_EVERY_S)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
