"""Asks about closed months and what was or will be paid about them later."""

from datetime import date, datetime
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

_PERIODS = "SELECT * FROM views.closed_period"
_HISTORY = "SELECT * FROM views.period_history WHERE month = %s ORDER BY event"
_ADJUSTMENTS = """
SELECT a.*, p.name, p.nip FROM views.adjustment AS a
LEFT JOIN LATERAL (
    SELECT name, nip FROM views.employee_directory AS p
    WHERE p.employee = a.employee AND p.from_on < a.month + interval '1 month'
    ORDER BY p.from_on DESC LIMIT 1
) AS p ON true
WHERE a.month = %(month)s AND (%(employee)s::text IS NULL OR a.employee = %(employee)s)
    AND (a.employee, a.about, a.line) > (%(after)s, %(about)s, %(line)s)
ORDER BY a.employee, a.about, a.line LIMIT %(limit)s
"""
_SUMS = """
SELECT about, settled, count(DISTINCT employee)::int AS employees,
    COALESCE(sum(rupiah) FILTER (WHERE rupiah > 0), 0)::bigint AS underpaid_rupiah,
    COALESCE(-sum(rupiah) FILTER (WHERE rupiah < 0), 0)::bigint AS overpaid_rupiah
FROM views.adjustment WHERE month = %s GROUP BY about, settled ORDER BY about, settled
"""
_CLOSABLE = """
SELECT p.position, count(t.employee)::int AS employees,
    COALESCE(sum(t.gross_rupiah), 0)::bigint AS gross_rupiah,
    COALESCE(sum(t.cut_rupiah), 0)::bigint AS deduction_rupiah,
    COALESCE(sum(t.net_rupiah), 0)::bigint AS net_rupiah,
    EXISTS (
        SELECT FROM views.difference_report WHERE behind AND status IN ('pending', 'running')
    ) AS unsettled,
    (
        SELECT min(report) FROM views.difference_report
        WHERE behind AND status IN ('cancelled', 'failed')
    ) AS stopped
FROM views.position AS p LEFT JOIN views.tpp_deduction AS t ON t.month = %s
WHERE p.projection = 'attendance' GROUP BY p.position
"""


class ClosedPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """`position` is the last event that the figures know, `event` the closing itself."""

    month: date
    position: int
    event: int
    employees: int
    gross_rupiah: int
    deduction_rupiah: int
    net_rupiah: int
    closed_by: str
    closed_at: datetime


class PeriodChange(msgspec.Struct, frozen=True, kw_only=True):
    """`what`: closed or reopened."""

    event: int
    month: date
    what: str
    reason: str
    net_rupiah: int | None
    actor: str
    recorded_at: datetime


class Adjustment(msgspec.Struct, frozen=True, kw_only=True):
    """A line paid in `month` about the closed month `about`: kurang bayar where `rupiah` is
    positive, kelebihan bayar where it is negative. `kind` is the ledger's, or gross. Until the
    month is closed, it follows what becomes known (not `settled`)."""

    employee: str
    name: str | None
    nip: str | None
    about: date
    month: date
    settled: bool
    line: int
    kind: str
    on: date | None
    perbup: str | None
    rule: str | None
    clause: str | None
    session: str | None
    rupiah: int
    events: list[int]


class AdjustmentSums(msgspec.Struct, frozen=True, kw_only=True):
    about: date
    settled: bool
    employees: int
    underpaid_rupiah: int
    overpaid_rupiah: int


class Closable(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a month and the position that they know, as a closing states them.

    `unsettled`: a change of the rules is still being worked off, so that they are not yet final.
    `stopped`: the report of one that was stopped, so that they will not be final by waiting.
    """

    position: int
    employees: int
    gross_rupiah: int
    deduction_rupiah: int
    net_rupiah: int
    unsettled: bool
    stopped: int | None


def closed_periods(connection: psycopg.Connection[Any]) -> list[ClosedPeriod]:
    """Newest first."""
    with connection.cursor(row_factory=class_row(ClosedPeriod)) as cursor:
        return cursor.execute(f"{_PERIODS} ORDER BY month DESC").fetchall()


def closed_period(connection: psycopg.Connection[Any], month: date) -> ClosedPeriod | None:
    with connection.cursor(row_factory=class_row(ClosedPeriod)) as cursor:
        return cursor.execute(f"{_PERIODS} WHERE month = %s", (month,)).fetchone()


def history_of(connection: psycopg.Connection[Any], month: date) -> list[PeriodChange]:
    with connection.cursor(row_factory=class_row(PeriodChange)) as cursor:
        return cursor.execute(_HISTORY, (month,)).fetchall()


def adjustments_of(
    connection: psycopg.Connection[Any],
    month: date,
    *,
    employee: str | None = None,
    after: tuple[str, date, int] = ("", date.min, 0),
    limit: int = 1_000,
) -> list[Adjustment]:
    """Paid in the month; `after` is employee, about and line of the last row of the page before."""
    last, about, line = after
    wanted: dict[str, Any] = {"month": month, "employee": employee, "limit": limit}
    wanted |= {"after": last, "about": about, "line": line}
    with connection.cursor(row_factory=class_row(Adjustment), binary=True) as cursor:
        return cursor.execute(_ADJUSTMENTS, wanted).fetchall()


def adjustment_sums(connection: psycopg.Connection[Any], month: date) -> list[AdjustmentSums]:
    """What is paid in the month, by the month that it is about."""
    with connection.cursor(row_factory=class_row(AdjustmentSums)) as cursor:
        return cursor.execute(_SUMS, (month,)).fetchall()


def closable(connection: psycopg.Connection[Any], month: date) -> Closable:
    """Read at once, so that figures and position belong together."""
    with connection.cursor(row_factory=class_row(Closable)) as cursor:
        return cursor.execute(_CLOSABLE, (month,)).fetchall()[0]
