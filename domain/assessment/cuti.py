"""Leave: days, months and spells, numbered in their spell, month or year."""

from functools import lru_cache

import polars as pl

from domain.assessment.reading import Reading, of_days
from domain.assessment.shape import any_of
from domain.assessment.who import holds, one_of
from domain.perbup_measures import Cuti


def cuti(reading: Reading, measure: Cuti) -> pl.LazyFrame:
    """Numbers the leave of all days, and counts it on those that are read."""
    leave = reading.all_days.lazy().filter(one_of("cuti", measure.kinds))
    counted = leave.filter(_is_counted(measure))
    numbered = counted.with_columns(_number(measure).alias("number"))
    here = numbered.join(
        reading.days.lazy().select("row"), on="row", how="semi", maintain_order="left"
    )
    if measure.by == "total":
        return of_days(_totals(measure, here), pl.col("quantity"), pl.col("number"))
    return of_days(here, number=pl.col("number"))


@lru_cache
def _is_counted(measure: Cuti) -> pl.Expr:
    return any_of("row") & _counts(measure) & _of_child(measure) & _of_length(measure)


def _months_between(first: pl.Expr, on: pl.Expr) -> pl.Expr:
    return (on.dt.year() - first.dt.year()) * 12 + on.dt.month() - first.dt.month()


def _day_in_month(first: pl.Expr, on: pl.Expr) -> pl.Expr:
    """The day of the first date in the month of the other, or that month's last."""
    return pl.min_horizontal(first.dt.day(), on.dt.month_end().dt.day())


def _counts(measure: Cuti) -> pl.Expr:
    first, on = pl.col("cuti_from_on"), pl.col("on")
    match measure.count:
        case "working_days":
            return pl.col("expected")
        case "calendar_days":
            return pl.lit(value=True)
        case "spells":
            return (on == first).fill_null(value=False)
        case "months":
            begins = (on >= first) & (on.dt.day() == _day_in_month(first, on))
            return begins.fill_null(value=False)


def _of_child(measure: Cuti) -> pl.Expr:
    if measure.children is None:
        return pl.lit(value=True)
    return holds(measure.children, pl.col("cuti_child"))


def _of_length(measure: Cuti) -> pl.Expr:
    if measure.whole_months is None:
        return pl.lit(value=True)
    first, end = pl.col("cuti_from_on"), pl.col("cuti_until_on").dt.offset_by("1d")
    unfinished = end.dt.day() < _day_in_month(first, end)
    months = _months_between(first, end) - unfinished.cast(pl.Int32)
    return holds(measure.whole_months, pl.when(end >= first).then(months))


@lru_cache
def _number(measure: Cuti) -> pl.Expr:
    first, on = pl.col("cuti_from_on"), pl.col("on")
    match measure.numbered, measure.count:
        case "spell", "calendar_days":
            return ((on - first).dt.total_days() + 1).fill_null(1)
        case "spell", "months":
            return _months_between(first, on) + 1
        case "spell", _:
            return _running("cuti", "cuti_from_on")
        case "month", _:
            return _running(on.dt.month_start())
        case _:
            return _running(on.dt.year())


def _running(*keys: str | pl.Expr) -> pl.Expr:
    return pl.int_range(pl.len(), dtype=pl.Int64).over("emp", *keys) + 1


def _totals(measure: Cuti, rows: pl.LazyFrame) -> pl.LazyFrame:
    """The counted rows of a month, or of each spell in it, as one on the last of them."""
    spell = ["cuti", "cuti_from_on"] if measure.numbered == "spell" else []
    month = pl.col("on").dt.month_start().alias("month")
    return (
        rows.group_by("emp", month, *spell, maintain_order=True)
        .agg(pl.col("row").last(), pl.col("number").last(), pl.len().alias("quantity"))
        .sort("row")
    )
