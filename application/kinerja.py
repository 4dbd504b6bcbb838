"""Commands about performance entries (laporan kinerja) and the month's predicate."""

from collections.abc import Callable, Sequence
from datetime import date

from application.plan import Form, Plan, on
from domain import kinerja_commands
from domain.dated import month_of
from domain.event import Event
from domain.kinerja import Content, KinerjaMonth, Predicate, evolve
from domain.reference_checks import require_employee
from domain.references import References
from domain.streams import kinerja_stream

_NONE = KinerjaMonth()


class RecordKinerja(Form):
    """`entry` is a name that the client makes; `activity` and `note` are kept sealed."""

    entry: str
    on: date
    minutes: int
    quantity: int
    unit: str
    activity: str
    attachment: str = ""
    note: str = ""


class ReviseKinerja(Form):
    minutes: int
    quantity: int
    unit: str
    activity: str
    attachment: str = ""
    note: str = ""


class GivePredicate(Form):
    predicate: Predicate


def record(references: References, employee: str, form: RecordKinerja, today: date) -> Plan:
    month = month_of(form.on)

    def decide(state: KinerjaMonth) -> Sequence[Event]:
        require_employee(references, employee)
        return kinerja_commands.record(
            state,
            month=month,
            entry=form.entry,
            on=form.on,
            content=_content(form),
            activity=form.activity,
            today=today,
            note=form.note,
        )

    return _plan(employee, month, decide)


def revise(employee: str, month: date, entry: str, form: ReviseKinerja) -> Plan:
    return _plan(
        employee,
        month,
        lambda state: kinerja_commands.revise(
            state, entry=entry, content=_content(form), activity=form.activity, note=form.note
        ),
    )


def withdraw(employee: str, month: date, entry: str) -> Plan:
    return _plan(employee, month, lambda state: kinerja_commands.withdraw(state, entry=entry))


def verify(employee: str, month: date, entry: str, by: str) -> Plan:
    return _plan(
        employee,
        month,
        lambda state: kinerja_commands.verify(state, entry=entry, employee=employee, by=by),
    )


def give_back(employee: str, month: date, entry: str, by: str, reason: str) -> Plan:
    return _plan(
        employee,
        month,
        lambda state: kinerja_commands.give_back(
            state, entry=entry, employee=employee, by=by, reason=reason
        ),
    )


def give_predicate(
    references: References, employee: str, month: date, form: GivePredicate, by: str, today: date
) -> Plan:
    def decide(state: KinerjaMonth) -> Sequence[Event]:
        require_employee(references, employee)
        return kinerja_commands.give_predicate(
            state, month=month, predicate=form.predicate, employee=employee, by=by, today=today
        )

    return _plan(employee, month, decide)


def _plan(employee: str, month: date, decide: Callable[[KinerjaMonth], Sequence[Event]]) -> Plan:
    return on(kinerja_stream(employee, month), evolve, _NONE, decide)


def _content(form: RecordKinerja | ReviseKinerja) -> Content:
    return Content(form.minutes, form.quantity, form.unit, form.attachment)
