"""The month that finance closes: its figures stay, later differences become adjustments."""

from datetime import date

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
