"""Commands about the calendar: holidays, outages, and the end of a day."""

from collections.abc import Callable, Sequence
from datetime import date

from application.plan import Form, Plan, fields, on
from domain import calendar
from domain.calendar import Calendar, HolidayKind
from domain.event import Event
from domain.reference_checks import require_opd
from domain.references import References
from domain.streams import calendar_stream
from domain.work_pattern import Session

_NONE = Calendar()


class DeclareHoliday(Form):
    on: date
    kind: HolidayKind
    name: str
    source: str = ""
    sessions: tuple[Session, ...] = ()


class WithdrawHoliday(Form):
    on: date


class DeclareOutage(Form):
    on: date
    reason: str
    opd: str = ""


class WithdrawOutage(Form):
    on: date
    opd: str = ""


class EndDay(Form):
    on: date


def declare_holiday(form: DeclareHoliday) -> Plan:
    return _plan(form.on, lambda state: calendar.declare_holiday(state, **fields(form)))


def withdraw_holiday(form: WithdrawHoliday) -> Plan:
    return _plan(form.on, lambda state: calendar.withdraw_holiday(state, on=form.on))


def declare_outage(references: References, form: DeclareOutage) -> Plan:
    def decide(state: Calendar) -> Sequence[Event]:
        if form.opd:
            require_opd(references, form.opd)
        return calendar.declare_outage(state, **fields(form))

    return _plan(form.on, decide)


def withdraw_outage(form: WithdrawOutage) -> Plan:
    return _plan(form.on, lambda state: calendar.withdraw_outage(state, **fields(form)))


def end_day(form: EndDay, today: date) -> Plan:
    return _plan(form.on, lambda state: calendar.end_day(state, on=form.on, today=today))


def _plan(on_date: date, decide: Callable[[Calendar], Sequence[Event]]) -> Plan:
    return on(calendar_stream(on_date), calendar.evolve, _NONE, decide)
