"""All that is known of one employee: days and months in order, and what rules count on them."""

from datetime import date

from domain.dated import month_of
from domain.facts import DayFacts, MonthFacts
from domain.perbup import Perbup
from domain.perbup_measures import Cuti
from domain.perbup_rules import Rule
from tests.oracle.leave import leave_occurrences
from tests.oracle.quantities import Occurrence, Reading, measured
from tests.oracle.scope import Person, concerns, regulation_on


class Book:
    def __init__(
        self, days: list[DayFacts], months: list[MonthFacts], perbups: list[Perbup]
    ) -> None:
        self.days = sorted(days, key=lambda day: day.on)
        self.months = sorted(months, key=lambda row: (row.month, row.from_on))
        self.perbups = perbups
        self._readings: dict[tuple[int, int], Reading] = {}

    def rows_of(self, month: date) -> list[MonthFacts]:
        return [row for row in self.months if month_of(row.month) == month]

    def last_row(self, month: date) -> MonthFacts | None:
        rows = self.rows_of(month)
        return rows[-1] if rows else None

    def person_on(self, day: DayFacts) -> Person:
        covering = [row for row in self.months if row.from_on <= day.on <= row.until_on]
        return Person(day.opd, day.employment, covering[-1].grade if covering else None)

    def regulation_of(self, place: int) -> int | None:
        day = self.days[place]
        return regulation_on(self.perbups, self.person_on(day), day.on)

    def reading(self, position: int, place: int) -> Reading:
        key = position, place
        if key not in self._readings:
            self._readings[key] = Reading(self.perbups[position], self.days[place])
        return self._readings[key]

    def occurrences(self, position: int, rule: Rule, places: list[int]) -> list[Occurrence]:
        """What a rule of a day counts on these rows, in their order, those waived included."""
        if isinstance(rule.measure, Cuti):
            found = leave_occurrences(rule, rule.measure, self.days, places)
        else:
            found = [(p, one) for p in places for one in measured(rule, self.reading(position, p))]
        fitting = [(place, one) for place, one in found if self._fits(rule, place)]
        for place, one in fitting:
            one.place = place
            one.waived = rule.waived_on_outage and self.days[place].outage
        return [one for _, one in fitting]

    def _fits(self, rule: Rule, place: int) -> bool:
        day = self.days[place]
        if day.on.isoweekday() not in rule.weekdays or day.status in rule.except_status:
            return False
        return concerns(rule.who, self.person_on(day), day.on)
