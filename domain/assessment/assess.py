"""From facts and regulations to a ledger: the one assessment behind every figure."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from domain.assessment.answer import deductions, ledger, proposals, warnings
from domain.assessment.case import case
from domain.assessment.charge import charge, unknown_warnings
from domain.assessment.ledger import Assessment
from domain.assessment.result import settled
from domain.perbup import Perbup


def assess(
    days: pl.DataFrame | pl.LazyFrame,
    months: pl.DataFrame,
    perbups: Sequence[Perbup],
    since: date | None = None,
) -> Assessment:
    """What the regulations make of the facts, for every employee-month of `months`.

    Reads the columns `DAY_COLUMNS` of `days` (seconds from local midnight) and `MONTH_COLUMNS` of
    `months` (rupiah). Rows of `months` before the month of `since`, and rows of `days` outside the
    months that remain, are history. Faster where `days` come sorted by employee and date. Writes
    the frames of `ledger.py`; raises nothing on any facts of the schemas `DAYS` and `MONTHS`.
    """
    given = days.collect() if isinstance(days, pl.LazyFrame) else days
    known = case(given, months, perbups, since)
    charges = [charge(known, index) for index in range(len(perbups))]
    parts = settled(charges)
    lines = ledger(known, parts)
    found = [frame for charged in charges for frame in charged.warnings]
    found += unknown_warnings(known, charges)
    return Assessment(
        ledger=lines.drop("em"),
        deductions=deductions(known, parts, lines),
        proposals=proposals(known, parts),
        warnings=warnings([*known.warnings, *found]),
    )
