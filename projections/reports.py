"""Reports of differences: what a change of the rules made, or what a draft would make."""

from datetime import date, datetime
from typing import Any, Literal

import msgspec
import psycopg
from psycopg.rows import class_row

Kind = Literal["rule_change", "simulation"]
Status = Literal["pending", "running", "done", "cancelled", "failed"]

_LOCK = 0x72756C65  # with the number of a report; any that nothing else in this database locks

_OPEN = """
INSERT INTO views.difference_report
    (kind, perbup, position, from_month, until_month, opds, employments, asked_by, status, total,
        done, ended_at)
SELECT v.*, CASE v.status WHEN 'done' THEN v.total ELSE 0 END,
    CASE v.status WHEN 'done' THEN now() END
FROM (VALUES (%s::text, %s::text, %s::bigint, %s::date, %s::date, %s::text[], %s::text[],
    %s::text, %s::text, %s::bigint))
    AS v (kind, perbup, position, from_month, until_month, opds, employments, asked_by, status,
        total)
ON CONFLICT (position) DO UPDATE
SET total = excluded.total, status = excluded.status, done = excluded.done
RETURNING report
"""
_REPORT = "SELECT * FROM views.difference_report"
_NEXT = """
SELECT NOT EXISTS (
    SELECT FROM views.difference_report
    WHERE kind = 'rule_change' AND report < %s AND status IN ('pending', 'running')
)
"""
_FIGURES = """
count(*)::int AS employee_months, count(DISTINCT d.employee)::int AS employees,
    COALESCE(sum(d.gross_before_rupiah), 0)::bigint AS gross_before_rupiah,
    COALESCE(sum(d.gross_rupiah), 0)::bigint AS gross_rupiah,
    COALESCE(sum(d.cut_before_rupiah), 0)::bigint AS cut_before_rupiah,
    COALESCE(sum(d.cut_rupiah), 0)::bigint AS cut_rupiah,
    COALESCE(sum(d.shadow_before_rupiah), 0)::bigint AS shadow_before_rupiah,
    COALESCE(sum(d.shadow_rupiah), 0)::bigint AS shadow_rupiah,
    COALESCE(sum(d.net_before_rupiah), 0)::bigint AS net_before_rupiah,
    COALESCE(sum(d.net_rupiah), 0)::bigint AS net_rupiah
"""
_TOTAL = f"SELECT '' AS key, {_FIGURES} FROM views.difference AS d WHERE d.report = %s"
_BY_OPD = f"""
SELECT d.opd AS key, {_FIGURES} FROM views.difference AS d
WHERE d.report = %s GROUP BY d.opd ORDER BY d.opd
"""
_PAGE = """
SELECT d.*, p.name, p.nip
FROM views.difference AS d
LEFT JOIN LATERAL (
    SELECT name, nip FROM views.employee_directory AS p
    WHERE p.employee = d.employee AND p.from_on < d.month + interval '1 month'
    ORDER BY p.from_on DESC LIMIT 1
) AS p ON true
WHERE d.report = %(report)s AND (%(opd)s::text IS NULL OR d.opd = %(opd)s)
    AND (d.employee, d.month) > (%(employee)s, %(month)s)
ORDER BY d.employee, d.month LIMIT %(limit)s
"""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """`total` and `done` are employee-months looked at. `position` is that of the register's event,
    of a simulation there is none; `until_month` None is open, lists None do not narrow.

    `behind`: the views have the old figures of employee-months that it touches. A stopped change
    stays so until it is resumed, or a rebuild overtook it."""

    report: int
    kind: Kind
    perbup: str
    position: int | None
    from_month: date
    until_month: date | None
    opds: list[str] | None
    employments: list[str] | None
    asked_by: str
    status: Status
    total: int
    done: int
    started_at: datetime
    ended_at: datetime | None
    overtaken_at: datetime | None
    behind: bool


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """Of the employee-months that differ; `key` is the OPD, empty for all."""

    key: str | None
    employee_months: int
    employees: int
    gross_before_rupiah: int
    gross_rupiah: int
    cut_before_rupiah: int
    cut_rupiah: int
    shadow_before_rupiah: int
    shadow_rupiah: int
    net_before_rupiah: int
    net_rupiah: int


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One employee-month that differs; the last six lists are parallel: what each clause took
    before and takes now, live and trial apart. Name and NIP are of the month's end."""

    report: int
    employee: str
    name: str | None
    nip: str | None
    month: date
    opd: str | None
    gross_before_rupiah: int
    gross_rupiah: int
    cut_before_rupiah: int
    cut_rupiah: int
    shadow_before_rupiah: int
    shadow_rupiah: int
    net_before_rupiah: int
    net_rupiah: int
    perbup: list[str | None]
    rule: list[str | None]
    clause: list[str | None]
    mode: list[str]
    before_rupiah: list[int]
    now_rupiah: list[int]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is opened for."""

    kind: Kind
    perbup: str
    from_month: date
    until_month: date | None = None
    opds: list[str] | None = None
    employments: list[str] | None = None
    position: int | None = None
    asked_by: str = ""


def open_report(
    connection: psycopg.Connection[Any], wanted: Wanted, status: Status, total: int
) -> int:
    """The report's number; that of the one before, if the event of the register has one."""
    values = (
        wanted.kind,
        wanted.perbup,
        wanted.position,
        wanted.from_month,
        wanted.until_month,
        wanted.opds,
        wanted.employments,
        wanted.asked_by,
        status,
        total,
    )
    row = connection.execute(_OPEN, values).fetchone()
    return int(row[0]) if row else 0


def reports(connection: psycopg.Connection[Any], limit: int = 100) -> list[Progress]:
    """Newest first."""
    with connection.cursor(row_factory=class_row(Progress)) as cursor:
        return cursor.execute(f"{_REPORT} ORDER BY report DESC LIMIT %s", (limit,)).fetchall()


def progress_of(connection: psycopg.Connection[Any], report: int) -> Progress | None:
    with connection.cursor(row_factory=class_row(Progress)) as cursor:
        return cursor.execute(f"{_REPORT} WHERE report = %s", (report,)).fetchone()


def report_at(connection: psycopg.Connection[Any], position: int) -> Progress | None:
    """The report of the register's event at this position; None if it changed no figures."""
    with connection.cursor(row_factory=class_row(Progress)) as cursor:
        return cursor.execute(f"{_REPORT} WHERE position = %s", (position,)).fetchone()


def sums_of(connection: psycopg.Connection[Any], report: int) -> Sums:
    with connection.cursor(row_factory=class_row(Sums)) as cursor:
        return cursor.execute(_TOTAL, (report,)).fetchall()[0]


def sums_by_opd(connection: psycopg.Connection[Any], report: int) -> list[Sums]:
    with connection.cursor(row_factory=class_row(Sums)) as cursor:
        return cursor.execute(_BY_OPD, (report,)).fetchall()


def differences_of(
    connection: psycopg.Connection[Any],
    report: int,
    *,
    opd: str | None = None,
    after: tuple[str, date] = ("", date.min),
    limit: int = 100,
) -> list[Difference]:
    """By employee and month; `after` is the last row of the page before."""
    employee, month = after
    wanted = {"report": report, "opd": opd, "employee": employee, "month": month, "limit": limit}
    with connection.cursor(row_factory=class_row(Difference), binary=True) as cursor:
        return cursor.execute(_PAGE, wanted).fetchall()


def pending(connection: psycopg.Connection[Any]) -> list[int]:
    """Rule changes that wait to be worked off, or were interrupted, in their order."""
    query = """
        SELECT report FROM views.difference_report
        WHERE kind = 'rule_change' AND status IN ('pending', 'running') ORDER BY report
    """
    return [row[0] for row in connection.execute(query)]


def behind(connection: psycopg.Connection[Any], month: date | None = None) -> list[int]:
    """Rule changes whose figures the views do not have yet, of the month or at all."""
    query = """
        SELECT report FROM views.difference_report
        WHERE behind AND (%(month)s::date IS NULL
            OR %(month)s BETWEEN from_month AND COALESCE(until_month, 'infinity'))
        ORDER BY report
    """
    return [row[0] for row in connection.execute(query, {"month": month})]


def cancel(connection: psycopg.Connection[Any], report: int) -> None:
    """Whoever works on it stops after the part under way; what was written stays."""
    _ends(connection, report, "cancelled")


def resume(connection: psycopg.Connection[Any], report: int) -> None:
    """A rule change that was stopped is worked off from its start; else nothing happens."""
    query = """
        UPDATE views.difference_report SET status = 'pending', ended_at = NULL
        WHERE report = %s AND behind AND status IN ('cancelled', 'failed')
    """
    connection.execute(query, (report,))


def alone(connection: psycopg.Connection[Any], report: int) -> bool:
    """Takes the report for this session."""
    row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (_LOCK, report)).fetchone()
    return bool(row and row[0])


def is_next(connection: psycopg.Connection[Any], report: int) -> bool:
    """Are the rule changes before it done?"""
    row = connection.execute(_NEXT, (report,)).fetchone()
    return bool(row and row[0])


def begun(connection: psycopg.Connection[Any], report: int) -> None:
    """From the start: a part that was done before an interruption is found without difference."""
    query = """
        UPDATE views.difference_report SET status = 'running', done = 0
        WHERE report = %s AND status IN ('pending', 'running')
    """
    connection.execute(query, (report,))


def advanced(connection: psycopg.Connection[Any], report: int, employee_months: int) -> None:
    query = "UPDATE views.difference_report SET done = done + %s WHERE report = %s"
    connection.execute(query, (employee_months, report))


def ended(connection: psycopg.Connection[Any], report: int) -> None:
    _ends(connection, report, "done")


def failed(connection: psycopg.Connection[Any], report: int) -> None:
    _ends(connection, report, "failed")


def _ends(connection: psycopg.Connection[Any], report: int, status: Status) -> None:
    query = """
        UPDATE views.difference_report SET status = %s, ended_at = now()
        WHERE report = %s AND status IN ('pending', 'running')
    """
    connection.execute(query, (status, report))
