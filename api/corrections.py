"""Corrections of attendance days and punishments: always with a reason, never by the person."""

from datetime import date
from typing import Final

from litestar import Response, post
from litestar.params import FromPath, JSONBody

from api import clock
from api.commands import Accepted, execute
from api.identity import may
from api.services import ApiRequest, references_of
from application import corrections, discipline
from application.corrections import (
    ExcuseSession,
    RecordAway,
    RecordManual,
    VoidRecord,
    WithdrawExcuse,
)
from application.discipline import ImposePunishment, LiftPunishment
from domain.refusals import OwnRequest

TAGS: Final = ["Koreksi"]
CORRECTORS: Final = may(opd_head="opd", bkpsdm="all")
_DAY: Final = "/v1/employees/{employee:str}/days/{on:date}"


@post(f"{_DAY}/manual-records", allow=CORRECTORS, tags=TAGS, summary="Presensi manual dengan bukti")
async def record_manual(
    request: ApiRequest, employee: FromPath[str], on: FromPath[date], data: JSONBody[RecordManual]
) -> Response[Accepted]:
    _require_other(request, employee)
    plan = corrections.record_manual(references_of(request), employee, on, data, clock.now(request))
    return await execute(request, plan)


@post(f"{_DAY}/absences", allow=CORRECTORS, tags=TAGS, summary="Meninggalkan kantor")
async def record_away(
    request: ApiRequest, employee: FromPath[str], on: FromPath[date], data: JSONBody[RecordAway]
) -> Response[Accepted]:
    _require_other(request, employee)
    return await execute(
        request, corrections.record_away(references_of(request), employee, on, data)
    )


@post(f"{_DAY}/excuses", allow=CORRECTORS, tags=TAGS, summary="Sesi dimaafkan dengan alasan")
async def excuse(
    request: ApiRequest, employee: FromPath[str], on: FromPath[date], data: JSONBody[ExcuseSession]
) -> Response[Accepted]:
    _require_other(request, employee)
    return await execute(request, corrections.excuse(references_of(request), employee, on, data))


@post(f"{_DAY}/excuses/withdrawn", allow=CORRECTORS, tags=TAGS, summary="Tarik pemaafan sesi")
async def withdraw_excuse(
    request: ApiRequest, employee: FromPath[str], on: FromPath[date], data: JSONBody[WithdrawExcuse]
) -> Response[Accepted]:
    _require_other(request, employee)
    plan = corrections.withdraw_excuse(references_of(request), employee, on, data)
    return await execute(request, plan)


@post(f"{_DAY}/voidings", allow=CORRECTORS, tags=TAGS, summary="Batalkan satu catatan presensi")
async def void(
    request: ApiRequest, employee: FromPath[str], on: FromPath[date], data: JSONBody[VoidRecord]
) -> Response[Accepted]:
    _require_other(request, employee)
    return await execute(request, corrections.void(employee, on, data))


@post(
    "/v1/employees/{employee:str}/punishments",
    allow=may(bkpsdm="all"),
    tags=["Disiplin"],
    summary="Catat hukuman disiplin",
)
async def impose(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[ImposePunishment]
) -> Response[Accepted]:
    return await execute(request, discipline.impose(references_of(request), employee, data))


@post(
    "/v1/employees/{employee:str}/punishments/{punishment:str}/liftings",
    allow=may(bkpsdm="all"),
    tags=["Disiplin"],
    summary="Cabut hukuman disiplin",
)
async def lift(
    request: ApiRequest,
    employee: FromPath[str],
    punishment: FromPath[str],
    data: JSONBody[LiftPunishment],
) -> Response[Accepted]:
    return await execute(request, discipline.lift(employee, punishment, data))


ROUTES: Final = (record_manual, record_away, excuse, withdraw_excuse, void, impose, lift)


def _require_other(request: ApiRequest, employee: str) -> None:
    """Nobody corrects the own attendance."""
    if request.user.actor == employee:
        raise OwnRequest
