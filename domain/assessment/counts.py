"""What happened in a month, whatever it costs: the five counts of the deductions."""

import polars as pl

from domain.assessment.sessions import Entries

COUNTS = ("late_minutes", "late_count", "early_minutes", "missing_count", "absent_days")


def counts(entries: Entries, em_of_row: pl.Series) -> pl.DataFrame:
    """`em` and the five counts, for the employee-months that have any."""
    late = _minutes(entries.records, "arrival", pl.col("at_s") - pl.col("due_s"))
    early = _minutes(entries.records.filter("ended"), "leaving", pl.col("due_s") - pl.col("at_s"))
    missing = entries.lacking.filter(~pl.col("absent")).select("row")
    one = pl.lit(1, dtype=pl.Int64)
    frames = [
        late.select("row", pl.col("minutes").alias("late_minutes"), one.alias("late_count")),
        early.select("row", pl.col("minutes").alias("early_minutes")),
        missing.with_columns(one.alias("missing_count")),
        pl.DataFrame({"row": entries.absent_rows}).with_columns(one.alias("absent_days")),
    ]
    sums = [
        frame.select(em_of_row.gather(frame["row"]).set_sorted().alias("em"), pl.exclude("row"))
        .group_by("em")
        .agg(pl.all().sum())
        for frame in frames
    ]
    return pl.concat(sums, how="diagonal").group_by("em").agg(pl.col(COUNTS).sum())


def _minutes(records: pl.DataFrame, role: str, seconds: pl.Expr) -> pl.DataFrame:
    minutes = (seconds.clip(0) // 60).alias("minutes")
    return (
        records.filter(pl.col("role") == role).select("row", minutes).filter(pl.col("minutes") > 0)
    )
