"""Sums over a month or a year: minutes, or days, of what other rules count."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.dated import month_after
from domain.perbup_measures import Absent, Accumulated, Away, Days, Early, Late, Missing, Short
from domain.perbup_rules import Rule
from tests.oracle.book import Book
from tests.oracle.quantities import Occurrence
from tests.oracle.scope import mode_on


@dataclass
class Total:
    """`before` is what the sum was at the end of the month before; `adds`: the month adds to it."""

    quantity: int
    before: int
    adds: bool
    unit: str
    events: list[int]


def total(book: Book, position: int, measure: Accumulated | Days, month: date) -> Total:
    """The sum at the end of the month, as the regulation at this position reads every row."""
    rules = [rule for rule in book.perbups[position].rules if rule.code in measure.rules]
    year = month.replace(month=1)
    now = _occurrences(book, position, rules, month, month)
    if isinstance(measure, Accumulated):
        now = [one for one in now if _minutes(measure, [one]) > 0]
    events = list(dict.fromkeys(event for one in _in_order(now, rules) for event in one.events))
    if isinstance(measure, Days):
        return _days(book, position, measure, rules, month, events)
    begin = year if measure.period == "year" else month
    minutes_now = _minutes(measure, now)
    minutes = _minutes(measure, _occurrences(book, position, rules, begin, month))
    earlier = minutes - minutes_now
    quantity, before = _units(measure, minutes), _units(measure, earlier)
    if measure.carry:
        quantity, before = quantity - before, 0
    unit = "minute" if measure.per_minutes is None else "day"
    return Total(quantity, before, minutes_now > 0, unit, events)


def _in_order(found: list[Occurrence], rules: list[Rule]) -> list[Occurrence]:
    places = {rule.code: place for place, rule in enumerate(rules)}
    return sorted(found, key=lambda one: (one.on, places[one.rule.code], one.place, one.order))


def _places(book: Book, position: int, begin: date, month: date) -> list[int]:
    """The rows that a sum looks at; of a live month those after the trial only."""
    end = month_after(month) - timedelta(days=1)
    perbup = book.perbups[position]
    leave_out = perbup.trial_until if mode_on(perbup, end) == "live" else None
    return [
        place
        for place, day in enumerate(book.days)
        if begin <= day.on <= end and (leave_out is None or day.on > leave_out)
    ]


def _occurrences(
    book: Book, position: int, rules: list[Rule], begin: date, month: date
) -> list[Occurrence]:
    places = _places(book, position, begin, month)
    found = [one for rule in rules for one in book.occurrences(position, rule, places)]
    return [one for one in found if not one.waived]


def _minutes(measure: Accumulated, found: list[Occurrence]) -> int:
    minutes = 0
    for one in found:
        match one.rule.measure:
            case Late() | Early() | Away() | Short():
                minutes += one.quantity
            case Missing():
                minutes += measure.missing_as_minutes
            case Absent():
                minutes += measure.absent_as_minutes
            case _:
                pass
    return minutes


def _units(measure: Accumulated, minutes: int) -> int:
    return minutes if measure.per_minutes is None else minutes // measure.per_minutes


def _days(
    book: Book,
    position: int,
    measure: Days,
    rules: list[Rule],
    month: date,
    events: list[int],
) -> Total:
    begin = month.replace(month=1) if measure.period == "year" else month
    found = _occurrences(book, position, rules, begin, month)
    counted = {one.place for one in found}
    in_month = [place for place in counted if book.days[place].on >= month]
    if not measure.consecutive:
        count = len(counted)
        return Total(count, count - len(in_month), bool(in_month), "day", events)
    longest = run = 0
    touches = False
    for place in _places(book, position, begin, month):
        day = book.days[place]
        if not day.expected:
            continue
        if place not in counted:
            run, touches = 0, False
            continue
        run += 1
        touches = touches or day.on >= month
        longest = max(longest, run) if touches else longest
    return Total(longest, 0, longest > 0, "day", events)
