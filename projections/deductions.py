"""What finance asks of a month: deductions page by page, and their sums."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import msgspec
import psycopg
from psycopg.rows import class_row

from projections.employee_month import Deduction

_FIGURES = """
(
    SELECT o.*, false AS closed FROM views.tpp_deduction AS o
    WHERE o.month = %(month)s
        AND NOT EXISTS (SELECT FROM views.closed_period AS c WHERE c.month = %(month)s)
    UNION ALL
    SELECT f.*, true AS closed FROM views.closed_deduction AS f WHERE f.month = %(month)s
) AS t
"""
"""A closed month has its own figures, an open one those that are known."""
_LINES = """
(
    SELECT o.* FROM views.lateness_ledger AS o
    WHERE o.month = %(month)s
        AND NOT EXISTS (SELECT FROM views.closed_period AS c WHERE c.month = %(month)s)
    UNION ALL
    SELECT f.* FROM views.closed_ledger AS f WHERE f.month = %(month)s
) AS l
"""
_FILTERED = """
t.month = %(month)s
    AND (%(opd)s::text IS NULL OR t.opd = %(opd)s)
    AND (%(employment)s::text IS NULL OR t.employment = %(employment)s)
    AND (%(perbup)s::text IS NULL OR t.perbup = %(perbup)s)
"""
_PAGE = f"""
SELECT t.*, p.name, p.nip
FROM {_FIGURES}
LEFT JOIN LATERAL (
    SELECT name, nip FROM views.employee_directory AS p
    WHERE p.employee = t.employee AND p.from_on < t.month + interval '1 month'
    ORDER BY p.from_on DESC LIMIT 1
) AS p ON true
WHERE {_FILTERED} AND t.employee > %(after)s
ORDER BY t.employee LIMIT %(limit)s
"""
_SUMS = """
count(*)::int AS employees, count(*) FILTER (WHERE t.cut_rupiah > 0)::int AS cut_employees,
    COALESCE(sum(t.tpp_rupiah), 0)::bigint AS tpp_rupiah,
    COALESCE(sum(t.gross_rupiah), 0)::bigint AS gross_rupiah,
    COALESCE(sum(t.cut_rupiah), 0)::bigint AS cut_rupiah,
    COALESCE(sum(t.shadow_rupiah), 0)::bigint AS shadow_rupiah,
    COALESCE(sum(t.net_rupiah), 0)::bigint AS net_rupiah,
    COALESCE(sum(t.postponed_rupiah), 0)::bigint AS postponed_rupiah
"""
_TOTAL = f"SELECT '' AS key, {_SUMS} FROM {_FIGURES} WHERE {_FILTERED}"
_RULES = f"""
SELECT l.perbup, l.rule, l.clause, l.kind, l.mode, count(*)::int AS lines,
    count(DISTINCT l.employee)::int AS employees, COALESCE(sum(l.rupiah), 0)::bigint AS rupiah
FROM {_LINES}
JOIN {_FIGURES} ON t.employee = l.employee
WHERE (%(opd)s::text IS NULL OR t.opd = %(opd)s)
GROUP BY l.perbup, l.rule, l.clause, l.kind, l.mode
ORDER BY rupiah DESC, l.rule, l.kind, l.mode
"""
_PAGE_ROWS = 1_000

Grouping = Literal["opd", "employment", "perbup"]


class NamedDeduction(Deduction, frozen=True, kw_only=True):
    """With the name and NIP of the end of the month. `closed`: the month's figures stay."""

    closed: bool
    name: str | None
    nip: str | None


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """None does not narrow. `perbup` is the month's regulation."""

    opd: str | None = None
    employment: str | None = None
    perbup: str | None = None


NO_FILTER = Filter()


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """`key` is what was grouped by, empty for the sum of all; null where the rows have none."""

    key: str | None
    employees: int
    cut_employees: int
    tpp_rupiah: int
    gross_rupiah: int
    cut_rupiah: int
    shadow_rupiah: int
    net_rupiah: int
    postponed_rupiah: int


class RuleTotal(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines of one rule, kind and mode take in a month."""

    perbup: str | None
    rule: str | None
    clause: str | None
    kind: str
    mode: str
    lines: int
    employees: int
    rupiah: int


def deductions_of(
    connection: psycopg.Connection[Any],
    month: date,
    wanted: Filter = NO_FILTER,
    *,
    after: str = "",
    limit: int = 100,
) -> list[NamedDeduction]:
    """In the order of the employees' ids; `after` is the last of the page before."""
    with connection.cursor(row_factory=class_row(NamedDeduction), binary=True) as cursor:
        return cursor.execute(
            _PAGE, _parameters(month, wanted) | {"after": after, "limit": limit}
        ).fetchall()


def every_deduction_of(
    connection: psycopg.Connection[Any], month: date, wanted: Filter = NO_FILTER
) -> Iterator[NamedDeduction]:
    """All of them, in pages, so that an export holds few at a time."""
    after = ""
    while rows := deductions_of(connection, month, wanted, after=after, limit=_PAGE_ROWS):
        yield from rows
        after = rows[-1].employee


def totals_of(
    connection: psycopg.Connection[Any], month: date, wanted: Filter = NO_FILTER
) -> Totals:
    with connection.cursor(row_factory=class_row(Totals)) as cursor:
        return cursor.execute(_TOTAL, _parameters(month, wanted)).fetchall()[0]


def totals_by(
    connection: psycopg.Connection[Any],
    month: date,
    by: Grouping,
    wanted: Filter = NO_FILTER,
) -> list[Totals]:
    """One row for each OPD, employment kind or regulation of the month."""
    query = f"""
        SELECT t.{by} AS key, {_SUMS} FROM {_FIGURES} WHERE {_FILTERED}
        GROUP BY t.{by} ORDER BY t.{by}
    """
    with connection.cursor(row_factory=class_row(Totals)) as cursor:
        return cursor.execute(query, _parameters(month, wanted)).fetchall()


def rules_of(
    connection: psycopg.Connection[Any], month: date, opd: str | None = None
) -> list[RuleTotal]:
    """What each rule takes in the month, the greatest first."""
    with connection.cursor(row_factory=class_row(RuleTotal)) as cursor:
        return cursor.execute(_RULES, {"month": month, "opd": opd}).fetchall()


def months_with_deductions(connection: psycopg.Connection[Any]) -> list[date]:
    """Newest first; found by skipping along the index."""
    query = """
        WITH RECURSIVE m AS (
            (SELECT month FROM views.tpp_deduction ORDER BY month DESC LIMIT 1)
            UNION ALL
            SELECT (SELECT t.month FROM views.tpp_deduction AS t WHERE t.month < m.month
                ORDER BY t.month DESC LIMIT 1) FROM m WHERE m.month IS NOT NULL
        )
        SELECT month FROM m WHERE month IS NOT NULL
    """
    return [row[0] for row in connection.execute(query)]


def _parameters(month: date, wanted: Filter) -> dict[str, Any]:
    return {"month": month, **msgspec.structs.asdict(wanted)}
