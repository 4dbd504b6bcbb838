"""A killed API loses no check-in that it acknowledged, and doubles none that is sent again."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from msgspec.structs import replace

from api import cli
from api.demo.client import Answer, Client, command_key
from api.demo.founding import Founding
from api.demo.people import Sessions, open_admin
from api.demo.playing import Player
from api.demo.regency import FEWEST_EMPLOYEES, made_up_regency
from api.demo.running import until_ready
from api.demo.steps import AnyStep, CheckIn
from api.demo.timeline import timeline
from api.supervisor import Program, Supervisor
from application.settings import Settings
from tests.demo.ports import free_port

_STEPS = 400
_KILLED_AFTER = (60, 220)
_RECORDED = """
SELECT convert_from(state, 'UTF8')::json ->> 'command_id', notification_id
FROM log.stored_events WHERE topic = 'CheckedIn'
"""


@contextmanager
def served(settings: Settings, port: int) -> Iterator[Supervisor]:
    """The API alone, started again by the supervisor when it dies."""
    environment = cli.environment(settings) | {
        "EPRESENSI_PORT": str(port),
        "EPRESENSI_SIMULATED_CLOCK": "1",
    }
    program = Program("api", ("--log-level", "error", "api", "--workers", "1"))
    with Supervisor([program], environment) as supervisor:
        yield supervisor


class Witness:
    """Notes what was acknowledged, and kills the API at set counts of check-ins."""

    def __init__(self, supervisor: Supervisor) -> None:
        self.positions: dict[str, int] = {}
        self.killed: list[int] = []
        self._supervisor = supervisor

    def __call__(self, step: AnyStep, answer: Answer) -> None:
        if not isinstance(step, CheckIn) or step.refusal:
            return
        self.positions[command_key(step.key)] = answer.position
        if len(self.positions) in _KILLED_AFTER:
            self.killed.append(self._supervisor.pids()["api"])
            os.killpg(self.killed[-1], signal.SIGKILL)


async def load(address: str, witness: Witness) -> None:
    await until_ready(address)
    regency = made_up_regency(FEWEST_EMPLOYEES)
    async with Client(address) as client:
        sessions = Sessions(client)
        founding = Founding(sessions, regency, lambda: None)
        await founding.found()
        player = Player(sessions, regency, founding.employees, lambda _: None, witness)
        await player.play(timeline(regency)[:_STEPS])


@pytest.mark.slow
def test_no_acknowledged_check_in_is_lost_or_doubled(
    settings: Settings, database_url: str, redis_url: str
) -> None:
    open_admin(database_url)
    port = free_port()
    with served(replace(settings, redis_url=redis_url), port) as supervisor:
        witness = Witness(supervisor)
        asyncio.run(load(f"http://127.0.0.1:{port}", witness))
        assert supervisor.pids()["api"] not in witness.killed
    assert len(set(witness.killed)) == len(_KILLED_AFTER)
    with psycopg.connect(database_url) as connection:
        recorded = connection.execute(_RECORDED).fetchall()
    assert len(witness.positions) > max(_KILLED_AFTER)
    assert len({command for command, _ in recorded}) == len(recorded), "one is doubled"
    assert dict(recorded) == witness.positions
