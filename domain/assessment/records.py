"""Records by the clock, records that are missing, and days that are wholly absent."""

import polars as pl

from domain.assessment.reading import Reading, occurrences, of_days
from domain.assessment.terms import named
from domain.perbup_measures import Absent, AtClock, Missing


def at_clock(reading: Reading, measure: AtClock) -> pl.LazyFrame:
    """The quantity is the second of the day."""
    ours = named(measure.sessions)
    final = (pl.col("role") != "leaving") | pl.col("ended")
    return occurrences(reading.entries.records.lazy().filter(ours & final), pl.col("at_s"))


def missing(reading: Reading, measure: Missing) -> pl.LazyFrame:
    ours = named(measure.sessions)
    lacking = reading.entries.lacking.lazy().filter(ours)
    if not measure.on_absent_days:
        lacking = lacking.filter(~pl.col("absent"))
    return occurrences(lacking, pl.lit(1))


def absent(reading: Reading, measure: Absent) -> pl.LazyFrame:
    rows = pl.LazyFrame({"row": reading.entries.absent_rows})
    if measure.or_away_over_minutes is not None:
        gone = (pl.col("away_s") // 60) > measure.or_away_over_minutes
        away = reading.days.lazy().filter(pl.col("duty") & gone).select("row")
        rows = pl.concat([rows, away]).unique().sort("row")
    return of_days(rows)
