"""Performance of a month: its entries, and their sums, which the allowance may depend on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, get_args

import polars as pl

from domain.event import Event
from domain.kinerja import (
    KinerjaEvent,
    KinerjaMonth,
    KinerjaPredicateGiven,
    KinerjaRecorded,
    KinerjaRevised,
    evolve,
)
from domain.recorded import Recorded, fold
from domain.streams import kinerja_stream, parse_stream
from domain.tags import EVENT_TYPES
from projections.log import Log, StreamRange
from projections.months import NO_PERFORMANCE, Performance
from projections.view import Change, Frames, Row

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


def performance_in(known: Performances, employee: str, month: date) -> Performance:
    return known.get((employee, month), NO_PERFORMANCE)


class PerformanceEntries:
    """The projection of performance entries, read stream by stream."""

    name = "performance"
    besides = tuple(
        tag for tag, kind in EVENT_TYPES.items() if not issubclass(kind, get_args(KinerjaEvent))
    )
    alone: tuple[type[Event], ...] = ()
    split = True

    def __init__(self, log: Log, frames: Frames) -> None:
        self._log = log
        self._frames = frames

    def load(self, position: int) -> None:
        """Nothing is held in memory."""

    def changes(self, events: Iterable[Recorded], upto: int) -> Iterator[list[Change]]:
        streams = sorted({recorded.stream for recorded in events})
        yield self._replaced(streams, (StreamRange(s, s) for s in streams), upto)

    def whole(self, employees: Sequence[str], upto: int) -> Iterator[list[Change]]:
        yield self._replaced([], map(every_month, employees), upto)

    def _replaced(
        self, streams: Iterable[str], wanted: Iterable[StreamRange], upto: int
    ) -> list[Change]:
        rows = [
            row
            for stream, month in groupby(self._log.ranges(wanted, upto), key=attrgetter("stream"))
            for row in entry_rows(key(stream), list(month))
        ]
        months = map(key, streams)
        return [self._frames.replace("performance_entry", ["employee", "month"], months, rows)]


def every_month(employee: str) -> StreamRange:
    """All the performance streams of an employee."""
    return StreamRange(kinerja_stream(employee, date.min), kinerja_stream(employee, date.max))


def entry_rows(month: tuple[str, date], history: list[Recorded]) -> Iterator[Row]:
    """Each entry with the last event about it, who verified or returned it, and its text as it is
    sealed."""
    last = {entry: r for r in history if (entry := getattr(r.event, "entry", None))}
    told = {
        recorded.event.entry: recorded.event.personal
        for recorded in history
        if isinstance(recorded.event, KinerjaRecorded | KinerjaRevised)
    }
    for entry in fold(history, evolve, KinerjaMonth()).entries:
        content, recorded = entry.content, last[entry.entry]
        decided = entry.status in {"verified", "returned"}
        yield (
            *month,
            entry.entry,
            entry.on,
            entry.status,
            content.minutes,
            content.quantity,
            content.unit,
            content.attachment,
            recorded.position,
            recorded.actor if decided else None,
            told[entry.entry],
        )
