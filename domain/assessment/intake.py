"""The two frames of facts as the assessment works on them: in order, keyed by small integers."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

import polars as pl

from domain.assessment.plans import all_computed, computed
from domain.assessment.shape import same
from domain.assessment.warning_frames import noted
from domain.facts import DAYS, MONTHS

SESSION_LISTS = ("session", "due_s", "opens_s", "closes_s", "at_s", "mark", "event")
PUNISHMENT_LISTS = (
    "punishment",
    "punishment_from",
    "punishment_months",
    "punishment_lifted",
    "punishment_event",
)
DAY_COLUMNS = tuple(name for name in DAYS if name not in {"pattern", "day", "role"})
"""The columns of the days frame that an assessment reads."""
MONTH_COLUMNS = tuple(MONTHS)
"""The columns of the months frame that an assessment reads."""

EPOCH = date(1970, 1, 1)

MAX_RUPIAH = 1_000_000_000
"""More is no allowance of one month."""


class Facts(NamedTuple):
    """`months`: one row per employee-month, its number is its place (`em`). `postings`: the rows as
    given. `days`: by employee and date; `em` is null where no month is given. Both have `emp`, the
    place of the employee in `employees`."""

    employees: pl.Series
    months: pl.DataFrame
    postings: pl.DataFrame
    days: pl.DataFrame
    warnings: list[pl.DataFrame]


def facts(days: pl.DataFrame, months: pl.DataFrame, since: date | None) -> Facts:
    """Reads every column of `DAY_COLUMNS` and `MONTH_COLUMNS`."""
    readable, no_month = _readable(computed(months.lazy().select(MONTH_COLUMNS)), "month")
    held, uneven_held = _even(readable, PUNISHMENT_LISTS, "month")
    parts, uneven_parts = _even(held, ("component", "component_rupiah"), "month")
    postings = _postings(parts)
    by_month = _months(postings, since)
    employees = by_month["employee"].unique(maintain_order=True)
    rows, no_day = _readable(_named(days), "on")
    ordered, runs = _in_order(rows)
    whole, uneven = _even(_keyed(ordered, runs, employees, by_month), SESSION_LISTS, "on")
    found = [no_month, uneven_held, uneven_parts, no_day, uneven]
    return Facts(employees, by_month, postings, whole.with_row_index("row"), found)


def _named(days: pl.DataFrame) -> pl.DataFrame:
    texts = ("employee", "opd", "employment", "status", "cuti")
    wrong = [name for name in texts if days.schema[name] != pl.String]
    read = days.lazy().select(DAY_COLUMNS).pipe(computed)
    return read.with_columns(pl.col(wrong).cast(pl.String)) if wrong else read


def _readable(rows: pl.DataFrame, dated: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that have an employee and a date, and warnings of the others."""
    if not rows["employee"].null_count() and not rows[dated].null_count():
        return rows, noted()
    good = pl.col("employee").is_not_null() & pl.col(dated).is_not_null()
    bad = rows.filter(~good)
    return rows.filter(good), noted("unreadable_row", bad["employee"], bad[dated])


# ---- months


def _postings(months: pl.DataFrame) -> pl.DataFrame:
    """In order, numbered, with `month_end` and `ym` (the month as a number)."""
    employee, month = pl.col("employee"), pl.col("month")
    other_employee = employee.ne_missing(employee.shift())
    other_month = other_employee | month.ne_missing(month.shift())
    dated = (
        months.lazy()
        .join(_calendar(months), on="month", how="left", maintain_order="left")
        .with_columns(
            month="start",
            from_on=pl.col("from_on").fill_null(pl.col("start")),
            until_on=pl.col("until_on").fill_null(pl.col("month_end")),
        )
        .drop("start")
        .pipe(computed)
    )
    by = ("employee", "month", "from_on")
    order = dated.select(pl.arg_sort_by(by, maintain_order=True)).to_series()
    ordered = dated if order.is_sorted() else dated[order]
    return (
        ordered.lazy()
        .with_columns(
            emp=other_employee.cast(pl.UInt32).cum_sum() - 1,
            em=other_month.cast(pl.UInt32).cum_sum() - 1,
        )
        .with_row_index("posting")
        .pipe(computed)
    )


def _calendar(months: pl.DataFrame) -> pl.LazyFrame:
    """Of each month that is named, however many rows name it."""
    month = pl.col("month")
    return (
        months.lazy()
        .select(month.unique())
        .with_columns(
            start=month.dt.month_start(),
            month_end=month.dt.month_end(),
            ym=month.dt.year() * 12 + month.dt.month() - 1,
        )
    )


def _months(postings: pl.DataFrame, since: date | None) -> pl.DataFrame:
    """One row per employee-month: what stands on its last posting row."""
    last = postings
    if len(postings) and len(postings) > postings["em"][-1] + 1:
        last = postings.group_by("em", maintain_order=True).agg(pl.all().last())
    assessed = pl.lit(value=True) if since is None else pl.col("month") >= since.replace(day=1)
    return last.with_columns(assessed.alias("assessed"))


# ---- days


class Runs(NamedTuple):
    """Rows of one employee that follow each other: `run` of each row, the name of each run, and
    whether all stand by employee and date."""

    run: pl.Series
    employee: pl.Series
    ordered: bool


def _runs(rows: pl.DataFrame) -> Runs:
    employee, on, run = pl.col("employee"), pl.col("on"), pl.col("run")
    runs = rows.select(employee, on, run=employee.rle_id())
    placed = runs.select(first=run.ne_missing(run.shift()), back=on < on.shift())
    names = runs["employee"].filter(placed["first"])
    back = (placed["back"] & ~placed["first"]).any()
    return Runs(runs["run"], names, not back and names.is_sorted() and names.is_unique().all())


def _in_order(rows: pl.DataFrame) -> tuple[pl.DataFrame, Runs]:
    """The rows by employee and date, sorted only if they are not."""
    runs = _runs(rows)
    if runs.ordered:
        return rows, runs
    ordered = rows.sort("employee", "on", maintain_order=True)
    return ordered, _runs(ordered)


def _keyed(
    rows: pl.DataFrame, runs: Runs, employees: pl.Series, months: pl.DataFrame
) -> pl.DataFrame:
    """Adds `emp` and `em`, leaves out whoever has no month at all."""
    places = pl.DataFrame({"employee": employees}).with_row_index("emp")
    found = pl.DataFrame({"employee": runs.employee}).join(
        places, on="employee", how="left", maintain_order="left"
    )["emp"]
    known = rows.with_columns(found.gather(runs.run).alias("emp"))
    if found.null_count():
        known = known.filter(pl.col("emp").is_not_null())
    return known.with_columns(_month_of(known, months, len(employees)).alias("em"))


def _month_of(days: pl.DataFrame, months: pl.DataFrame, employees: int) -> pl.Series:
    """The number of each day's employee-month, by way of a table of all employees and months."""
    starts = months["month"].unique().sort()
    first, last = days["on"].min(), days["on"].max()
    if not isinstance(first, date) or not isinstance(last, date) or not len(starts):
        return same(None, len(days), pl.UInt32)
    slots = pl.LazyFrame({"month": starts}).with_row_index("slot")
    dates = pl.LazyFrame().select(pl.date_range(first, last).dt.month_start().alias("month"))
    on_dates, of_months = all_computed(
        [
            dates.join(slots, on="month", how="left", maintain_order="left"),
            months.lazy().select("emp", "month").join(slots, on="month", maintain_order="left"),
        ]
    )
    table = same(None, employees * len(starts), pl.UInt32).scatter(
        of_months["emp"] * len(starts) + of_months["slot"],
        pl.int_range(len(months), dtype=pl.UInt32, eager=True),
    )
    day = (days["on"].to_physical() - (first - EPOCH).days).cast(pl.UInt32)
    return table.gather(days["emp"] * len(starts) + on_dates["slot"].gather(day))


def _even(
    rows: pl.DataFrame, lists: Sequence[str], dated: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Empties the parallel lists of rows in which they are not of one length, with a warning."""
    nulls = [name for name in lists if rows[name].null_count()]
    if nulls:
        rows = rows.with_columns(pl.col(n).fill_null(pl.lit([], rows.schema[n])) for n in nulls)
    length, *others = rows.lazy().select(pl.col(lists).list.len()).pipe(computed)
    if all(other.equals(length) for other in others):
        return rows, noted()
    uneven = reduce(or_, (other != length for other in others))
    bad = rows.filter(uneven)
    emptied = rows.with_columns(
        pl.when(uneven).then(pl.lit([], dtype=rows.schema[n])).otherwise(pl.col(n)).alias(n)
        for n in lists
    )
    return emptied, noted("unreadable_row", bad["employee"], bad[dated])
