"""What happened in a month, whatever it costs: the five counts of the deductions."""

import polars as pl

from domain.assessment.by_month import summed
from domain.assessment.sessions import Entries

COUNTS = ("late_minutes", "late_count", "early_minutes", "missing_count", "absent_days")


def counts(entries: Entries, em_of_row: pl.Series, months: int) -> pl.DataFrame:
    """The five counts of each of so many employee-months."""
    absent = pl.DataFrame({"row": entries.absent_rows}).with_columns(absent_days=1)
    lacking = entries.lacking.filter(~pl.col("absent")).select("row", missing_count=1)
    frames = [
        summed(rows.drop("row"), em_of_row.gather(rows["row"]), months)
        for rows in (_out_of_time(entries.records), lacking, absent)
    ]
    return pl.concat(frames, how="horizontal").select(COUNTS)


def _out_of_time(records: pl.DataFrame) -> pl.DataFrame:
    late = _minutes(pl.col("role") == "arrival", pl.col("at_s") - pl.col("due_s"))
    left = (pl.col("role") == "leaving") & pl.col("ended")
    early = _minutes(left, pl.col("due_s") - pl.col("at_s"))
    found = records.select("row", late_minutes=late, early_minutes=early)
    return found.filter((pl.col("late_minutes") > 0) | (pl.col("early_minutes") > 0)).with_columns(
        late_count=pl.col("late_minutes") > 0
    )


def _minutes(concerned: pl.Expr, seconds: pl.Expr) -> pl.Expr:
    return pl.when(concerned & (seconds > 0)).then(seconds // 60).otherwise(0)
