"""Folds days and months again from the log, for some employees at a time."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from domain.facts import months_frame
from domain.references import References
from domain.streams import day_stream, kinerja_stream, parse_stream
from projections.duties import Duties
from projections.fold import fold_days
from projections.log import Log, StreamRange
from projections.months import Performance, fold_months
from projections.performance import Performances, every_month, fold_performance, performance_in
from projections.records import DayRecords
from projections.stored_facts import EMPLOYEE_MONTHS, SPANS
from projections.touch import Span, Touch

Touched = Mapping[str, Touch]


class FoldedDays(NamedTuple):
    """The facts (DAYS) that take the place of all those in the spans."""

    spans: pl.DataFrame
    days: pl.DataFrame


def spans_frame(touched: Touched) -> pl.DataFrame:
    rows = [(employee, *span) for employee, touch in touched.items() for span in touch.spans()]
    return pl.DataFrame(rows, schema=SPANS, orient="row")


def fold_touched_days(log: Log, references: References, touched: Touched, upto: int) -> FoldedDays:
    """The touched days as the log up to the position and the references have them."""
    spans = {employee: touch.spans() for employee, touch in touched.items()}
    records = DayRecords()
    records.extend(log.ranges(_day_ranges(spans), upto))
    duties = Duties(references)
    recorded: dict[str, set[date]] = {}
    for stream, number in records.streams.items():
        name = parse_stream(stream)
        on = date.fromisoformat(name.part)
        duties.recorded(name.key, on, number)
        recorded.setdefault(name.key, set()).add(on)
    for employee, of in spans.items():
        for on in _silent(references, employee, of, recorded.get(employee, set())):
            duties.silent(employee, on)
    days = fold_days(duties.frame(), duties.slots(), records.frame())
    return FoldedDays(spans_frame(touched), days)


def _day_ranges(spans: Mapping[str, list[Span]]) -> Iterator[StreamRange]:
    for employee, of in spans.items():
        for from_on, until_on in of:
            yield StreamRange(day_stream(employee, from_on), day_stream(employee, until_on))


def _silent(
    references: References, employee: str, spans: list[Span], recorded: set[date]
) -> Iterator[date]:
    """Dates in the spans that may have a row without an event: ended ones, and leave."""
    leave = references.leave(employee)
    ahead = [on for on in leave if not references.ended(on)]
    for from_on, until_on in spans:
        for on in (*references.ended_between(from_on, until_on), *ahead):
            if from_on <= on <= until_on and on not in recorded:
                yield on


def fold_touched_performance(
    log: Log, touched: Touched, upto: int
) -> dict[tuple[str, date], Performance]:
    """The months whose performance changed."""
    return fold_performance(log.ranges(_performance_ranges(touched), upto))


def _performance_ranges(touched: Touched) -> Iterator[StreamRange]:
    for employee, touch in touched.items():
        if touch.whole:
            yield every_month(employee)
        else:
            for month in sorted(touch.performance):
                stream = kinerja_stream(employee, month)
                yield StreamRange(stream, stream)


def fold_month_rows(
    references: References,
    wanted: Iterable[tuple[str, date]],
    performances: Performances,
) -> pl.DataFrame:
    """MONTHS of the employee-months wanted, none where the employee is not in service."""
    return months_frame(
        [
            row
            for employee, month in wanted
            for row in fold_months(
                references, employee, month, performance_in(performances, employee, month)
            )
        ]
    )


def outside(days: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The rows of days that lie in none of the SPANS."""
    rows = days.with_row_index("row")
    inside = rows.select("row", "employee", "on").join(spans, on="employee")
    gone = inside.filter(pl.col("on").is_between("from_on", "until_on"))
    return rows.join(gone, on="row", how="anti").drop("row")


def employee_months(pairs: Iterable[tuple[str, date]]) -> pl.DataFrame:
    return pl.DataFrame(list(pairs), schema=EMPLOYEE_MONTHS, orient="row")
