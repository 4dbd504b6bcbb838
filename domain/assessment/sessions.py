"""The session entries that a regulation counts, and in which state each one is."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from domain.assessment.plans import all_computed, computed
from domain.assessment.quiet import EARLIEST_S, LATEST_S, loud_days
from domain.assessment.terms import ROLES, Terms, names_of, terms_of
from domain.assessment.warning_frames import noted
from domain.perbup import Perbup

NONE, EXCUSED, ATTENDED, RECORD = range(4)
"""States of an entry: without a record, excused, attended by special attendance, with a record."""

NO_UNKNOWN = pl.DataFrame(schema={"row": pl.UInt32, "name": pl.String, "code": pl.String})

_ENTRY = ("session", "due_s", "opens_s", "closes_s", "at_s", "mark", "event")


class Entries(NamedTuple):
    """Session entries of the days of one regulation that are not quiet, in their order.

    Columns: `row` of the day, `pos` that only grows, `session`, `role`, `due_s`, `at_s`, `state`,
    `event`, and of the day `duty` (attendance is asked for) and `ended`. `records` and `lacking`
    are those on duty; `lacking` also has `absent`: the day is wholly absent.
    """

    every: pl.DataFrame
    records: pl.DataFrame
    lacking: pl.DataFrame
    absent_rows: pl.Series
    unknown: pl.DataFrame


def entries(days: pl.DataFrame, perbup: Perbup) -> Entries:
    """Reads `row`, `on`, `duty`, `ended` and the session lists of the days."""
    terms = terms_of(perbup)
    flat = _flat(days, terms, names_of(perbup))
    loud = loud_days(flat, days, perbup).gather(flat["nth"])
    known = flat["session"].is_not_null()
    of_day = days.select("row", "duty", "ended")
    every = _with_terms(flat.lazy().filter(loud & known), of_day, terms).pipe(computed)
    due = pl.col("duty") & pl.col("ended") & pl.col("due_s").is_not_null()
    records, bare = all_computed(
        [
            every.lazy().filter(pl.col("duty") & (pl.col("state") == RECORD)),
            every.lazy().filter(due & (pl.col("state") == NONE)),
        ]
    )
    lacking, absent = _lacking(every, bare)
    return Entries(
        every=every,
        records=records,
        lacking=lacking,
        absent_rows=absent,
        unknown=_unknown(flat, days, ~known),
    )


def _flat(days: pl.DataFrame, terms: Sequence[Terms], names: pl.Enum) -> pl.DataFrame:
    """All entries of the days one below the other: `nth` is the day's place, `pos` only grows.
    `session` is null where it has no terms."""
    lists = [days[name].explode(empty_as_null=False, keep_nulls=False) for name in _ENTRY]
    nth = days.select("at_s").with_row_index("nth").explode("at_s", keep_nulls=False)["nth"]
    known = [pl.when(pl.col("session") == t.name).then(pl.lit(t.name, dtype=names)) for t in terms]
    session = pl.coalesce(pl.lit(None, dtype=names), *known).alias("session")
    flat = pl.DataFrame([nth, *lists]).with_columns(session).with_row_index("pos")
    if not any(t.by_weekday for t in terms):
        return flat
    return flat.with_columns(days["on"].gather(nth).alias("on"))


def _with_terms(flat: pl.LazyFrame, days: pl.DataFrame, every: Sequence[Terms]) -> pl.LazyFrame:
    """What the day says of the entry, and the regulation's own role, due time and window where it
    has them."""
    role: pl.Expr = pl.lit(None, dtype=ROLES)
    times = {name: pl.col(name) for name in ("due_s", "opens_s", "closes_s")}
    for terms in every:
        here = pl.col("session") == terms.name
        role = pl.when(here).then(terms.role).otherwise(role)
        for name, own in (
            ("due_s", terms.due_s),
            ("opens_s", terms.opens_s),
            ("closes_s", terms.closes_s),
        ):
            times[name] = pl.when(here).then(own).otherwise(times[name])
    whole = {name: time.cast(pl.Int64) for name, time in times.items()}
    of_day = (pl.lit(days[name]).gather("nth").alias(name) for name in days.columns)
    read = flat.with_columns(*of_day, role.alias("role"), pl.col("at_s").cast(pl.Int64), **whole)
    return read.drop("nth").with_columns(_state())


@cache
def _impossible() -> pl.Expr:
    return ~pl.col("at_s").is_between(EARLIEST_S, LATEST_S)


@cache
def _outside() -> pl.Expr:
    before = (pl.col("at_s") < pl.col("opens_s")).fill_null(value=False)
    return before | (pl.col("at_s") > pl.col("closes_s")).fill_null(value=False)


@cache
def _state() -> pl.Expr:
    none = pl.col("at_s").is_null() | _impossible() | _outside()
    return (
        pl.when(pl.col("mark") == "excused")
        .then(EXCUSED)
        .when((pl.col("mark") == "special") | (pl.col("mark") == "pending"))
        .then(ATTENDED)
        .when(none)
        .then(NONE)
        .otherwise(RECORD)
        .cast(pl.Int8)
        .alias("state")
    )


def _lacking(every: pl.DataFrame, lacking: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Adds `absent` to the entries that lack their record, and tells the days."""
    if lacking.is_empty():
        return lacking.with_columns(absent=pl.lit(value=False)), lacking["row"]
    ordinary = pl.col("role") != "apel"
    rows = lacking.lazy().filter(ordinary).select(pl.col("row").unique())
    there = every.lazy().filter(ordinary & (pl.col("state") != NONE)).select("row")
    absent = rows.join(there, on="row", how="anti").sort("row").pipe(computed)["row"]
    return lacking.with_columns(pl.col("row").is_in(absent.implode()).alias("absent")), absent


# ---- warnings


def _unknown(flat: pl.DataFrame, days: pl.DataFrame, unknown: pl.Series) -> pl.DataFrame:
    """Entries of other names with a due time or a record: the first of each name and month, as
    `row`, `name` and `code`."""
    if not unknown.any():
        return NO_UNKNOWN
    names = days["session"].explode(empty_as_null=False, keep_nulls=False)
    others = flat.with_columns(names).filter(unknown)
    told = others.filter(pl.col("due_s").is_not_null() | pl.col("at_s").is_not_null())
    found = told.select("session").hstack(days.select(pl.col("row", "em").gather(told["nth"])))
    frames = []
    for name in found["session"].unique():
        named = found.filter(pl.col("session").eq_missing(name))
        frames.append(named.filter(pl.col("em").ne_missing(pl.col("em").shift())))
    first = pl.concat([found.clear(), *frames])
    return first.select("row", name="session", code=pl.lit("unknown_session"))


def session_warnings(found: Entries, days: pl.DataFrame) -> list[pl.DataFrame]:
    """Reads `employee` and `on` of the days, which are placed by `row`."""
    odd = found.every.filter(
        (pl.col("mark") == "pending") | (pl.col("at_s").is_not_null() & (pl.col("state") == NONE))
    )
    told = [_at("reversed", _reversed(found.every), days)]
    if odd.is_empty():
        return told
    lost = odd.filter(pl.col("state") == NONE)
    groups = {
        "pending_special": odd.filter(pl.col("mark") == "pending"),
        "time_impossible": lost.filter(_impossible()),
        "outside_window": lost.filter(~_impossible()),
    }
    return told + [_at(code, rows, days) for code, rows in groups.items()]


def _at(code: str, rows: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    if rows.is_empty():
        return noted()
    place = rows["row"]
    return noted(code, days["employee"].gather(place), days["on"].gather(place), rows["session"])


def _reversed(every: pl.DataFrame) -> pl.DataFrame:
    """Leaving records before the day's earliest arrival record."""
    record, at_s = pl.col("state") == RECORD, pl.col("at_s")
    leaving, arrival = (record & (pl.col("role") == role) for role in ("leaving", "arrival"))
    left, arrived = at_s.filter(leaving).min(), at_s.filter(arrival).max()
    ends = every.lazy().select(left=left, arrived=arrived).pipe(computed)
    first_leaving, last_arrival = ends.row(0)
    if first_leaving is None or last_arrival is None or first_leaving >= last_arrival:
        return every.clear()
    leavings, arrivals = every.filter(leaving), every.filter(arrival)
    perhaps = arrivals.filter(at_s > first_leaving)["row"].unique()
    here = pl.col("row").is_in(perhaps.implode())
    earliest = arrivals.filter(here).group_by("row").agg(pl.col("at_s").min().alias("arrived_s"))
    return (
        leavings.filter(here)
        .join(earliest, on="row", maintain_order="left")
        .filter(pl.col("at_s") < pl.col("arrived_s"))
    )
