"""The calendar of a year: holidays, cuti bersama, outages, and the days that ended."""

from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.work_pattern import Session

HolidayKind = Literal["holiday", "cuti_bersama"]


class HolidayDeclared(Event):
    """May be declared after the day itself; `source` is the decree.

    `sessions` are held although the day is free, such as the ceremony of 17 August; one for the
    same date replaces it.
    """

    on: date
    kind: HolidayKind
    name: str
    source: str = ""
    sessions: tuple[Session, ...] = ()


class HolidayWithdrawn(Event):
    on: date


class OutageDeclared(Event):
    """The system failed on this date; rules that say so are waived."""

    on: date
    reason: str
    opd: str = ""


class OutageWithdrawn(Event):
    on: date
    opd: str = ""


class DayEnded(Event):
    """The date has passed in the regency's zone: what is missing now is missing.

    The passing of time is an event, so that a replay needs no clock.
    """

    on: date


CalendarEvent = HolidayDeclared | HolidayWithdrawn | OutageDeclared | OutageWithdrawn | DayEnded


class Outage(msgspec.Struct, frozen=True):
    on: date
    opd: str
    reason: str


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    holidays: tuple[HolidayDeclared, ...] = ()
    outages: tuple[Outage, ...] = ()
    ended: frozenset[date] = frozenset()


def evolve(state: Calendar, event: Event) -> Calendar:
    match event:
        case HolidayDeclared():
            return replace(state, holidays=(*_holidays_except(state, event.on), event))
        case HolidayWithdrawn():
            return replace(state, holidays=_holidays_except(state, event.on))
        case OutageDeclared():
            others = _outages_except(state, event.on, event.opd)
            added = Outage(event.on, event.opd, event.reason)
            return replace(state, outages=(*others, added))
        case OutageWithdrawn():
            return replace(state, outages=_outages_except(state, event.on, event.opd))
        case DayEnded():
            return replace(state, ended=state.ended | {event.on})
        case _:
            return state


def _holidays_except(state: Calendar, on: date) -> tuple[HolidayDeclared, ...]:
    return tuple(holiday for holiday in state.holidays if holiday.on != on)


def _outages_except(state: Calendar, on: date, opd: str) -> tuple[Outage, ...]:
    return tuple(outage for outage in state.outages if (outage.on, outage.opd) != (on, opd))


def holiday_on(calendar: Calendar, on: date) -> HolidayDeclared | None:
    return next((holiday for holiday in calendar.holidays if holiday.on == on), None)


def outage_on(calendar: Calendar, on: date, opd: str) -> Outage | None:
    """An outage of this OPD, or of the whole regency."""
    return next((o for o in calendar.outages if o.on == on and o.opd in {"", opd}), None)
