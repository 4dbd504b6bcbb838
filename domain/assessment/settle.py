"""Lines that give way to others, and the rounding of those that stay."""

import polars as pl

from domain.assessment.lines import CUT, WAIVED, parts_of
from domain.assessment.occurrences import OF_ATTENDANCE
from domain.assessment.rounding import carry
from domain.perbup import Perbup
from domain.perbup_measures import Cuti
from domain.rupiah import Rounding


def in_ledger_order(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Lines that stand rule after rule, each rule's in their order: by month and date, those of a
    whole month last."""
    day = pl.col("on").dt.day().cast(pl.Int64).fill_null(63)
    key = pl.col("em").cast(pl.Int64) * 64 + day
    return lines.sort(key, maintain_order=True)


def grouped(lines: pl.DataFrame, perbup: Perbup) -> pl.DataFrame:
    """Of the lines of one group and date, only the greatest is cut."""
    groups = {i: rule.group for i, rule in enumerate(perbup.rules) if rule.group is not None}
    if not groups:
        return lines
    group = pl.col("rule").replace_strict(groups, default=None, return_dtype=pl.String)
    rivals = (
        lines.with_row_index("line")
        .with_columns(group.alias("group"))
        .filter(pl.col("group").is_not_null() & (pl.col("status") == CUT))
    )
    ranked = rivals.sort("whole", "rest", "line", descending=[True, True, False])
    beaten = ranked.filter(~pl.struct("em", "on", "trial", "group").is_first_distinct())["line"]
    loses = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(beaten.implode())
    return lines.with_columns(_waived_where(loses))


def _waived_where(gives_way: pl.Expr) -> pl.Expr:
    return pl.when(gives_way).then(pl.lit(WAIVED, pl.Int8)).otherwise("status").alias("status")


NOBODY = pl.DataFrame(schema={"em": pl.UInt32, "trial": pl.Boolean})


def replacing(lines: pl.DataFrame, perbup: Perbup) -> pl.DataFrame:
    """`em` and `trial` of months in which a leave line replaces those of attendance."""
    rules = [
        i
        for i, rule in enumerate(perbup.rules)
        if rule.instead == "month" and isinstance(rule.measure, Cuti)
    ]
    if not rules:
        return NOBODY
    cuts = pl.col("rule").is_in(rules) & (pl.col("status") == CUT)
    return lines.filter(cuts).select("em", "trial").unique()


def replaced(lines: pl.DataFrame, perbup: Perbup, months: pl.DataFrame) -> pl.DataFrame:
    if months.is_empty():
        return lines
    rules = [i for i, rule in enumerate(perbup.rules) if isinstance(rule.measure, OF_ATTENDANCE)]
    here = pl.struct("em", "trial").is_in(months.to_struct().implode())
    is_cut = pl.col("status") == CUT
    return lines.with_columns(_waived_where(here & is_cut & pl.col("rule").is_in(rules)))


def in_rupiah(lines: pl.DataFrame, perbup: Perbup) -> pl.DataFrame:
    """Adds `rupiah`: of each item rounded, or each its share of the rounded total.

    The lines stand in ledger order.
    """
    is_cut = pl.col("status") == CUT
    terms = perbup.rounding
    parts = parts_of(perbup)
    if terms.point == "item":
        amount = _to_unit(pl.col("whole"), pl.col("rest"), parts, terms.unit_rupiah, terms.how)
        return lines.with_columns(pl.when(is_cut).then(amount).otherwise(0).alias("rupiah"))
    over = ["em", "trial"]
    sums = lines.with_columns(
        pl.when(is_cut).then(pl.col(name)).otherwise(0).cum_sum().over(over).alias(f"{name}_sum")
        for name in ("whole", "rest")
    )
    whole = pl.col("whole_sum") + pl.col("rest_sum") // parts
    total = _to_unit(whole, pl.col("rest_sum") % parts, parts, terms.unit_rupiah, terms.how)
    totals = sums.with_columns(total.alias("total"))
    before = pl.col("total").shift().over(over).fill_null(0)
    return totals.with_columns((pl.col("total") - before).alias("rupiah")).drop(
        "total", "whole_sum", "rest_sum"
    )


def _to_unit(whole: pl.Expr, rest: pl.Expr, parts: int, unit_rupiah: int, how: Rounding) -> pl.Expr:
    """To a multiple of the unit: `rest` counts parts of a rupiah."""
    units = whole // unit_rupiah
    over = (whole % unit_rupiah) * parts + rest
    return (units + carry(units, over, unit_rupiah * parts, how).cast(pl.Int64)) * unit_rupiah
