"""What happened in a month, whatever it costs: the five counts of the deductions."""

import polars as pl

from domain.assessment.by_month import summed
from domain.assessment.sessions import Entries

COUNTS = ("late_minutes", "late_count", "early_minutes", "missing_count", "absent_days")
LATE, EARLY, MISSING, ABSENT = range(4)


def counts(entries: Entries, em_of_row: pl.Series, months: int) -> pl.DataFrame:
    """The five counts of each of so many employee-months."""
    records, what, number = entries.records.lazy(), pl.col("what"), pl.col("number")
    left = (pl.col("role") == "leaving") & pl.col("ended")
    late_s = pl.col("at_s") - pl.col("due_s")
    absent = pl.LazyFrame({"row": entries.absent_rows})
    found = [
        _counted(records.filter(pl.col("role") == "arrival"), LATE, late_s // 60),
        _counted(records.filter(left), EARLY, -late_s // 60),
        _counted(entries.lacking.lazy().filter(~pl.col("absent")), MISSING, pl.lit(1)),
        _counted(absent, ABSENT, pl.lit(1)),
    ]
    dated = pl.concat(found).sort("row")
    sums = dated.select(
        pl.lit(em_of_row).gather("row").alias("em"),
        late_minutes=pl.when(what == LATE).then(number),
        late_count=(what == LATE).cast(pl.Int64),
        early_minutes=pl.when(what == EARLY).then(number),
        missing_count=pl.when(what == MISSING).then(number),
        absent_days=pl.when(what == ABSENT).then(number),
    )
    return summed(sums, months)


def _counted(rows: pl.LazyFrame, what: int, number: pl.Expr) -> pl.LazyFrame:
    found = rows.select("row", what=pl.lit(what, dtype=pl.UInt8), number=number.cast(pl.Int64))
    return found.filter(pl.col("number") > 0)
