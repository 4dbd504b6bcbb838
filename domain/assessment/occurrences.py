"""What each rule of a day counts, and on which days it may."""

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from domain.assessment.away import away, short
from domain.assessment.cuti import cuti
from domain.assessment.late import early, late
from domain.assessment.plans import all_computed
from domain.assessment.reading import OCCURRENCES, Reading
from domain.assessment.records import absent, at_clock, missing
from domain.assessment.shape import any_of
from domain.assessment.who import EVERYBODY, concerns, needs
from domain.perbup_measures import (
    Absent,
    AtClock,
    Away,
    Cuti,
    Early,
    Late,
    Measure,
    Missing,
    Short,
)
from domain.perbup_rules import Rule

EVERY_DAY = {1, 2, 3, 4, 5, 6, 7}
DAY_MEASURES = (Late, Early, AtClock, Missing, Absent, Away, Short, Cuti)
"""Measures of a day; the others are of a month or year."""
OF_ATTENDANCE = (Late, Early, AtClock, Missing, Absent, Away, Short)
OF_WHOLE_DAY = (Absent, Away, Short, Cuti)
"""Their lines cite the events of the whole day."""

A_MINUTE_S = 60
NO_OCCURRENCES = pl.DataFrame(schema={**OCCURRENCES, "waived": pl.Boolean})


def occurrences_of(rules: Sequence[Rule], reading: Reading) -> dict[str, pl.DataFrame]:
    """By the rules' codes: columns of `OCCURRENCES`, and `waived`: on a day of outage."""
    busy = [rule for rule in rules if not _finds_nothing(rule.measure, reading)]
    found = all_computed([_that_count(rule, reading) for rule in busy])
    by_code = {rule.code: rows for rule, rows in zip(busy, found, strict=True)}
    return {rule.code: by_code.get(rule.code, NO_OCCURRENCES) for rule in rules}


def _finds_nothing(measure: Measure, reading: Reading) -> bool:
    """Whether the days have nothing that it measures, which is quicker seen than measured."""
    entries = reading.entries
    match measure:
        case Late(missing_as_minutes=None) | Early(missing_as_minutes=None) | AtClock():
            return entries.records.is_empty()
        case Missing():
            return entries.lacking.is_empty()
        case Absent(or_away_over_minutes=None):
            return entries.absent_rows.is_empty()
        case Cuti():
            return reading.all_days["cuti"].null_count() == len(reading.all_days)
        case Away(permitted_minutes_per_day=None):
            return not (reading.days["away_s"] >= A_MINUTE_S).any()
        case _:
            return False


def _that_count(rule: Rule, reading: Reading) -> pl.LazyFrame:
    found = _measured(rule.measure, reading)
    asked = _asked(rule)
    if asked:
        of_day = (pl.lit(reading.all_days[name]).gather("row").alias(name) for name in asked)
        found = found.with_columns(of_day).filter(any_of("row") & _fits(rule))
    waived = pl.col("outage") if rule.waived_on_outage else pl.lit(value=False)
    return found.select(*OCCURRENCES, waived.alias("waived"))


def _measured(measure: Measure, reading: Reading) -> pl.LazyFrame:
    match measure:
        case Late():
            found = late(reading, measure)
        case Early():
            found = early(reading, measure)
        case AtClock():
            found = at_clock(reading, measure)
        case Missing():
            found = missing(reading, measure)
        case Absent():
            found = absent(reading, measure)
        case Away():
            found = away(reading, measure)
        case Short():
            found = short(reading, measure)
        case Cuti():
            found = cuti(reading, measure)
        case _:
            found = pl.LazyFrame(schema=OCCURRENCES)
    return found


def _asked(rule: Rule) -> list[str]:
    """The columns of the day that decide whether the rule counts on it."""
    asked = needs(rule.who)
    if set(rule.weekdays) != EVERY_DAY or (rule.who or EVERYBODY).phases:
        asked |= {"on"}
    if rule.except_status:
        asked |= {"status"}
    if rule.waived_on_outage:
        asked |= {"outage"}
    return sorted(asked)


@lru_cache
def _fits(rule: Rule) -> pl.Expr:
    fits = concerns(rule.who, "on")
    if set(rule.weekdays) != EVERY_DAY:
        fits &= pl.col("on").dt.weekday().is_in(rule.weekdays)
    if rule.except_status:
        fits &= ~pl.col("status").is_in(rule.except_status)
    return fits
