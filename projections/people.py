"""Asks the directories: employees, offices and OPD as they stand on a date."""

from datetime import date
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

_HOLDS = "from_on <= %(on)s AND COALESCE(until_on, 'infinity') >= %(on)s"
_PEOPLE = f"""
SELECT * FROM views.employee_directory
WHERE {_HOLDS} AND employed AND employee > %(after)s
    AND (%(opd)s::text IS NULL OR opd = %(opd)s)
    AND (%(search)s = '' OR lower(name) LIKE %(like)s OR nip LIKE %(nip)s)
ORDER BY employee LIMIT %(limit)s
"""
_PERSON = f"SELECT * FROM views.employee_directory WHERE employee = %(employee)s AND {_HOLDS}"
_HISTORY = "SELECT * FROM views.employee_directory WHERE employee = %s ORDER BY from_on"
_OFFICES = f"SELECT * FROM views.office_directory WHERE {_HOLDS} ORDER BY office"
_OPDS = f"""
SELECT o.opd, o.name, NULLIF(h.head, '') AS head FROM views.opd_directory AS o
LEFT JOIN (SELECT * FROM views.opd_head WHERE {_HOLDS}) AS h ON h.opd = o.opd ORDER BY o.opd
"""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One time of an employee's; `until_on` (inclusive) None is open."""

    employee: str
    from_on: date
    until_on: date | None
    name: str
    nip: str | None
    employment: str | None
    opd: str
    office: str
    pattern: str
    supervisor: str | None
    employed: bool
    enrolled: bool


class OfficeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`geojson` is JSON text, null where the area is a point with a radius."""

    office: str
    from_on: date
    until_on: date | None
    name: str
    opd: str
    zone: str
    open: bool
    latitude: float | None
    longitude: float | None
    radius_m: int | None
    geojson: str | None


class OpdEntry(msgspec.Struct, frozen=True, kw_only=True):
    opd: str
    name: str
    head: str | None


def employees_of(
    connection: psycopg.Connection[Any],
    on: date,
    *,
    opd: str | None = None,
    search: str = "",
    after: str = "",
    limit: int = 100,
) -> list[Person]:
    """Those in service on the date, by id; `search` is the beginning of a name or of a NIP."""
    begins = search.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    wanted = {"on": on, "opd": opd, "after": after, "limit": limit, "search": search}
    wanted |= {"like": f"{begins}%", "nip": f"{begins}%"}
    with connection.cursor(row_factory=class_row(Person), binary=True) as cursor:
        return cursor.execute(_PEOPLE, wanted).fetchall()


def person_on(connection: psycopg.Connection[Any], employee: str, on: date) -> Person | None:
    with connection.cursor(row_factory=class_row(Person), binary=True) as cursor:
        return cursor.execute(_PERSON, {"employee": employee, "on": on}).fetchone()


def person_history(connection: psycopg.Connection[Any], employee: str) -> list[Person]:
    with connection.cursor(row_factory=class_row(Person), binary=True) as cursor:
        return cursor.execute(_HISTORY, (employee,)).fetchall()


def offices_on(connection: psycopg.Connection[Any], on: date) -> list[OfficeEntry]:
    with connection.cursor(row_factory=class_row(OfficeEntry), binary=True) as cursor:
        return cursor.execute(_OFFICES, {"on": on}).fetchall()


def opds_on(connection: psycopg.Connection[Any], on: date) -> list[OpdEntry]:
    with connection.cursor(row_factory=class_row(OpdEntry), binary=True) as cursor:
        return cursor.execute(_OPDS, {"on": on}).fetchall()
