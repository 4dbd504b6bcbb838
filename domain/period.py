"""The month that finance closes: its figures stay, later differences become adjustments."""

from datetime import date

import msgspec

from domain.event import Event


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
