"""Which months are closed, and in which month their later differences are paid."""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from domain.dated import month_after, month_of
from domain.event import Event
from domain.period import PeriodClosed, PeriodReopened

NOTHING: Mapping[date, int] = {}


class Periods(msgspec.Struct, frozen=True, kw_only=True):
    """`closed`: the last position that the figures of each closed month know. `ever`: all months
    that were closed at some time, so that something may be settled about them."""

    closed: Mapping[date, int] = NOTHING
    ever: frozenset[date] = frozenset()

    def evolve(self, event: Event) -> "Periods":
        match event:
            case PeriodClosed():
                month = month_of(event.month)
                closed = {**self.closed, month: event.position}
                return replace(self, closed=closed, ever=self.ever | {month})
            case PeriodReopened():
                month = month_of(event.month)
                return replace(self, closed={m: p for m, p in self.closed.items() if m != month})
            case _:
                return self

    def paid_in(self, about: date) -> date:
        """The month itself while it is open, else the first open one after it."""
        month = about
        while month in self.closed:
            month = month_after(month)
        return month

    def paying(self, month: date) -> list[date]:
        """The closed months whose differences are paid in this open one, in order."""
        return sorted(about for about in self.closed if self.paid_in(about) == month)
