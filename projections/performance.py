"""Performance of a month: its entries, and their sums, which the allowance may depend on."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

import polars as pl

from domain.kinerja import KinerjaMonth, KinerjaPredicateGiven, evolve
from domain.recorded import Recorded, fold
from domain.streams import parse_stream
from projections.months import NO_PERFORMANCE, Performance

_MONTH: dict[str, pl.DataType | type[pl.DataType]] = {
    "employee": pl.String,
    "month": pl.Date,
    "predicate": pl.String,
    "event": pl.Int64,
    "minutes": pl.Int32,
    "entries": pl.Int32,
    "unfit": pl.Int32,
}
PERFORMANCE_MONTH = pl.Schema(_MONTH)

Performances = Mapping[tuple[str, date], Performance]


def fold_performance(history: Iterable[Recorded]) -> dict[tuple[str, date], Performance]:
    """By employee and month; the events of a stream stand together, in the order of versions."""
    return {
        key(stream): _summed(list(events))
        for stream, events in groupby(history, key=attrgetter("stream"))
    }


def key(stream: str) -> tuple[str, date]:
    name = parse_stream(stream)
    return name.key, date.fromisoformat(f"{name.part}-01")


def _summed(history: list[Recorded]) -> Performance:
    month = fold(history, evolve, KinerjaMonth())
    made = [entry for entry in month.entries if entry.status != "withdrawn"]
    given = [r.position for r in history if isinstance(r.event, KinerjaPredicateGiven)]
    return Performance(
        predicate=month.predicate,
        event=given[-1] if given else None,
        minutes=sum(entry.content.minutes for entry in made if entry.status == "verified"),
        entries=len(made),
        unfit=sum(entry.status == "returned" for entry in made),
    )


def performance_frame(performances: Performances) -> pl.DataFrame:
    rows: list[tuple[Any, ...]] = [
        (*of, p.predicate, p.event, p.minutes, p.entries, p.unfit) for of, p in performances.items()
    ]
    return pl.DataFrame(rows, schema=PERFORMANCE_MONTH, orient="row")


def performances(frame: pl.DataFrame) -> dict[tuple[str, date], Performance]:
    """The reverse of `performance_frame`."""
    return {
        (employee, month): Performance(
            predicate=predicate, event=event, minutes=minutes, entries=entries, unfit=unfit
        )
        for employee, month, predicate, event, minutes, entries, unfit in frame.select(
            PERFORMANCE_MONTH.names()
        ).iter_rows()
    }


def performance_of(known: Performances, employee: str, month: date) -> Performance:
    return known.get((employee, month), NO_PERFORMANCE)
