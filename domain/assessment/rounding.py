"""Rounding of columns, as `domain.rupiah.rounded` rounds one number."""

import polars as pl

from domain.rupiah import Rounding


def rounded(numerator: pl.Expr, denominator: pl.Expr | int, how: Rounding) -> pl.Expr:
    """Whole numbers nearest to numerator / denominator; neither is negative."""
    whole = numerator // denominator
    rest = numerator - whole * denominator
    return whole + carry(whole, rest, denominator, how).cast(pl.Int64)


def carry(whole: pl.Expr, rest: pl.Expr, denominator: pl.Expr | int, how: Rounding) -> pl.Expr:
    """Whether the rest makes one more."""
    match how:
        case "down":
            return pl.lit(value=False)
        case "up":
            return rest > 0
        case "half_up":
            return rest * 2 >= denominator
        case "half_down":
            return rest * 2 > denominator
        case "half_even":
            return (rest * 2 > denominator) | ((rest * 2 == denominator) & (whole % 2 == 1))
