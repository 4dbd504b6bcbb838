"""What decisions about an employee, and the references, read of the employee's stream."""

from datetime import date

import msgspec
from msgspec.structs import replace

from domain.dated import Dated, at, month_before, put, without
from domain.employee import (
    ActingEnded,
    ActingKind,
    ActingStarted,
    DeviceBound,
    DeviceReleased,
    EmployeeEnrolled,
    EmployeeEntry,
    EmployeeEntryWithdrawn,
    EmployeeRegistered,
    EmployeeReinstated,
    EmployeeRetired,
    EmployeeTransferred,
    Employment,
    EmploymentChanged,
    NameCorrected,
    NipChanged,
    SupervisorAssigned,
    TppBaseSet,
    TppWithheld,
    TppWithholdingLifted,
    TugasBelajarEnded,
    TugasBelajarKind,
    TugasBelajarStarted,
    UnpaidReason,
    WorkPatternAssigned,
)
from domain.event import Event


class Withholding(msgspec.Struct, frozen=True):
    """Months without allowance; the last one is inclusive, None is open."""

    from_month: date
    reason: UnpaidReason
    until_month: date | None = None


class Acting(msgspec.Struct, frozen=True):
    acting: str
    kind: ActingKind
    post_rupiah: int
    from_on: date
    until_on: date | None = None


class TugasBelajar(msgspec.Struct, frozen=True):
    kind: TugasBelajarKind
    from_on: date
    until_on: date | None = None


class Posting(msgspec.Struct, frozen=True):
    opd: str
    office: str


class Employee(msgspec.Struct, frozen=True, kw_only=True):
    """What decisions about an employee, and the references, read."""

    name: str = ""
    nips: Dated[str] = ()
    employments: Dated[Employment] = ()
    postings: Dated[Posting] = ()
    patterns: Dated[str] = ()
    supervisors: Dated[str] = ()
    service: Dated[bool] = ()
    enrolled_from: date | None = None
    bases: Dated[TppBaseSet] = ()
    withholdings: tuple[Withholding, ...] = ()
    acting: tuple[Acting, ...] = ()
    tugas_belajar: tuple[TugasBelajar, ...] = ()
    devices: tuple[str, ...] = ()

    @property
    def registered(self) -> bool:
        return self.service != ()

    def serves_on(self, on: date) -> bool:
        return bool(at(self.service, on))


def evolve(  # noqa: C901, PLR0911, PLR0912 - one case an event
    state: Employee, event: Event
) -> Employee:
    match event:
        case EmployeeRegistered():
            return _registered(state, event)
        case NipChanged():
            return replace(state, nips=put(state.nips, event.from_on, event.nip))
        case NameCorrected():
            return replace(state, name=event.name)
        case EmployeeTransferred():
            posting = Posting(event.opd, event.office)
            return replace(state, postings=put(state.postings, event.from_on, posting))
        case EmploymentChanged():
            employments = put(state.employments, event.from_on, event.employment)
            return replace(state, employments=employments)
        case WorkPatternAssigned():
            return replace(state, patterns=put(state.patterns, event.from_on, event.pattern))
        case SupervisorAssigned():
            supervisors = put(state.supervisors, event.from_on, event.supervisor)
            return replace(state, supervisors=supervisors)
        case EmployeeEnrolled():
            return replace(state, enrolled_from=event.from_on)
        case DeviceBound():
            return replace(state, devices=(*_others(state.devices, event.device), event.device))
        case DeviceReleased():
            return replace(state, devices=_others(state.devices, event.device))
        case EmployeeRetired():
            return replace(state, service=put(state.service, event.from_on, False))
        case EmployeeReinstated():
            return replace(state, service=put(state.service, event.from_on, True))
        case EmployeeEntryWithdrawn():
            return _entry_withdrawn(state, event)
        case _:
            return _pay_evolved(state, event)


def _registered(state: Employee, event: EmployeeRegistered) -> Employee:
    on = event.from_on
    return replace(
        state,
        name=event.name,
        employments=put(state.employments, on, event.employment),
        postings=put(state.postings, on, Posting(event.opd, event.office)),
        patterns=put(state.patterns, on, event.pattern),
        service=put(state.service, on, True),
        nips=put(state.nips, on, event.nip) if event.nip else state.nips,
    )


def _pay_evolved(  # noqa: PLR0911 - one case an event
    state: Employee, event: Event
) -> Employee:
    match event:
        case TppBaseSet():
            return replace(state, bases=put(state.bases, event.from_month, event))
        case TppWithheld():
            added = Withholding(event.from_month, event.reason, event.until_month)
            return replace(state, withholdings=(*state.withholdings, added))
        case TppWithholdingLifted():
            return replace(state, withholdings=_lifted(state.withholdings, event))
        case ActingStarted() if all(a.acting != event.acting for a in state.acting):
            fields = (event.acting, event.kind, event.post_rupiah, event.from_on, event.until_on)
            return replace(state, acting=(*state.acting, Acting(*fields)))
        case ActingEnded():
            return replace(state, acting=_ended_acting(state.acting, event))
        case TugasBelajarStarted():
            begun = TugasBelajar(event.kind, event.from_on, event.until_on)
            return replace(state, tugas_belajar=(*state.tugas_belajar, begun))
        case TugasBelajarEnded():
            return replace(state, tugas_belajar=_ended_study(state.tugas_belajar, event.until_on))
        case _:
            return state


ENTRY_FIELDS: dict[EmployeeEntry, str] = {
    "nip": "nips",
    "posting": "postings",
    "employment": "employments",
    "pattern": "patterns",
    "supervisor": "supervisors",
    "tpp_base": "bases",
    "service": "service",
}


def _entry_withdrawn(state: Employee, event: EmployeeEntryWithdrawn) -> Employee:
    field = ENTRY_FIELDS[event.entry]
    return replace(state, **{field: without(getattr(state, field), event.from_on)})


def _others(devices: tuple[str, ...], device: str) -> tuple[str, ...]:
    return tuple(bound for bound in devices if bound != device)


def _lifted(
    withholdings: tuple[Withholding, ...], event: TppWithholdingLifted
) -> tuple[Withholding, ...]:
    """Withholdings for this reason end before the month; one that had not begun is dropped."""
    last = month_before(event.from_month)
    concerned = [w.reason == event.reason and _open_at(w, event.from_month) for w in withholdings]
    cut = (
        replace(w, until_month=last) if hit else w
        for w, hit in zip(withholdings, concerned, strict=True)
    )
    return tuple(w for w in cut if w.until_month is None or w.from_month <= w.until_month)


def _open_at(withholding: Withholding, month: date) -> bool:
    return withholding.until_month is None or withholding.until_month >= month


def _ended_acting(acting: tuple[Acting, ...], event: ActingEnded) -> tuple[Acting, ...]:
    return tuple(
        replace(a, until_on=event.until_on) if a.acting == event.acting else a for a in acting
    )


def _ended_study(studies: tuple[TugasBelajar, ...], until_on: date) -> tuple[TugasBelajar, ...]:
    """The study that runs on this date ends with it."""
    return tuple(
        replace(s, until_on=until_on)
        if s.from_on <= until_on and (s.until_on is None or s.until_on > until_on)
        else s
        for s in studies
    )
