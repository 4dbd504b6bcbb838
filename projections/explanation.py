"""Why an employee is paid what they are paid: the sums of a month down to the clause and event."""

from datetime import date
from typing import Any

import msgspec
import psycopg
from msgspec.structs import replace
from psycopg.rows import class_row

from domain.perbup import Perbup
from domain.references import References
from domain.streams import perbup_stream
from projections.closed_months import Adjustment, ClosedPeriod, closed_period
from projections.employee_month import Deduction, Line, Month, month_of
from projections.explained_lines import ExplainedLine, explained_lines
from projections.gross_arithmetic import Step, gross_steps
from projections.log import Log, StreamRange
from projections.positions import reached
from projections.regulations import regulations

_CLOSED_DEDUCTION = "SELECT * FROM views.closed_deduction WHERE employee = %s AND month = %s"
_CLOSED_LEDGER = """
SELECT * FROM views.closed_ledger WHERE employee = %s AND month = %s ORDER BY line
"""
_ADJUSTMENTS = """
SELECT a.*, NULL::text AS name, NULL::text AS nip FROM views.adjustment AS a
WHERE a.employee = %(employee)s AND (a.month = %(month)s OR a.about = %(month)s)
ORDER BY a.about, a.month, a.line
"""
_PERSON = """
SELECT e.name, e.nip, o.name AS opd_name FROM views.employee_directory AS e
LEFT JOIN views.opd_directory AS o ON o.opd = e.opd
WHERE e.employee = %s AND e.from_on < %s::date + interval '1 month'
ORDER BY e.from_on DESC LIMIT 1
"""


class Regulation(msgspec.Struct, frozen=True, kw_only=True):
    """A text that made lines of the month."""

    perbup: str
    number: str
    year: int
    title: str
    counts_from: date
    mode: str


class Named(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    nip: str | None
    opd_name: str | None


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """`lines` of mode live sum to the cut, those of mode trial to the shadow; `agrees` says that
    they do, and that each line's arithmetic makes its rupiah.

    A closed month has the figures with which it was closed, and the regulations known then; `paid`
    are adjustments of earlier months that this one pays, `later` those of it that others pay.
    `paid_rupiah`: the net, less what is postponed, with the adjustments paid in the month.
    """

    employee: str
    name: str
    nip: str | None
    opd_name: str | None
    month: date
    position: int
    closed: ClosedPeriod | None
    deduction: Deduction | None
    regulations: tuple[Regulation, ...]
    gross: tuple[Step, ...]
    lines: tuple[ExplainedLine, ...]
    paid: tuple[Adjustment, ...]
    later: tuple[Adjustment, ...]
    paid_rupiah: int
    agrees: bool


def explanation_of(connection: psycopg.Connection[Any], employee: str, month: date) -> Explanation:
    """Reads the views and the regulations of the log as of one moment, if the transaction does."""
    closed = closed_period(connection, month)
    position = closed.position if closed else reached(connection, ("attendance",))
    known = _figures(connection, month_of(connection, employee, month), closed)
    adjusted = _rows(connection, Adjustment, _ADJUSTMENTS, {"employee": employee, "month": month})
    named = _rows(connection, Named, _PERSON, (employee, month))
    return explained(
        known,
        _register_at(connection, position),
        person=named[0] if named else Named(name="", nip=None, opd_name=None),
        position=position,
        closed=closed,
        adjusted=adjusted,
    )


def explained(
    month: Month,
    perbups: tuple[Perbup, ...],
    *,
    person: Named,
    position: int,
    closed: ClosedPeriod | None = None,
    adjusted: list[Adjustment] | None = None,
) -> Explanation:
    lines = explained_lines(month, perbups)
    paid = tuple(a for a in adjusted or () if a.month == month.month)
    later = tuple(a for a in adjusted or () if a.month != month.month)
    own = month.deduction
    return Explanation(
        employee=month.employee,
        name=person.name,
        nip=person.nip,
        opd_name=person.opd_name,
        month=month.month,
        position=position,
        closed=closed,
        deduction=own,
        regulations=_regulations(month, lines, perbups),
        gross=gross_steps(own, month.postings, _of_month(month, perbups)) if own else (),
        lines=lines,
        paid=paid,
        later=later,
        paid_rupiah=(own.net_rupiah - own.postponed_rupiah if own else 0)
        + sum(adjustment.rupiah for adjustment in paid),
        agrees=all(line.exact for line in lines) and _sums_agree(own, lines),
    )


def _sums_agree(deduction: Deduction | None, lines: tuple[ExplainedLine, ...]) -> bool:
    sums = {mode: sum(x.rupiah for x in lines if x.mode == mode) for mode in ("live", "trial")}
    if deduction is None:
        return not lines
    return sums == {"live": deduction.cut_rupiah, "trial": deduction.shadow_rupiah}


def _regulations(
    month: Month, lines: tuple[ExplainedLine, ...], perbups: tuple[Perbup, ...]
) -> tuple[Regulation, ...]:
    cited = {(line.perbup, line.counts_from) for line in lines}
    of_month = _of_month(month, perbups)
    return tuple(
        Regulation(
            perbup=p.id,
            number=p.number,
            year=p.year,
            title=p.title,
            counts_from=p.effective_from,
            mode=p.mode,
        )
        for p in perbups
        if (p.id, p.effective_from) in cited or p is of_month
    )


def _of_month(month: Month, perbups: tuple[Perbup, ...]) -> Perbup | None:
    """The latest text of the month's regulation that counted in it."""
    last_on = max((posting.until_on for posting in month.postings), default=month.month)
    wanted = month.deduction.perbup if month.deduction else None
    known = [p for p in perbups if p.id == wanted and p.effective_from <= last_on]
    return max(reversed(known), key=lambda p: p.effective_from, default=None)


def _figures(
    connection: psycopg.Connection[Any], known: Month, closed: ClosedPeriod | None
) -> Month:
    """With the closed figures in the place of those that are known now."""
    if closed is None:
        return known
    key = (known.employee, known.month)
    deductions = _rows(connection, Deduction, _CLOSED_DEDUCTION, key)
    return replace(
        known,
        deduction=deductions[0] if deductions else None,
        ledger=_rows(connection, Line, _CLOSED_LEDGER, key),
    )


def _register_at(connection: psycopg.Connection[Any], position: int) -> tuple[Perbup, ...]:
    references = References()
    everything = StreamRange(perbup_stream(""), perbup_stream("~"))
    history = sorted(Log(connection).ranges([everything], position), key=lambda r: r.position)
    for recorded in history:
        references.apply(recorded.stream, recorded.event, recorded.position)
    return regulations(references)


def _rows(
    connection: psycopg.Connection[Any], kind: type[Any], query: str, wanted: Any
) -> list[Any]:
    with connection.cursor(row_factory=class_row(kind), binary=True) as cursor:
        return cursor.execute(query, wanted).fetchall()
