"""Closes and opens months in the views: freezes figures, settles adjustments, moves the others."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

import polars as pl

from domain.assessment import Assessment
from domain.dated import month_of
from domain.period import PeriodClosed, PeriodReopened
from domain.recorded import Recorded
from domain.references import References
from domain.streams import perbup_stream
from projections.adjusting import ADJUSTMENT
from projections.books import Books, Figures
from projections.known import figures_at, references_at
from projections.log import Log, StreamRange
from projections.periods import Periods
from projections.reports import behind
from projections.view import LIVE, Change, Frames, Row, keys_from

_EMPLOYEES_AT_ONCE = 500

_PAIRS = pl.Schema({"employee": pl.String(), "about": pl.Date()})
_STORED = ("tpp_deduction", "lateness_ledger")
_PERIODS = StreamRange("period/", "period/~")
_CLOSED = ("closed_deduction", "closed_ledger")


class Closing:
    """`references` are those of the projection, at the event before."""

    def __init__(self, log: Log, frames: Frames, references: References) -> None:
        self._log = log
        self._frames = frames
        self._references = references

    def close(self, recorded: Recorded, event: PeriodClosed, before: Periods) -> list[Change]:
        """The figures are those that the event's position knows. Few events lie between it and the
        closing; only the employees whom they touched are assessed as of then, from the log."""
        month = month_of(event.month)
        moved = self._moved(event.position, recorded.position)
        about = pairs(moved, [*before.paying(month), month])
        then = self._then(moved, list(about["about"].unique()), event.position, recorded)
        books = self._books(about).close(month, then, before)
        left = books.pending(figures(self._frames, _STORED, about), before.evolve(event))
        still = self._still(month, moved)
        flipped = self._pending(month).filter(~pl.col("employee").is_in(moved))
        settled = flipped.with_columns(settled=pl.lit(value=True))
        frozen = still.beside(books.closed.of([month]))
        new = books.settled.filter(pl.col("month") == month)
        gone = pl.concat([about, flipped.select(_PAIRS.names()).unique()])
        return [
            *_frozen(month, frozen),
            _adjusted(gone, pl.concat([left, settled, new])),
            *period_changes(self._frames, [recorded]),
        ]

    def reopen(self, recorded: Recorded, event: PeriodReopened, before: Periods) -> list[Change]:
        """What was to be paid after a closed month may have to be paid in this one now."""
        month, after = month_of(event.month), before.evolve(event)
        undone = self._rows("month = $1 AND settled", {"month": month})
        open_now = self._rows("NOT settled OR about = $1", {"month": month})
        about = pl.concat([undone, open_now]).select(_PAIRS.names()).unique()
        books = self._books(about).reopen(month)
        rows = books.pending(figures(self._frames, _STORED, about), after)
        settled_in = pl.DataFrame({"month": [month], "settled": [True]})
        return [
            *_frozen(month, None),
            Change("adjustment", settled_in, pl.DataFrame(schema=ADJUSTMENT)),
            _adjusted(about, rows),
            *period_changes(self._frames, [recorded]),
        ]

    def _moved(self, position: int, until: int) -> list[str]:
        """Whose figures may have changed between the two positions."""
        everything = StreamRange(perbup_stream(""), perbup_stream("~"))
        later = (r for r in self._log.ranges([everything], until) if r.position > position)
        waiting = self._frames.schema == LIVE and behind(self._log.connection)
        if waiting or any(later):
            return sorted(self._references.employees())
        query = f"SELECT employee FROM {self._frames.schema}.employee_touch WHERE position > $1"
        return sorted(self._frames.read(query, {"position": position})["employee"])

    def _then(
        self, employees: list[str], months: list[date], position: int, closing: Recorded
    ) -> Figures:
        """As of the position; of the references there is a second reading only if they moved."""
        references = self._references
        if employees and any(self._log.references(closing.position - 1, position)):
            references = references_at(self._log, position)
        parts = [
            figures_at(
                self._log,
                references,
                employees[first : first + _EMPLOYEES_AT_ONCE],
                months,
                position,
            )
            for first in range(0, len(employees), _EMPLOYEES_AT_ONCE)
        ]
        return gathered(self._frames, parts)

    def _still(self, month: date, moved: list[str]) -> Figures:
        """The stored figures of the month of all who were not moved."""
        tables = (f"{self._frames.schema}.{table}" for table in _STORED)
        read = (
            self._frames.read(f"SELECT * FROM {table} WHERE month = $1", {"month": month})
            for table in tables
        )
        return Figures(*(rows.filter(~pl.col("employee").is_in(moved)) for rows in read))

    def _books(self, about: pl.DataFrame) -> Books:
        return Books(figures(self._frames, _CLOSED, about), settled_rows(self._frames, about))

    def _pending(self, month: date) -> pl.DataFrame:
        return self._rows("month = $1 AND NOT settled", {"month": month})

    def _rows(self, condition: str, parameters: dict[str, Any]) -> pl.DataFrame:
        query = f"SELECT * FROM {self._frames.schema}.adjustment WHERE {condition}"
        return self._frames.read(query, parameters).select(ADJUSTMENT.names())


def adjusted_changes(
    frames: Frames, periods: Periods, wanted: pl.DataFrame, assessment: Assessment
) -> list[Change]:
    """What a new assessment of the EMPLOYEE_MONTHS changes of what is to be paid about those that
    are closed, or were once."""
    about = wanted.filter(pl.col("month").is_in(list(periods.ever)))
    if about.is_empty():
        return []
    keys = about.rename({"month": "about"})
    now = Figures(assessment.deductions, assessment.ledger).of(periods.closed)
    books = Books(figures(frames, _CLOSED, keys), settled_rows(frames, keys))
    return [_adjusted(keys, books.pending(now, periods))]


def closed_from_the_start(
    log: Log,
    frames: Frames,
    employees: list[str],
    assessment: Assessment,
    upto: int,
    references_then: Callable[[int], References],
) -> list[Change]:
    """Everything that the closings up to the position made of some employees, from the log.

    `assessment` is of all their months as known at the position.
    """
    periods, books = Periods(), blank_books(frames)
    for recorded in period_events(log, upto):
        match recorded.event:
            case PeriodClosed() as event:
                month = month_of(event.month)
                months = [*periods.paying(month), month]
                references = references_then(event.position)
                then = figures_at(log, references, employees, months, event.position)
                books = books.close(month, gathered(frames, [then]), periods)
            case PeriodReopened() as event:
                books = books.reopen(month_of(event.month))
            case _:
                pass
        periods = periods.evolve(recorded.event)
    now = Figures(assessment.deductions, assessment.ledger).of(periods.closed)
    rows = pl.concat([books.settled, books.pending(now, periods)])
    closed = zip(_CLOSED, books.closed, strict=True)
    return [
        *(Change(table, pl.DataFrame(), frame) for table, frame in closed),
        Change("adjustment", pl.DataFrame(), rows),
    ]


def period_events(log: Log, upto: int) -> list[Recorded]:
    """Every closing and reopening, in the order of the log."""
    return sorted(log.ranges([_PERIODS], upto), key=attrgetter("position"))


def blank_books(frames: Frames) -> Books:
    return Books(gathered(frames, []), pl.DataFrame(schema=ADJUSTMENT))


def figures(frames: Frames, tables: Sequence[str], about: pl.DataFrame) -> Figures:
    """The rows of the two tables of the pairs of employee and month."""
    return Figures(*(_of_pairs(frames, table, "month", about) for table in tables))


def settled_rows(frames: Frames, about: pl.DataFrame) -> pl.DataFrame:
    rows = _of_pairs(frames, "adjustment", "about", about)
    return rows.filter("settled").select(ADJUSTMENT.names())


def gathered(frames: Frames, parts: Iterable[Assessment]) -> Figures:
    """The figures of several assessments, with the columns of the tables."""
    empty = Figures(*(pl.DataFrame(schema=frames.table(table)) for table in _STORED))
    return sum_of([empty, *(Figures(part.deductions, part.ledger) for part in parts)])


def sum_of(parts: Sequence[Figures]) -> Figures:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.beside(part)
    return whole


def pairs(employees: Iterable[str], months: Iterable[date]) -> pl.DataFrame:
    """Each employee with each month, as keys `about`."""
    about = sorted(set(months))
    return pl.DataFrame(
        [(employee, month) for employee in employees for month in about],
        schema=_PAIRS,
        orient="row",
    )


def period_changes(frames: Frames, history: Iterable[Recorded]) -> list[Change]:
    """The register of closings: the history, and which months are closed after it."""
    told: list[Row] = []
    closed: dict[date, Row | None] = {}
    for recorded in history:
        who = (recorded.actor, recorded.recorded_at)
        match recorded.event:
            case PeriodClosed() as event:
                month = month_of(event.month)
                told.append((recorded.position, month, "closed", "", event.net_rupiah, *who))
                closed[month] = (
                    month,
                    event.position,
                    recorded.position,
                    event.employees,
                    event.gross_rupiah,
                    event.deduction_rupiah,
                    event.net_rupiah,
                    *who,
                )
            case PeriodReopened() as event:
                month = month_of(event.month)
                told.append((recorded.position, month, "reopened", event.reason, None, *who))
                closed[month] = None
            case _:
                pass
    rows = [row for row in closed.values() if row]
    return [
        frames.replace("closed_period", ["month"], ((month,) for month in closed), rows),
        frames.replace("period_history", ["event"], ((row[0],) for row in told), told),
    ]


def _frozen(month: date, rows: Figures | None) -> list[Change]:
    """The closed figures of the month; None takes them away."""
    keys = pl.DataFrame({"month": [month]})
    frames = rows or (pl.DataFrame(), pl.DataFrame())
    return [Change(table, keys, frame) for table, frame in zip(_CLOSED, frames, strict=True)]


def _adjusted(about: pl.DataFrame, rows: pl.DataFrame) -> Change:
    """In the place of what was to be paid about the pairs."""
    return Change("adjustment", about.with_columns(settled=pl.lit(value=False)), rows)


def _of_pairs(frames: Frames, table: str, month: str, about: pl.DataFrame) -> pl.DataFrame:
    query = f"""
        SELECT t.* FROM {frames.schema}.{table} AS t
        JOIN {keys_from(_PAIRS)} AS k ON t.employee = k.employee AND t.{month} = k.about
    """
    return frames.read(query, about.select(_PAIRS.names()).cast(_PAIRS).to_dict())
