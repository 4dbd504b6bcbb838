"""Month facts: what an employee's month is paid by, from the references and the performance."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

import msgspec

from domain.dated import month_after
from domain.duty import ActingSpan, EmployeeMonth, PostingSpan, PunishmentInForce
from domain.facts import MonthFacts, PunishmentFact
from domain.kinerja import Predicate
from domain.references import References


class Performance(msgspec.Struct, frozen=True, kw_only=True):
    """A month's performance entries, summed: `minutes` of the verified ones, all that were made
    and not withdrawn, those returned as unfit. `event` is the predicate's position."""

    predicate: Predicate | None = None
    event: int | None = None
    minutes: int = 0
    entries: int = 0
    unfit: int = 0


NO_PERFORMANCE = Performance()


def fold_months(
    references: References,
    employee: str,
    month: date,
    performance: Performance = NO_PERFORMANCE,
) -> list[MonthFacts]:
    """A row for each posting in service, each with all that the month has; none out of service."""
    last_on = month_after(month) - timedelta(days=1)
    postings = list(_postings(references.spans(employee, month, last_on)))
    if not postings:
        return []
    of_month = references.month(employee, month)
    acting = _longest(of_month.acting, month, last_on)
    base = of_month.base
    return [
        MonthFacts(
            employee=employee,
            month=month,
            from_on=from_on,
            until_on=until_on,
            opd=opd,
            employment=employment,
            grade=base.grade if base else None,
            tpp_rupiah=base.rupiah if base else None,
            components=tuple((c.name, c.rupiah) for c in base.components) if base else (),
            acting_kind=acting.kind if acting else None,
            acting_rupiah=acting.post_rupiah if acting else 0,
            acting_from_on=acting.from_on if acting else None,
            acting_until_on=acting.until_on if acting else None,
            tugas_belajar=of_month.tugas_belajar,
            predicate=performance.predicate,
            score_minutes=performance.minutes,
            score_entries=performance.entries,
            score_unfit=performance.unfit,
            withheld=of_month.withheld,
            punishments=tuple(map(_punishment, of_month.punishments)),
            events=_events(of_month, acting, performance),
        )
        for from_on, until_on, opd, employment in postings
    ]


def _postings(spans: tuple[PostingSpan, ...]) -> Iterator[tuple[date, date, str, str]]:
    """Spans in service joined where neither OPD nor employment changes: from, until, both."""
    for (employed, opd, employment), group in groupby(
        spans, key=lambda span: (span.employed, span.opd, span.employment)
    ):
        same = list(group)
        until_on = same[-1].until_on
        if employed and until_on:
            yield same[0].from_on, until_on, opd, employment or ""


def _longest(acting: tuple[ActingSpan, ...], month: date, last_on: date) -> ActingSpan | None:
    def days(span: ActingSpan) -> int:
        return (min(span.until_on or last_on, last_on) - max(span.from_on, month)).days

    return max(acting, key=lambda span: (days(span), -span.event), default=None)


def _punishment(punishment: PunishmentInForce) -> PunishmentFact:
    return PunishmentFact(
        kind=punishment.kind,
        from_month=punishment.from_month,
        months=punishment.months,
        lifted_month=punishment.lifted_month,
        event=punishment.event,
    )


def _events(
    of_month: EmployeeMonth, acting: ActingSpan | None, performance: Performance
) -> tuple[int, ...]:
    cited = {*of_month.events}
    if acting:
        cited.add(acting.event)
    if performance.event:
        cited.add(performance.event)
    return tuple(sorted(cited))
