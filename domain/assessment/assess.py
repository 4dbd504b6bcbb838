"""From facts and regulations to a ledger: the one assessment behind every figure."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise

import polars as pl

from domain.assessment.answer import deductions, ledger, proposals, warnings
from domain.assessment.case import case
from domain.assessment.charge import charge, unknown_warnings
from domain.assessment.ledger import Assessment
from domain.assessment.parts import Part, employees_between, parts
from domain.assessment.result import settled, taken
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
    cut = parts(given, months)
    if len(cut) == 1:
        return _assess(cut[0], perbups, since)
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        answers = list(pool.map(lambda part: _assess(part, perbups, since), cut))
    return Assessment(*(pl.concat(frames) for frames in zip(*answers, strict=True)))


def assess_streamed(
    days: pl.LazyFrame,
    months: pl.DataFrame | pl.LazyFrame,
    perbups: Sequence[Perbup],
    since: date | None = None,
    employees: int = 5_000,
) -> Iterator[Assessment]:
    """As `assess`, for so many employees at a time: more facts than fit in memory."""
    known = months.lazy()
    names = known.select(pl.col("employee").drop_nulls().unique().sort()).collect()["employee"]
    for first, until in pairwise([None, *names.gather_every(employees)[1:], None]):
        theirs = employees_between(first, until)
        yield assess(days.filter(theirs), known.filter(theirs).collect(), perbups, since)


def _assess(part: Part, perbups: Sequence[Perbup], since: date | None) -> Assessment:
    known = case(part.days, part.months, perbups, since)
    charges = [charge(known, index) for index in range(len(perbups))]
    heard = settled(charges)
    sums = taken(known, heard)
    found = [frame for charged in charges for frame in charged.warnings]
    found += unknown_warnings(known, charges)
    return Assessment(
        ledger=ledger(known, heard, sums),
        deductions=deductions(known, heard, sums),
        proposals=proposals(known, heard),
        warnings=warnings([*known.warnings, *found]),
    )
