"""Decisions about an employee's identity, posting and service."""

from datetime import date

from domain.dated import Dated, at
from domain.employee import (
    EmployeeEnrolled,
    EmployeeEntry,
    EmployeeEntryWithdrawn,
    EmployeeEvent,
    EmployeeRegistered,
    EmployeeReinstated,
    EmployeeRetired,
    EmployeeTransferred,
    Employment,
    EmploymentChanged,
    ErasureReason,
    NameCorrected,
    NipChanged,
    PersonErased,
    RetirementReason,
    SupervisorAssigned,
    WorkPatternAssigned,
)
from domain.employee_state import ENTRY_FIELDS, Employee, Posting
from domain.identifiers import parse_code, parse_date, parse_nip, parse_text
from domain.notes import noted
from domain.refusals import Refusal, Unknown


class EmployeeAlreadyRegistered(Refusal):
    code = "employee_already_registered"


class EmployeeUnknown(Unknown):
    code = "employee_unknown"
    field = "employee"


class NipMissing(Refusal):
    """Only honorer have none."""

    code = "nip_missing"
    field = "nip"


class NipOfHonorer(Refusal):
    code = "nip_of_honorer"
    field = "nip"


class NotInService(Refusal):
    """On this date the employee is not yet, or no longer, in service."""

    code = "not_in_service"
    field = "from_on"


class AlreadyInService(Refusal):
    code = "already_in_service"
    field = "from_on"


class OwnSupervisor(Refusal):
    code = "own_supervisor"
    field = "supervisor"


class EntryUnknown(Unknown):
    """No value of this attribute began on this date."""

    code = "entry_unknown"
    field = "from_on"


class EntryNeeded(Refusal):
    """The first value of an attribute can be replaced for its date, not taken away."""

    code = "entry_needed"
    field = "from_on"


def register(
    state: Employee,
    *,
    name: str,
    employment: Employment,
    opd: str,
    office: str,
    pattern: str,
    from_on: date,
    nip: str | None = None,
) -> tuple[EmployeeEvent, ...]:
    if state.registered:
        raise EmployeeAlreadyRegistered
    return (
        EmployeeRegistered(
            name=parse_text(name, "name"),
            employment=employment,
            opd=parse_code(opd, "opd"),
            office=parse_code(office, "office"),
            pattern=parse_code(pattern, "pattern"),
            from_on=parse_date(from_on, "from_on"),
            nip=_nip_of(employment, nip),
        ),
    )


def change_nip(state: Employee, *, nip: str, from_on: date) -> tuple[EmployeeEvent, ...]:
    require_service(state, from_on)
    parsed = parse_nip(nip, employment=at(state.employments, from_on))
    if at(state.nips, from_on) == parsed:
        return ()
    return (NipChanged(nip=parsed, from_on=from_on),)


def correct_name(state: Employee, *, name: str) -> tuple[EmployeeEvent, ...]:
    require_registered(state)
    corrected = parse_text(name, "name")
    return () if corrected == state.name else (NameCorrected(name=corrected),)


def transfer(state: Employee, *, opd: str, office: str, from_on: date) -> tuple[EmployeeEvent, ...]:
    require_service(state, from_on)
    posting = Posting(parse_code(opd, "opd"), parse_code(office, "office"))
    if at(state.postings, from_on) == posting:
        return ()
    return (EmployeeTransferred(opd=posting.opd, office=posting.office, from_on=from_on),)


def change_employment(
    state: Employee, *, employment: Employment, from_on: date
) -> tuple[EmployeeEvent, ...]:
    """A new NIP, where the employment brings one, is a command of its own."""
    require_service(state, from_on)
    if at(state.employments, from_on) == employment:
        return ()
    return (EmploymentChanged(employment=employment, from_on=from_on),)


def enrol(state: Employee, *, from_on: date, phase: str = "") -> tuple[EmployeeEvent, ...]:
    """A later enrolment replaces the earlier one: a phase may be put off."""
    require_service(state, from_on)
    if state.enrolled_from == from_on:
        return ()
    return (EmployeeEnrolled(from_on=from_on, phase=phase.strip()),)


def assign_pattern(state: Employee, *, pattern: str, from_on: date) -> tuple[EmployeeEvent, ...]:
    require_service(state, from_on)
    assigned = parse_code(pattern, "pattern")
    if at(state.patterns, from_on) == assigned:
        return ()
    return (WorkPatternAssigned(pattern=assigned, from_on=from_on),)


def assign_supervisor(
    state: Employee, *, employee: str, supervisor: str, from_on: date
) -> tuple[EmployeeEvent, ...]:
    require_service(state, from_on)
    if supervisor == employee:
        raise OwnSupervisor
    if at(state.supervisors, from_on) == supervisor:
        return ()
    return (SupervisorAssigned(supervisor=supervisor, from_on=from_on),)


def retire(
    state: Employee, *, from_on: date, reason: RetirementReason
) -> tuple[EmployeeEvent, ...]:
    """`from_on` is the first day out of service; the same retirement again changes nothing."""
    require_registered(state)
    if (parse_date(from_on, "from_on"), False) in state.service:
        return ()
    require_service(state, from_on)
    return (EmployeeRetired(from_on=from_on, reason=reason),)


def reinstate(state: Employee, *, from_on: date, reason: str) -> tuple[EmployeeEvent, ...]:
    require_registered(state)
    if state.serves_on(parse_date(from_on, "from_on")):
        raise AlreadyInService(on=from_on.isoformat())
    if from_on < state.service[0][0]:
        raise NotInService(on=from_on.isoformat())
    return (EmployeeReinstated(from_on=from_on, personal=noted(reason)),)


def withdraw_entry(
    state: Employee, *, entry: EmployeeEntry, from_on: date, reason: str
) -> tuple[EmployeeEvent, ...]:
    """Takes back a value that was recorded for a wrong date."""
    require_registered(state)
    entries: Dated[object] = getattr(state, ENTRY_FIELDS[entry])
    index = next((i for i, (on, _) in enumerate(entries) if on == from_on), None)
    if index is None:
        raise EntryUnknown(entry=entry, on=from_on.isoformat())
    if index == 0 and entry not in {"nip", "supervisor", "tpp_base"}:
        raise EntryNeeded(entry=entry, on=from_on.isoformat())
    return (EmployeeEntryWithdrawn(entry=entry, from_on=from_on, personal=noted(reason)),)


def erase(state: Employee, *, reason: ErasureReason, letter: str) -> tuple[EmployeeEvent, ...]:
    """Recorded each time: who works on after an erasure may be erased again."""
    require_registered(state)
    return (PersonErased(reason=reason, letter=parse_text(letter, "letter")),)


def _nip_of(employment: Employment, nip: str | None) -> str | None:
    given = (nip or "").strip()
    if employment == "honorer":
        if given:
            raise NipOfHonorer(value=given)
        return None
    if not given:
        raise NipMissing(employment=employment)
    return parse_nip(given, employment=employment)


def require_registered(state: Employee) -> None:
    if not state.registered:
        raise EmployeeUnknown


def require_service(state: Employee, on: date) -> None:
    require_registered(state)
    if not state.serves_on(parse_date(on, "from_on")):
        raise NotInService(on=on.isoformat())
