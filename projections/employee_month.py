"""One employee's month: facts, ledger, deduction and what the regulation could not read."""

from datetime import date
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

from domain.dated import month_after

_MONTH = "employee = %(employee)s AND month = %(month)s"
_DAYS = """
SELECT * FROM views.attendance_day
WHERE employee = %(employee)s AND "on" >= %(month)s AND "on" < %(next)s ORDER BY "on"
"""
_POSTINGS = f"SELECT * FROM views.attendance_month WHERE {_MONTH} ORDER BY from_on"
_LEDGER = f"SELECT * FROM views.lateness_ledger WHERE {_MONTH} ORDER BY line"
_DEDUCTION = f"SELECT * FROM views.tpp_deduction WHERE {_MONTH}"
_PROPOSALS = f"SELECT * FROM views.punishment_proposal WHERE {_MONTH} ORDER BY effect"
_WARNINGS = f'SELECT * FROM views.assessment_warning WHERE {_MONTH} ORDER BY "on", session, code'
_YEAR = """
SELECT * FROM views.tpp_deduction
WHERE employee = %(employee)s AND month >= %(first)s AND month < %(next)s ORDER BY month
"""


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """As `domain.facts.DayFacts`, with the sessions as parallel lists."""

    employee: str
    on: date
    opd: str
    employment: str
    pattern: str
    day: str
    expected: bool
    ended: bool
    status: str
    cuti: str | None
    cuti_from_on: date | None
    cuti_until_on: date | None
    cuti_child: int | None
    away_s: int
    away_permitted_s: int
    minimum_s: int
    outage: bool
    session: list[str]
    role: list[str]
    due_s: list[int | None]
    opens_s: list[int | None]
    closes_s: list[int | None]
    at_s: list[int | None]
    mark: list[str | None]
    event: list[int | None]
    events: list[int]


class Posting(msgspec.Struct, frozen=True, kw_only=True):
    """As `domain.facts.MonthFacts`, with components and punishments as parallel lists."""

    employee: str
    month: date
    from_on: date
    until_on: date
    opd: str
    employment: str
    grade: int | None
    tpp_rupiah: int | None
    component: list[str]
    component_rupiah: list[int]
    acting_kind: str | None
    acting_rupiah: int
    acting_from_on: date | None
    acting_until_on: date | None
    tugas_belajar: str | None
    predicate: str | None
    score_minutes: int
    score_entries: int
    score_unfit: int
    withheld: str | None
    punishment: list[str]
    punishment_from: list[date]
    punishment_months: list[int | None]
    punishment_lifted: list[date | None]
    punishment_event: list[int]
    events: list[int]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the ledger, see `domain.assessment.ledger.LEDGER`; `line` is its place."""

    employee: str
    month: date
    line: int
    on: date | None
    perbup: str | None
    kind: str
    rule: str | None
    clause: str | None
    session: str | None
    quantity: int | None
    unit: str | None
    base: str | None
    base_rupiah: int | None
    rate_ppm: int | None
    rupiah: int
    mode: str
    events: list[int]


class Deduction(msgspec.Struct, frozen=True, kw_only=True):
    """See `domain.assessment.ledger.DEDUCTIONS`."""

    employee: str
    month: date
    opd: str | None
    employment: str | None
    grade: int | None
    perbup: str | None
    tpp_rupiah: int
    gross_rupiah: int
    cut_rupiah: int
    shadow_rupiah: int
    net_rupiah: int
    postponed_rupiah: int
    late_minutes: int
    late_count: int
    early_minutes: int
    missing_count: int
    absent_days: int
    entitlements: list[str]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    employee: str
    month: date
    perbup: str | None
    effect: str
    clause: str | None
    punishment: str
    quantity: int | None


class AssessmentWarning(msgspec.Struct, frozen=True, kw_only=True):
    employee: str
    month: date
    on: date | None
    session: str | None
    code: str


class Month(msgspec.Struct, frozen=True, kw_only=True):
    employee: str
    month: date
    days: list[Day]
    postings: list[Posting]
    ledger: list[Line]
    deduction: Deduction | None
    proposals: list[Proposal]
    warnings: list[AssessmentWarning]


def month_of(connection: psycopg.Connection[Any], employee: str, month: date) -> Month:
    """Everything that the views have of the employee-month; empty where they have nothing."""
    wanted = {"employee": employee, "month": month, "next": month_after(month)}
    deductions = _rows(connection, Deduction, _DEDUCTION, wanted)
    return Month(
        employee=employee,
        month=month,
        days=_rows(connection, Day, _DAYS, wanted),
        postings=_rows(connection, Posting, _POSTINGS, wanted),
        ledger=_rows(connection, Line, _LEDGER, wanted),
        deduction=deductions[0] if deductions else None,
        proposals=_rows(connection, Proposal, _PROPOSALS, wanted),
        warnings=_rows(connection, AssessmentWarning, _WARNINGS, wanted),
    )


def ledger_of(connection: psycopg.Connection[Any], employee: str, month: date) -> list[Line]:
    return _rows(connection, Line, _LEDGER, {"employee": employee, "month": month})


def year_of(connection: psycopg.Connection[Any], employee: str, year: int) -> list[Deduction]:
    """The deductions of the year, month by month."""
    first, following = date(year, 1, 1), date(year + 1, 1, 1)
    wanted = {"employee": employee, "first": first, "next": following}
    return _rows(connection, Deduction, _YEAR, wanted)


def _rows(
    connection: psycopg.Connection[Any], kind: type[Any], query: str, wanted: dict[str, Any]
) -> list[Any]:
    with connection.cursor(row_factory=class_row(kind), binary=True) as cursor:
        return cursor.execute(query, wanted).fetchall()
