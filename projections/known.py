"""Facts as they were at a moment: from the events known then, through the same fold."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from domain.dated import month_after
from domain.recorded import Recorded
from domain.references import References
from projections.performance import fold_performance
from projections.refold import begun, existing, fold_month_rows, fold_spans
from projections.stored_facts import Facts


def known_facts(
    references: References,
    employees: Sequence[str],
    days_from: date,
    months: Sequence[date],
    day_history: Iterable[Recorded],
    performance_history: Iterable[Recorded],
) -> Facts:
    """Days from a date to the end of the last month, and the rows of the months.

    The references and both histories know what was known at the moment, and nothing more.
    """
    until_on = month_after(max(months)) - timedelta(days=1)
    spans = {employee: [(days_from, until_on)] for employee in employees}
    days = fold_spans(references, spans, day_history)
    performed = fold_performance(performance_history)
    wanted = [(employee, month) for employee in employees for month in months]
    exist = existing(wanted, begun(references), days, performed)
    return Facts(days, fold_month_rows(references, exist, performed))


def months_between(first: date, last: date) -> list[date]:
    """The months from one to the other, both inclusive."""
    months = [first]
    while months[-1] < last:
        months.append(month_after(months[-1]))
    return months
