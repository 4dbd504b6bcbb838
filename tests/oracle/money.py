"""Exact fractions of rupiah, and how a regulation rounds them."""

from fractions import Fraction

from domain.perbup import MoneyRounding


def whole(amount: Fraction, how: str) -> int:
    """The whole number that the word means: `up` is away from zero, `down` towards it."""
    sign = -1 if amount < 0 else 1
    size = abs(amount)
    below = size.numerator // size.denominator
    rest = size - below
    half = Fraction(1, 2)
    upwards = {
        "down": False,
        "up": rest > 0,
        "half_up": rest >= half,
        "half_down": rest > half,
        "half_even": rest > half or (rest == half and below % 2 == 1),
    }[how]
    return sign * (below + (1 if upwards else 0))


def rounded(amount: Fraction, rounding: MoneyRounding) -> int:
    return rounding.unit_rupiah * whole(amount / rounding.unit_rupiah, rounding.how)
