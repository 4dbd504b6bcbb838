"""Asks about special attendance: the inbox of the heads, and what is overdue."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

_ROWS = """
SELECT s.*, p.name, p.nip, p.opd
FROM views.special_attendance AS s
JOIN views.employee_directory AS p ON p.employee = s.employee
    AND p.from_on <= s."on" AND COALESCE(p.until_on, 'infinity') >= s."on"
"""
_INBOX = f"""
{_ROWS}
WHERE s.status = 'pending' AND (%(opds)s::text[] IS NULL OR p.opd = ANY(%(opds)s))
    AND (s."on", s.employee, s.special) > (%(on)s, %(employee)s, %(special)s)
ORDER BY s."on", s.employee, s.special LIMIT %(limit)s
"""
_OF_EMPLOYEE = f"""
{_ROWS}
WHERE s.employee = %(employee)s AND s."on" BETWEEN %(from_on)s AND %(until_on)s
ORDER BY s."on", s.special
"""
_COUNT = """
SELECT p.opd, count(*)::int FROM views.special_attendance AS s
JOIN views.employee_directory AS p ON p.employee = s.employee
    AND p.from_on <= s."on" AND COALESCE(p.until_on, 'infinity') >= s."on"
WHERE s.status = 'pending' GROUP BY p.opd
"""
_OVERDUE = """
SELECT employee, "on", special FROM views.special_attendance
WHERE status = 'pending' AND "on" <= %s ORDER BY "on", employee, special
"""


class SpecialAttendance(msgspec.Struct, frozen=True, kw_only=True):
    """`status`: pending, approved, refused, lapsed or voided. Name, NIP and OPD are of the date;
    `event` and `decided_event` are positions."""

    employee: str
    on: date
    special: str
    kind: str
    sessions: list[str]
    at: datetime
    offline: bool
    selfie: str
    attachment: str
    status: str
    version: int
    event: int
    recorded_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decided_event: int | None
    name: str
    nip: str | None
    opd: str


class Cursor(msgspec.Struct, frozen=True):
    """The last row of the page before."""

    on: date = date.min
    employee: str = ""
    special: str = ""


FIRST = Cursor()


def inbox_of(
    connection: psycopg.Connection[Any],
    opds: Sequence[str] | None,
    after: Cursor = FIRST,
    limit: int = 100,
) -> list[SpecialAttendance]:
    """What waits for a decision in these OPD (None: in all), the oldest date first."""
    wanted = {"opds": None if opds is None else list(opds), "limit": limit}
    return _rows(connection, _INBOX, wanted | msgspec.structs.asdict(after))


def special_of(
    connection: psycopg.Connection[Any], employee: str, from_on: date, until_on: date
) -> list[SpecialAttendance]:
    wanted = {"employee": employee, "from_on": from_on, "until_on": until_on}
    return _rows(connection, _OF_EMPLOYEE, wanted)


def pending_by_opd(connection: psycopg.Connection[Any]) -> dict[str, int]:
    return dict(connection.execute(_COUNT).fetchall())


def pending_until(connection: psycopg.Connection[Any], on: date) -> list[tuple[str, date, str]]:
    """Employee, date and identifier of what still waits of this date and of earlier ones."""
    return connection.execute(_OVERDUE, (on,)).fetchall()


def _rows(
    connection: psycopg.Connection[Any], query: str, wanted: dict[str, Any]
) -> list[SpecialAttendance]:
    with connection.cursor(row_factory=class_row(SpecialAttendance), binary=True) as cursor:
        return cursor.execute(query, wanted).fetchall()
