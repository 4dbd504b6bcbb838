"""An employee as of a date: name, NIP, posting, pattern, phone."""

from datetime import date
from typing import Final

import msgspec
from litestar import get
from litestar.params import FromPath, FromQuery

from api import clock
from api.identity import may
from api.services import ApiRequest, references_of
from domain.dated import at
from domain.employee_state import Employee
from domain.reference_checks import require_employee
from domain.references import References


class EmployeeCard(msgspec.Struct, frozen=True, kw_only=True):
    """An employee as of a date; `devices` are hashes of installation numbers."""

    employee: str
    name: str
    nip: str | None
    employment: str | None
    opd: str
    office: str
    pattern: str
    supervisor: str | None
    in_service: bool
    enrolled_from: date | None
    devices: tuple[str, ...]


@get(
    "/v1/employees/{employee:str}",
    allow=may(
        employee="own",
        opd_head="opd",
        bkpsdm="all",
        kominfo="all",
        auditor="all",
        finance="all",
    ),
    tags=["Pegawai"],
    summary="Data pegawai pada suatu tanggal",
)
async def show(
    request: ApiRequest, employee: FromPath[str], on: FromQuery[date | None] = None
) -> EmployeeCard:
    references = references_of(request)
    known = require_employee(references, employee)
    return _card(references, employee, known, on or clock.today(request))


ROUTES: Final = (show,)


def _card(references: References, employee: str, known: Employee, on: date) -> EmployeeCard:
    duty = references.duty_on(employee, on)
    return EmployeeCard(
        employee=employee,
        name=known.name,
        nip=at(known.nips, on),
        employment=at(known.employments, on),
        opd=duty.opd,
        office=duty.office,
        pattern=duty.pattern,
        supervisor=at(known.supervisors, on),
        in_service=known.serves_on(on),
        enrolled_from=known.enrolled_from,
        devices=known.devices,
    )
