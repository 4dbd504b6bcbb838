"""What a batch of events touches: the days to fold again and the months to assess again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from domain.dated import month_after
from domain.recorded import Recorded
from domain.references import References
from domain.streams import parse_stream
from domain.touched import Touched, touched

Span = tuple[date, date]
"""Both dates inclusive."""

EVER = date.max


class Touch:
    """Of one employee: spans of days, of months, and the months whose performance changed.

    `whole`: everything there is of the employee.
    """

    __slots__ = ("days", "months", "performance", "whole")

    def __init__(self, *, whole: bool = False) -> None:
        self.days: list[Span] = [(date.min, EVER)] if whole else []
        self.months: list[Span] = []
        self.performance: set[date] = set()
        self.whole = whole

    def spans(self) -> list[Span]:
        """The spans of days, joined where they meet."""
        joined: list[Span] = []
        for from_on, until_on in sorted(self.days):
            if joined and from_on <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], until_on))
            else:
                joined.append((from_on, until_on))
        return joined

    def covers(self, month: date) -> bool:
        """Does anything of the month have to be assessed again?"""
        first_on, next_on = month, month_after(month)
        return month in self.performance or any(
            from_on < next_on and first_on <= until_on
            for spans in (self.days, self.months)
            for from_on, until_on in spans
        )


class Touches:
    """Gathers the touches of a batch while the references apply it."""

    def __init__(self) -> None:
        self._of: dict[str, Touch] = {}
        self._everyone = Touch()

    def apply(self, references: References, recorded: Recorded) -> None:
        """One event, which the references take in too if it is theirs."""
        name = parse_stream(recorded.stream)
        match name.kind:
            case "day":
                on = date.fromisoformat(name.part)
                self.day(name.key, on)
            case "kinerja":
                month = date.fromisoformat(f"{name.part}-01")
                self.of(name.key).performance.add(month)
            case _:
                references.apply(recorded.stream, recorded.event, recorded.position)
                for touch in touched(references, recorded.stream, recorded.event):
                    self._add(touch)

    def day(self, employee: str, on: date) -> None:
        self.of(employee).days.append((on, on))

    def months_of(self, employees: Iterable[str], span: Span) -> None:
        for employee in employees:
            self.of(employee).months.append(span)

    def of(self, employee: str) -> Touch:
        touch = self._of.get(employee)
        if touch is None:
            touch = self._of[employee] = Touch()
        return touch

    def by_employee(self, everyone: Iterable[str]) -> Mapping[str, Touch]:
        """In the order of the employees; what touches everyone is added to each."""
        if self._everyone.days or self._everyone.months:
            for employee in everyone:
                touch = self.of(employee)
                touch.days += self._everyone.days
                touch.months += self._everyone.months
        return dict(sorted(self._of.items()))

    def _add(self, touch: Touched) -> None:
        span = (touch.from_on, touch.until_on or EVER)
        for of in self._targets(touch):
            (of.days if touch.facts else of.months).append(span)

    def _targets(self, touch: Touched) -> Iterator[Touch]:
        if touch.employees is None:
            yield self._everyone
        else:
            yield from map(self.of, touch.employees)
