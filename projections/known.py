"""Facts and figures as they were at a moment: from the events known then, through the same fold."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from domain.assessment import Assessment
from domain.dated import month_after
from domain.recorded import Recorded
from domain.references import References
from domain.streams import kinerja_stream
from projections.assessing import assess_months
from projections.log import Log, StreamRange
from projections.performance import fold_performance
from projections.reach import Reach, reach
from projections.records import DayRecords
from projections.refold import (
    begun,
    day_ranges,
    employee_months,
    existing,
    fold_month_rows,
    fold_spans,
)
from projections.regulations import regulations
from projections.stored_facts import Facts
from projections.touch import Span


def known_facts(
    references: References,
    spans: Mapping[str, list[Span]],
    months: Sequence[date],
    records: DayRecords,
    performance_history: Iterable[Recorded],
) -> Facts:
    """Of each employee the days of the spans, and the rows of the months.

    The references, the records and the history know what was known at the moment, and nothing more.
    """
    days = fold_spans(references, spans, records)
    performed = fold_performance(performance_history)
    wanted = [(employee, month) for employee in spans for month in months]
    exist = existing(wanted, begun(references), days, performed)
    return Facts(days, fold_month_rows(references, exist, performed))


def days_read(references: References, employee: str, months: Sequence[date], look: Reach) -> Span:
    """The days that an assessment of the months reads: from the first day of a leave that reaches
    into them."""
    first, following = look.days_from(min(months)), month_after(max(months))
    leave = references.leave(employee) if look.spell else {}
    begun_on = (spell.from_on for on, spell in leave.items() if first <= on < following)
    return min([first, *begun_on]), following - timedelta(days=1)


def months_read(months: Sequence[date], look: Reach) -> list[date]:
    """The months that an assessment of these reads, from the first to the last."""
    return months_between(min(look.months_from(month) for month in months), max(months))


def references_at(log: Log, position: int) -> References:
    references = References()
    for recorded in log.references(position):
        references.apply(recorded.stream, recorded.event, recorded.position)
    return references


def figures_at(
    log: Log, references: References, employees: Sequence[str], months: Sequence[date], upto: int
) -> Assessment:
    """The assessment of the months as known at the position, which the references stand at."""
    perbups = regulations(references)
    look = reach(perbups)
    spans = {e: [days_read(references, e, months, look)] for e in employees}
    read = months_read(months, look)
    records = DayRecords()
    records.extend_stored(log.stored(day_ranges(spans), upto))
    facts = known_facts(
        references,
        spans,
        read,
        records,
        log.ranges(performance_ranges(employees, read), upto),
    )
    wanted = employee_months((e, month) for e in employees for month in sorted(set(months)))
    return assess_months(facts, perbups, wanted)


def performance_ranges(employees: Iterable[str], months: Sequence[date]) -> list[StreamRange]:
    return [
        StreamRange(kinerja_stream(e, min(months)), kinerja_stream(e, max(months)))
        for e in employees
    ]


def months_between(first: date, last: date) -> list[date]:
    """The months from one to the other, both inclusive."""
    months = [first]
    while months[-1] < last:
        months.append(month_after(months[-1]))
    return months
