"""The month that finance closes: its figures stay, later differences become adjustments."""

from datetime import date

import msgspec

from domain.dated import month_after
from domain.event import Event
from domain.identifiers import parse_month, parse_text
from domain.refusals import Refusal


class PeriodClosed(Event):
    """`position` is the last event that the figures know; totals are in rupiah."""

    month: date
    position: int
    employees: int
    gross_rupiah: int
    deduction_rupiah: int
    net_rupiah: int


class PeriodReopened(Event):
    month: date
    reason: str


PeriodEvent = PeriodClosed | PeriodReopened


class Period(msgspec.Struct, frozen=True, kw_only=True):
    closed: PeriodClosed | None = None
    closings: int = 0


def evolve(state: Period, event: Event) -> Period:
    match event:
        case PeriodClosed():
            return Period(closed=event, closings=state.closings + 1)
        case PeriodReopened():
            return Period(closings=state.closings)
        case _:
            return state


class MonthNotOver(Refusal):
    code = "month_not_over"
    field = "month"


class MonthAlreadyClosed(Refusal):
    code = "month_already_closed"
    field = "month"


class MonthNotClosed(Refusal):
    code = "month_not_closed"
    field = "month"


class TotalsImplausible(Refusal):
    """Counts and amounts are not negative, and nobody is paid more than the gross."""

    code = "totals_implausible"


def close(
    state: Period,
    *,
    month: date,
    position: int,
    employees: int,
    gross_rupiah: int,
    deduction_rupiah: int,
    net_rupiah: int,
    today: date,
) -> tuple[PeriodEvent, ...]:
    """The same closing again changes nothing; other figures need a reopening first."""
    event = PeriodClosed(
        month=parse_month(month, "month"),
        position=position,
        employees=employees,
        gross_rupiah=gross_rupiah,
        deduction_rupiah=deduction_rupiah,
        net_rupiah=net_rupiah,
    )
    if state.closed == event:
        return ()
    if state.closed:
        raise MonthAlreadyClosed(month=month.isoformat())
    if today < month_after(month):
        raise MonthNotOver(month=month.isoformat())
    if min(position, employees, gross_rupiah, deduction_rupiah) < 0:
        raise TotalsImplausible
    return (event,)


def reopen(state: Period, *, month: date, reason: str) -> tuple[PeriodEvent, ...]:
    if state.closed is None:
        raise MonthNotClosed(month=month.isoformat())
    return (PeriodReopened(month=state.closed.month, reason=parse_text(reason, "reason")),)
