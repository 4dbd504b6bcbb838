"""From occurrences to lines: the rate, what is free, and what gives way to another line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from domain.perbup_measures import Absent, AtClock, Away, Cuti, Early, Late, Missing, Short
from domain.perbup_rules import Bracket, Brackets, ByName, ClockBrackets, Each, Named, Rule
from tests.oracle.quantities import Occurrence
from tests.oracle.words import lies_in, percent, seconds

OF_ATTENDANCE = (Late, Early, AtClock, Missing, Absent, Away, Short)


@dataclass(eq=False)
class Line:
    """One line in the making: `kept` is what the caps leave of its rupiah."""

    position: int | None
    rule_place: int
    place: int
    order: int
    on: date | None
    kind: str
    rule: str
    clause: str
    session: str | None
    quantity: int | None
    unit: str | None
    base: str | None
    base_rupiah: int | None
    rate: Fraction | None
    mode: str
    events: list[int] = field(default_factory=list)
    exact: Fraction = Fraction(0)
    rupiah: int = 0
    kept: int = 0
    of: Rule | None = None

    def ledger_order(self) -> tuple[bool, date, int, int, int, int]:
        return (
            self.on is None,
            self.on or date.min,
            -1 if self.position is None else self.position,
            self.rule_place,
            self.place,
            self.order,
        )


def begun_units(rate: Each, quantity: int) -> Fraction:
    units = Fraction(quantity, rate.unit_minutes)
    if rate.begun == "exact":
        return units
    down = quantity // rate.unit_minutes
    return Fraction(down if rate.begun == "down" or units == down else down + 1)


def cut_of(part: Bracket | Named) -> Fraction:
    return percent(part.cut) if part.cut is not None else 1 - percent(part.pay or "100%")


def rate_of(rule: Rule, number: int, quantity: int) -> Fraction | None:
    """The share that is cut, None in no bracket."""
    match rule.rate:
        case Each() as each:
            return min(Fraction(1), begun_units(each, quantity) * percent(each.cut))
        case Brackets() as brackets:
            for bracket in brackets.brackets:
                if lies_in(number, bracket.within):
                    times = quantity if brackets.then_each else 1
                    return min(Fraction(1), cut_of(bracket) * times)
        case ClockBrackets() as clock:
            for by_clock in clock.brackets:
                if lies_in(number, by_clock.within, clock=True):
                    return percent(by_clock.cut)
        case _:
            pass
    return None


def falls_between(rule: Rule, number: int) -> bool:
    """In no bracket, but above the lowest start: a gap, and no clock time after the last end."""
    match rule.rate:
        case Brackets() as brackets:
            starts = [_low(bracket.within, clock=False) for bracket in brackets.brackets]
            return number > min(starts)
        case ClockBrackets() as clock:
            starts = [_low(bracket.within, clock=True) for bracket in clock.brackets]
            ends = [_high(bracket.within) for bracket in clock.brackets]
            return number > min(starts) and any(end is None or number < end for end in ends)
        case _:
            return False


def _low(within: str, *, clock: bool) -> int:
    low = within[1:-1].split(",", maxsplit=1)[0]
    start = (seconds(low) if clock else int(low)) if low else 0
    return start + 1 if low and within[0] == "(" else start


def _high(within: str) -> int | None:
    high = within[1:-1].split(",")[1]
    return seconds(high) if high else None


def shown_quantity(rule: Rule, one: Occurrence) -> int:
    by_number = isinstance(rule.measure, Cuti) and isinstance(rule.rate, Brackets)
    return one.number if by_number else one.quantity


def zero_is_free(rule: Rule) -> bool:
    return isinstance(rule.rate, Each | Brackets)


def named_rate(rule: Rule, name: str | None) -> Named | None:
    rates = rule.rate.rates if isinstance(rule.rate, ByName) else ()
    return next((rate for rate in rates if rate.name == name), None)


def free_ones(rule: Rule, found: list[Occurrence]) -> list[Occurrence]:
    """Of the occurrences of a rule in one month and mode, those that cost nothing."""
    counting = [one for one in found if not one.waived]
    if rule.free_then == "all" and len(counting) > rule.free_per_month:
        return []
    in_order = sorted(counting, key=lambda one: (one.place, one.order))
    return in_order[: rule.free_per_month]


def waive_lesser(lines: list[Line]) -> None:
    """Of the lines of one group, date and mode only the greatest stays."""
    together: dict[object, list[Line]] = {}
    for line in sorted(lines, key=Line.ledger_order):
        if line.kind == "cut" and line.of is not None and line.of.group is not None:
            together.setdefault((line.of.group, line.on, line.mode), []).append(line)
    for group in together.values():
        greatest = max(line.exact for line in group)
        stays = next(line for line in group if line.exact == greatest)
        _waive(line for line in group if line is not stays)


def waive_replaced(lines: list[Line]) -> None:
    """A line of leave that stands instead of the month's attendance."""
    modes = {
        line.mode
        for line in lines
        if line.kind == "cut"
        and line.of is not None
        and line.of.instead == "month"
        and isinstance(line.of.measure, Cuti)
    }
    _waive(
        line
        for line in lines
        if line.kind == "cut"
        and line.mode in modes
        and line.of
        and isinstance(line.of.measure, OF_ATTENDANCE)
    )


def _waive(lines: Iterable[Line]) -> None:
    for line in lines:
        line.kind = "waived"
