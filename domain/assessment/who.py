"""Whom a regulation or a rule concerns, as an expression over people's rows."""

from functools import lru_cache, reduce
from operator import or_

import polars as pl

from domain.perbup_rules import Phase, Who
from domain.perbup_words import interval

EVERYBODY = Who()
FEW = 8


@lru_cache
def concerns(who: Who | None, on: str) -> pl.Expr:
    """True for rows that it concerns on the date `on`; reads `opd`, `employment` and `grade`."""
    if who is None or who == EVERYBODY:
        return pl.lit(value=True)
    within = pl.lit(value=True)
    if who.employment:
        within &= one_of("employment", who.employment)
    if who.opd:
        within &= one_of("opd", who.opd)
    if who.except_opd:
        within &= ~one_of("opd", who.except_opd)
    if who.grades is not None:
        within &= holds(who.grades, pl.col("grade"))
    if who.phases:
        within &= reduce(or_, [_begun(phase, pl.col(on)) for phase in who.phases])
    return within


def _begun(phase: Phase, on: pl.Expr) -> pl.Expr:
    begun = (on >= phase.from_on).fill_null(value=False)
    if phase.employment:
        begun &= one_of("employment", phase.employment)
    if phase.opd:
        begun &= one_of("opd", phase.opd)
    return begun


@lru_cache
def one_of(column: str, names: tuple[str, ...]) -> pl.Expr:
    """Whether the column holds one of the names; null is none. Few are compared quicker than a set
    of them is made."""
    if len(names) > FEW:
        return pl.col(column).is_in(names).fill_null(value=False)
    none = pl.col(column) != pl.col(column)
    same = [pl.col(column) == name for name in names]
    return (reduce(or_, same) if same else none).fill_null(value=False)


def holds(text: str, number: pl.Expr) -> pl.Expr:
    """Whether an interval holds the number; null lies in none."""
    first, end = interval(text)
    inside = number >= first
    if end is not None:
        inside &= number < end
    return inside.fill_null(value=False)


def needs(who: Who | None) -> set[str]:
    """The columns that it asks for."""
    if who is None:
        return set()
    named = {"employment": who.employment, "opd": who.opd + who.except_opd, "grade": who.grades}
    phased = {
        "employment": [phase.employment for phase in who.phases if phase.employment],
        "opd": [phase.opd for phase in who.phases if phase.opd],
    }
    return {name for name, value in named.items() if value} | {n for n, v in phased.items() if v}
