"""Given these events, when this command is decided, then these events or this refusal."""

from collections.abc import Callable
from functools import reduce
from typing import Any, Generic, TypeVar

from domain.attendance import AttendanceDay
from domain.attendance import evolve as evolve_day
from domain.calendar import Calendar
from domain.calendar import evolve as evolve_calendar
from domain.cuti import Cuti
from domain.cuti import evolve as evolve_cuti
from domain.discipline import Discipline
from domain.discipline import evolve as evolve_discipline
from domain.employee_state import Employee
from domain.employee_state import evolve as evolve_employee
from domain.event import Event
from domain.kinerja import KinerjaMonth
from domain.kinerja import evolve as evolve_kinerja
from domain.office import Office
from domain.office import evolve as evolve_office
from domain.opd import Opd
from domain.opd import evolve as evolve_opd
from domain.perbup_stream import RegisteredPerbup
from domain.perbup_stream import evolve as evolve_perbup
from domain.period import Period
from domain.period import evolve as evolve_period
from domain.refusals import Refusal
from domain.work_pattern import WorkPattern
from domain.work_pattern import evolve as evolve_pattern

S = TypeVar("S")


class Then:
    """The answer to a command; `repeat` decides it once more on the state that came of it."""

    def __init__(
        self, decided: tuple[Event, ...], refusal: Refusal | None, repeat: "Callable[[], Then]"
    ) -> None:
        self.decided = decided
        self.refusal = refusal
        self._repeat = repeat

    def records(self, *events: Event) -> "Then":
        assert self.refusal is None, self.refusal
        assert self.decided == events
        return self

    def and_again_nothing(self) -> None:
        """The same command, after its events, changes nothing."""
        self._repeat().records()

    def is_refused(self, refusal: type[Refusal], **details: object) -> None:
        assert type(self.refusal) is refusal, f"{self.refusal!r}, {self.decided}"
        told = {name: self.refusal.details.get(name) for name in details}
        assert told == details


class Given(Generic[S]):
    def __init__(self, evolve: Callable[[S, Any], S], state: S) -> None:
        self.evolve = evolve
        self.state = state

    def __call__(self, *events: Event) -> "Given[S]":
        return Given(self.evolve, reduce(self.evolve, events, self.state))

    def when(self, command: Callable[..., tuple[Event, ...]], *args: object, **fields: Any) -> Then:
        try:
            decided = command(self.state, *args, **fields)
        except Refusal as refusal:
            return Then((), refusal, lambda: self.when(command, *args, **fields))
        return Then(decided, None, lambda: self(*decided).when(command, *args, **fields))


employee = Given(evolve_employee, Employee())
opd = Given(evolve_opd, Opd())
office = Given(evolve_office, Office())
pattern = Given(evolve_pattern, WorkPattern())
calendar = Given(evolve_calendar, Calendar())
cuti = Given(evolve_cuti, Cuti())
kinerja = Given(evolve_kinerja, KinerjaMonth())
discipline = Given(evolve_discipline, Discipline())
period = Given(evolve_period, Period())
perbup = Given(evolve_perbup, RegisteredPerbup())
day = Given(evolve_day, AttendanceDay())
