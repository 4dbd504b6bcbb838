"""Reads the stored facts that an assessment of some employee-months needs."""

from typing import NamedTuple

import polars as pl

from domain.dated import month_after
from domain.facts import DAYS, MONTHS
from projections.reach import Reach
from projections.view import Frames, keys_from, union

SPANS = pl.Schema({"employee": pl.String(), "from_on": pl.Date(), "until_on": pl.Date()})
"""Dates of employees, both inclusive."""
EMPLOYEE_MONTHS = pl.Schema({"employee": pl.String(), "month": pl.Date()})


class Facts(NamedTuple):
    days: pl.DataFrame
    months: pl.DataFrame


NO_FACTS = Facts(pl.DataFrame(schema=DAYS), pl.DataFrame(schema=MONTHS))


def stored_facts(frames: Frames, wanted: pl.DataFrame, reach: Reach) -> Facts:
    """Of the EMPLOYEE_MONTHS `wanted`, with as much of the time before as they look back to."""
    spans = _spans(wanted, reach)
    days = read_days(frames, spans["days"])
    if reach.spell:
        days = union(DAYS, [days, *spells_before(frames, days, spans["days"])])
    return Facts(days, read_months(frames, spans["months"]))


def _spans(wanted: pl.DataFrame, reach: Reach) -> dict[str, pl.DataFrame]:
    """One span an employee, so that no row is read twice."""
    ends = {month: month_after(month) for month in wanted["month"].unique()}
    starts = {
        "days": {month: reach.days_from(month) for month in ends},
        "months": {month: reach.months_from(month) for month in ends},
    }
    return {
        name: wanted.group_by("employee").agg(
            from_on=pl.col("month").replace_strict(first, return_dtype=pl.Date).min(),
            until_on=pl.col("month").replace_strict(ends, return_dtype=pl.Date).max()
            - pl.duration(days=1),
        )
        for name, first in starts.items()
    }


def read_days(frames: Frames, spans: pl.DataFrame) -> pl.DataFrame:
    """The day facts of SPANS that do not overlap."""
    return _read(frames, "attendance_day", DAYS, 't."on" BETWEEN k.from_on AND k.until_on', spans)


def read_months(frames: Frames, spans: pl.DataFrame) -> pl.DataFrame:
    """The month facts of SPANS."""
    within = "t.month BETWEEN k.from_on AND k.until_on"
    return _read(frames, "attendance_month", MONTHS, within, spans)


def spells_before(frames: Frames, days: pl.DataFrame, spans: pl.DataFrame) -> list[pl.DataFrame]:
    """The days from the first day of leave that had begun before the span that was read."""
    begun = days.group_by("employee").agg(first=pl.col("cuti_from_on").min())
    earlier = (
        spans.join(begun, on="employee")
        .filter(pl.col("first") < pl.col("from_on"))
        .select("employee", from_on="first", until_on=pl.col("from_on") - pl.duration(days=1))
    )
    return [read_days(frames, earlier)] if earlier.height else []


def _read(
    frames: Frames, table: str, schema: pl.Schema, within: str, spans: pl.DataFrame
) -> pl.DataFrame:
    columns = ", ".join(f't."{name}"' for name in schema)
    query = f"""
        SELECT {columns} FROM {frames.schema}.{table} AS t
        JOIN {keys_from(SPANS)} AS k ON t.employee = k.employee AND {within}
    """
    keys = spans.select(SPANS.names()).cast(SPANS)
    return frames.read_many(query, keys.to_dict())
