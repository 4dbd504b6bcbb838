"""Performance of a month: predicate, activity minutes and reports, of this or an earlier month."""

import polars as pl

from domain.assessment.rates import cut_ppm
from domain.perbup_measures import Activity, PredicateGiven, Reports
from domain.perbup_rules import Brackets, ByName, Rate, Shortfall
from domain.rupiah import PPM

_NOTHING = pl.lit(None, dtype=pl.Int64)
_FIRST = pl.lit(0, dtype=pl.UInt32)


def predicate(
    months: pl.LazyFrame, every: pl.LazyFrame, measure: PredicateGiven, rate: Rate
) -> pl.LazyFrame:
    """One occurrence for each of `months` that has a predicate; `num` is null for an unknown name.

    `every` holds all employee-months, `months` those that are asked about.
    """
    back = {
        "none": pl.lit(0),
        "month": pl.lit(1),
        "quarter": pl.col("ym") % 3 + 1,
        "year": pl.col("ym") % 12 + 1,
    }
    given = _earlier(months, every, back[measure.lag], "predicate").drop_nulls("predicate")
    return _month_lines(given, pl.lit(1), named_rate(rate, pl.col("predicate")), pl.lit(PPM))


def named_rate(rate: Rate, name: pl.Expr) -> pl.Expr:
    """Parts per million of a name, null for one without a rate."""
    value = _NOTHING
    for named in reversed(rate.rates) if isinstance(rate, ByName) else ():
        value = (
            pl.when(name == named.name)
            .then(pl.lit(cut_ppm(named), dtype=pl.Int64))
            .otherwise(value)
        )
    return value


def activity(months: pl.LazyFrame, measure: Activity, rate: Rate) -> pl.LazyFrame:
    """Minutes that are missing to the target, in months that are over."""
    target = max(measure.target_minutes, 1)
    missing = target - pl.col("score_minutes").fill_null(0).cast(pl.Int64).clip(0)
    short = months.filter(pl.col("over") & (missing > 0)).select(
        "em", missing.alias("quantity"), "events"
    )
    share = pl.col("quantity") if isinstance(rate, Shortfall) else _NOTHING
    return _month_lines(short, pl.col("quantity"), share, pl.lit(target, dtype=pl.Int64))


def reports(
    months: pl.LazyFrame, every: pl.LazyFrame, measure: Reports, rate: Rate
) -> pl.LazyFrame:
    """How many entries were made or unfit; only brackets may hold none at all."""
    score = "score_entries" if measure.which == "made" else "score_unfit"
    frames = []
    for pos, back in enumerate(measure.months_before):
        asked = months.filter("over") if back == 0 else months
        given = _earlier(asked, every, pl.lit(back), score)
        frames.append(given.with_columns(pl.lit(pos, dtype=pl.UInt32).alias("pos")))
    if not frames:
        return _month_lines(months.head(0), _NOTHING, _NOTHING, _NOTHING)
    count = pl.col(score).fill_null(0).cast(pl.Int64).clip(0)
    lines = _month_lines(pl.concat(frames), count, _NOTHING, _NOTHING, pl.col("pos"))
    return lines if isinstance(rate, Brackets) else lines.filter(pl.col("quantity") > 0)


def _earlier(months: pl.LazyFrame, every: pl.LazyFrame, back: pl.Expr, column: str) -> pl.LazyFrame:
    """What stood in the month that lies so many months before each, if it is given."""
    wanted = months.select("em", "emp", (pl.col("ym") - back).cast(pl.Int32).alias("ym"))
    then = every.select("emp", "ym", column, "events")
    return wanted.join(then, on=["emp", "ym"], maintain_order="left")


def _month_lines(
    rows: pl.LazyFrame, quantity: pl.Expr, num: pl.Expr, den: pl.Expr, pos: pl.Expr = _FIRST
) -> pl.LazyFrame:
    return rows.select(
        "em",
        pos.alias("pos"),
        quantity.cast(pl.Int64).alias("number"),
        quantity.cast(pl.Int64).alias("quantity"),
        num.cast(pl.Int64).alias("num"),
        den.cast(pl.Int64).alias("den"),
        pl.lit(value=False).alias("waived"),
        "events",
    )
