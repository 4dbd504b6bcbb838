"""Away from the office, and time on duty that falls short."""

import polars as pl

from domain.assessment.flexi import first_of
from domain.assessment.reading import Reading, of_days
from domain.perbup_measures import Away, Short


def away(reading: Reading, measure: Away) -> pl.LazyFrame:
    minutes = pl.col("away_s").clip(0) // 60
    if measure.permitted_minutes_per_day is not None:
        permitted = pl.col("away_permitted_s").clip(0) // 60
        minutes += (permitted - measure.permitted_minutes_per_day).clip(0)
    return of_days(reading.days.lazy().filter(pl.col("duty") & (minutes > 0)), minutes)


def short(reading: Reading, measure: Short) -> pl.LazyFrame:
    asked = reading.days.lazy().filter(pl.col("duty") & pl.col("ended") & (pl.col("minimum_s") > 0))
    arrived = _at(reading, measure.arrival, "arrived_s")
    left = _at(reading, measure.leaving, "left_s")
    whole = asked.select("row", "minimum_s").join(arrived, on="row").join(left, on="row")
    missing_s = pl.col("minimum_s") - (pl.col("left_s") - pl.col("arrived_s"))
    return of_days(whole.sort("row"), (missing_s.clip(0) + 59) // 60)


def _at(reading: Reading, session: str, name: str) -> pl.LazyFrame:
    """When the first entry of the name was recorded, if it is a record."""
    first = first_of(reading.entries.every.lazy(), session)
    records = reading.entries.records.lazy().select("pos")
    return first.join(records, on="pos", how="semi").select("row", pl.col("at_s").alias(name))
