"""The calendar of a year: holidays, cuti bersama, outages, and the days that ended."""

from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.identifiers import parse_code, parse_date, parse_text
from domain.refusals import Refusal, Unknown
from domain.work_pattern import Session
from domain.work_pattern_rules import check_sessions

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


class HolidayUnknown(Unknown):
    code = "holiday_unknown"
    field = "on"


class OutageUnknown(Unknown):
    code = "outage_unknown"
    field = "on"


class DayNotOver(Refusal):
    code = "day_not_over"
    field = "on"


def declare_holiday(
    state: Calendar,
    *,
    on: date,
    kind: HolidayKind,
    name: str,
    source: str = "",
    sessions: tuple[Session, ...] = (),
) -> tuple[CalendarEvent, ...]:
    """Also for days that have passed; another declaration for the date replaces the first."""
    event = HolidayDeclared(
        on=parse_date(on, "on"),
        kind=kind,
        name=parse_text(name, "name"),
        source=source.strip(),
        sessions=check_sessions(sessions, "sessions"),
    )
    return () if holiday_on(state, on) == event else (event,)


def withdraw_holiday(state: Calendar, *, on: date) -> tuple[CalendarEvent, ...]:
    if holiday_on(state, on) is None:
        raise HolidayUnknown(on=on.isoformat())
    return (HolidayWithdrawn(on=on),)


def declare_outage(
    state: Calendar, *, on: date, reason: str, opd: str = ""
) -> tuple[CalendarEvent, ...]:
    """Of one OPD, or of the whole regency when `opd` is left out."""
    code = parse_code(opd, "opd") if opd else ""
    event = OutageDeclared(on=parse_date(on, "on"), reason=parse_text(reason, "reason"), opd=code)
    return () if Outage(on, code, event.reason) in state.outages else (event,)


def withdraw_outage(state: Calendar, *, on: date, opd: str = "") -> tuple[CalendarEvent, ...]:
    if not any((outage.on, outage.opd) == (on, opd) for outage in state.outages):
        raise OutageUnknown(on=on.isoformat(), opd=opd)
    return (OutageWithdrawn(on=on, opd=opd),)


def end_day(state: Calendar, *, on: date, today: date) -> tuple[CalendarEvent, ...]:
    """`today` is the date in the regency's zone."""
    if on >= today:
        raise DayNotOver(on=on.isoformat())
    return () if on in state.ended else (DayEnded(on=on),)
