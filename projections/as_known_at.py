"""An employee's month as it was known at an instant: facts, ledger and regulations of then."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

import msgspec
import polars as pl
import psycopg

from domain.assessment import Assessment
from domain.dated import month_after
from domain.perbup import Perbup
from domain.recorded import Recorded
from domain.references import References
from projections.assessing import assess_months
from projections.employee_month import (
    AssessmentWarning,
    Day,
    Deduction,
    Line,
    Month,
    Posting,
    Proposal,
)
from projections.known import days_read, known_facts, months_read, performance_ranges
from projections.log import Log, StoredRow, StreamRange, decoded
from projections.reach import reach
from projections.records import DayRecords
from projections.refold import day_ranges, employee_months
from projections.regulations import regulations
from projections.stored_facts import Facts

_SURROUNDINGS = ("calendar", "office", "opd", "pattern", "perbup")
_OF_EMPLOYEE = ("cuti", "discipline", "employee")


class _Stored(msgspec.Struct):
    recorded_at: datetime


_stored = msgspec.json.Decoder(_Stored).decode


class KnownMonth(msgspec.Struct, frozen=True, kw_only=True):
    """`perbups` are the regulations enacted by then; `position` is the last event known then that
    could matter."""

    instant: datetime
    position: int
    month: Month
    perbups: tuple[Perbup, ...]


def employee_month(
    connection: psycopg.Connection[Any], employee: str, month: date, instant: datetime
) -> KnownMonth:
    """`connection` is in autocommit. The views are not asked, and may be behind."""
    log = Log(connection)
    told = [r for r in _references(log, employee) if r.recorded_at <= instant]
    references = References()
    for recorded in told:
        references.apply(recorded.stream, recorded.event, recorded.position)
    perbups = regulations(references)
    look = reach(perbups)
    spans = {employee: [days_read(references, employee, [month], look)]}
    months = months_read([month], look)
    days = [row for row in log.stored(day_ranges(spans)) if _recorded_at(row) <= instant]
    performed = log.ranges(performance_ranges([employee], months))
    performance = [r for r in performed if r.recorded_at <= instant]
    records = DayRecords()
    records.extend_stored(days)
    facts = known_facts(references, spans, months, records, performance)
    assessment = assess_months(facts, perbups, employee_months([(employee, month)]))
    return KnownMonth(
        instant=instant,
        position=max(
            (*(r.position for r in (*told, *performance)), *(row[4] for row in days)), default=0
        ),
        month=_month(employee, month, facts, assessment),
        perbups=perbups,
    )


def changed_since(
    connection: psycopg.Connection[Any], employee: str, month: date, instant: datetime
) -> list[Recorded]:
    """The events recorded after the instant that may have changed the month, in their order."""
    log = Log(connection)
    history = (
        *_references(log, employee),
        *log.ranges(day_ranges({employee: [(month, month_after(month) - timedelta(days=1))]})),
        *log.ranges(performance_ranges([employee], [month])),
    )
    return sorted((r for r in history if r.recorded_at > instant), key=attrgetter("position"))


def _references(log: Log, employee: str) -> list[Recorded]:
    """What the regency and the employee are, in the order of the log."""
    names = [StreamRange(f"{name}/", f"{name}/~") for name in _SURROUNDINGS]
    names += [StreamRange(f"{employee}/{name}", f"{employee}/{name}/~") for name in _OF_EMPLOYEE]
    return sorted(log.ranges(names), key=attrgetter("position"))


def _recorded_at(row: StoredRow) -> datetime:
    """Of a year of check-ins little more is read than this."""
    try:
        return _stored(row[3]).recorded_at
    except msgspec.MsgspecError:
        decoded(row)  # which names the event
        raise


def _month(employee: str, month: date, facts: Facts, assessment: Assessment) -> Month:
    of_month = pl.col("on").dt.month_start() == month
    deductions = list(_structs(Deduction, assessment.deductions))
    return Month(
        employee=employee,
        month=month,
        days=list(_structs(Day, facts.days.filter(of_month))),
        postings=list(_structs(Posting, facts.months.filter(pl.col("month") == month))),
        ledger=list(_structs(Line, assessment.ledger)),
        deduction=deductions[0] if deductions else None,
        proposals=list(_structs(Proposal, assessment.proposals)),
        warnings=list(_structs(AssessmentWarning, assessment.warnings)),
    )


def _structs(kind: type[Any], frame: pl.DataFrame) -> Iterator[Any]:
    return (kind(**row) for row in frame.iter_rows(named=True))
