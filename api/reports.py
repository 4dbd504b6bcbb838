"""Reports of what a change of the rules made of the amounts, or what a draft would make."""

from datetime import date
from typing import Final

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery
from psycopg import Connection

from api.identity import may
from api.inbox import CursorUnreadable
from api.reading import ATTENDANCE, After, Limit, caught_up, read, read_log
from api.services import ApiRequest
from domain.refusals import Refusal, Unknown
from projections.reports import (
    Difference,
    Progress,
    Sums,
    cancel,
    differences_of,
    progress_of,
    reports,
    resume,
    sums_by_opd,
    sums_of,
)

TAGS: Final = ["Perbup"]
READERS: Final = may(bkpsdm="all", auditor="all", finance="all")
BKPSDM: Final = may(bkpsdm="all")
_NEWEST: Final = 100


class ReportUnknown(Unknown):
    code = "report_unknown"


class NotARuleChange(Refusal):
    """A simulation is of the figures that it began with."""

    code = "not_a_rule_change"
    field = "report"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Sums of the employee-months that differ; of one that still runs, of those done so far."""

    progress: Progress
    sums: Sums
    by_opd: tuple[Sums, ...]


class DifferencePage(msgspec.Struct, frozen=True, kw_only=True):
    """`next` is null on the last page."""

    rows: tuple[Difference, ...]
    next: str | None


@get(
    "/v1/reports",
    allow=READERS,
    tags=TAGS,
    summary="Laporan perubahan angka karena perubahan Perbup, yang terbaru lebih dahulu",
    description="`perbup` untuk satu peraturan saja. `after` dari jawaban pengundangan: laporannya "
    "sudah ada begitu tampilan memuatnya.",
)
async def list_reports(
    request: ApiRequest, perbup: FromQuery[str | None] = None, after: After = 0
) -> list[Progress]:
    await caught_up(request, after, ATTENDANCE)
    known = await read(request, reports, _NEWEST)
    return [progress for progress in known if perbup is None or progress.perbup == perbup]


@get(
    "/v1/reports/{report:int}",
    allow=READERS,
    tags=TAGS,
    summary="Satu laporan: kemajuan, jumlah, dan jumlah menurut OPD",
)
async def show_report(request: ApiRequest, report: FromPath[int]) -> Report:
    return await read(request, _report, report)


@get(
    "/v1/reports/{report:int}/differences",
    allow=READERS,
    tags=TAGS,
    summary="Bulan-pegawai yang angkanya berubah, pasal demi pasal",
)
async def list_differences(
    request: ApiRequest,
    report: FromPath[int],
    opd: FromQuery[str | None] = None,
    cursor: FromQuery[str] = "",
    limit: Limit = 100,
) -> DifferencePage:
    return await read(request, _page, report, opd, _read_cursor(cursor), limit)


@post(
    "/v1/reports/{report:int}/cancellations",
    allow=BKPSDM,
    status_code=200,
    tags=TAGS,
    summary="Hentikan sebuah simulasi, atau penghitungan perubahan Perbup",
    description="Peraturannya tetap berlaku. Bulan-pegawai yang belum dihitung tetap dengan angka "
    "lama (`behind`) sampai penghitungan dilanjutkan atau tampilan dibangun ulang; selama itu "
    "tidak ada bulan yang dapat ditutup.",
)
async def stop_report(request: ApiRequest, report: FromPath[int]) -> Progress:
    await read(request, _known, report)
    await read_log(request, cancel, report)
    return await read(request, _known, report)


@post(
    "/v1/reports/{report:int}/resumptions",
    allow=BKPSDM,
    status_code=202,
    tags=TAGS,
    summary="Lanjutkan penghitungan perubahan Perbup yang dihentikan",
)
async def resume_report(request: ApiRequest, report: FromPath[int]) -> Progress:
    if (await read(request, _known, report)).kind != "rule_change":
        raise NotARuleChange
    await read_log(request, resume, report)
    return await read(request, _known, report)


ROUTES: Final = (list_reports, show_report, list_differences, stop_report, resume_report)


def _known(connection: Connection[object], report: int) -> Progress:
    progress = progress_of(connection, report)
    if progress is None:
        raise ReportUnknown
    return progress


def _report(connection: Connection[object], report: int) -> Report:
    return Report(
        progress=_known(connection, report),
        sums=sums_of(connection, report),
        by_opd=tuple(sums_by_opd(connection, report)),
    )


def _page(
    connection: Connection[object],
    report: int,
    opd: str | None,
    begin: tuple[str, date],
    limit: int,
) -> DifferencePage:
    _known(connection, report)
    rows = differences_of(connection, report, opd=opd, after=begin, limit=limit + 1)
    shown = rows[:limit]
    last = f"{shown[-1].employee}~{shown[-1].month}" if len(rows) > limit else None
    return DifferencePage(rows=tuple(shown), next=last)


def _read_cursor(text: str) -> tuple[str, date]:
    employee, _, month = text.partition("~")
    try:
        return employee, date.fromisoformat(month) if text else date.min
    except ValueError:
        raise CursorUnreadable from None
