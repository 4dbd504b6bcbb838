"""What the report asks of the API, as the role that may ask it."""

from datetime import date, datetime
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import msgspec

from api.boards import Board
from api.demo.client import Request, Unexpected
from api.demo.loading import Stage
from api.demo.places import plan_of
from api.demo.regency import Person, Regency
from api.demo.steps import CheckIn, instant
from api.demo.timeline import END_AT, timeline
from api.finance import DeductionPage, GroupedTotals
from api.reports import DifferencePage, Report
from projections.deductions import Totals
from projections.employee_month import Month
from projections.reports import Difference, Progress

T = TypeVar("T")

NOVEMBER: Final = date(2022, 11, 1)


async def read(
    stage: Stage,
    person: Person,
    path: str,
    kind: type[T],
    at: datetime = END_AT,
    **query: str | int | date,
) -> T:
    """As the person; the answer waits until the views know all that was loaded."""
    asked = f"{path}?{urlencode({'after': stage.position, **query})}"
    answer = await stage.sessions.as_person(person, Request(method="GET", path=asked, at=at))
    if answer.status != 200:
        raise Unexpected(f"{asked}: {answer.status} {answer.body}")
    return msgspec.convert(answer.body, kind)


async def board(stage: Stage, opd: str, on: date) -> Board:
    return await read(stage, stage.regency.head_of(opd), f"/v1/opd/{opd}/today", Board, on=on)


async def totals_by_opd(stage: Stage) -> tuple[Totals, ...]:
    finance = stage.regency.head_of("bpkad")
    path = "/v1/deductions/totals"
    grouped = await read(stage, finance, path, GroupedTotals, month="2022-11", by="opd")
    return grouped.rows


async def reports(stage: Stage, perbup: str, position: int) -> list[Progress]:
    finance = stage.regency.head_of("bpkad")
    path = "/v1/reports"
    return await read(stage, finance, path, list[Progress], after=position, perbup=perbup)


async def report(stage: Stage, number: int) -> Report:
    return await read(stage, stage.regency.head_of("bpkad"), f"/v1/reports/{number}", Report)


async def differences(stage: Stage, number: int) -> tuple[Difference, ...]:
    """All pages."""
    finance, rows, cursor = stage.regency.head_of("bpkad"), list[Difference](), ""
    path = f"/v1/reports/{number}/differences"
    while True:
        page = await read(stage, finance, path, DifferencePage, limit=1000, cursor=cursor)
        rows += page.rows
        if page.next is None:
            return tuple(rows)
        cursor = page.next


async def deductions(stage: Stage) -> DeductionPage:
    finance = stage.regency.head_of("bpkad")
    return await read(stage, finance, "/v1/deductions", DeductionPage, month="2022-11", limit=1000)


async def employee_month(stage: Stage, employee: str) -> Month:
    auditor = stage.regency.head_of("inspektorat")
    return await read(stage, auditor, f"/v1/employees/{employee}/months/2022-11", Month)


async def clauses(stage: Stage, perbup: str) -> dict[str, str]:
    """The text of each clause of a regulation, by its rules and effects."""
    auditor = stage.regency.head_of("inspektorat")
    shown = await read(stage, auditor, f"/v1/perbup/{perbup}", dict[str, Any])
    text = shown["versions"][-1]
    parts = (*text.get("rules", ()), *text.get("effects", ()))
    return {part["clause"]: part["text"] for part in parts}


def latest_day(regency: Regency) -> tuple[str, date]:
    """The OPD and the day of November on which most of its people come late."""
    people = {person.number: person for person in regency.people}
    late: dict[tuple[str, date], int] = {}
    for step in timeline(regency):
        if isinstance(step, CheckIn) and step.session == "pagi" and step.on >= NOVEMBER:
            person = people[step.person]
            due_s = plan_of(regency.pattern(person.pattern), step.on)[0].due_s
            if step.captured_at >= instant(step.on, due_s + 60):
                late[person.opd, step.on] = late.get((person.opd, step.on), 0) + 1
    return max(sorted(late), key=late.__getitem__)
