"""What employees ask for and heads decide: leave, special attendance, performance entries."""

import asyncio
from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID, uuid5

import msgspec
from litestar import Response, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from api import clock, texts
from api.commands import Accepted, AllDecided, Decided, body_hash, execute
from api.guard import require_employee, require_own
from api.identity import may
from api.parameters import idempotency_key, parse_month
from api.problems import problem_of
from api.services import ApiRequest, references_of, services_of
from application import cuti, kinerja, special_attendance
from application.cuti import RequestCuti, WithdrawCuti
from application.kinerja import GivePredicate, RecordKinerja, ReviseKinerja
from application.plan import Plan
from domain.refusals import Refusal

EMPLOYEE: Final = may(employee="own")
HEAD: Final = may(opd_head="opd")


class SpecialDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Literal["approve", "refuse"]
    employee: str
    on: date
    special: str
    reason: str = ""


class CutiDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Literal["approve", "refuse"]
    employee: str
    cuti: str
    reason: str = ""


class KinerjaDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Literal["verify", "return"]
    employee: str
    month: str
    entry: str
    reason: str = ""


class SpecialDecisions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decisions: Annotated[tuple[SpecialDecision, ...], Meta(min_length=1, max_length=200)]


class CutiDecisions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decisions: Annotated[tuple[CutiDecision, ...], Meta(min_length=1, max_length=200)]


class KinerjaDecisions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decisions: Annotated[tuple[KinerjaDecision, ...], Meta(min_length=1, max_length=200)]


@post("/v1/cuti", allow=EMPLOYEE, tags=["Cuti"], summary="Ajukan cuti, izin, atau sakit")
async def request_cuti(request: ApiRequest, data: JSONBody[RequestCuti]) -> Response[Accepted]:
    employee = require_own(request.user)
    return await execute(request, cuti.request(references_of(request), employee, data))


@post("/v1/cuti/{cuti_id:str}/withdrawals", allow=EMPLOYEE, tags=["Cuti"], summary="Batalkan cuti")
async def withdraw_cuti(
    request: ApiRequest, cuti_id: FromPath[str], data: JSONBody[WithdrawCuti]
) -> Response[Accepted]:
    return await execute(request, cuti.withdraw(require_own(request.user), cuti_id, data))


@post(
    "/v1/cuti/decisions",
    allow=may(opd_head="opd", bkpsdm="all"),
    status_code=200,
    tags=["Cuti"],
    summary="Putuskan banyak cuti sekaligus",
)
async def decide_cuti(request: ApiRequest, data: JSONBody[CutiDecisions]) -> AllDecided:
    references, by = references_of(request), request.user.actor

    def plan(item: CutiDecision) -> Plan:
        if item.kind == "approve":
            return cuti.approve(references, item.employee, item.cuti, by)
        return cuti.refuse(item.employee, item.cuti, by, item.reason)

    return await _decide(request, [(item.employee, None, plan(item)) for item in data.decisions])


@post(
    "/v1/special-attendances/decisions",
    allow=HEAD,
    status_code=200,
    tags=["Presensi"],
    summary="Putuskan banyak absensi khusus sekaligus",
)
async def decide_special(request: ApiRequest, data: JSONBody[SpecialDecisions]) -> AllDecided:
    by = request.user.actor

    def plan(item: SpecialDecision) -> Plan:
        asked = (item.employee, item.on, item.special, by)
        if item.kind == "approve":
            return special_attendance.approve(*asked)
        return special_attendance.refuse(*asked, item.reason)

    return await _decide(
        request,
        [(item.employee, item.on.replace(day=1), plan(item)) for item in data.decisions],
    )


@post("/v1/kinerja", allow=EMPLOYEE, tags=["Kinerja"], summary="Catat laporan kinerja")
async def record_kinerja(request: ApiRequest, data: JSONBody[RecordKinerja]) -> Response[Accepted]:
    employee = require_own(request.user)
    plan = kinerja.record(references_of(request), employee, data, clock.today(request))
    return await execute(request, plan)


@post(
    "/v1/kinerja/{month:str}/{entry:str}/revisions",
    allow=EMPLOYEE,
    tags=["Kinerja"],
    summary="Perbaiki laporan kinerja",
)
async def revise_kinerja(
    request: ApiRequest, month: FromPath[str], entry: FromPath[str], data: JSONBody[ReviseKinerja]
) -> Response[Accepted]:
    plan = kinerja.revise(require_own(request.user), parse_month(month), entry, data)
    return await execute(request, plan)


@post(
    "/v1/kinerja/{month:str}/{entry:str}/withdrawals",
    allow=EMPLOYEE,
    tags=["Kinerja"],
    summary="Tarik laporan kinerja",
)
async def withdraw_kinerja(
    request: ApiRequest, month: FromPath[str], entry: FromPath[str]
) -> Response[Accepted]:
    plan = kinerja.withdraw(require_own(request.user), parse_month(month), entry)
    return await execute(request, plan)


@post(
    "/v1/kinerja/decisions",
    allow=HEAD,
    status_code=200,
    tags=["Kinerja"],
    summary="Verifikasi atau kembalikan banyak laporan kinerja sekaligus",
)
async def decide_kinerja(request: ApiRequest, data: JSONBody[KinerjaDecisions]) -> AllDecided:
    by = request.user.actor

    def plan(item: KinerjaDecision) -> tuple[str, date, Plan]:
        month = parse_month(item.month)
        if item.kind == "verify":
            return item.employee, month, kinerja.verify(item.employee, month, item.entry, by)
        given_back = kinerja.give_back(item.employee, month, item.entry, by, item.reason)
        return item.employee, month, given_back

    return await _decide(request, [plan(item) for item in data.decisions])


@post(
    "/v1/employees/{employee:str}/kinerja/{month:str}/predicates",
    allow=may(opd_head="opd", bkpsdm="all"),
    tags=["Kinerja"],
    summary="Beri predikat kinerja bulan itu",
)
async def give_predicate(
    request: ApiRequest,
    employee: FromPath[str],
    month: FromPath[str],
    data: JSONBody[GivePredicate],
) -> Response[Accepted]:
    plan = kinerja.give_predicate(
        references_of(request),
        employee,
        parse_month(month),
        data,
        request.user.actor,
        clock.today(request),
    )
    return await execute(request, plan)


ROUTES: Final = (
    request_cuti,
    withdraw_cuti,
    decide_cuti,
    decide_special,
    record_kinerja,
    revise_kinerja,
    withdraw_kinerja,
    decide_kinerja,
    give_predicate,
)


async def _decide(request: ApiRequest, items: list[tuple[str, date | None, Plan]]) -> AllDecided:
    """Each has a key of its own, made of the request's and its place, so that a repetition decides
    nothing twice; each is answered alone."""
    key = idempotency_key(request)
    hashed = body_hash(request, await request.body())
    answers = [
        _decide_one(request, employee, month, plan, uuid5(key, str(place)), hashed)
        for place, (employee, month, plan) in enumerate(items)
    ]
    return AllDecided(tuple(await asyncio.gather(*answers)))


async def _decide_one(
    request: ApiRequest,
    employee: FromPath[str],
    month: date | None,
    plan: Plan,
    key: UUID,
    hashed: bytes,
) -> Decided:
    try:
        require_employee(request, request.user, employee, month)
        command = plan.command(key, hashed, request.user.actor, clock.simulated(request))
        committed = await services_of(request).dispatcher.send(command)
    except Refusal as refusal:
        return Decided(problem=problem_of(refusal, texts.language_of(request)))
    return Decided(position=committed.position)
