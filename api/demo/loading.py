"""Loads the regency and its story, with a progress bar; goes on where a run was interrupted."""

import asyncio
from datetime import timedelta
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

from api.demo.client import Answer, Client, Request, Unexpected
from api.demo.founding import SECOND_PERBUP, Founding, draft
from api.demo.passing import Pass
from api.demo.people import Sessions
from api.demo.playing import Player
from api.demo.regency import Regency
from api.demo.steps import AnyStep
from api.demo.timeline import END_AT, timeline
from api.demo.wording import moment

DRAFTED_AT: Final = END_AT + timedelta(minutes=30)


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """The loaded regency: `employees` are the ids by number, `position` the last event's."""

    sessions: Sessions
    regency: Regency
    employees: dict[int, str]
    position: int


async def load(client: Client, regency: Regency, pass_to: Pass, console: Console) -> Stage:
    """Every command has a key of its meaning: what was done before is not done again."""
    sessions = Sessions(client)
    steps = timeline(regency)
    seen: list[int] = []
    with _bar(console) as bar:
        task = bar.add_task("", total=None)

        def done() -> None:
            bar.advance(task)

        def acknowledged(step: AnyStep, answer: Answer) -> None:
            seen.append(answer.position)
            bar.update(task, advance=1, description=moment(step.at))

        founding = Founding(sessions, regency, done)
        bar.update(task, total=founding.size() + len(steps), description="OPD, pegawai, Perbup")
        await founding.found()
        player = Player(sessions, regency, founding.employees, pass_to, acknowledged)
        await player.play(steps)
        await _time_passes(sessions, max(seen), pass_to)
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


async def _time_passes(sessions: Sessions, position: int, pass_to: Pass) -> None:
    """Once the inbox knows of everything, so that all lapses that is due to."""
    path = f"/v1/inbox?after={position}"
    answer = await sessions.as_admin(Request(method="GET", path=path, at=END_AT))
    if answer.status != 200:
        raise Unexpected(f"{path}: {answer.body}")
    await asyncio.to_thread(pass_to, END_AT)
