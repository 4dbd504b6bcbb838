"""For BPKAD: the deductions of a month, their sums, and the closing of the month."""

import asyncio
from datetime import date
from typing import Annotated, Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from psycopg import Connection

from api import clock
from api.commands import Accepted, execute
from api.identity import may
from api.parameters import parse_month
from api.reading import ATTENDANCE, After, Limit, caught_up, read
from api.services import ApiRequest, services_of
from application import periods
from application.periods import ReopenPeriod
from domain.period import Period, evolve
from domain.streams import period_stream
from projections.deductions import (
    Filter,
    Grouping,
    NamedDeduction,
    RuleTotal,
    Totals,
    deductions_of,
    months_with_deductions,
    rules_of,
    totals_by,
    totals_of,
)
from projections.positions import reached

TAGS: Final = ["Keuangan"]
READERS: Final = may(finance="all", bkpsdm="all", auditor="all")

MonthQuery = Annotated[str, QueryParameter(name="month", description="Seperti 2022-11.")]
Cursor = Annotated[str, QueryParameter(description="`next` dari halaman sebelumnya.")]


class DeductionPage(msgspec.Struct, frozen=True, kw_only=True):
    """`totals` are of all rows of the filter, on whatever page; `next` is null on the last."""

    month: date
    rows: tuple[NamedDeduction, ...]
    totals: Totals
    next: str | None


class PeriodView(msgspec.Struct, frozen=True, kw_only=True):
    """`position` is the last event that the closed figures know."""

    month: date
    closed: bool
    closings: int
    position: int | None = None
    employees: int | None = None
    gross_rupiah: int | None = None
    deduction_rupiah: int | None = None
    net_rupiah: int | None = None


@get(
    "/v1/deductions",
    allow=READERS,
    tags=TAGS,
    summary="Potongan TPP suatu bulan",
    description="Dengan saringan OPD, jenis kepegawaian, dan Perbup; jumlahnya atas semua halaman.",
)
async def deductions(
    request: ApiRequest,
    month: MonthQuery,
    opd: FromQuery[str | None] = None,
    employment: FromQuery[str | None] = None,
    perbup: FromQuery[str | None] = None,
    cursor: Cursor = "",
    limit: Limit = 100,
    after: After = 0,
) -> DeductionPage:
    wanted = Filter(opd=opd, employment=employment, perbup=perbup)
    await caught_up(request, after, ATTENDANCE)
    return await read(request, _page, parse_month(month), wanted, cursor, limit)


@get(
    "/v1/deductions/totals",
    allow=READERS,
    tags=TAGS,
    summary="Jumlah potongan suatu bulan menurut OPD, jenis kepegawaian, atau Perbup",
)
async def totals(
    request: ApiRequest, month: MonthQuery, by: FromQuery[Grouping] = "opd", after: After = 0
) -> list[Totals]:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, totals_by, parse_month(month), by)


@get(
    "/v1/deductions/rules",
    allow=READERS,
    tags=TAGS,
    summary="Berapa yang dipotong tiap pasal dalam suatu bulan",
)
async def rules(
    request: ApiRequest,
    month: MonthQuery,
    opd: FromQuery[str | None] = None,
    after: After = 0,
) -> list[RuleTotal]:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, rules_of, parse_month(month), opd)


@get("/v1/deductions/months", allow=READERS, tags=TAGS, summary="Bulan-bulan yang ada potongannya")
async def months(request: ApiRequest) -> list[date]:
    return await read(request, months_with_deductions)


@get("/v1/periods/{month:str}", allow=READERS, tags=TAGS, summary="Sudahkah bulan itu ditutup")
async def period(request: ApiRequest, month: FromPath[str]) -> PeriodView:
    first = parse_month(month)
    store = services_of(request).store
    state, _ = await asyncio.to_thread(store.state, period_stream(first), evolve, Period())
    return _view(first, state)


@post(
    "/v1/periods/{month:str}/closings",
    allow=may(finance="all"),
    tags=TAGS,
    summary="Tutup bulan dengan angkanya sekarang",
)
async def close(request: ApiRequest, month: FromPath[str], after: After = 0) -> Response[Accepted]:
    first = parse_month(month)
    head = await asyncio.to_thread(services_of(request).store.head)
    await caught_up(request, max(head, after), ATTENDANCE)
    figures = await read(request, _figures, first)
    return await execute(request, periods.close(first, figures, clock.today(request)))


@post(
    "/v1/periods/{month:str}/reopenings",
    allow=may(finance="all"),
    tags=TAGS,
    summary="Buka lagi bulan yang sudah ditutup",
)
async def reopen(
    request: ApiRequest, month: FromPath[str], data: JSONBody[ReopenPeriod]
) -> Response[Accepted]:
    return await execute(request, periods.reopen(parse_month(month), data))


ROUTES: Final = (deductions, totals, rules, months, period, close, reopen)


def _page(
    connection: Connection[object], month: date, wanted: Filter, cursor: str, limit: int
) -> DeductionPage:
    rows = deductions_of(connection, month, wanted, after=cursor, limit=limit + 1)
    shown = rows[:limit]
    return DeductionPage(
        month=month,
        rows=tuple(shown),
        totals=totals_of(connection, month, wanted),
        next=shown[-1].employee if len(rows) > limit else None,
    )


def _figures(connection: Connection[object], month: date) -> periods.Totals:
    """The sums and the position that they know, as of one moment."""
    sums = totals_of(connection, month)
    return periods.Totals(
        position=reached(connection, ATTENDANCE),
        employees=sums.employees,
        gross_rupiah=sums.gross_rupiah,
        deduction_rupiah=sums.cut_rupiah,
        net_rupiah=sums.net_rupiah,
    )


def _view(month: date, state: Period) -> PeriodView:
    known = state.closed
    if known is None:
        return PeriodView(month=month, closed=False, closings=state.closings)
    return PeriodView(
        month=month,
        closed=True,
        closings=state.closings,
        position=known.position,
        employees=known.employees,
        gross_rupiah=known.gross_rupiah,
        deduction_rupiah=known.deduction_rupiah,
        net_rupiah=known.net_rupiah,
    )
