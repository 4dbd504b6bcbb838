"""The regency's frame, for BKPSDM and Diskominfo: OPD, offices, work patterns, calendar."""

from typing import Final

from litestar import Response, post
from litestar.params import FromPath, JSONBody

from api import clock
from api.commands import Accepted, execute
from api.identity import may
from api.services import ApiRequest, references_of
from application import calendar, offices, patterns
from application import opd as opd_commands
from application.calendar import (
    DeclareHoliday,
    DeclareOutage,
    EndDay,
    WithdrawHoliday,
    WithdrawOutage,
)
from application.offices import ChangeArea, CloseOffice, OpenOffice, RenameOffice
from application.opd import AppointHead, DischargeHead, EstablishOpd, RenameOpd
from application.patterns import AddVariant, ChangePattern, DefinePattern, WithdrawVariant

BKPSDM: Final = may(bkpsdm="all")
BOTH: Final = may(bkpsdm="all", kominfo="all")


@post("/v1/opd", allow=BKPSDM, tags=["OPD"], summary="Bentuk OPD")
async def establish_opd(request: ApiRequest, data: JSONBody[EstablishOpd]) -> Response[Accepted]:
    return await execute(request, opd_commands.establish(data))


@post("/v1/opd/{opd:str}/names", allow=BKPSDM, tags=["OPD"], summary="Ganti nama OPD")
async def rename_opd(
    request: ApiRequest, opd: FromPath[str], data: JSONBody[RenameOpd]
) -> Response[Accepted]:
    return await execute(request, opd_commands.rename(opd, data))


@post("/v1/opd/{opd:str}/heads", allow=BKPSDM, tags=["OPD"], summary="Tetapkan kepala OPD")
async def appoint_head(
    request: ApiRequest, opd: FromPath[str], data: JSONBody[AppointHead]
) -> Response[Accepted]:
    return await execute(request, opd_commands.appoint_head(references_of(request), opd, data))


@post("/v1/opd/{opd:str}/heads/discharged", allow=BKPSDM, tags=["OPD"], summary="Jabatan kosong")
async def discharge_head(
    request: ApiRequest, opd: FromPath[str], data: JSONBody[DischargeHead]
) -> Response[Accepted]:
    return await execute(request, opd_commands.discharge_head(opd, data))


@post("/v1/offices", allow=BOTH, tags=["Kantor"], summary="Buka kantor dengan areanya")
async def open_office(request: ApiRequest, data: JSONBody[OpenOffice]) -> Response[Accepted]:
    return await execute(request, offices.open_office(references_of(request), data))


@post("/v1/offices/{office:str}/areas", allow=BOTH, tags=["Kantor"], summary="Ubah area kantor")
async def change_area(
    request: ApiRequest, office: FromPath[str], data: JSONBody[ChangeArea]
) -> Response[Accepted]:
    return await execute(request, offices.change_area(office, data))


@post("/v1/offices/{office:str}/names", allow=BOTH, tags=["Kantor"], summary="Ganti nama kantor")
async def rename_office(
    request: ApiRequest, office: FromPath[str], data: JSONBody[RenameOffice]
) -> Response[Accepted]:
    return await execute(request, offices.rename(office, data))


@post("/v1/offices/{office:str}/closings", allow=BOTH, tags=["Kantor"], summary="Tutup kantor")
async def close_office(
    request: ApiRequest, office: FromPath[str], data: JSONBody[CloseOffice]
) -> Response[Accepted]:
    return await execute(request, offices.close(office, data))


@post("/v1/patterns", allow=BKPSDM, tags=["Pola kerja"], summary="Tetapkan pola kerja")
async def define_pattern(request: ApiRequest, data: JSONBody[DefinePattern]) -> Response[Accepted]:
    return await execute(request, patterns.define(data))


@post(
    "/v1/patterns/{pattern:str}/hours", allow=BKPSDM, tags=["Pola kerja"], summary="Ubah jam kerja"
)
async def change_pattern(
    request: ApiRequest, pattern: FromPath[str], data: JSONBody[ChangePattern]
) -> Response[Accepted]:
    return await execute(request, patterns.change(pattern, data))


@post(
    "/v1/patterns/{pattern:str}/variants",
    allow=BKPSDM,
    tags=["Pola kerja"],
    summary="Jam khusus, misalnya Ramadan",
)
async def add_variant(
    request: ApiRequest, pattern: FromPath[str], data: JSONBody[AddVariant]
) -> Response[Accepted]:
    return await execute(request, patterns.add_variant(pattern, data))


@post(
    "/v1/patterns/{pattern:str}/variants/withdrawn",
    allow=BKPSDM,
    tags=["Pola kerja"],
    summary="Tarik jam khusus",
)
async def withdraw_variant(
    request: ApiRequest, pattern: FromPath[str], data: JSONBody[WithdrawVariant]
) -> Response[Accepted]:
    return await execute(request, patterns.withdraw_variant(pattern, data))


@post("/v1/calendar/holidays", allow=BKPSDM, tags=["Kalender"], summary="Hari libur")
async def declare_holiday(
    request: ApiRequest, data: JSONBody[DeclareHoliday]
) -> Response[Accepted]:
    return await execute(request, calendar.declare_holiday(data))


@post("/v1/calendar/holidays/withdrawn", allow=BKPSDM, tags=["Kalender"], summary="Batal libur")
async def withdraw_holiday(
    request: ApiRequest, data: JSONBody[WithdrawHoliday]
) -> Response[Accepted]:
    return await execute(request, calendar.withdraw_holiday(data))


@post("/v1/calendar/outages", allow=BOTH, tags=["Kalender"], summary="Gangguan sistem")
async def declare_outage(request: ApiRequest, data: JSONBody[DeclareOutage]) -> Response[Accepted]:
    return await execute(request, calendar.declare_outage(references_of(request), data))


@post("/v1/calendar/outages/withdrawn", allow=BOTH, tags=["Kalender"], summary="Batal gangguan")
async def withdraw_outage(
    request: ApiRequest, data: JSONBody[WithdrawOutage]
) -> Response[Accepted]:
    return await execute(request, calendar.withdraw_outage(data))


@post(
    "/v1/calendar/ended-days",
    allow=BKPSDM,
    tags=["Kalender"],
    summary="Nyatakan hari berakhir",
    description="Biasanya dicatat oleh sistem; setelahnya, yang belum ada berarti tidak ada.",
)
async def end_day(request: ApiRequest, data: JSONBody[EndDay]) -> Response[Accepted]:
    return await execute(request, calendar.end_day(data, clock.today(request)))


ROUTES: Final = (
    establish_opd,
    rename_opd,
    appoint_head,
    discharge_head,
    open_office,
    change_area,
    rename_office,
    close_office,
    define_pattern,
    change_pattern,
    add_variant,
    withdraw_variant,
    declare_holiday,
    withdraw_holiday,
    declare_outage,
    withdraw_outage,
    end_day,
)
