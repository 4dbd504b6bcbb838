"""Integer rupiah, parts per million, and the one rounding function."""

from typing import Literal

Rounding = Literal["half_up", "half_down", "half_even", "up", "down"]
"""`up` is away from zero and `down` towards it: a correction rounds as the deduction did.
`half_down` rounds the cut of a regulation that rounds what is paid, half up."""

PPM = 1_000_000
"""Rates are integers of one millionth: 1 % is 10,000, a basis point is 100."""


def rounded(numerator: int, denominator: int, how: Rounding = "half_up") -> int:
    """The integer nearest to numerator / denominator, exact for integers of any size."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    whole, rest = divmod(abs(numerator), abs(denominator))
    return sign * (whole + _carry(whole, rest, abs(denominator), how))


def _carry(whole: int, rest: int, denominator: int, how: Rounding) -> int:
    match how:
        case "down":
            return 0
        case "up":
            return 1 if rest else 0
        case "half_up":
            return 1 if 2 * rest >= denominator else 0
        case "half_down":
            return 1 if 2 * rest > denominator else 0
        case "half_even":
            return 1 if 2 * rest > denominator or (2 * rest == denominator and whole % 2) else 0


def share_of(base_rupiah: int, rate_ppm: int, how: Rounding = "half_up") -> int:
    """A rate of an amount in whole rupiah, rounded once."""
    return rounded(base_rupiah * rate_ppm, PPM, how)
