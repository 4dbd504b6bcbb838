"""Commands about a month's figures: closed by finance, reopened with a reason."""

from datetime import date

import msgspec

from application.plan import Form, Plan, fields, on
from domain import period
from domain.period import Period
from domain.streams import period_stream

_OPEN = Period()


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What the month's view says; `position` is the last event that it knows."""

    position: int
    employees: int
    gross_rupiah: int
    deduction_rupiah: int
    net_rupiah: int


class ReopenPeriod(Form):
    reason: str


def close(month: date, totals: Totals, today: date) -> Plan:
    figures = {name: getattr(totals, name) for name in totals.__struct_fields__}
    return on(
        period_stream(month),
        period.evolve,
        _OPEN,
        lambda state: period.close(state, month=month, today=today, **figures),
    )


def reopen(month: date, form: ReopenPeriod) -> Plan:
    return on(
        period_stream(month),
        period.evolve,
        _OPEN,
        lambda state: period.reopen(state, month=month, **fields(form)),
    )
