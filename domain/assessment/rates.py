"""Rates: what a quantity costs, as an exact fraction of parts per million."""

from functools import cache
from typing import NamedTuple

import polars as pl

from domain.assessment.who import holds
from domain.perbup_rules import (
    Bracket,
    Brackets,
    ByName,
    ClockBrackets,
    Each,
    Named,
    Rate,
    Shortfall,
)
from domain.perbup_words import clock_interval, interval, ppm
from domain.rupiah import PPM

NO_RATE = pl.lit(None, dtype=pl.Int64)


class Fraction(NamedTuple):
    """Parts per million times `per`: a whole number, null where no bracket holds the quantity."""

    ppm: pl.Expr
    per: int = 1


@cache
def rate_of(rate: Rate) -> Fraction:
    """Reads `number` and `quantity`; rates by name and shortfalls are found with the quantity."""
    match rate:
        case Each():
            return _each(rate)
        case Brackets():
            once = _first_of(
                [(holds(b.within, pl.col("number")), cut_ppm(b)) for b in rate.brackets]
            )
            return Fraction(once * pl.col("quantity") if rate.then_each else once)
        case ClockBrackets():
            return Fraction(_first_of([(_at(b.within), ppm(b.cut)) for b in rate.brackets]))
        case ByName() | Shortfall():
            return Fraction(NO_RATE)


def cut_ppm(part: Bracket | Named) -> int:
    """What is cut: given so, or what is left of the whole."""
    if part.pay is not None:
        return max(PPM - ppm(part.pay), 0)
    return ppm(part.cut) if part.cut is not None else 0


def _each(rate: Each) -> Fraction:
    quantity, unit = pl.col("quantity"), max(rate.unit_minutes, 1)
    match rate.begun:
        case "up":
            return Fraction((quantity + (unit - 1)) // unit * ppm(rate.cut))
        case "down":
            return Fraction(quantity // unit * ppm(rate.cut))
        case "exact":
            return Fraction(quantity * ppm(rate.cut), unit)


def _first_of(cases: list[tuple[pl.Expr, int]]) -> pl.Expr:
    value = NO_RATE
    for holds_here, rate in reversed(cases):
        value = pl.when(holds_here).then(pl.lit(rate, dtype=pl.Int64)).otherwise(value)
    return value


def _at(text: str) -> pl.Expr:
    first, end = clock_interval(text)
    inside = pl.col("number") >= first
    return inside if end is None else inside & (pl.col("number") < end)


@cache
def in_gap(rate: Rate) -> pl.Expr:
    """Of a number that no bracket holds: whether it lies where brackets should be."""
    match rate:
        case Brackets(brackets=brackets) if brackets:
            return pl.col("number") >= min(interval(b.within)[0] for b in brackets)
        case ClockBrackets(brackets=clocks) if clocks:
            ends = [clock_interval(b.within) for b in clocks]
            above = pl.col("number") >= min(first for first, _ in ends)
            last = [end for _, end in ends if end is not None]
            return above if len(last) < len(ends) else above & (pl.col("number") < max(last))
        case _:
            return pl.lit(value=False)
