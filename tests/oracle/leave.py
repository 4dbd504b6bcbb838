"""Days of approved leave: which rows count, and the number that each has."""

import calendar
from datetime import date, timedelta

from domain.facts import DayFacts
from domain.perbup_measures import Cuti
from domain.perbup_rules import Rule
from tests.oracle.quantities import Occurrence
from tests.oracle.words import lies_in

UNITS = {"working_days": "day", "calendar_days": "day", "months": "month", "spells": "spell"}


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_that_begins(from_on: date, on: date) -> int | None:
    """1 on the first day of the leave, 2 on the same day of the next month …"""
    months = (on.year - from_on.year) * 12 + on.month - from_on.month
    return months + 1 if months >= 0 and months_later(from_on, months) == on else None


def whole_months(from_on: date, until_on: date) -> int:
    months = 0
    while months_later(from_on, months + 1) <= until_on + timedelta(days=1):
        months += 1
    return months


def _is_meant(measure: Cuti, day: DayFacts) -> bool:
    if day.cuti not in measure.kinds:
        return False
    child, from_on, until_on = day.cuti_child, day.cuti_from_on, day.cuti_until_on
    if measure.children is not None and (child is None or not lies_in(child, measure.children)):
        return False
    if measure.whole_months is None:
        return True
    if from_on is None or until_on is None:
        return False
    return lies_in(whole_months(from_on, until_on), measure.whole_months)


def _counts(measure: Cuti, day: DayFacts) -> bool:
    if not _is_meant(measure, day):
        return False
    from_on = day.cuti_from_on
    match measure.count:
        case "working_days":
            return day.expected
        case "calendar_days":
            return True
        case "months":
            return from_on is not None and _month_that_begins(from_on, day.on) is not None
        case "spells":
            return day.on == from_on


def _restarts_with(measure: Cuti, day: DayFacts) -> object:
    match measure.numbered:
        case "spell":
            return day.cuti, day.cuti_from_on
        case "month":
            return day.on.year, day.on.month
        case "year":
            return day.on.year


def numbered(measure: Cuti, days: list[DayFacts]) -> dict[int, int]:
    """The number of each row that counts, by its place among all rows of the employee."""
    numbers: dict[int, int] = {}
    reached: dict[object, int] = {}
    for place, day in enumerate(days):
        if not _counts(measure, day):
            continue
        key = _restarts_with(measure, day)
        reached[key] = reached.get(key, 0) + 1
        numbers[place] = reached[key]
        if measure.numbered == "spell" and measure.count == "calendar_days":
            numbers[place] = (day.on - (day.cuti_from_on or day.on)).days + 1
        if measure.numbered == "spell" and measure.count == "months" and day.cuti_from_on:
            numbers[place] = _month_that_begins(day.cuti_from_on, day.on) or 0
    return numbers


def leave_occurrences(
    rule: Rule, measure: Cuti, days: list[DayFacts], places: list[int]
) -> list[tuple[int, Occurrence]]:
    """Those on the rows at these places, each with its place; all rows help to number them."""
    numbers = numbered(measure, days)
    together: dict[object, list[int]] = {}
    for place in (place for place in places if place in numbers):
        day = days[place]
        spell = (day.cuti, day.cuti_from_on) if measure.numbered == "spell" else None
        key = (day.on.year, day.on.month, spell) if measure.by == "total" else place
        together.setdefault(key, []).append(place)
    unit = UNITS[measure.count]
    found = []
    for group in together.values():
        last = group[-1]
        day, number = days[last], numbers[last]
        one = Occurrence(rule, day.on, None, len(group), number, unit, list(day.events))
        found.append((last, one))
    return found
