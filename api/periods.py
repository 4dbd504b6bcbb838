"""For BPKAD: months closed and reopened, and what is paid later about closed ones."""

import asyncio
from datetime import date
from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from api import clock
from api.commands import Accepted, execute
from api.identity import may
from api.inbox import CursorUnreadable
from api.parameters import parse_month
from api.reading import ATTENDANCE, After, Limit, caught_up, read
from api.services import ApiRequest, services_of
from application import periods
from application.periods import ReopenPeriod
from domain.period import Period, evolve
from domain.refusals import Refusal
from domain.streams import period_stream
from projections.closed_months import (
    Adjustment,
    AdjustmentSums,
    Closable,
    ClosedPeriod,
    PeriodChange,
    adjustment_sums,
    adjustments_of,
    closable,
    closed_periods,
    history_of,
)

TAGS: Final = ["Keuangan"]
READERS: Final = may(finance="all", bkpsdm="all", auditor="all")
FINANCE: Final = may(finance="all")


class FiguresUnsettled(Refusal):
    """A change of the rules is still being worked off; in a moment the figures are final."""

    code = "figures_unsettled"
    field = "month"


class FiguresBehind(Refusal):
    """A change of the rules was stopped: its figures come when it is resumed, or by a rebuild."""

    code = "figures_behind"
    field = "month"


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


class AdjustmentPage(msgspec.Struct, frozen=True, kw_only=True):
    """`sums` are of all rows, by the month that they are about; `next` is null on the last page."""

    rows: tuple[Adjustment, ...]
    sums: tuple[AdjustmentSums, ...]
    next: str | None


@get("/v1/periods", allow=READERS, tags=TAGS, summary="Bulan-bulan yang ditutup")
async def list_closed(request: ApiRequest, after: After = 0) -> list[ClosedPeriod]:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, closed_periods)


@get("/v1/periods/{month:str}", allow=READERS, tags=TAGS, summary="Sudahkah bulan itu ditutup")
async def period(request: ApiRequest, month: FromPath[str]) -> PeriodView:
    """Of the log itself: right at once."""
    first = parse_month(month)
    store = services_of(request).store
    state, _ = await asyncio.to_thread(store.state, period_stream(first), evolve, Period())
    return _view(first, state)


@get(
    "/v1/periods/{month:str}/history",
    allow=READERS,
    tags=TAGS,
    summary="Kapan bulan itu ditutup dan dibuka lagi, dan mengapa",
)
async def history(
    request: ApiRequest, month: FromPath[str], after: After = 0
) -> list[PeriodChange]:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, history_of, parse_month(month))


@post(
    "/v1/periods/{month:str}/closings",
    allow=FINANCE,
    tags=TAGS,
    summary="Tutup bulan dengan angkanya sekarang",
    description="Menunggu sampai angka memuat semua peristiwa yang sudah tercatat.",
)
async def close(request: ApiRequest, month: FromPath[str]) -> Response[Accepted]:
    first = parse_month(month)
    head = await asyncio.to_thread(services_of(request).store.head)
    await caught_up(request, head, ATTENDANCE)
    figures = await read(request, closable, first)
    if figures.unsettled:
        raise FiguresUnsettled(seconds=5)
    if figures.stopped is not None:
        raise FiguresBehind(report=figures.stopped)
    return await execute(request, periods.close(first, _totals(figures), clock.today(request)))


@post(
    "/v1/periods/{month:str}/reopenings",
    allow=FINANCE,
    tags=TAGS,
    summary="Buka lagi bulan yang sudah ditutup",
)
async def reopen(
    request: ApiRequest, month: FromPath[str], data: JSONBody[ReopenPeriod]
) -> Response[Accepted]:
    return await execute(request, periods.reopen(parse_month(month), data))


@get(
    "/v1/periods/{month:str}/adjustments",
    allow=READERS,
    tags=TAGS,
    summary="Kurang dan kelebihan bayar bulan tertutup, yang dibayar pada bulan ini",
)
async def adjustments(
    request: ApiRequest,
    month: FromPath[str],
    employee: FromQuery[str | None] = None,
    cursor: FromQuery[str] = "",
    limit: Limit = 100,
    after: After = 0,
) -> AdjustmentPage:
    first, begin = parse_month(month), _read_cursor(cursor)
    await caught_up(request, after, ATTENDANCE)
    rows = await read(
        request, adjustments_of, first, employee=employee, after=begin, limit=limit + 1
    )
    sums = await read(request, adjustment_sums, first)
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    return AdjustmentPage(
        rows=tuple(shown),
        sums=tuple(sums),
        next=f"{last.employee}~{last.about}~{last.line}" if last else None,
    )


ROUTES: Final = (list_closed, period, history, close, reopen, adjustments)


def _totals(figures: Closable) -> periods.Totals:
    return periods.Totals(
        position=figures.position,
        employees=figures.employees,
        gross_rupiah=figures.gross_rupiah,
        deduction_rupiah=figures.deduction_rupiah,
        net_rupiah=figures.net_rupiah,
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


def _read_cursor(text: str) -> tuple[str, date, int]:
    if not text:
        return "", date.min, 0
    try:
        employee, about, line = text.split("~")
        return employee, date.fromisoformat(about), int(line)
    except ValueError:
        raise CursorUnreadable from None
