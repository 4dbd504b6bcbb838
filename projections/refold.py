"""Folds days and months again from the log, for some employees at a time."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import polars as pl

from domain.assessment.plans import computed
from domain.dated import month_of
from domain.facts import months_frame
from domain.references import References
from domain.streams import day_stream, kinerja_stream
from projections.duties import Duties, DutyBook
from projections.fold import fold_days
from projections.log import StreamRange
from projections.months import fold_months
from projections.performance import Performances, every_month, performance_in
from projections.records import Records
from projections.stored_facts import EMPLOYEE_MONTHS, SPANS
from projections.touch import Span, Touch

Touched = Mapping[str, Touch]


Spans = Mapping[str, list[Span]]
"""Spans of dates by employee, which do not overlap."""

EmployeeMonth = tuple[str, date]


def spans_frame(spans: Spans) -> pl.DataFrame:
    rows = [(employee, *span) for employee, of in spans.items() for span in of]
    return pl.DataFrame(rows, schema=SPANS, orient="row")


def day_ranges(spans: Spans) -> Iterator[StreamRange]:
    """The day streams that the spans need."""
    for employee, of in spans.items():
        for from_on, until_on in of:
            yield StreamRange(day_stream(employee, from_on), day_stream(employee, until_on))


def fold_spans(references: References, spans: Spans, records: Records) -> pl.DataFrame:
    """DAYS of the spans, from the records of their day streams."""
    return fold_by(DutyBook(references), spans, records)


def fold_by(book: DutyBook, spans: Spans, records: Records) -> pl.DataFrame:
    """The same, by the duties of a book that may have some already."""
    recorded = records.days()
    duties = Duties(book)
    for employee, of in spans.items():
        duties.add(employee, recorded.get(employee, {}), _silent(book.references, employee, of))
    return fold_days(duties.frame(), book.slots(), records.frame())


def _silent(references: References, employee: str, spans: list[Span]) -> Iterator[date]:
    """Dates in the spans that may have a row without an event: ended ones, and leave."""
    leave = references.leave(employee)
    for from_on, until_on in spans:
        yield from references.ended_between(from_on, until_on)
        yield from (on for on in leave if from_on <= on <= until_on)


def performance_ranges(touched: Touched) -> Iterator[StreamRange]:
    """The performance streams of the months whose performance changed."""
    for employee, touch in touched.items():
        if touch.whole:
            yield every_month(employee)
        else:
            for month in sorted(touch.performance):
                stream = kinerja_stream(employee, month)
                yield StreamRange(stream, stream)


def begun(references: References) -> frozenset[date]:
    """The months of which a day has ended."""
    return frozenset(map(month_of, references.ended_between(date.min, date.max)))


def existing(
    candidates: Iterable[EmployeeMonth],
    months_begun: Collection[date],
    days: pl.DataFrame,
    performed: Collection[EmployeeMonth],
) -> list[EmployeeMonth]:
    """The employee-months that have begun, or of which anything is recorded; `days` holds all the
    facts of the months that have not begun."""
    month = pl.col("on").dt.month_start()
    ahead = days.lazy().select("employee", month).filter(~pl.col("on").is_in(list(months_begun)))
    recorded = set(ahead.unique().pipe(computed).rows())
    return [c for c in candidates if c[1] in months_begun or c in performed or c in recorded]


def fold_month_rows(
    references: References,
    wanted: Iterable[EmployeeMonth],
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
    rows = days.lazy().with_row_index("row")
    inside = rows.select("row", "employee", "on").join(spans.lazy(), on="employee")
    gone = inside.filter(pl.col("on").is_between("from_on", "until_on"))
    return rows.join(gone, on="row", how="anti", maintain_order="left").drop("row").pipe(computed)


def employee_months(pairs: Iterable[EmployeeMonth]) -> pl.DataFrame:
    return pl.DataFrame(list(pairs), schema=EMPLOYEE_MONTHS, orient="row")
