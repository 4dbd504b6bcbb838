"""Bases: the amounts that rules cut from, in whole rupiah."""

import polars as pl

from domain.assessment.intake import MAX_RUPIAH
from domain.assessment.rounding import rounded
from domain.perbup import Base, Perbup
from domain.perbup_words import ppm
from domain.rupiah import PPM


def bases(months: pl.DataFrame, perbup: Perbup) -> pl.DataFrame:
    """A column for `tpp` and for each base of the regulation, one row for each of `months`.

    Reads `gross_rupiah`, `row_rupiah`, `component`, `component_rupiah`, `working_days`,
    `month_end`.
    """
    amounts = months.select(pl.col("gross_rupiah").alias("tpp"))
    by_name = {base.name: base for base in perbup.bases}
    for base in perbup.bases:
        amounts = _with_base(amounts, base, by_name, months, perbup)
    return amounts


def _with_base(
    amounts: pl.DataFrame,
    base: Base,
    by_name: dict[str, Base],
    months: pl.DataFrame,
    perbup: Perbup,
) -> pl.DataFrame:
    """Adds the base, and first the one that it is a share of."""
    if base.name in amounts.columns:
        return amounts
    how = perbup.rounding.how
    if base.of.startswith("component:"):
        of, amount = months, _component(base.of.removeprefix("component:"), perbup)
    else:
        if base.of in by_name:
            amounts = _with_base(amounts, by_name[base.of], by_name, months, perbup)
        of, amount = amounts, pl.col(base.of)
    share = of.select(rounded(amount * ppm(base.share), PPM, how).alias(base.name))
    if base.per != "month":
        share = share.hstack(months.select(_divisor(base).alias("divisor"))).select(
            rounded(pl.col(base.name), pl.col("divisor"), how).fill_null(0).alias(base.name)
        )
    return amounts.hstack(share)


def _divisor(base: Base) -> pl.Expr:
    """Null where there is nothing to divide by."""
    days = pl.col("month_end").dt.day() if base.per == "calendar_day" else pl.col("working_days")
    return pl.when(days > 0).then(days.cast(pl.Int64))


def _component(name: str, perbup: Perbup) -> pl.Expr:
    index = pl.col("component").list.eval(pl.element().index_of(name)).list.first()
    amount = pl.col("component_rupiah").list.get(index, null_on_oob=True)
    possible = pl.when(amount.is_between(0, MAX_RUPIAH)).then(amount).fill_null(0)
    row = pl.when(pl.col("row_rupiah") > 0).then("row_rupiah")
    scaled = rounded(possible * pl.col("gross_rupiah"), row, perbup.rounding.how)
    return scaled.fill_null(0)


def family(name: str, perbup: Perbup) -> set[str]:
    """The base and all that are derived from it; of `tpp` every one."""
    members = {name} | ({base.name for base in perbup.bases} if name == "tpp" else set())
    for _ in perbup.bases:
        members |= {base.name for base in perbup.bases if base.of in members}
    return members
