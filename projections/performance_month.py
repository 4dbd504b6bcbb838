"""Asks about performance: the entries of a month and their sums."""

from datetime import date
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

_ENTRIES = """
SELECT * FROM views.performance_entry WHERE employee = %s AND month = %s ORDER BY "on", entry
"""
_SUMS = "SELECT * FROM views.performance_month WHERE employee = %s AND month = %s"
_WAITING = """
SELECT e.* FROM views.performance_entry AS e
JOIN views.employee_directory AS p ON p.employee = e.employee
    AND p.from_on <= e."on" AND COALESCE(p.until_on, 'infinity') >= e."on"
WHERE e.status = 'recorded' AND p.supervisor = %s AND e.month = %s
ORDER BY e."on", e.employee, e.entry
"""


class PerformanceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`status`: recorded, verified, returned or withdrawn. `event` is the last one about it."""

    employee: str
    month: date
    entry: str
    on: date
    status: str
    minutes: int
    quantity: int
    unit: str
    attachment: str
    event: int
    decided_by: str | None


class SealedEntry(PerformanceEntry, frozen=True, kw_only=True):
    """With its text, `personal`, sealed under the employee's key and bound to the stream."""

    personal: bytes


class PerformanceSums(msgspec.Struct, frozen=True, kw_only=True):
    """`minutes` of verified entries; `entries` made and not withdrawn; `unfit`: returned ones."""

    employee: str
    month: date
    predicate: str | None
    event: int | None
    minutes: int
    entries: int
    unfit: int


def entries_of(
    connection: psycopg.Connection[Any], employee: str, month: date
) -> list[SealedEntry]:
    with connection.cursor(row_factory=class_row(SealedEntry), binary=True) as cursor:
        return cursor.execute(_ENTRIES, (employee, month)).fetchall()


def performance_of(
    connection: psycopg.Connection[Any], employee: str, month: date
) -> PerformanceSums | None:
    with connection.cursor(row_factory=class_row(PerformanceSums), binary=True) as cursor:
        return cursor.execute(_SUMS, (employee, month)).fetchone()


def waiting_for(
    connection: psycopg.Connection[Any], supervisor: str, month: date
) -> list[SealedEntry]:
    """Entries of the supervisor's people that are neither verified nor returned."""
    with connection.cursor(row_factory=class_row(SealedEntry), binary=True) as cursor:
        return cursor.execute(_WAITING, (supervisor, month)).fetchall()
