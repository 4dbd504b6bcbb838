"""The calendar of a year: holidays and cuti bersama, declared and withdrawn, and the days that ended."""

from datetime import date
from typing import Literal

from domain.event import Event

HolidayKind = Literal["holiday", "cuti_bersama"]


class HolidayDeclared(Event):
    """May be declared after the day itself; `source` is the decree."""

    on: date
    kind: HolidayKind
    name: str
    source: str = ""


class HolidayWithdrawn(Event):
    on: date


class OutageDeclared(Event):
    """The system failed on this date; rules that say so are waived."""

    on: date
    reason: str
    opd: str = ""


class DayEnded(Event):
    """The date has passed in the regency's zone: what is missing now is missing.

    The passing of time is an event, so that a replay needs no clock.
    """

    on: date


CalendarEvent = HolidayDeclared | HolidayWithdrawn | OutageDeclared | DayEnded
