"""For BPKAD: the deductions of a month and their sums."""

from datetime import date
from typing import Annotated, Final

import msgspec
from litestar import get
from litestar.params import FromQuery, QueryParameter
from psycopg import Connection

from api.identity import may
from api.parameters import parse_month
from api.reading import ATTENDANCE, After, Limit, caught_up, read
from api.services import ApiRequest
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
from projections.reports import behind

TAGS: Final = ["Keuangan"]
READERS: Final = may(finance="all", bkpsdm="all", auditor="all")

MonthQuery = Annotated[str, QueryParameter(name="month", description="Seperti 2022-11.")]
Cursor = Annotated[str, QueryParameter(description="`next` dari halaman sebelumnya.")]


class DeductionPage(msgspec.Struct, frozen=True, kw_only=True):
    """`totals` are of all rows of the filter, on whatever page; `next` is null on the last.
    `behind`: reports of changes of the rules that some of these figures do not know yet."""

    month: date
    rows: tuple[NamedDeduction, ...]
    totals: Totals
    next: str | None
    behind: tuple[int, ...]


class GroupedTotals(msgspec.Struct, frozen=True, kw_only=True):
    """`behind` as of the page."""

    month: date
    rows: tuple[Totals, ...]
    behind: tuple[int, ...]


class RuleTotals(msgspec.Struct, frozen=True, kw_only=True):
    """What each rule takes, the greatest first; `behind` as of the page."""

    month: date
    rows: tuple[RuleTotal, ...]
    behind: tuple[int, ...]


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
) -> GroupedTotals:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, _grouped, parse_month(month), by)


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
) -> RuleTotals:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, _by_rule, parse_month(month), opd)


@get("/v1/deductions/months", allow=READERS, tags=TAGS, summary="Bulan-bulan yang ada potongannya")
async def months(request: ApiRequest) -> list[date]:
    return await read(request, months_with_deductions)


ROUTES: Final = (deductions, totals, rules, months)


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
        behind=tuple(behind(connection, month)),
    )


def _grouped(connection: Connection[object], month: date, by: Grouping) -> GroupedTotals:
    rows = totals_by(connection, month, by)
    return GroupedTotals(month=month, rows=tuple(rows), behind=tuple(behind(connection, month)))


def _by_rule(connection: Connection[object], month: date, opd: str | None) -> RuleTotals:
    rows = rules_of(connection, month, opd)
    return RuleTotals(month=month, rows=tuple(rows), behind=tuple(behind(connection, month)))
