"""A slow reading of facts and regulations, row by row, to compare the assessment with."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.dated import month_of
from domain.facts import DayFacts, MonthFacts
from domain.perbup import Perbup
from tests.oracle.book import Book
from tests.oracle.lines import Line
from tests.oracle.money import whole
from tests.oracle.month import Month
from tests.oracle.row import deductions_row


class Slow(NamedTuple):
    """Rows named as the columns of the assessment's four frames."""

    ledger: list[dict[str, Any]]
    deductions: list[dict[str, Any]]
    proposals: list[dict[str, Any]]
    warnings: list[dict[str, Any]]


def assess_slowly(
    days: Sequence[DayFacts],
    months: Sequence[MonthFacts],
    perbups: Sequence[Perbup],
    since: date | None = None,
) -> Slow:
    """Months before `since` are history."""
    slow = Slow([], [], [], [])
    for employee in sorted({row.employee for row in months}):
        own_days = [day for day in days if day.employee == employee]
        own_months = [row for row in months if row.employee == employee]
        book = Book(own_days, own_months, list(perbups))
        for month in sorted({month_of(row.month) for row in own_months}):
            if since is None or month >= since:
                _add(slow, employee, Month(book, month))
    return slow


def _add(slow: Slow, employee: str, month: Month) -> None:
    month.assess()
    own = {"employee": employee, "month": month.month}
    slow.ledger.extend(own | _ledger_row(month, line) for line in month.lines)
    slow.deductions.append(own | deductions_row(month))
    slow.proposals.extend(own | proposal for proposal in month.proposals)
    slow.warnings.extend(
        {"employee": employee, "on": on, "session": session, "code": code}
        for on, session, code in dict.fromkeys(month.warnings)
    )


def _ledger_row(month: Month, line: Line) -> dict[str, Any]:
    perbups = month.book.perbups
    return {
        "on": line.on,
        "perbup": None if line.position is None else perbups[line.position].id,
        "kind": line.kind,
        "rule": line.rule,
        "clause": line.clause,
        "session": line.session,
        "quantity": line.quantity,
        "unit": line.unit,
        "base": line.base,
        "base_rupiah": line.base_rupiah,
        "rate_ppm": None if line.rate is None else whole(line.rate * 1_000_000, "half_up"),
        "rupiah": line.rupiah if line.kind in {"cut", "cap", "effect"} else 0,
        "mode": line.mode,
        "events": line.events,
    }
