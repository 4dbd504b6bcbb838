"""Sums by employee-month, one for every month: adding up is quicker than grouping and joining."""

from collections.abc import Sequence

import polars as pl

from domain.assessment.plans import computed
from domain.assessment.shape import same


def summed(rows: pl.LazyFrame, months: int) -> pl.DataFrame:
    """The sum of each column in each of so many employee-months, 0 where there are no rows.

    The rows stand in the order of `em`.
    """
    em, amounts = pl.col("em"), pl.exclude("em")
    running = rows.with_columns(amounts.cast(pl.Int64).fill_null(0).cum_sum())
    ends = running.filter(em.ne_missing(em.shift(-1)))
    sums = ends.with_columns(amounts - amounts.shift(fill_value=0)).pipe(computed)
    place = same(None, months, pl.UInt32)
    place = place.scatter(sums["em"], pl.int_range(len(sums), dtype=pl.UInt32, eager=True))
    return sums.lazy().select(amounts.gather(place).fill_null(0)).pipe(computed)


def added(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """One frame of sums out of several with the same columns."""
    first, *others = frames
    for other in others:
        first = first.select(pl.col(name) + other[name] for name in other.columns)
    return first
