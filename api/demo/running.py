"""Runs the demonstration: servers and processes up, load, report, and everything down again."""

import asyncio
import signal
import socket
from contextlib import suppress
from time import monotonic
from typing import Final

import httpx
from msgspec.structs import replace
from rich.console import Console

from api import cli
from api.demo import by_hand, report
from api.demo.client import Client, Unexpected
from api.demo.loading import Stage, load, recall
from api.demo.passing import Pass, passing
from api.demo.people import open_admin
from api.demo.regency import made_up_regency
from api.demo.state import NotADemonstration, State, state_of
from api.supervisor import Program, Supervisor
from application.migrate import migrate
from application.settings import Settings, load_settings

_READY_WITHIN_S: Final = 60.0
_API_PROCESSES: Final = 1
"""The demonstration's client, projector and database share the cores with it."""


def run(*, employees: int, once: bool, port: int | None) -> int:
    console = Console(highlight=False)
    settings = load_settings()
    settings = replace(settings, port=port or settings.port)
    if _taken(settings):
        console.print(f"Port {settings.port} sudah dipakai / is taken: --port N")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run(settings, employees, once, console)
    except NotADemonstration:
        console.print("Basis data ini berisi data lain / this database holds other data.")
        return 1
    except KeyboardInterrupt:
        console.print("\nDihentikan / stopped.")
        return 130


def _run(settings: Settings, employees: int, once: bool, console: Console) -> int:
    report.opening(console, settings)
    with cli.connected(settings) as known:
        database_url = known.database_url or ""
        migrate(database_url)
        state = state_of(database_url)
        open_admin(database_url)
        with Supervisor(_programs(), _environment(known)) as supervisor:
            address = f"http://{known.host}:{known.port}"
            asyncio.run(_shown(known, address, state, employees, console))
            if not once:
                supervisor.listen()
                report.left_running(console)
                supervisor.wait()
    return 0


async def _shown(
    settings: Settings, address: str, state: State, employees: int, console: Console
) -> None:
    await until_ready(address)
    async with Client(address) as client:
        with passing(settings) as pass_to:
            stage = await _staged(client, state, employees, pass_to, console)
        await report.show(stage, console)
        by_hand.show(stage, address, settings.var / "contoh-selfie.jpg", console)


async def _staged(
    client: Client, state: State, employees: int, pass_to: Pass, console: Console
) -> Stage:
    if state.loaded:
        report.reused(console, state, employees)
        return await recall(client, made_up_regency(state.employees))
    if state.events:
        report.resumed(console, state)
    began = monotonic()
    stage = await load(client, made_up_regency(employees), pass_to, console)
    report.loaded(console, stage, monotonic() - began)
    return stage


async def until_ready(address: str) -> None:
    until = monotonic() + _READY_WITHIN_S
    async with httpx.AsyncClient(base_url=address) as http:
        while monotonic() < until:
            with suppress(httpx.TransportError):
                if (await http.get("/health/ready")).status_code == 200:
                    return
            await asyncio.sleep(0.2)
    raise Unexpected(f"{address}/health/ready")


def _programs() -> list[Program]:
    """As `epresensi serve` has them, quiet while the report is printed; without the schedule, whose
    clock is the real one: `passing` runs it by the story's."""
    return [
        replace(program, arguments=("--log-level", "warning", *program.arguments))
        for program in cli.programs(_API_PROCESSES)
        if program.name != "scheduler"
    ]


def _environment(settings: Settings) -> dict[str, str]:
    """The clock of the story: only here may a request name its moment."""
    return {
        **cli.environment(settings),
        "EPRESENSI_PORT": str(settings.port),
        "EPRESENSI_SIMULATED_CLOCK": "1",
    }


def _taken(settings: Settings) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((settings.host, settings.port)) == 0
