"""What each rule counts on one day: minutes late, records missing, days absent, minutes away."""

from dataclasses import dataclass
from datetime import date

from domain.facts import DayFacts
from domain.perbup import Flexi, Perbup
from domain.perbup_measures import Absent, AtClock, Away, Early, Late, Missing, Short, Tolerance
from domain.perbup_rules import Rule
from tests.oracle.sessions import Entry, counted_entries
from tests.oracle.words import seconds


@dataclass(eq=False)
class Occurrence:
    """`number` is what brackets look at; `place` is of the row, `order` of the entry within it."""

    rule: Rule
    on: date | None
    session: str | None
    quantity: int
    number: int
    unit: str
    events: list[int]
    order: int = 0
    place: int = 0
    waived: bool = False


class Reading:
    """One day under one regulation, whether or not it is in force."""

    def __init__(self, perbup: Perbup, day: DayFacts) -> None:
        self.day = day
        self.entries = counted_entries(perbup, day)
        self.measured = day.expected and day.cuti is None
        working = [e for e in self.entries if e.role != "apel"]
        self.absent = (
            self.measured
            and day.ended
            and any(e.due_s is not None for e in working)
            and all(e.state == "none" for e in working)
        )
        self.forgiven: Entry | None = None
        self.shift_s = 0
        self.shifted = ""
        if perbup.flexi is not None:
            self._bend(perbup.flexi)

    def lacks(self, entry: Entry) -> bool:
        here = self.measured and self.day.ended
        return here and entry.state == "none" and entry.due_s is not None

    def _bend(self, flexi: Flexi) -> None:
        self.shifted = flexi.leaving
        arrival = next(
            (e for e in self.entries if e.name == flexi.arrival and e.state == "record"), None
        )
        if arrival is None or arrival.due_s is None or arrival.at_s is None:
            return
        late_s = arrival.at_s - arrival.due_s
        shift_s = _shift_s(flexi, late_s)
        made_up = not self.day.ended or self._left_late_enough(flexi.leaving, shift_s)
        if late_s <= 0 or flexi.forgives != "if_made_up" or made_up:
            self.shift_s = shift_s
        forgives = flexi.forgives == "always" or (flexi.forgives == "if_made_up" and made_up)
        if forgives and late_s // 60 <= flexi.max_late_minutes:
            self.forgiven = arrival

    def _left_late_enough(self, leaving: str, shift_s: int) -> bool:
        entry = next((e for e in self.entries if e.name == leaving), None)
        if entry is None or entry.state == "none":
            return False
        if entry.state in {"excused", "attended"}:
            return True
        return entry.due_s is not None and (entry.at_s or 0) >= entry.due_s + shift_s

    def late_s(self, entry: Entry, tolerance: Tolerance | None) -> int:
        if entry is self.forgiven:
            return 0
        due_s = entry.due_s
        if due_s is None:
            return 0
        return (entry.at_s or 0) - _clock_or(tolerance, due_s)

    def early_s(self, entry: Entry, tolerance: Tolerance | None) -> int:
        due_s = entry.due_s
        if due_s is None:
            return 0
        if entry.name == self.shifted:
            due_s += self.shift_s
        return _clock_or(tolerance, due_s) - (entry.at_s or 0)


def _shift_s(flexi: Flexi, late_s: int) -> int:
    """How much later the leaving is due, earlier where negative."""
    if late_s <= 0:
        return -60 * min(-late_s // 60, flexi.max_early_minutes)
    if flexi.how == "block":
        return 60 * flexi.block_minutes
    return 60 * min(late_s // 60, flexi.max_late_minutes)


def _clock_or(tolerance: Tolerance | None, due_s: int) -> int:
    if tolerance is None or tolerance.how != "clock" or tolerance.clock is None:
        return due_s
    return seconds(tolerance.clock)


def _minutes(measure: Late | Early, beyond_s: int) -> int:
    """Whole minutes that are left after the tolerance."""
    if beyond_s <= 0:
        return 0
    minutes = beyond_s // 60 if measure.seconds == "floor" else (beyond_s + 59) // 60
    tolerance = measure.tolerance
    if tolerance is None or tolerance.how == "clock":
        return minutes
    if tolerance.how == "subtract":
        return max(0, minutes - tolerance.minutes)
    return minutes if minutes > tolerance.minutes else 0


def measured(rule: Rule, reading: Reading) -> list[Occurrence]:
    """The occurrences of a measure of attendance on a day, whatever the rule says of the day."""
    if not reading.measured:
        return []
    found: list[Occurrence] = []
    if isinstance(rule.measure, Absent | Away | Short):
        quantity, unit = _of_day(rule.measure, reading)
        found.append(
            Occurrence(
                rule, reading.day.on, None, quantity, quantity, unit, list(reading.day.events)
            )
        )
    elif isinstance(rule.measure, Late | Early | AtClock | Missing):
        for order, entry in enumerate(reading.entries):
            if entry.name in rule.measure.sessions:
                quantity, unit = _of_entry(rule.measure, reading, entry)
                events = [] if entry.event is None else [entry.event]
                found.append(
                    Occurrence(
                        rule, reading.day.on, entry.name, quantity, quantity, unit, events, order
                    )
                )
    return [one for one in found if one.quantity > 0]


def _of_entry(
    measure: Late | Early | AtClock | Missing, reading: Reading, entry: Entry
) -> tuple[int, str]:
    record = entry.state == "record"
    match measure:
        case Missing():
            counts = reading.lacks(entry) and (measure.on_absent_days or not reading.absent)
            return (1 if counts else 0), "record"
        case AtClock():
            counts = record and (entry.role != "leaving" or reading.day.ended)
            return ((entry.at_s or 0) if counts else 0), "second_of_day"
        case _:
            pass
    if record and isinstance(measure, Late):
        return _minutes(measure, reading.late_s(entry, measure.tolerance)), "minute"
    if record and reading.day.ended:
        return _minutes(measure, reading.early_s(entry, measure.tolerance)), "minute"
    if reading.lacks(entry) and not reading.absent:
        return measure.missing_as_minutes or 0, "minute"
    return 0, "minute"


def _of_day(measure: Absent | Away | Short, reading: Reading) -> tuple[int, str]:
    day = reading.day
    match measure:
        case Absent():
            most = measure.or_away_over_minutes
            away = most is not None and day.away_s // 60 > most
            return (1 if reading.absent or away else 0), "day"
        case Away():
            allowed = measure.permitted_minutes_per_day
            beyond = 0 if allowed is None else max(0, day.away_permitted_s // 60 - allowed)
            return day.away_s // 60 + beyond, "minute"
        case Short():
            return _short(measure, reading), "minute"


def _short(measure: Short, reading: Reading) -> int:
    first = {entry.name: entry for entry in reversed(reading.entries)}
    came, left = first.get(measure.arrival), first.get(measure.leaving)
    if not reading.day.ended or came is None or left is None:
        return 0
    if came.state != "record" or left.state != "record":
        return 0
    stayed_s = (left.at_s or 0) - (came.at_s or 0)
    missing_s = reading.day.minimum_s - stayed_s
    return max(0, (missing_s + 59) // 60)
