"""Flexi: coming later and leaving later, and which lateness that forgives."""

import polars as pl

from domain.assessment.plans import computed
from domain.assessment.sessions import ATTENDED, EXCUSED, RECORD, Entries
from domain.perbup import Flexi


def shifts(entries: Entries, flexi: Flexi) -> pl.DataFrame:
    """`shift_s` of the leaving's due time, and `made_up` where it matters; days that are left out
    do not shift."""
    late_s = (pl.col("at_s") - pl.col("due_s")).fill_null(0).alias("late_s")
    arrivals = first_of(entries.records.lazy(), flexi.arrival).select("row", late_s)
    early_s = _minutes(-pl.col("late_s")).clip(0, flexi.max_early_minutes) * 60
    shift_s = (_later_s(flexi) - early_s).cast(pl.Int64).alias("shift_s")
    if flexi.forgives != "if_made_up":
        early = pl.lit(flexi.max_early_minutes > 0) & (pl.col("late_s") < 0)
        moved = arrivals.filter((pl.col("late_s") > 0) | early)
        return moved.select("row", shift_s, made_up=pl.lit(value=False)).pipe(computed)
    leavings = first_of(entries.every.lazy(), flexi.leaving).select("row", "state", "at_s", "due_s")
    days = arrivals.join(leavings, on="row", how="left", maintain_order="left")
    whole = days.with_columns(shift_s).with_columns(made_up=_made_up())
    kept = pl.when("made_up").then("shift_s").otherwise(-early_s).cast(pl.Int64)
    return whole.select("row", kept.alias("shift_s"), "made_up").pipe(computed)


def first_of(entries: pl.LazyFrame, session: str) -> pl.LazyFrame:
    """The first entry of the name on each day; the entries stand in their order."""
    named = entries.filter(pl.col("session") == session)
    return named.filter(pl.col("row").ne_missing(pl.col("row").shift()))


def _minutes(seconds: pl.Expr) -> pl.Expr:
    return seconds.clip(0) // 60


def _later_s(flexi: Flexi) -> pl.Expr:
    if flexi.how == "block":
        return pl.when(pl.col("late_s") > 0).then(flexi.block_minutes * 60).otherwise(0)
    return _minutes(pl.col("late_s")).clip(0, flexi.max_late_minutes) * 60


def _made_up() -> pl.Expr:
    record = (pl.col("state") == RECORD) & (pl.col("at_s") >= pl.col("due_s") + pl.col("shift_s"))
    return (pl.col("state").is_in([EXCUSED, ATTENDED]) | record).fill_null(value=False)


def unforgiven(late: pl.LazyFrame, flexi: Flexi, shifted: pl.DataFrame) -> pl.LazyFrame:
    """Leaves out the records of the arrival whose lateness is no lateness."""
    if flexi.forgives == "never":
        return late
    own = _minutes(pl.col("at_s") - pl.col("due_s")).fill_null(0)
    short = (pl.col("session") == flexi.arrival) & (own <= flexi.max_late_minutes)
    if flexi.forgives == "always":
        return late.filter(~short)
    made_up = shifted.lazy().select("row", "made_up")
    days = late.join(made_up, on="row", how="left", maintain_order="left")
    return days.filter(~(short & (pl.col("made_up").fill_null(value=False) | ~pl.col("ended"))))
