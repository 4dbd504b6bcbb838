"""The days that a regulation reads, and the shape of what its rules find in them."""

from typing import NamedTuple

import polars as pl

from domain.assessment.sessions import Entries
from domain.assessment.shape import shape
from domain.perbup import Perbup

OCCURRENCES = shape(
    row=pl.UInt32,
    pos=pl.UInt32,
    session=pl.String,
    number=pl.Int64,
    quantity=pl.Int64,
    event=pl.Int64,
)
"""What a rule of a day counts, in order: `row` of the day, `pos` of the entry, the number for
brackets, the quantity, and the entry's `event` (null where the whole day is meant)."""


class Reading(NamedTuple):
    """`all_days` are placed by their `row`; `days` are those of them that are read, `entries` their
    sessions, `shifts` what the flexi does on them."""

    perbup: Perbup
    all_days: pl.DataFrame
    days: pl.DataFrame
    entries: Entries
    shifts: pl.DataFrame | None


def occurrences(rows: pl.LazyFrame, quantity: pl.Expr) -> pl.LazyFrame:
    """One occurrence for each entry with a quantity above 0."""
    counted = quantity.cast(pl.Int64)
    found = rows.select("row", "pos", "session", "event", counted.alias("quantity"))
    return found.filter(pl.col("quantity") > 0).select(
        "row",
        "pos",
        pl.col("session").cast(pl.String),
        pl.col("quantity").alias("number"),
        "quantity",
        "event",
    )


def of_days(
    rows: pl.LazyFrame, quantity: pl.Expr | None = None, number: pl.Expr | None = None
) -> pl.LazyFrame:
    """One occurrence for each day; the quantity is 1 and the number the quantity if not given."""
    counted = pl.lit(1) if quantity is None else quantity
    numbered = counted if number is None else number
    return rows.select(
        "row",
        pl.lit(0, dtype=pl.UInt32).alias("pos"),
        pl.lit(None, dtype=pl.String).alias("session"),
        numbered.cast(pl.Int64).alias("number"),
        counted.cast(pl.Int64).alias("quantity"),
        pl.lit(None, dtype=pl.Int64).alias("event"),
    ).filter(pl.col("quantity") > 0)
