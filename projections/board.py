"""The board of an OPD: who is late, absent, pending or on leave; a day or a month."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import msgspec
import psycopg
from psycopg.rows import class_row

from domain.dated import month_after

State = Literal["off", "cuti", "absent", "pending", "late", "present", "expected"]

_LATE_S = """
(SELECT COALESCE(sum(s.at_s - s.due_s), 0) FROM unnest(d.role, d.due_s, d.at_s, d.mark)
    AS s (role, due_s, at_s, mark)
WHERE s.role = 'arrival' AND s.mark IN ('phone', 'manual') AND s.at_s > s.due_s)
"""
_ATTENDED = "array_remove(d.mark, NULL) <> '{}'"
_STATE = f"""
CASE
    WHEN d.cuti IS NOT NULL THEN 'cuti'
    WHEN NOT COALESCE(d.expected, true) AND NOT {_ATTENDED} THEN 'off'
    WHEN 'pending' = ANY(d.mark) THEN 'pending'
    WHEN d.expected AND d.ended AND NOT {_ATTENDED} THEN 'absent'
    WHEN {_LATE_S} >= 60 THEN 'late'
    WHEN {_ATTENDED} THEN 'present'
    ELSE 'expected'
END
"""
_BOARD = f"""
SELECT p.employee, p.name, p.nip, p.employment, {_STATE} AS state,
    COALESCE(d.status, '') AS status, d.cuti, COALESCE(d.expected, false) AS expected,
    COALESCE(d.ended, false) AS ended, ({_LATE_S} / 60)::int AS late_minutes,
    COALESCE(d.session, '{{}}') AS session, COALESCE(d.due_s, '{{}}') AS due_s,
    COALESCE(d.at_s, '{{}}') AS at_s, COALESCE(d.mark, '{{}}') AS mark
FROM views.employee_directory AS p
LEFT JOIN views.attendance_day AS d ON d.employee = p.employee AND d."on" = %(on)s
WHERE p.opd = %(opd)s AND p.employed
    AND p.from_on <= %(on)s AND COALESCE(p.until_on, 'infinity') >= %(on)s
ORDER BY p.name, p.employee
"""
_COUNTS = f"""
SELECT opd, state, count(*)::int FROM (
    SELECT p.opd, {_STATE} AS state
    FROM views.employee_directory AS p
    LEFT JOIN views.attendance_day AS d ON d.employee = p.employee AND d."on" = %(on)s
    WHERE p.employed AND p.from_on <= %(on)s AND COALESCE(p.until_on, 'infinity') >= %(on)s
) AS b GROUP BY opd, state
"""
_MONTH = f"""
SELECT t.employee, p.name, p.nip, t.employment, t.late_minutes, t.late_count, t.early_minutes,
    t.missing_count, t.absent_days, t.cut_rupiah, t.shadow_rupiah,
    COALESCE(days.present, 0) AS present_days, COALESCE(days.cuti, 0) AS cuti_days,
    COALESCE(days.pending, 0) AS pending_days
FROM views.tpp_deduction AS t
LEFT JOIN LATERAL (
    SELECT name, nip FROM views.employee_directory AS p
    WHERE p.employee = t.employee AND p.from_on < %(next)s ORDER BY p.from_on DESC LIMIT 1
) AS p ON true
LEFT JOIN (
    SELECT d.employee, count(*) FILTER (WHERE {_ATTENDED})::int AS present,
        count(*) FILTER (WHERE d.cuti IS NOT NULL)::int AS cuti,
        count(*) FILTER (WHERE 'pending' = ANY(d.mark))::int AS pending
    FROM views.attendance_day AS d
    WHERE d.opd = %(opd)s AND d."on" >= %(month)s AND d."on" < %(next)s
    GROUP BY d.employee
) AS days ON days.employee = t.employee
WHERE t.month = %(month)s AND t.opd = %(opd)s
ORDER BY p.name, t.employee
"""


class BoardRow(msgspec.Struct, frozen=True, kw_only=True):
    """Someone in service at the OPD on the date. `expected`: on duty, and nothing seen so far.

    `late_minutes` are of arrivals after their due time, before any tolerance. The four lists are
    parallel, in seconds from local midnight; `at_s` is null where there is no record.
    """

    employee: str
    name: str
    nip: str | None
    employment: str | None
    state: State
    status: str
    cuti: str | None
    expected: bool
    ended: bool
    late_minutes: int
    session: list[str]
    due_s: list[int | None]
    at_s: list[int | None]
    mark: list[str | None]


class MonthRow(msgspec.Struct, frozen=True, kw_only=True):
    """An employee's month at the OPD; days are of this OPD, figures of the whole month."""

    employee: str
    name: str | None
    nip: str | None
    employment: str | None
    late_minutes: int
    late_count: int
    early_minutes: int
    missing_count: int
    absent_days: int
    present_days: int
    cuti_days: int
    pending_days: int
    cut_rupiah: int
    shadow_rupiah: int


def board_of(
    connection: psycopg.Connection[Any], opd: str, on: date, states: Sequence[State] = ()
) -> list[BoardRow]:
    """Everyone of the OPD on the date, or only those in the states named, by name."""
    with connection.cursor(row_factory=class_row(BoardRow)) as cursor:
        rows = cursor.execute(_BOARD, {"opd": opd, "on": on}).fetchall()
    return [row for row in rows if not states or row.state in states]


def late_in(connection: psycopg.Connection[Any], opd: str, on: date) -> list[BoardRow]:
    """Who came late to the OPD on the date, the latest first."""
    late = [row for row in board_of(connection, opd, on) if row.late_minutes > 0]
    return sorted(late, key=lambda row: -row.late_minutes)


def states_of(connection: psycopg.Connection[Any], on: date) -> dict[str, dict[str, int]]:
    """How many of each OPD are in each state on the date."""
    counts: dict[str, dict[str, int]] = {}
    for opd, state, number in connection.execute(_COUNTS, {"on": on}):
        counts.setdefault(opd, {})[state] = number
    return counts


def opd_month(connection: psycopg.Connection[Any], opd: str, month: date) -> list[MonthRow]:
    """Those who are paid at the OPD for the month, by name."""
    wanted = {"opd": opd, "month": month, "next": month_after(month)}
    with connection.cursor(row_factory=class_row(MonthRow)) as cursor:
        return cursor.execute(_MONTH, wanted).fetchall()
