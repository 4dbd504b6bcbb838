"""Asks about the calendar and the work patterns."""

from datetime import date
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

_CALENDAR = """
SELECT * FROM views.work_calendar WHERE "on" BETWEEN %s AND %s ORDER BY "on"
"""
_PATTERNS = """
SELECT * FROM views.work_pattern_directory
WHERE from_on <= %(on)s AND COALESCE(until_on, 'infinity') >= %(on)s ORDER BY pattern
"""
_ENDED = 'SELECT max("on") FROM views.ended_day'


class CalendarDate(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: holiday, cuti_bersama, or null where there is only an outage. `sessions` is JSON:
    what is held although the day is free. The outages are parallel lists; OPD '' is everywhere."""

    on: date
    kind: str | None
    name: str | None
    source: str | None
    sessions: str
    outage_opd: list[str]
    outage_reason: list[str]


class PatternEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`days` and `variants` are JSON."""

    pattern: str
    from_on: date
    until_on: date | None
    name: str
    days: str
    variants: str
    works_on_holidays: bool
    pending_counts_as: str
    lapses_after_days: int | None


def calendar_of(
    connection: psycopg.Connection[Any], from_on: date, until_on: date
) -> list[CalendarDate]:
    """The dates of which the calendar says something, both ends inclusive."""
    with connection.cursor(row_factory=class_row(CalendarDate), binary=True) as cursor:
        return cursor.execute(_CALENDAR, (from_on, until_on)).fetchall()


def patterns_on(connection: psycopg.Connection[Any], on: date) -> list[PatternEntry]:
    with connection.cursor(row_factory=class_row(PatternEntry), binary=True) as cursor:
        return cursor.execute(_PATTERNS, {"on": on}).fetchall()


def last_ended(connection: psycopg.Connection[Any]) -> date | None:
    """The latest date that has ended."""
    row = connection.execute(_ENDED).fetchone()
    return row[0] if row else None
