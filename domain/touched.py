"""Which days must be folded again, and which months assessed again, because of a reference event.

The facts of a day are a function of its own events and of the references; so a reference event
changes facts of days that it does not mention.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from domain import calendar, cuti, discipline, employee, kinerja, office, work_pattern
from domain.cuti import CutiRequested
from domain.dated import month_after, month_of
from domain.event import Event
from domain.references import References
from domain.streams import StreamName, parse_stream
from domain.work_pattern import PatternVariant, WorkPattern

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """`employees` None is everyone; `from_on` may be the first of all dates, `until_on` (inclusive)
    None is open. Without `facts` the days stay as they are and only the months are assessed again.
    """

    employees: frozenset[str] | None
    from_on: date
    until_on: date | None
    facts: bool = True


def touched(  # noqa: PLR0911 - one case a kind of stream
    references: References, stream: str, event: Event
) -> tuple[Touched, ...]:
    """The same before and after the references applied the event.

    Empty for attendance days, which are folded by themselves, for regulations, whose scope the
    assessment reads, and for what neither facts nor amounts depend on.
    """
    name = parse_stream(stream)
    match name.kind:
        case "employee":
            return _by_employee(name.key, event)
        case "cuti":
            return _by_cuti(references, name, event)
        case "discipline" | "kinerja":
            return _by_month(name, event)
        case "calendar":
            return _by_calendar(references, event)
        case "pattern":
            return _by_pattern(references, name.key, event)
        case "office":
            return _by_office(references, name.key, event)
        case _:
            return ()


def _by_employee(  # noqa: PLR0911 - one case a kind of change
    who: str, event: Event
) -> tuple[Touched, ...]:
    """An enrolment replaces one that may have begun at any time, an end is told to every month."""
    match event:
        case (
            employee.EmployeeRegistered()
            | employee.EmployeeTransferred()
            | employee.EmploymentChanged()
            | employee.WorkPatternAssigned()
            | employee.EmployeeRetired()
            | employee.EmployeeReinstated()
        ):
            return (_days({who}, event.from_on),)
        case employee.EmployeeEnrolled():
            return (_days({who}, date.min),)
        case employee.EmployeeEntryWithdrawn():
            return _by_withdrawal(who, event)
        case employee.TppBaseSet() | employee.TppWithheld() | employee.TppWithholdingLifted():
            return (_months({who}, event.from_month),)
        case employee.ActingStarted() | employee.TugasBelajarStarted():
            return (_months({who}, event.from_on),)
        case employee.ActingEnded() | employee.TugasBelajarEnded():
            return (_months({who}, date.min),)
        case _:
            return ()


def _by_withdrawal(who: str, event: employee.EmployeeEntryWithdrawn) -> tuple[Touched, ...]:
    match event.entry:
        case "nip" | "supervisor":
            return ()
        case "tpp_base":
            return (_months({who}, event.from_on),)
        case _:
            return (_days({who}, event.from_on),)


def _by_cuti(references: References, name: StreamName, event: Event) -> tuple[Touched, ...]:
    """A decision joins or parts spells, and all their days tell where the spell begins and ends."""
    requests = references.requests(name.key)
    state = requests.get(name.part)
    if state is None or state.request is None:
        return ()
    match event:
        case cuti.CutiApproved() | cuti.CutiRefused() | cuti.CutiWithdrawn():
            kind = state.request.kind
            alike = [c.request for c in requests.values() if c.request and c.request.kind == kind]
            chain = _chain(alike, state.request)
            first_on = min(request.from_on for request in chain)
            last_on = max(request.until_on for request in chain)
            return (_days({name.key}, first_on, last_on),)
        case _:
            return ()


def _chain(alike: list[CutiRequested], request: CutiRequested) -> list[CutiRequested]:
    """The requests that follow on each other without a gap, this one among them."""
    day = timedelta(days=1)
    chain = [request]
    rest = [r for r in alike if r != request]
    while True:
        first = min(r.from_on for r in chain)
        last = max(r.until_on for r in chain)
        joined = [r for r in rest if r.from_on <= last + day and r.until_on >= first - day]
        if not joined:
            return chain
        chain += joined
        rest = [r for r in rest if r not in joined]


def _by_month(name: StreamName, event: Event) -> tuple[Touched, ...]:
    match event:
        case discipline.DisciplineImposed():
            return (_months({name.key}, event.from_month),)
        case discipline.DisciplineLifted():
            return (_months({name.key}, date.min),)
        case kinerja.KinerjaPredicateGiven():
            return (_month(name.key, event.month),)
        case _ if name.kind == "kinerja" and _MONTH.fullmatch(name.part):
            return (_month(name.key, date.fromisoformat(f"{name.part}-01")),)
        case _:
            return ()


def _month(who: str, month: date) -> Touched:
    until_on = month_after(month) - timedelta(days=1)
    return replace(_months({who}, month), until_on=until_on)


def _by_calendar(references: References, event: Event) -> tuple[Touched, ...]:
    match event:
        case calendar.HolidayDeclared() | calendar.HolidayWithdrawn() | calendar.DayEnded():
            return (_days(None, event.on, event.on),)
        case calendar.OutageDeclared() | calendar.OutageWithdrawn():
            concerned = references.ever_of_opd(event.opd, event.on) if event.opd else None
            return (_days(concerned, event.on, event.on),)
        case _:
            return ()


def _by_pattern(references: References, code: str, event: Event) -> tuple[Touched, ...]:
    match event:
        case work_pattern.WorkPatternDefined() | work_pattern.WorkPatternChanged():
            concerned = references.ever_with_pattern(code, event.from_on)
            return (_days(concerned, event.from_on),)
        case work_pattern.WorkPatternVariantAdded():
            named = _variants(references, code, event.variant.name)
            return tuple(_by_variant(references, code, v) for v in {event.variant, *named})
        case work_pattern.WorkPatternVariantWithdrawn():
            named = _variants(references, code, event.name)
            return tuple(_by_variant(references, code, v) for v in named)
        case _:
            return ()


def _variants(references: References, code: str, name: str) -> set[PatternVariant]:
    """Those that had this name at any time."""
    pattern = references.pattern(code) or WorkPattern()
    return {v for v in (*pattern.variants, *pattern.withdrawn) if v.name == name}


def _by_variant(references: References, code: str, variant: PatternVariant) -> Touched:
    concerned = references.ever_with_pattern(code, variant.from_on)
    return _days(concerned, variant.from_on, variant.until_on)


def _by_office(references: References, code: str, event: Event) -> tuple[Touched, ...]:
    """Its zone tells which date an instant belongs to; its area is judged at the check-in."""
    match event:
        case office.OfficeOpened():
            return (_days(references.ever_at_office(code, date.min), date.min),)
        case _:
            return ()


def _days(employees: Iterable[str] | None, from_on: date, until_on: date | None = None) -> Touched:
    concerned = None if employees is None else frozenset(employees)
    return Touched(employees=concerned, from_on=from_on, until_on=until_on)


def _months(employees: Iterable[str], from_on: date) -> Touched:
    return Touched(
        employees=frozenset(employees), from_on=month_of(from_on), until_on=None, facts=False
    )
