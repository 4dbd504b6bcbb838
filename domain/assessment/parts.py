"""Days and months cut into parts by employee: each employee is assessed alone."""

from itertools import pairwise
from math import ceil
from typing import NamedTuple

import polars as pl

DAYS_AT_ONCE = 3_000_000
"""So many days of a part use the processor's caches well; a third is worth a thread of its own."""


class Part(NamedTuple):
    days: pl.DataFrame
    months: pl.DataFrame


def parts(days: pl.DataFrame, months: pl.DataFrame) -> list[Part]:
    """In the order of employees, of about the same number of days, so many for each thread; few
    days are one part."""
    if len(days) * 3 < DAYS_AT_ONCE:
        return [Part(days, months)]
    named = days.with_columns(pl.col("employee").cast(pl.String))
    ordered = named if named["employee"].is_sorted() else _sorted(named)
    threads = pl.thread_pool_size()
    number = ceil(len(days) / DAYS_AT_ONCE / threads) * threads
    names = [ordered["employee"][len(days) * i // number] for i in range(1, number)]
    bounds = [None, *dict.fromkeys(name for name in names if name is not None), None]
    return [
        Part(_rows(ordered, first, until), months.filter(employees_between(first, until)))
        for first, until in pairwise(bounds)
    ]


def _sorted(days: pl.DataFrame) -> pl.DataFrame:
    return days.sort("employee", "on", maintain_order=True)


def _rows(ordered: pl.DataFrame, first: str | None, until: str | None) -> pl.DataFrame:
    employee = ordered["employee"]
    begin = 0 if first is None else employee.search_sorted(first)
    end = len(ordered) if until is None else employee.search_sorted(until)
    return ordered.slice(begin, end - begin)


def employees_between(first: str | None, until: str | None) -> pl.Expr:
    """From the first to the one that is not included; nobody's rows go with the first."""
    name = pl.col("employee")
    within = pl.lit(value=True) if until is None else name < until
    return within.fill_null(value=True) if first is None else within & (name >= first)
