"""Percentages, intervals and clock times, read again for the oracle by itself."""

from fractions import Fraction


def percent(text: str) -> Fraction:
    return Fraction(text.removesuffix("%")) / 100


def seconds(clock: str) -> int:
    parts = [int(part) for part in clock.split(":")]
    return sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))


def lies_in(value: int, within: str, *, clock: bool = False) -> bool:
    """Whether the value lies in an interval such as "[61,91)" or "[07:40,08:01)"."""
    low, high = within[1:-1].split(",")
    read = seconds if clock else int
    above = not low or value > read(low) or (within[0] == "[" and value == read(low))
    below = not high or value < read(high) or (within[-1] == "]" and value == read(high))
    return above and below
