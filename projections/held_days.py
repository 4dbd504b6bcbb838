"""The events of many employees' days, held by the column until they are folded some at a time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
import polars as pl

from domain.attendance import CheckInAttemptRefused
from projections.log import decoded
from projections.records import (
    CHECKED_IN,
    PHONE,
    RECORDS,
    Seen,
    instants,
    of_phone,
    seen_in,
    weighed,
)

_DAY = len("/day/2022-10-03")
_ON = len("2022-10-03")
_KEYS = ["who", "on"]
_STORED = pl.Schema({"stream": pl.String(), **{n: RECORDS[n] for n in RECORDS if n != "stream"}})
_NOTHING = (None,) * 6


class SomeDays(NamedTuple):
    """What the fold asks of DayRecords, ready made."""

    numbers: dict[str, dict[date, int]]
    records: pl.DataFrame

    def days(self) -> dict[str, dict[date, int]]:
        return self.numbers

    def frame(self) -> pl.DataFrame:
        return self.records


class HeldDays:
    """Of the employees, who are in the order of their ids, from frames of stored events."""

    def __init__(self, employees: Sequence[str], pages: Iterable[pl.DataFrame]) -> None:
        self._employees = employees
        self._who = pl.DataFrame({"employee": employees}).with_row_index("who")
        phone: list[pl.DataFrame] = []
        others: list[pl.DataFrame] = []
        for stored in pages:
            seen = pl.col("topic") == CHECKED_IN
            phone.append(self._keyed(_seen(stored.filter(seen))))
            others.append(self._keyed(_weighed(stored.filter(~seen))))
        self._phone = pl.concat(phone).sort("who")
        self._others = pl.concat(others).sort("who")

    def of(self, employees: Sequence[str]) -> SomeDays:
        """Of some of them who follow on each other."""
        first = bisect_left(self._employees, employees[0])
        until = bisect_right(self._employees, employees[-1])
        phone, others = (_between(rows, first, until) for rows in (self._phone, self._others))
        days = pl.concat([phone.select(_KEYS), others.select(_KEYS)]).unique()
        days = days.sort(_KEYS).with_row_index("stream")
        records = [
            rows.join(days, on=_KEYS).select(RECORDS.names())
            for rows in (of_phone(phone), others.drop_nulls("what"))
        ]
        return SomeDays(self._by_employee(days), pl.concat(records))

    def _keyed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """By employee and date, who take less memory than the name of the stream."""
        stream = pl.col("stream").str
        return (
            rows.with_columns(employee=stream.head(-_DAY), on=stream.tail(_ON).str.to_date())
            .join(self._who, on="employee")
            .drop("stream", "employee")
        )

    def _by_employee(self, days: pl.DataFrame) -> dict[str, dict[date, int]]:
        grouped = days.group_by("who", maintain_order=True).agg("on", "stream")
        return {
            self._employees[who]: dict(zip(dates, numbers, strict=True))
            for who, dates, numbers in grouped.iter_rows()
        }


def _between(rows: pl.DataFrame, first: int, until: int) -> pl.DataFrame:
    """Those of the employees by number, of rows in their order."""
    begin, end = (rows["who"].search_sorted(who) for who in (first, until))
    return rows.slice(begin, end - begin)


def _seen(stored: pl.DataFrame) -> pl.DataFrame:
    """Of check-ins, which are nearly all events, only what the fold reads is decoded."""
    seen = _decoded(stored)
    return stored.select(
        stream="originator_id",
        version=pl.col("originator_version").cast(PHONE["version"]),
        position="notification_id",
        session=pl.Series([one.session for one in seen], dtype=pl.String),
        at=instants([one.at for one in seen]),
    )


def _decoded(stored: pl.DataFrame) -> list[Seen]:
    try:
        return [seen_in(state) for state in stored["state"].to_list()]
    except msgspec.MsgspecError:
        for row in stored.iter_rows():
            decoded(row)  # which names the event
        raise


def _weighed(stored: pl.DataFrame) -> pl.DataFrame:
    """An event that the fold does not weigh has a row of nulls: its day has something recorded."""
    rows: list[tuple[Any, ...]] = []
    for row in stored.iter_rows():
        recorded = decoded(row)
        if not isinstance(recorded.event, CheckInAttemptRefused):
            key = (recorded.stream, recorded.version, recorded.position)
            rows += [(*key, *what) for what in weighed(recorded.event) or [_NOTHING]]
    return pl.DataFrame(rows, schema=_STORED, orient="row")
