"""Punishments in force in a month."""

import polars as pl

from domain.assessment.intake import PUNISHMENT_LISTS
from domain.assessment.performance import named_rate
from domain.perbup_measures import Discipline
from domain.perbup_rules import ByName, Rate
from domain.rupiah import PPM


def discipline(months: pl.LazyFrame, measure: Discipline, rate: Rate) -> pl.LazyFrame:
    """One occurrence for each punishment in force; `num` is null for a kind without a rate."""
    held = months.select("em", "ym", *PUNISHMENT_LISTS).filter(pl.col("punishment").list.len() > 0)
    each = held.explode(*PUNISHMENT_LISTS, empty_as_null=False, keep_nulls=False).with_row_index(
        "pos"
    )
    kind = pl.col("punishment")
    rated = each.with_columns(
        (pl.col("ym") - _ym("punishment_from") + 1).cast(pl.Int64).alias("nth"),
        named_rate(rate, kind).alias("num"),
        pl.coalesce("punishment_months", _own_months(rate, kind)).alias("months"),
    )
    ended = (pl.col("nth") > pl.col("months")).fill_null(value=False)
    lifted = (pl.col("ym") >= _ym("punishment_lifted")).fill_null(value=False)
    lines = rated.filter((pl.col("nth") >= 1) & ~ended & ~lifted)
    known = pl.col("num").is_not_null()
    lighter = known & ~_heaviest() if measure.overlap == "heaviest" else pl.lit(value=False)
    return lines.select(
        "em",
        "pos",
        pl.col("nth").alias("number"),
        pl.col("nth").alias("quantity"),
        "num",
        pl.lit(PPM, dtype=pl.Int64).alias("den"),
        lighter.fill_null(value=False).alias("waived"),
        pl.concat_list("punishment_event").list.drop_nulls().alias("events"),
    )


def _ym(column: str) -> pl.Expr:
    return pl.col(column).dt.year() * 12 + pl.col(column).dt.month() - 1


def _own_months(rate: Rate, kind: pl.Expr) -> pl.Expr:
    months = pl.lit(None, dtype=pl.Int32)
    for named in reversed(rate.rates) if isinstance(rate, ByName) else ():
        months = (
            pl.when(kind == named.name).then(pl.lit(named.months, dtype=pl.Int32)).otherwise(months)
        )
    return months


def _heaviest() -> pl.Expr:
    """The first with the greatest rate of its employee-month."""
    rate = pl.col("num").fill_null(-1)
    greatest = rate == rate.max().over("em")
    first = pl.col("pos").filter(greatest).min().over("em")
    return pl.col("pos") == first
