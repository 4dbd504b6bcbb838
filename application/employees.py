"""Commands about an employee: identity, posting, service, allowance and phone."""

import secrets
from base64 import b32encode
from collections.abc import Callable, Sequence
from datetime import date

from application.nips import taking
from application.plan import Form, Plan, fields, on
from domain import employee_commands, employee_device, employee_pay
from domain.employee import (
    ActingKind,
    EmployeeEntry,
    Employment,
    RetirementReason,
    TppComponent,
    TugasBelajarKind,
    UnpaidReason,
)
from domain.employee_state import Employee, evolve
from domain.event import Event
from domain.identifiers import parse_nip
from domain.personal import NOTHING_PERSONAL, Personal
from domain.reference_checks import (
    require_free_nip,
    require_in_service,
    require_office,
    require_opd,
    require_pattern,
)
from domain.references import References
from domain.streams import employee_stream

_NOBODY = Employee()


class RegisterEmployee(Form):
    name: str
    employment: Employment
    opd: str
    office: str
    pattern: str
    from_on: date
    nip: str | None = None


class ChangeNip(Form):
    nip: str
    from_on: date


class CorrectName(Form):
    name: str


class Transfer(Form):
    opd: str
    office: str
    from_on: date


class ChangeEmployment(Form):
    employment: Employment
    from_on: date


class Enrol(Form):
    from_on: date
    phase: str = ""


class AssignPattern(Form):
    pattern: str
    from_on: date


class AssignSupervisor(Form):
    supervisor: str
    from_on: date


class Retire(Form):
    from_on: date
    reason: RetirementReason


class Reinstate(Form):
    from_on: date
    reason: str


class WithdrawEntry(Form):
    entry: EmployeeEntry
    from_on: date
    reason: str


class SetTppBase(Form):
    from_month: date
    rupiah: int
    grade: int
    components: tuple[TppComponent, ...] = ()


class WithholdTpp(Form):
    from_month: date
    reason: UnpaidReason
    until_month: date | None = None


class LiftWithholding(Form):
    from_month: date
    reason: UnpaidReason


class StartActing(Form):
    acting: str
    kind: ActingKind
    post_rupiah: int
    from_on: date
    until_on: date | None = None


class EndActing(Form):
    acting: str
    until_on: date


class StartTugasBelajar(Form):
    kind: TugasBelajarKind
    from_on: date
    until_on: date | None = None


class EndTugasBelajar(Form):
    until_on: date


class ReleaseDevice(Form):
    device: str
    reason: str


def register(references: References, form: RegisterEmployee) -> Plan:
    employee = b32encode(secrets.token_bytes(10)).decode().lower()

    def decide(state: Employee) -> Sequence[Event]:
        require_opd(references, form.opd)
        require_office(references, form.office, form.from_on)
        require_pattern(references, form.pattern, form.from_on)
        events = employee_commands.register(state, **fields(form))
        if form.nip:
            require_free_nip(references, parse_nip(form.nip), employee)
        return events

    stream = employee_stream(employee)
    plan = on(stream, evolve, _NOBODY, decide, employee=employee)
    return taking(references, form.nip, plan)


def change_nip(references: References, employee: str, form: ChangeNip) -> Plan:
    def decide(state: Employee) -> Sequence[Event]:
        events = employee_commands.change_nip(state, **fields(form))
        require_free_nip(references, parse_nip(form.nip), employee)
        return events

    return taking(references, form.nip, _plan(employee, decide))


def correct_name(employee: str, form: CorrectName) -> Plan:
    return _plan(employee, lambda state: employee_commands.correct_name(state, **fields(form)))


def transfer(references: References, employee: str, form: Transfer) -> Plan:
    def decide(state: Employee) -> Sequence[Event]:
        require_opd(references, form.opd)
        require_office(references, form.office, form.from_on)
        return employee_commands.transfer(state, **fields(form))

    return _plan(employee, decide)


def change_employment(employee: str, form: ChangeEmployment) -> Plan:
    return _plan(employee, lambda state: employee_commands.change_employment(state, **fields(form)))


def enrol(employee: str, form: Enrol) -> Plan:
    return _plan(employee, lambda state: employee_commands.enrol(state, **fields(form)))


def assign_pattern(references: References, employee: str, form: AssignPattern) -> Plan:
    def decide(state: Employee) -> Sequence[Event]:
        require_pattern(references, form.pattern, form.from_on)
        return employee_commands.assign_pattern(state, **fields(form))

    return _plan(employee, decide)


def assign_supervisor(references: References, employee: str, form: AssignSupervisor) -> Plan:
    def decide(state: Employee) -> Sequence[Event]:
        require_in_service(references, form.supervisor, form.from_on, "supervisor")
        return employee_commands.assign_supervisor(state, employee=employee, **fields(form))

    return _plan(employee, decide)


def retire(employee: str, form: Retire) -> Plan:
    return _plan(employee, lambda state: employee_commands.retire(state, **fields(form)))


def reinstate(employee: str, form: Reinstate) -> Plan:
    return _plan(employee, lambda state: employee_commands.reinstate(state, **fields(form)))


def withdraw_entry(employee: str, form: WithdrawEntry) -> Plan:
    return _plan(employee, lambda state: employee_commands.withdraw_entry(state, **fields(form)))


def set_tpp_base(employee: str, form: SetTppBase) -> Plan:
    return _plan(employee, lambda state: employee_pay.set_tpp_base(state, **fields(form)))


def withhold_tpp(employee: str, form: WithholdTpp) -> Plan:
    return _plan(employee, lambda state: employee_pay.withhold(state, **fields(form)))


def lift_withholding(employee: str, form: LiftWithholding) -> Plan:
    return _plan(employee, lambda state: employee_pay.lift_withholding(state, **fields(form)))


def start_acting(employee: str, form: StartActing) -> Plan:
    return _plan(employee, lambda state: employee_pay.start_acting(state, **fields(form)))


def end_acting(employee: str, form: EndActing) -> Plan:
    return _plan(employee, lambda state: employee_pay.end_acting(state, **fields(form)))


def start_tugas_belajar(employee: str, form: StartTugasBelajar) -> Plan:
    return _plan(employee, lambda state: employee_pay.start_tugas_belajar(state, **fields(form)))


def end_tugas_belajar(employee: str, form: EndTugasBelajar) -> Plan:
    return _plan(employee, lambda state: employee_pay.end_tugas_belajar(state, **fields(form)))


def bind_device(references: References, employee: str, device: str, name: str) -> Plan:
    """`device` is the hash of the installation's id; `name` what the phone calls itself."""
    personal = Personal(device=name) if name else NOTHING_PERSONAL

    def decide(state: Employee) -> Sequence[Event]:
        holder = references.device_holder(device)
        return employee_device.bind_device(
            state, employee=employee, device=device, holder=holder, personal=personal
        )

    return _plan(employee, decide)


def release_device(employee: str, form: ReleaseDevice) -> Plan:
    return _plan(employee, lambda state: employee_device.release_device(state, **fields(form)))


def _plan(employee: str, decide: Callable[[Employee], Sequence[Event]]) -> Plan:
    return on(employee_stream(employee), evolve, _NOBODY, decide)
