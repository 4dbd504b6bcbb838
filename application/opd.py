"""Commands about an OPD and its head."""

from datetime import date

from application.plan import Form, Plan, fields, on
from domain import opd
from domain.event import Event
from domain.opd import Opd
from domain.reference_checks import require_in_service
from domain.references import References
from domain.streams import opd_stream

_NONE = Opd()


class EstablishOpd(Form):
    code: str
    name: str


class RenameOpd(Form):
    name: str


class AppointHead(Form):
    employee: str
    from_on: date


class DischargeHead(Form):
    from_on: date


def establish(form: EstablishOpd) -> Plan:
    stream = opd_stream(form.code)
    return on(stream, opd.evolve, _NONE, lambda state: opd.establish(state, **fields(form)))


def rename(code: str, form: RenameOpd) -> Plan:
    stream = opd_stream(code)
    return on(stream, opd.evolve, _NONE, lambda state: opd.rename(state, **fields(form)))


def appoint_head(references: References, code: str, form: AppointHead) -> Plan:
    def decide(state: Opd) -> tuple[Event, ...]:
        require_in_service(references, form.employee, form.from_on, "employee")
        return opd.appoint_head(state, **fields(form))

    return on(opd_stream(code), opd.evolve, _NONE, decide)


def discharge_head(code: str, form: DischargeHead) -> Plan:
    stream = opd_stream(code)
    return on(stream, opd.evolve, _NONE, lambda state: opd.discharge_head(state, **fields(form)))
