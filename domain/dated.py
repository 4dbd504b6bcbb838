"""Values that hold from a date until the next one: the history of one attribute."""

from bisect import bisect_right
from datetime import date, timedelta
from operator import itemgetter
from typing import TypeVar

T = TypeVar("T")

Dated = tuple[tuple[date, T], ...]
"""Ascending by date, one value a date; before the first date there is no value."""

_from_on = itemgetter(0)


def put(entries: Dated[T], from_on: date, value: T) -> Dated[T]:
    """A second value for the same date replaces the first; later entries stay."""
    kept = (entry for entry in entries if entry[0] != from_on)
    return tuple(sorted((*kept, (from_on, value)), key=_from_on))


def without(entries: Dated[T], from_on: date) -> Dated[T]:
    return tuple(entry for entry in entries if entry[0] != from_on)


def at(entries: Dated[T], on: date) -> T | None:
    index = bisect_right(entries, on, key=_from_on)
    return entries[index - 1][1] if index else None


def starts(entries: Dated[T]) -> tuple[date, ...]:
    return tuple(from_on for from_on, _ in entries)


def month_of(on: date) -> date:
    return on.replace(day=1)


def month_before(month: date) -> date:
    return month_of(month_of(month) - timedelta(days=1))


def month_after(month: date) -> date:
    return month_of(month_of(month) + timedelta(days=31))
