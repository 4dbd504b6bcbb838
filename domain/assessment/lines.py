"""Lines: what each occurrence costs, before caps and effects."""

from functools import lru_cache
from math import lcm

import polars as pl

from domain.assessment.rates import in_gap, rate_of
from domain.assessment.rounding import rounded
from domain.assessment.shape import shape
from domain.perbup import Perbup
from domain.perbup_rules import Brackets, ByName, ClockBrackets, Each, Rule, Shortfall
from domain.rupiah import PPM, Rounding

CUT, FREE, WAIVED = range(3)
"""What becomes of a line."""

LINES = shape(
    em=pl.UInt32,
    on=pl.Date,
    rule=pl.Int16,
    row=pl.UInt32,
    pos=pl.UInt32,
    session=pl.String,
    quantity=pl.Int64,
    base_rupiah=pl.Int64,
    rate_ppm=pl.Int64,
    whole=pl.Int64,
    rest=pl.Int64,
    status=pl.Int8,
    trial=pl.Boolean,
    event=pl.Int64,
    cited=pl.UInt32,
)
"""The exact amount of a line is `whole` rupiah and `rest` parts of which `parts_of` make one.
`row` and `pos` order the lines of one rule and date. `event`: of the entry; `cited`: the place of
a line's events among those of the lines about months."""


@lru_cache
def parts_of(perbup: Perbup) -> int:
    """Into how many parts a rupiah is divided, so that every rate of the regulation is whole."""
    units = [
        max(rule.rate.unit_minutes, 1)
        for rule in perbup.rules
        if isinstance(rule.rate, Each) and rule.rate.begun == "exact"
    ]
    return PPM * lcm(*units)


def priced(found: pl.LazyFrame, index: int, perbup: Perbup, amounts: pl.Series) -> pl.LazyFrame:
    """Columns of `LINES`, and `gap`: an occurrence that falls between the brackets, no line.

    Reads `em`, `on`, `row`, `pos`, `session`, `number`, `quantity`, `waived`, `trial`, `event`,
    `cited` and, where the measure itself gives the rate, `num` / `den`; `amounts` is the base of
    each employee-month."""
    rule = perbup.rules[index]
    rate = rate_of(rule.rate)
    own = isinstance(rule.rate, ByName | Shortfall)
    num = pl.col("num") if own else rate.ppm
    den = pl.col("den") if own else pl.lit(PPM * rate.per, dtype=pl.Int64)
    rated = found.with_columns(
        _status(rule), num=num, den=den, base_rupiah=pl.lit(amounts).gather("em")
    )
    gap = pl.col("num").is_null() & (pl.col("status") != WAIVED)
    known = rated.with_columns(
        gap=gap & (pl.lit(value=True) if own else in_gap(rule.rate)),
        num=pl.when(pl.col("num") > pl.col("den")).then("den").otherwise("num"),
    ).filter(pl.col("num").is_not_null() | pl.col("gap"))
    costs = _zeroes(known, rule).with_columns(*_amounts(index, perbup))
    return costs.select(*LINES.names(), "gap")


@lru_cache
def _status(rule: Rule) -> pl.Expr:
    """Waived, free while the free occurrences of the month last, or cut."""
    waived, status = pl.col("waived"), pl.lit(CUT, dtype=pl.Int8)
    if rule.free_per_month > 0:
        nth = (~waived).cast(pl.Int64).cum_sum().over("em", "trial")
        many = (~waived).sum().over("em", "trial") > rule.free_per_month
        free = nth <= rule.free_per_month if rule.free_then == "rest" else ~many
        status = pl.when(free).then(pl.lit(FREE, dtype=pl.Int8)).otherwise(status)
    lost = pl.when(waived).then(pl.lit(WAIVED, dtype=pl.Int8))
    return lost.otherwise(status).alias("status")


def _zeroes(rated: pl.LazyFrame, rule: Rule) -> pl.LazyFrame:
    """A rate of nothing is free, by clock and by name it is no line."""
    nothing = pl.col("num").eq_missing(0)
    if isinstance(rule.rate, ByName | ClockBrackets | Shortfall):
        return rated.filter(~nothing)
    free = nothing & (pl.col("status") == CUT)
    return rated.with_columns(
        pl.when(free).then(pl.lit(FREE, pl.Int8)).otherwise("status").alias("status")
    )


@lru_cache
def _amounts(index: int, perbup: Perbup) -> list[pl.Expr]:
    rule = perbup.rules[index]
    per = rate_of(rule.rate).per
    exact = pl.col("base_rupiah") * pl.col("num")
    if isinstance(rule.rate, Shortfall):
        how: Rounding = perbup.rounding.how
        whole, rest = rounded(exact, pl.col("den"), how), pl.lit(0, dtype=pl.Int64)
        ppm = rounded(pl.col("num") * PPM, pl.col("den"), "half_up")
    else:
        parts = parts_of(perbup) // (PPM * per)
        whole = exact // pl.col("den")
        rest = (exact - whole * pl.col("den")) * parts
        ppm = rounded(pl.col("num"), per, "half_up") if per > 1 else pl.col("num")
    quantity = "number" if isinstance(rule.rate, Brackets) else "quantity"
    return [
        whole.alias("whole"),
        rest.alias("rest"),
        ppm.alias("rate_ppm"),
        pl.col(quantity).alias("quantity"),
        pl.lit(index, dtype=pl.Int16).alias("rule"),
    ]
