"""Loads the regency and its story, with a progress bar; goes on where a run was interrupted."""

from datetime import datetime, timedelta
from typing import Final

import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from api.demo.client import Answer, Client
from api.demo.founding import SECOND_PERBUP, Founding, draft
from api.demo.people import Sessions
from api.demo.playing import Player
from api.demo.regency import Regency
from api.demo.steps import AnyStep
from api.demo.timeline import END_AT, timeline

DRAFTED_AT: Final = END_AT + timedelta(minutes=30)


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """The loaded regency: `employees` are the ids by number, `position` the last event's."""

    sessions: Sessions
    regency: Regency
    employees: dict[int, str]
    position: int


async def load(client: Client, regency: Regency, console: Console) -> Stage:
    """Every command has a key of its meaning: what was done before is not done again."""
    sessions = Sessions(client)
    steps = timeline(regency)
    with _bar(console) as bar:
        task = bar.add_task("", total=None)

        def done() -> None:
            bar.advance(task)

        def acknowledged(step: AnyStep, _: Answer) -> None:
            bar.update(task, advance=1, description=_told(step.at))

        founding = Founding(sessions, regency, done)
        bar.update(task, total=founding.size() + len(steps), description="OPD, pegawai, Perbup")
        await founding.found()
        await Player(sessions, regency, founding.employees, acknowledged).play(steps)
        last = await draft(sessions, SECOND_PERBUP, DRAFTED_AT)
    return Stage(
        sessions=sessions,
        regency=regency,
        employees=founding.employees,
        position=last.position,
    )


async def recall(client: Client, regency: Regency) -> Stage:
    """After a complete load: the answers of the first time, by their keys."""
    sessions = Sessions(client)
    founding = Founding(sessions, regency, lambda: None)
    await founding.register()
    last = await draft(sessions, SECOND_PERBUP, DRAFTED_AT)
    return Stage(
        sessions=sessions,
        regency=regency,
        employees=founding.employees,
        position=last.position,
    )


def _bar(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description:<20}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


def _told(at: datetime) -> str:
    return f"{at:%d-%m-%Y %H.%M}"
