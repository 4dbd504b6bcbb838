"""The references: what every stream but the attendance days says, in memory, by date."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from domain import calendar, office, opd, perbup_stream, work_pattern
from domain.calendar import (
    Calendar,
    DayEnded,
    HolidayDeclared,
    OutageDeclared,
    holiday_on,
    outage_on,
)
from domain.cuti import Cuti
from domain.dated import at
from domain.duty import CutiSpell, DayKind, Duty, EmployeeMonth, PostingSpan
from domain.employee import DeviceBound, DeviceReleased, EmployeeRegistered, NipChanged
from domain.employee_picture import EmployeePicture, Placement, placement_on, placements_from
from domain.employee_state import Employee
from domain.event import Event
from domain.office import Area, Office
from domain.opd import Opd
from domain.perbup_stream import RegisteredPerbup
from domain.streams import StreamName, parse_stream
from domain.work_pattern import DayPlan, Session, WorkPattern, plan_on

_NOBODY = EmployeePicture()
_NO_CALENDAR = Calendar()
_NO_PATTERN = WorkPattern()
_NO_OFFICE = Office()


class References:
    """Fed with events in the order of the log; asked by the write side and by the fold.

    One thread applies, any number read without a lock: states are replaced whole, and a cache is
    replaced after the state that it was computed from. Unknown streams, employees and codes are
    answered with nothing, never with an error.
    """

    def __init__(self) -> None:
        self._people: dict[str, EmployeePicture] = {}
        self._opds: dict[str, Opd] = {}
        self._offices: dict[str, Office] = {}
        self._patterns: dict[str, WorkPattern] = {}
        self._calendars: dict[str, Calendar] = {}
        self._perbups: dict[str, RegisteredPerbup] = {}
        self._nips: dict[str, tuple[str, ...]] = {}
        self._devices: dict[str, str] = {}
        self._cited: dict[str, int] = {}
        self._duties: dict[Placement, dict[date, Duty]] = {}
        self._ended: tuple[date, ...] = ()

    def apply(self, stream: str, event: Event, position: int) -> None:
        name = parse_stream(stream)
        match name.kind:
            case "employee" | "cuti" | "discipline" | "kinerja":
                self._apply_to_employee(name, event, position)
            case "opd":
                self._opds[name.key] = opd.evolve(self._opds.get(name.key, Opd()), event)
            case "perbup":
                known = self._perbups.get(name.key, RegisteredPerbup())
                self._perbups[name.key] = perbup_stream.evolve(known, event)
            case "office" | "pattern" | "calendar":
                self._apply_to_surroundings(name, event, position)
            case _:
                pass

    def duty_on(self, employee: str, on: date) -> Duty:
        """Shared between employees of one placement, so that asking for all of them is cheap."""
        timeline = self._people.get(employee, _NOBODY).timeline()
        placement = timeline.placements[bisect_right(timeline.starts, on)]
        days = self._duties.get(placement)
        if days is None:
            days = self._duties.setdefault(placement, {})
        duty = days.get(on)
        if duty is None:
            duty = days[on] = self._duty(placement, on)
        spell = timeline.leave.get(on)
        return replace(duty, cuti=spell, events=duty.events + spell.events) if spell else duty

    def _duty(self, placement: Placement, on: date) -> Duty:
        plan = plan_on(self._patterns.get(placement.pattern, _NO_PATTERN), on)
        year = self._calendars.get(str(on.year), _NO_CALENDAR)
        holiday = None if plan.works_on_holidays else holiday_on(year, on)
        outage = outage_on(year, on, placement.opd)
        keys = (
            f"holiday/{on}" if holiday else "",
            f"outage/{on}/{outage.opd}" if outage else "",
        )
        held = holiday.sessions if holiday else ()
        return Duty(
            on=on,
            **placement._asdict(),
            zone=self._offices.get(placement.office, _NO_OFFICE).zone,
            day=_day_kind(plan, holiday),
            holiday=holiday.name if holiday else "",
            sessions=held if holiday else plan.sessions,
            offered=held + _besides(plan, held),
            minimum_s=0 if holiday else plan.minimum_s,
            variant=plan.variant,
            pending_counts_as=plan.pending_counts_as,
            lapses_after_days=plan.lapses_after_days,
            outage=outage is not None,
            events=tuple(self._cited[key] for key in keys if key in self._cited),
        )

    def ended(self, on: date) -> bool:
        year = self._calendars.get(str(on.year))
        return year is not None and on in year.ended

    def day_end(self, on: date) -> int | None:
        """The position at which the date ended."""
        return self._cited.get(f"ended/{on}")

    def ended_between(self, from_on: date, until_on: date) -> tuple[date, ...]:
        """The dates that have ended, both ends inclusive, in order."""
        return self._ended[bisect_left(self._ended, from_on) : bisect_right(self._ended, until_on)]

    def calendar(self, year: int) -> Calendar:
        return self._calendars.get(str(year), _NO_CALENDAR)

    def employees(self) -> tuple[str, ...]:
        return tuple(self._people)

    def employee(self, employee: str) -> Employee | None:
        person = self._people.get(employee)
        return person.employee if person else None

    def by_nip(self, nip: str, on: date) -> str | None:
        """Who has this NIP on the date."""
        return next((e for e in self.nip_holders(nip) if at(self._state(e).nips, on) == nip), None)

    def nip_holders(self, nip: str) -> tuple[str, ...]:
        """Everyone who has, had or will have this NIP."""
        takers = self._nips.get(nip, ())
        return tuple(dict.fromkeys(reversed(takers)))[::-1]

    def nip_takings(self, nip: str) -> int:
        """How often it was given to anybody, those included who gave it back."""
        return len(self._nips.get(nip, ()))

    def device_holder(self, device: str) -> str | None:
        return self._devices.get(device)

    def spans(self, employee: str, from_on: date, until_on: date) -> tuple[PostingSpan, ...]:
        """The days from one date to another (inclusive), cut where the placement changes."""
        return self._people.get(employee, _NOBODY).spans(from_on, until_on)

    def month(self, employee: str, month: date) -> EmployeeMonth:
        return self._people.get(employee, _NOBODY).month(month)

    def employees_of(self, opd: str, on: date) -> tuple[str, ...]:
        """Those in service at the OPD on the date, in the order of their ids."""
        return tuple(sorted(e for e, p in self._placements_on(on) if p.employed and p.opd == opd))

    def opds(self) -> Mapping[str, Opd]:
        return self._opds

    def opd(self, code: str) -> Opd | None:
        return self._opds.get(code)

    def head_of(self, opd: str, on: date) -> str | None:
        known = self._opds.get(opd)
        return (at(known.heads, on) or None) if known else None

    def headed_by(self, employee: str, on: date) -> tuple[str, ...]:
        """The OPD that the employee heads on the date."""
        return tuple(code for code in sorted(self._opds) if self.head_of(code, on) == employee)

    def offices(self) -> Mapping[str, Office]:
        return self._offices

    def office(self, code: str) -> Office | None:
        return self._offices.get(code)

    def area_on(self, office: str, on: date) -> Area | None:
        known = self._offices.get(office)
        return at(known.areas, on) if known else None

    def patterns(self) -> Mapping[str, WorkPattern]:
        return self._patterns

    def pattern(self, code: str) -> WorkPattern | None:
        return self._patterns.get(code)

    def perbups(self) -> Mapping[str, RegisteredPerbup]:
        return self._perbups

    def perbup(self, perbup: str) -> RegisteredPerbup | None:
        return self._perbups.get(perbup)

    def requests(self, employee: str) -> Mapping[str, Cuti]:
        """Every leave request of the employee, whatever became of it."""
        return self._people.get(employee, _NOBODY).cuti

    def leave(self, employee: str) -> Mapping[date, CutiSpell]:
        """The approved leave of the employee, by each of its dates."""
        person = self._people.get(employee)
        return person.timeline().leave if person else {}

    def ever_with_pattern(self, pattern: str, from_on: date) -> frozenset[str]:
        """Employees to whom the pattern is assigned at some time from this date on."""
        return self._ever(from_on, lambda placement: placement.pattern == pattern)

    def ever_at_office(self, office: str, from_on: date) -> frozenset[str]:
        return self._ever(from_on, lambda placement: placement.office == office)

    def ever_of_opd(self, opd: str, from_on: date) -> frozenset[str]:
        return self._ever(from_on, lambda placement: placement.opd == opd)

    def _ever(self, from_on: date, fits: Callable[[Placement], bool]) -> frozenset[str]:
        return frozenset(
            employee
            for employee, person in tuple(self._people.items())
            if any(fits(p) for p in placements_from(person.timeline(), from_on))
        )

    def _placements_on(self, on: date) -> Iterator[tuple[str, Placement]]:
        for employee, person in tuple(self._people.items()):
            yield employee, placement_on(person.timeline(), on)

    def _state(self, employee: str) -> Employee:
        return self._people[employee].employee

    def _apply_to_employee(self, name: StreamName, event: Event, position: int) -> None:
        person = self._people.get(name.key)
        if person is None:
            person = self._people[name.key] = EmployeePicture()
        match name.kind:
            case "employee":
                person.apply_employee(event, position)
                self._index(name.key, event)
            case "cuti":
                person.apply_cuti(name.part, event, position)
            case "discipline":
                person.apply_discipline(event, position)
            case _:
                person.apply_kinerja(event, position)

    def _index(self, employee: str, event: Event) -> None:
        match event:
            case EmployeeRegistered(nip=str(nip)) | NipChanged(nip=nip):
                self._nips[nip] = (*self._nips.get(nip, ()), employee)
            case DeviceBound():
                self._devices[event.device] = employee
            case DeviceReleased() if self._devices.get(event.device) == employee:
                del self._devices[event.device]
            case _:
                pass

    def _apply_to_surroundings(self, name: StreamName, event: Event, position: int) -> None:
        match name.kind:
            case "office":
                known = self._offices.get(name.key, _NO_OFFICE)
                self._offices[name.key] = office.evolve(known, event)
            case "pattern":
                pattern = self._patterns.get(name.key, _NO_PATTERN)
                self._patterns[name.key] = work_pattern.evolve(pattern, event)
            case _:
                year = self._calendars.get(name.key, _NO_CALENDAR)
                self._calendars[name.key] = calendar.evolve(year, event)
                self._cite(event, position)
        if not isinstance(event, DayEnded):
            self._duties = {}
        elif event.on not in self._ended:
            at = bisect_left(self._ended, event.on)
            self._ended = (*self._ended[:at], event.on, *self._ended[at:])

    def _cite(self, event: Event, position: int) -> None:
        match event:
            case HolidayDeclared():
                self._cited[f"holiday/{event.on}"] = position
            case OutageDeclared():
                self._cited[f"outage/{event.on}/{event.opd}"] = position
            case DayEnded():
                self._cited.setdefault(f"ended/{event.on}", position)
            case _:
                pass


def _day_kind(plan: DayPlan, holiday: HolidayDeclared | None) -> DayKind:
    if holiday:
        return holiday.kind
    return "work" if plan.sessions else "off"


def _besides(plan: DayPlan, held: tuple[Session, ...]) -> tuple[Session, ...]:
    names = {session.name for session in held}
    return tuple(session for session in plan.sessions if session.name not in names)
