"""The directories as they stand on a date: employees, OPD, offices, work patterns, calendar."""

from datetime import date
from typing import Annotated, Final

import msgspec
from litestar import get
from litestar.params import FromPath, FromQuery, QueryParameter

from api import clock
from api.guard import OutsideScope, require_opd
from api.identity import EVERY_ROLE, Caller, may
from api.reading import DIRECTORIES, After, Limit, caught_up, read
from api.services import ApiRequest
from projections.people import (
    OfficeEntry,
    OpdEntry,
    Person,
    employees_of,
    offices_on,
    opds_on,
    person_history,
)
from projections.work_days import CalendarDate, PatternEntry, calendar_of, patterns_on

TAGS: Final = ["Direktori"]


class PeoplePage(msgspec.Struct, frozen=True, kw_only=True):
    rows: tuple[Person, ...]
    next: str | None


@get(
    "/v1/employees",
    allow=may(opd_head="opd", bkpsdm="all", kominfo="all", auditor="all", finance="all"),
    tags=TAGS,
    summary="Pegawai, dengan pencarian nama atau NIP",
)
async def employees(
    request: ApiRequest,
    on: FromQuery[date | None] = None,
    opd: FromQuery[str | None] = None,
    search: Annotated[str, QueryParameter(max_length=100)] = "",
    cursor: FromQuery[str] = "",
    limit: Limit = 100,
    after: After = 0,
) -> PeoplePage:
    wanted = _opd_of(request.user, opd)
    await caught_up(request, after, DIRECTORIES)
    rows = await read(
        request,
        employees_of,
        on or clock.today(request),
        opd=wanted,
        search=search,
        after=cursor,
        limit=limit + 1,
    )
    more = len(rows) > limit
    return PeoplePage(rows=tuple(rows[:limit]), next=rows[limit - 1].employee if more else None)


@get(
    "/v1/employees/{employee:str}/history",
    allow=may(employee="own", opd_head="opd", bkpsdm="all", auditor="all"),
    tags=TAGS,
    summary="Riwayat penempatan seorang pegawai",
)
async def history(request: ApiRequest, employee: FromPath[str], after: After = 0) -> list[Person]:
    await caught_up(request, after, DIRECTORIES)
    return await read(request, person_history, employee)


@get("/v1/opd", allow=EVERY_ROLE, tags=TAGS, summary="Semua OPD dan kepalanya")
async def opds(
    request: ApiRequest, on: FromQuery[date | None] = None, after: After = 0
) -> list[OpdEntry]:
    await caught_up(request, after, DIRECTORIES)
    return await read(request, opds_on, on or clock.today(request))


@get("/v1/offices", allow=EVERY_ROLE, tags=TAGS, summary="Semua kantor dan areanya")
async def offices(
    request: ApiRequest, on: FromQuery[date | None] = None, after: After = 0
) -> list[OfficeEntry]:
    await caught_up(request, after, DIRECTORIES)
    return await read(request, offices_on, on or clock.today(request))


@get("/v1/patterns", allow=EVERY_ROLE, tags=TAGS, summary="Semua pola kerja")
async def patterns(
    request: ApiRequest, on: FromQuery[date | None] = None, after: After = 0
) -> list[PatternEntry]:
    await caught_up(request, after, DIRECTORIES)
    return await read(request, patterns_on, on or clock.today(request))


@get(
    "/v1/calendar",
    allow=EVERY_ROLE,
    tags=TAGS,
    summary="Hari libur dan gangguan",
    description="Setahun ini bila tanggalnya tidak disebut.",
)
async def calendar(
    request: ApiRequest,
    from_on: FromQuery[date | None] = None,
    until_on: FromQuery[date | None] = None,
    after: After = 0,
) -> list[CalendarDate]:
    year = clock.today(request).year
    await caught_up(request, after, DIRECTORIES)
    return await read(
        request, calendar_of, from_on or date(year, 1, 1), until_on or date(year, 12, 31)
    )


ROUTES: Final = (employees, history, opds, offices, patterns, calendar)


def _opd_of(caller: Caller, opd: str | None) -> str | None:
    """A head who names none asks about the own OPD; of several, one must be named."""
    if opd is not None:
        require_opd(caller, opd)
        return opd
    if caller.everyone:
        return None
    if len(caller.opds) != 1:
        raise OutsideScope
    return next(iter(caller.opds))
