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
from domain.assessment.result import settled
from domain.perbup import Perbup

DAYS_AT_ONCE = 3_000_000
"""Employees are assessed by themselves, so that many days are cut into parts."""


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
    parts = max(len(given) // DAYS_AT_ONCE, pl.thread_pool_size())
    if len(given) * 3 < DAYS_AT_ONCE or parts < 2:
        return _assess(given, months, perbups, since)
    cut = list(_parts(given, months, parts))
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        answers = list(pool.map(lambda part: _assess(part[0], part[1], perbups, since), cut))
    return Assessment(*(pl.concat(frames) for frames in zip(*answers, strict=True)))


def assess_streamed(
    days: pl.LazyFrame,
    months: pl.DataFrame,
    perbups: Sequence[Perbup],
    since: date | None = None,
    employees: int = 10_000,
) -> Iterator[Assessment]:
    """As `assess`, for so many employees at a time: more facts than fit in memory."""
    names = months["employee"].drop_nulls().unique().sort()
    for first, until in pairwise([None, *names.gather_every(employees)[1:], None]):
        theirs = _between(first, until)
        yield assess(days.filter(theirs), months.filter(theirs), perbups, since)


def _assess(
    days: pl.DataFrame, months: pl.DataFrame, perbups: Sequence[Perbup], since: date | None
) -> Assessment:
    known = case(days, months, perbups, since)
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


def _parts(
    days: pl.DataFrame, months: pl.DataFrame, parts: int
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Days and months of some employees each, in order, of about the same size."""
    named = days.with_columns(pl.col("employee").cast(pl.String))
    ordered = named if named["employee"].is_sorted() else named.sort("employee", "on")
    names = [ordered["employee"][len(days) * part // parts] for part in range(1, parts)]
    bounds = [None, *dict.fromkeys(name for name in names if name is not None), None]
    for first, until in pairwise(bounds):
        rows = (0 if b is None else ordered["employee"].search_sorted(b) for b in (first, until))
        begin, end = rows
        yield (
            ordered.slice(begin, (len(days) if until is None else end) - begin),
            months.filter(_between(first, until)),
        )


def _between(first: str | None, until: str | None) -> pl.Expr:
    """Employees from the first to the one that is not included; nobody's rows go first."""
    name = pl.col("employee")
    within = pl.lit(value=True) if until is None else name < until
    return within.fill_null(value=True) if first is None else within & (name >= first)
