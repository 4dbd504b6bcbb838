"""The session entries that a regulation counts, and in which state each one is."""

from typing import NamedTuple

import polars as pl

from domain.assessment.warning_frames import noted
from domain.perbup import Perbup, SessionTerms
from domain.perbup_words import clock_s

NONE, EXCUSED, ATTENDED, RECORD = range(4)
"""States of an entry: without a record, excused, attended by special attendance, with a record."""

EARLIEST_S, LATEST_S = -86_400, 172_800

_ENTRY = ("session", "due_s", "opens_s", "closes_s", "at_s", "mark", "event")


class Entries(NamedTuple):
    """Session entries of the days of one regulation, in the order of days and entries.

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
    flat = days.select("row", "on", "duty", "ended", *_ENTRY).explode(
        *_ENTRY, empty_as_null=False, keep_nulls=False
    )
    roles: dict[str, str] = {terms.name: terms.role for terms in reversed(perbup.sessions)}
    known = pl.col("session").is_in(list(roles)).fill_null(value=False)
    counted = flat.with_row_index("pos").filter(known)
    every = _with_terms(counted, perbup, roles).with_columns(_state())
    lacking, absent = _lacking(every)
    return Entries(
        every=every,
        records=every.filter(pl.col("duty") & (pl.col("state") == RECORD)),
        lacking=lacking,
        absent_rows=absent,
        unknown=_unknown(flat, known),
    )


def _with_terms(flat: pl.DataFrame, perbup: Perbup, roles: dict[str, str]) -> pl.DataFrame:
    """The regulation's own role, due time and window where it has them."""
    role = _by_name(roles)
    columns = {name: pl.col(name).cast(pl.Int64) for name in ("due_s", "opens_s", "closes_s")}
    for terms in reversed(perbup.sessions):
        here = pl.col("session") == terms.name
        if set(terms.weekdays) != set(range(1, 8)):
            here &= pl.col("on").dt.weekday().is_in(terms.weekdays)
        role = pl.when(here).then(pl.lit(terms.role)).otherwise(role)
        for name, own in _own_times(terms).items():
            time = pl.col(name) if own is None else pl.lit(own, dtype=pl.Int64)
            columns[name] = pl.when(here).then(time).otherwise(columns[name])
    return flat.with_columns(role.alias("role"), pl.col("at_s").cast(pl.Int64), **columns)


def _by_name(values: dict[str, str]) -> pl.Expr:
    value: pl.Expr = pl.lit(None, dtype=pl.String)
    for name, role in values.items():
        value = pl.when(pl.col("session") == name).then(pl.lit(role)).otherwise(value)
    return value


def _own_times(terms: SessionTerms) -> dict[str, int | None]:
    own = {"due_s": terms.due, "opens_s": terms.opens, "closes_s": terms.closes}
    return {name: None if clock is None else clock_s(clock) for name, clock in own.items()}


def _impossible() -> pl.Expr:
    return ~pl.col("at_s").is_between(EARLIEST_S, LATEST_S)


def _outside() -> pl.Expr:
    before = (pl.col("at_s") < pl.col("opens_s")).fill_null(value=False)
    return before | (pl.col("at_s") > pl.col("closes_s")).fill_null(value=False)


def _state() -> pl.Expr:
    none = pl.col("at_s").is_null() | _impossible() | _outside()
    return (
        pl.when(pl.col("mark") == "excused")
        .then(EXCUSED)
        .when(pl.col("mark").is_in(["special", "pending"]))
        .then(ATTENDED)
        .when(none)
        .then(NONE)
        .otherwise(RECORD)
        .cast(pl.Int8)
        .alias("state")
    )


def _lacking(every: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    due = pl.col("duty") & pl.col("ended") & pl.col("due_s").is_not_null()
    lacking = every.filter(due & (pl.col("state") == NONE))
    ordinary = pl.col("role") != "apel"
    rows = lacking.filter(ordinary)["row"].unique()
    there = every.filter(pl.col("row").is_in(rows.implode()) & ordinary & (pl.col("state") != NONE))
    absent = rows.filter(~rows.is_in(there["row"].unique().implode())).sort()
    return lacking.with_columns(pl.col("row").is_in(absent.implode()).alias("absent")), absent


# ---- warnings


def _unknown(flat: pl.DataFrame, known: pl.Expr) -> pl.DataFrame:
    """Entries of other names with a due time or a record: `row` and `session`."""
    told = pl.col("due_s").is_not_null() | pl.col("at_s").is_not_null()
    return flat.filter(~known & told).select("row", "session")


def session_warnings(found: Entries, days: pl.DataFrame) -> list[pl.DataFrame]:
    """Reads `employee` and `on` of the days, which are placed by `row`."""
    odd = found.every.filter(
        (pl.col("mark") == "pending") | (pl.col("at_s").is_not_null() & (pl.col("state") == NONE))
    )
    lost = odd.filter(pl.col("state") == NONE)
    groups = {
        "pending_special": odd.filter(pl.col("mark") == "pending"),
        "time_impossible": lost.filter(_impossible()),
        "outside_window": lost.filter(~_impossible()),
        "reversed": _reversed(found.every),
    }
    return [_at(code, rows, days) for code, rows in groups.items()]


def _at(code: str, rows: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    place = rows["row"]
    return noted(code, days["employee"].gather(place), days["on"].gather(place), rows["session"])


def _reversed(every: pl.DataFrame) -> pl.DataFrame:
    """Leaving records before the day's earliest arrival record."""
    records = every.filter(pl.col("state") == RECORD)
    arrivals = records.filter(pl.col("role") == "arrival")
    earliest = arrivals.group_by("row").agg(pl.col("at_s").min().alias("arrived_s"))
    leavings = records.filter(pl.col("role") == "leaving")
    return leavings.join(earliest, on="row", maintain_order="left").filter(
        pl.col("at_s") < pl.col("arrived_s")
    )
