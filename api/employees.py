"""Employees, for BKPSDM: registered, posted, paid, enrolled; each change with its date."""

from typing import Final

from litestar import Response, post
from litestar.params import FromPath, JSONBody

from api.commands import Accepted, answered, execute, send
from api.identity import may
from api.services import ApiRequest, references_of
from application import employees
from application.employees import (
    AssignPattern,
    AssignSupervisor,
    ChangeEmployment,
    ChangeNip,
    CorrectName,
    EndActing,
    EndTugasBelajar,
    Enrol,
    LiftWithholding,
    RegisterEmployee,
    Reinstate,
    ReleaseDevice,
    Retire,
    SetTppBase,
    StartActing,
    StartTugasBelajar,
    Transfer,
    WithdrawEntry,
    WithholdTpp,
)

TAGS: Final = ["Pegawai"]
BKPSDM: Final = may(bkpsdm="all")


class Registered(Accepted, frozen=True, kw_only=True):
    employee: str


@post(
    "/v1/employees",
    allow=BKPSDM,
    tags=TAGS,
    summary="Daftarkan pegawai baru",
    description="Jawaban memuat id pegawai yang tetap, juga bila NIP berubah kelak.",
)
async def register(request: ApiRequest, data: JSONBody[RegisterEmployee]) -> Response[Registered]:
    plan = employees.register(references_of(request), data)
    return answered(await send(request, plan), Registered)


@post("/v1/employees/{employee:str}/nips", allow=BKPSDM, tags=TAGS, summary="NIP berubah")
async def change_nip(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[ChangeNip]
) -> Response[Accepted]:
    return await execute(request, employees.change_nip(references_of(request), employee, data))


@post("/v1/employees/{employee:str}/names", allow=BKPSDM, tags=TAGS, summary="Perbaiki nama")
async def correct_name(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[CorrectName]
) -> Response[Accepted]:
    return await execute(request, employees.correct_name(employee, data))


@post("/v1/employees/{employee:str}/transfers", allow=BKPSDM, tags=TAGS, summary="Mutasi antar-OPD")
async def transfer(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[Transfer]
) -> Response[Accepted]:
    return await execute(request, employees.transfer(references_of(request), employee, data))


@post(
    "/v1/employees/{employee:str}/employments",
    allow=BKPSDM,
    tags=TAGS,
    summary="Status kepegawaian berubah",
)
async def change_employment(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[ChangeEmployment]
) -> Response[Accepted]:
    return await execute(request, employees.change_employment(employee, data))


@post(
    "/v1/employees/{employee:str}/enrolments",
    allow=BKPSDM,
    tags=TAGS,
    summary="Wajib presensi dengan ponsel mulai tanggal ini",
)
async def enrol(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[Enrol]
) -> Response[Accepted]:
    return await execute(request, employees.enrol(employee, data))


@post("/v1/employees/{employee:str}/patterns", allow=BKPSDM, tags=TAGS, summary="Pola kerja")
async def assign_pattern(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[AssignPattern]
) -> Response[Accepted]:
    return await execute(request, employees.assign_pattern(references_of(request), employee, data))


@post("/v1/employees/{employee:str}/supervisors", allow=BKPSDM, tags=TAGS, summary="Atasan")
async def assign_supervisor(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[AssignSupervisor]
) -> Response[Accepted]:
    plan = employees.assign_supervisor(references_of(request), employee, data)
    return await execute(request, plan)


@post("/v1/employees/{employee:str}/retirements", allow=BKPSDM, tags=TAGS, summary="Berhenti")
async def retire(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[Retire]
) -> Response[Accepted]:
    return await execute(request, employees.retire(employee, data))


@post("/v1/employees/{employee:str}/reinstatements", allow=BKPSDM, tags=TAGS, summary="Aktif lagi")
async def reinstate(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[Reinstate]
) -> Response[Accepted]:
    return await execute(request, employees.reinstate(employee, data))


@post(
    "/v1/employees/{employee:str}/entry-withdrawals",
    allow=BKPSDM,
    tags=TAGS,
    summary="Tarik data yang keliru tanggalnya",
)
async def withdraw_entry(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[WithdrawEntry]
) -> Response[Accepted]:
    return await execute(request, employees.withdraw_entry(employee, data))


@post("/v1/employees/{employee:str}/tpp-bases", allow=BKPSDM, tags=TAGS, summary="Besaran TPP")
async def set_tpp_base(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[SetTppBase]
) -> Response[Accepted]:
    return await execute(request, employees.set_tpp_base(employee, data))


@post(
    "/v1/employees/{employee:str}/tpp-withholdings",
    allow=BKPSDM,
    tags=TAGS,
    summary="TPP tidak dibayarkan",
)
async def withhold_tpp(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[WithholdTpp]
) -> Response[Accepted]:
    return await execute(request, employees.withhold_tpp(employee, data))


@post(
    "/v1/employees/{employee:str}/tpp-withholdings/lifted",
    allow=BKPSDM,
    tags=TAGS,
    summary="TPP dibayarkan lagi",
)
async def lift_withholding(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[LiftWithholding]
) -> Response[Accepted]:
    return await execute(request, employees.lift_withholding(employee, data))


@post("/v1/employees/{employee:str}/actings", allow=BKPSDM, tags=TAGS, summary="Mulai Plt/Plh")
async def start_acting(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[StartActing]
) -> Response[Accepted]:
    return await execute(request, employees.start_acting(employee, data))


@post(
    "/v1/employees/{employee:str}/actings/ended", allow=BKPSDM, tags=TAGS, summary="Akhir Plt/Plh"
)
async def end_acting(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[EndActing]
) -> Response[Accepted]:
    return await execute(request, employees.end_acting(employee, data))


@post(
    "/v1/employees/{employee:str}/tugas-belajar",
    allow=BKPSDM,
    tags=TAGS,
    summary="Mulai tugas belajar",
)
async def start_tugas_belajar(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[StartTugasBelajar]
) -> Response[Accepted]:
    return await execute(request, employees.start_tugas_belajar(employee, data))


@post(
    "/v1/employees/{employee:str}/tugas-belajar/ended",
    allow=BKPSDM,
    tags=TAGS,
    summary="Akhir tugas belajar",
)
async def end_tugas_belajar(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[EndTugasBelajar]
) -> Response[Accepted]:
    return await execute(request, employees.end_tugas_belajar(employee, data))


@post(
    "/v1/employees/{employee:str}/device-releases",
    allow=may(kominfo="all", bkpsdm="all"),
    tags=["Diskominfo"],
    summary="Lepaskan ponsel, agar ponsel baru dapat didaftarkan",
)
async def release_device(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[ReleaseDevice]
) -> Response[Accepted]:
    return await execute(request, employees.release_device(employee, data))


ROUTES: Final = (
    register,
    change_nip,
    correct_name,
    transfer,
    change_employment,
    enrol,
    assign_pattern,
    assign_supervisor,
    retire,
    reinstate,
    withdraw_entry,
    set_tpp_base,
    withhold_tpp,
    lift_withholding,
    start_acting,
    end_acting,
    start_tugas_belajar,
    end_tugas_belajar,
    release_device,
)
