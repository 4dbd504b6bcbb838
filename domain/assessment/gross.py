"""The allowance of a month before anything is cut: postings, entitlements, what is withheld."""

from typing import NamedTuple

import polars as pl

from domain.assessment.intake import MAX_RUPIAH
from domain.assessment.rounding import rounded
from domain.assessment.shape import shape
from domain.assessment.who import concerns, one_of
from domain.perbup import Perbup
from domain.perbup_rules import Entitlement, PayActing, PayGrade, PayNothing, PayShare
from domain.perbup_words import ppm
from domain.rupiah import PPM

GROSS = shape(
    em=pl.UInt32,
    tpp_rupiah=pl.Int64,
    gross_rupiah=pl.Int64,
    entitlements=pl.List(pl.String),
    withheld_later=pl.Boolean,
    row_rupiah=pl.Int64,
    component=pl.List(pl.String),
    component_rupiah=pl.List(pl.Int64),
    no_base=pl.Boolean,
    unknown_withheld=pl.Boolean,
)
"""`row_rupiah` and the components are of the posting row that counts."""


class Fit(NamedTuple):
    """An entitlement, and the column that says whom it fits."""

    entitlement: Entitlement
    column: str


def gross(postings: pl.DataFrame, months: pl.DataFrame, perbup: Perbup | None) -> pl.LazyFrame:
    """Columns of `GROSS` for the employee-months `months`, whose posting rows are `postings`; both
    stand in the order of `em`, and the postings know what their month `studies`."""
    fits = [Fit(e, f"fits_{i}") for i, e in enumerate(perbup.entitlements if perbup else ())]
    rows = _amounts(postings.lazy(), perbup, fits)
    combined = _combined(rows, perbup, fits, several=len(postings) > len(months))
    paid = months.lazy().select(
        "opd",
        "employment",
        "grade",
        "month_end",
        "withheld",
        "acting_kind",
        "acting_rupiah",
        "acting_from_on",
        "acting_until_on",
    )
    whole = pl.concat([paid, combined], how="horizontal")
    return _listed(_withheld(_acting(whole, perbup, fits), fits), fits)


def _possible(column: str) -> pl.Expr:
    """The amount, null where it is no allowance."""
    amount = pl.col(column)
    return pl.when(amount.is_between(0, MAX_RUPIAH)).then(amount)


def _amounts(rows: pl.LazyFrame, perbup: Perbup | None, fits: list[Fit]) -> pl.LazyFrame:
    """Adds to each posting row `set` (its amount), `row` (after PayGrade), `own` (after shares)."""
    table = {g.grade: g.rupiah for g in perbup.grades} if perbup else {}
    amount = _possible("tpp_rupiah")
    if table:
        amount = amount.fill_null(pl.when(pl.col("tpp_rupiah").is_null()).then(_of_grade(table)))
    rows = rows.with_columns(amount.is_null().alias("no_base"), amount.fill_null(0).alias("set"))
    rows = rows.with_columns(pl.col("set").alias("row"))
    for fit in fits:
        if isinstance(fit.entitlement.give, PayGrade):
            rows = _graded(rows, fit, fit.entitlement.give, table)
    rows = rows.with_columns(pl.col("row").alias("own"))
    for fit in fits:
        if isinstance(fit.entitlement.give, PayShare) and perbup:
            rows = _shared(rows, fit, fit.entitlement.give, perbup)
    return rows


def _of_grade(table: dict[int, int]) -> pl.Expr:
    return pl.col("grade").replace_strict(table, default=None, return_dtype=pl.Int64)


def _graded(rows: pl.LazyFrame, fit: Fit, give: PayGrade, table: dict[int, int]) -> pl.LazyFrame:
    if give.grade not in table:
        return rows.with_columns(pl.lit(value=False).alias(fit.column))
    fits = one_of("studies", give.tugas_belajar) & _concerned(fit)
    amount = pl.lit(table[give.grade], dtype=pl.Int64)
    return rows.with_columns(
        fits.alias(fit.column), pl.when(fits).then(amount).otherwise("row").alias("row")
    )


def _concerned(fit: Fit) -> pl.Expr:
    return concerns(fit.entitlement.who, "month_end")


def _shared(rows: pl.LazyFrame, fit: Fit, give: PayShare, perbup: Perbup) -> pl.LazyFrame:
    named = one_of("employment", give.employment) | one_of("studies", give.tugas_belajar)
    anybody = not give.employment and not give.tugas_belajar
    fits = (pl.lit(value=True) if anybody else named) & _concerned(fit)
    share = rounded(pl.col("own") * ppm(give.pay), PPM, perbup.rounding.how)
    return rows.with_columns(
        fits.alias(fit.column), pl.when(fits).then(share).otherwise("own").alias("own")
    )


# ---- the month of its posting rows


def _combined(
    rows: pl.LazyFrame, perbup: Perbup | None, fits: list[Fit], *, several: bool
) -> pl.LazyFrame:
    """`several`: a month has more than one row."""
    by_row = [f.column for f in fits if isinstance(f.entitlement.give, PayGrade | PayShare)]
    if perbup is None or perbup.mutasi != "by_day":
        others = pl.all().exclude("no_base")
        pick = others.last() if perbup and perbup.mutasi == "last" else others.first()
        taken = rows
        if several:
            months = rows.group_by("em", maintain_order=True)
            taken = months.agg(pick, pl.col("no_base").any())
        return taken.select(
            "em",
            "no_base",
            pl.col("set").alias("tpp_rupiah"),
            pl.col("own").alias("gross_rupiah"),
            pl.col("row").alias("row_rupiah"),
            "component",
            "component_rupiah",
            *by_row,
        )
    return _by_day(rows, by_row, perbup)


def _by_day(rows: pl.LazyFrame, by_row: list[str], perbup: Perbup) -> pl.LazyFrame:
    """Each row in proportion to its calendar days of the month's."""
    days = (
        (pl.min_horizontal("until_on", "month_end") - pl.max_horizontal("from_on", "month"))
        .dt.total_days()
        .add(1)
        .clip(0)
    )
    parts = (
        rows.with_columns(days.alias("days"))
        .group_by("em", maintain_order=True)
        .agg(
            pl.col("no_base").any(),
            (pl.col("set") * pl.col("days")).sum().alias("tpp_rupiah"),
            (pl.col("own") * pl.col("days")).sum().alias("gross_rupiah"),
            pl.col("row").last().alias("row_rupiah"),
            pl.col("component", "component_rupiah").last(),
            pl.col(by_row).any(),
            pl.col("month_end").dt.day().last().cast(pl.Int64).alias("of_days"),
        )
    )
    how = perbup.rounding.how
    return parts.with_columns(
        rounded(pl.col(name), pl.col("of_days"), how).alias(name)
        for name in ("tpp_rupiah", "gross_rupiah")
    )


# ---- of the whole month


def _acting(paid: pl.LazyFrame, perbup: Perbup | None, fits: list[Fit]) -> pl.LazyFrame:
    until = pl.col("acting_until_on").fill_null(pl.col("month_end"))
    days = (until - pl.col("acting_from_on")).dt.total_days() + 1
    paid = paid.with_columns(post=_possible("acting_rupiah").fill_null(0), held=days)
    own, post, held = pl.col("gross_rupiah"), pl.col("post"), pl.col("held")
    more = pl.lit(0, dtype=pl.Int64)
    columns = {}
    for fit in fits:
        if isinstance(fit.entitlement.give, PayActing) and perbup:
            give = fit.entitlement.give
            fitting = (
                ((pl.col("acting_kind") == give.kind) & (held >= give.min_days)).fill_null(
                    value=False
                )
            ) & _concerned(fit)
            base = own if give.of == "own" else post
            share = rounded(base * ppm(give.add), PPM, perbup.rounding.how)
            amount = share if give.how == "share" else (post - own).clip(0)
            columns[fit.column] = fitting
            more += pl.when(fitting).then(amount).otherwise(0)
    odd = pl.col("acting_kind").is_not_null() & ~pl.col("acting_rupiah").is_between(0, MAX_RUPIAH)
    return paid.with_columns(
        (own + more).alias("gross_rupiah"),
        (pl.col("no_base") | odd.fill_null(value=False)).alias("no_base"),
        **columns,
    )


def _withheld(paid: pl.LazyFrame, fits: list[Fit]) -> pl.LazyFrame:
    known, nothing, later = (pl.lit(value=False) for _ in range(3))
    columns = {}
    for fit in fits:
        if isinstance(fit.entitlement.give, PayNothing):
            give = fit.entitlement.give
            named = one_of("withheld", give.reasons)
            fitting = named & _concerned(fit)
            columns[fit.column] = fitting
            known |= named
            nothing |= pl.lit(not give.postpone) & fitting
            later |= pl.lit(give.postpone) & fitting
    return paid.with_columns(
        pl.when(nothing).then(0).otherwise("gross_rupiah").alias("gross_rupiah"),
        later.alias("withheld_later"),
        (pl.col("withheld").is_not_null() & ~known).alias("unknown_withheld"),
        **columns,
    )


def _listed(paid: pl.LazyFrame, fits: list[Fit]) -> pl.LazyFrame:
    codes = [pl.when(pl.col(f.column)).then(pl.lit(f.entitlement.code)) for f in fits]
    listed = pl.concat_list(codes).list.drop_nulls() if codes else pl.lit([], pl.List(pl.String))
    return paid.with_columns(listed.alias("entitlements")).select(GROSS.names()).cast(GROSS)
