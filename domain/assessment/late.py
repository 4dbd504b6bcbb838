"""Late and early: minutes after and before the due time of a session."""

from functools import lru_cache

import polars as pl

from domain.assessment.flexi import unforgiven
from domain.assessment.reading import Reading, occurrences
from domain.assessment.terms import named
from domain.perbup_measures import Early, Late, Tolerance
from domain.perbup_words import clock_s


def late(reading: Reading, measure: Late) -> pl.LazyFrame:
    found = _records(reading, measure)
    flexi = reading.perbup.flexi
    if flexi is not None and reading.shifts is not None:
        found = unforgiven(found, flexi, reading.shifts)
    return _with_missing(reading, measure, occurrences(found, _minutes(measure)))


def early(reading: Reading, measure: Early) -> pl.LazyFrame:
    found = _shifted(reading, _records(reading, measure).filter("ended"))
    return _with_missing(reading, measure, occurrences(found, _minutes(measure)))


def _records(reading: Reading, measure: Late | Early) -> pl.LazyFrame:
    return reading.entries.records.lazy().filter(named(measure.sessions))


def _shifted(reading: Reading, found: pl.LazyFrame) -> pl.LazyFrame:
    flexi = reading.perbup.flexi
    if flexi is None or reading.shifts is None:
        return found
    joined = found.join(reading.shifts.lazy(), on="row", how="left", maintain_order="left")
    shift = pl.when(pl.col("session") == flexi.leaving).then(pl.col("shift_s").fill_null(0))
    return joined.with_columns(pl.col("due_s") + shift.otherwise(0))


def _reference_s(tolerance: Tolerance | None, due_s: pl.Expr) -> pl.Expr:
    """The second from which it is counted, null for a session without due time."""
    if tolerance is None or tolerance.how != "clock" or tolerance.clock is None:
        return due_s
    clock = pl.lit(clock_s(tolerance.clock), dtype=pl.Int64)
    return pl.when(due_s.is_not_null()).then(clock)


@lru_cache
def _minutes(measure: Late | Early) -> pl.Expr:
    after_s = pl.col("at_s") - _reference_s(measure.tolerance, pl.col("due_s"))
    seconds = after_s if isinstance(measure, Late) else -after_s
    begun = 59 if measure.seconds == "ceil" else 0
    minutes = (seconds.clip(0) + begun) // 60
    match measure.tolerance:
        case Tolerance(how="subtract", minutes=allowed):
            return minutes - allowed
        case Tolerance(how="threshold", minutes=allowed):
            return pl.when(minutes > allowed).then(minutes).otherwise(0)
        case _:
            return minutes


def _with_missing(reading: Reading, measure: Late | Early, found: pl.LazyFrame) -> pl.LazyFrame:
    """Adds the entries that lack their record, on days that are not wholly absent."""
    if measure.missing_as_minutes is None:
        return found
    lacking = reading.entries.lacking.lazy().filter(named(measure.sessions) & ~pl.col("absent"))
    missing = occurrences(lacking, pl.lit(measure.missing_as_minutes))
    return pl.concat([found, missing]).sort("pos")
