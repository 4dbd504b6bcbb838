"""Commands about leave (cuti): requested, decided, withdrawn."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from application.plan import Form, Plan, fields, on
from domain import cuti
from domain.cuti import Cuti, CutiKind
from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Personal, Sealable
from domain.reference_checks import require_employee
from domain.references import References
from domain.streams import cuti_stream

_NONE = Cuti()


class RequestCuti(Form):
    """`cuti` is the client's name for it, such as a UUID; `document` a stored file's SHA-256."""

    cuti: str
    kind: CutiKind
    from_on: date
    until_on: date
    child: int | None = None
    document: str = ""
    note: str = ""


class WithdrawCuti(Form):
    from_on: date


def request(references: References, employee: str, form: RequestCuti) -> Plan:
    asked = fields(form)
    personal = _noted(asked.pop("note"))

    def decide(state: Cuti) -> Sequence[Event]:
        require_employee(references, employee)
        others = _others(references, employee)
        return cuti.request(state, others=others, personal=personal, **asked)

    return _plan(employee, form.cuti, decide)


def approve(references: References, employee: str, request_id: str, by: str) -> Plan:
    def decide(state: Cuti) -> Sequence[Event]:
        return cuti.approve(state, employee=employee, by=by, others=_others(references, employee))

    return _plan(employee, request_id, decide)


def refuse(employee: str, request_id: str, by: str, reason: str) -> Plan:
    return _plan(
        employee,
        request_id,
        lambda state: cuti.refuse(state, employee=employee, by=by, reason=reason),
    )


def withdraw(employee: str, request_id: str, form: WithdrawCuti) -> Plan:
    return _plan(employee, request_id, lambda state: cuti.withdraw(state, from_on=form.from_on))


def _plan(employee: str, request_id: str, decide: Callable[[Cuti], Sequence[Event]]) -> Plan:
    return on(cuti_stream(employee, request_id), cuti.evolve, _NONE, decide)


def _noted(note: str) -> Sealable:
    return Personal(note=note) if note else NOTHING_PERSONAL


def _others(references: References, employee: str) -> Iterable[Cuti]:
    return tuple(references.requests(employee).values())
