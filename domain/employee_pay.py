"""Decisions about an employee's allowance: its base, and what raises, lowers or withholds it."""

from datetime import date

from domain.dated import at
from domain.employee import (
    ActingEnded,
    ActingKind,
    ActingStarted,
    EmployeeEvent,
    TppBaseSet,
    TppComponent,
    TppWithheld,
    TppWithholdingLifted,
    TugasBelajarEnded,
    TugasBelajarKind,
    TugasBelajarStarted,
    UnpaidReason,
)
from domain.employee_commands import require_registered, require_service
from domain.employee_state import Acting, Employee, TugasBelajar
from domain.identifiers import parse_date, parse_month, parse_request_id, parse_text
from domain.refusals import Refusal, Unknown
from domain.spans import overlap, require_order

HIGHEST_RUPIAH = 1_000_000_000
"""A month's allowance above this is a slip of the hand."""


class RupiahImplausible(Refusal):
    code = "rupiah_implausible"
    field = "rupiah"


class GradeImplausible(Refusal):
    """Kelas jabatan run from 1 to 17."""

    code = "grade_implausible"
    field = "grade"


class ComponentsDoNotSum(Refusal):
    code = "components_do_not_sum"
    field = "components"


class ComponentRepeated(Refusal):
    code = "component_repeated"
    field = "components"


class NothingWithheld(Unknown):
    code = "nothing_withheld"
    field = "from_month"


class AlreadyWithheld(Refusal):
    code = "already_withheld"
    field = "from_month"


class ActingExists(Refusal):
    code = "acting_exists"
    field = "acting"


class ActingUnknown(Unknown):
    code = "acting_unknown"
    field = "acting"


class TugasBelajarOverlaps(Refusal):
    code = "tugas_belajar_overlaps"
    field = "from_on"


class NoTugasBelajar(Unknown):
    code = "no_tugas_belajar"
    field = "until_on"


def set_tpp_base(
    state: Employee,
    *,
    from_month: date,
    rupiah: int,
    grade: int,
    components: tuple[TppComponent, ...] = (),
) -> tuple[EmployeeEvent, ...]:
    require_registered(state)
    base = TppBaseSet(
        from_month=parse_month(from_month, "from_month"),
        rupiah=_plausible(rupiah, "rupiah"),
        grade=grade,
        components=components,
    )
    if not 1 <= grade <= 17:
        raise GradeImplausible(value=grade)
    _check_components(base)
    return () if at(state.bases, from_month) == base else (base,)


def withhold(
    state: Employee, *, from_month: date, reason: UnpaidReason, until_month: date | None = None
) -> tuple[EmployeeEvent, ...]:
    require_registered(state)
    parse_month(from_month, "from_month")
    if until_month is not None:
        require_order(from_month, parse_month(until_month, "until_month"), field="until_month")
    event = TppWithheld(from_month=from_month, reason=reason, until_month=until_month)
    for known in state.withholdings:
        if known.reason != reason:
            continue
        if (known.from_month, known.until_month) == (from_month, until_month):
            return ()
        if overlap(known.from_month, known.until_month, from_month, until_month):
            raise AlreadyWithheld(reason=reason, from_month=known.from_month.isoformat())
    return (event,)


def lift_withholding(
    state: Employee, *, from_month: date, reason: UnpaidReason
) -> tuple[EmployeeEvent, ...]:
    require_registered(state)
    parse_month(from_month, "from_month")
    if not any(
        w.reason == reason and (w.until_month is None or w.until_month >= from_month)
        for w in state.withholdings
    ):
        raise NothingWithheld(reason=reason)
    return (TppWithholdingLifted(from_month=from_month, reason=reason),)


def start_acting(
    state: Employee,
    *,
    acting: str,
    kind: ActingKind,
    post_rupiah: int,
    from_on: date,
    until_on: date | None = None,
) -> tuple[EmployeeEvent, ...]:
    """Plt or Plh; `acting` names the appointment, so that several may be told apart."""
    require_service(state, from_on)
    require_order(from_on, until_on)
    event = ActingStarted(
        acting=parse_request_id(acting, "acting"),
        kind=kind,
        post_rupiah=_plausible(post_rupiah, "post_rupiah"),
        from_on=from_on,
        until_on=until_on,
    )
    known = _acting(state, acting)
    if known is None:
        return (event,)
    if known == Acting(acting, kind, post_rupiah, from_on, until_on):
        return ()
    raise ActingExists(acting=acting)


def end_acting(state: Employee, *, acting: str, until_on: date) -> tuple[EmployeeEvent, ...]:
    """`until_on` is the last day; it may shorten or lengthen what was set before."""
    known = _acting(state, acting)
    if known is None:
        raise ActingUnknown(acting=acting)
    require_order(known.from_on, until_on)
    return () if known.until_on == until_on else (ActingEnded(acting=acting, until_on=until_on),)


def start_tugas_belajar(
    state: Employee, *, kind: TugasBelajarKind, from_on: date, until_on: date | None = None
) -> tuple[EmployeeEvent, ...]:
    require_service(state, from_on)
    require_order(from_on, until_on)
    if TugasBelajar(kind, from_on, until_on) in state.tugas_belajar:
        return ()
    for known in state.tugas_belajar:
        if overlap(known.from_on, known.until_on, from_on, until_on):
            raise TugasBelajarOverlaps(from_on=known.from_on.isoformat())
    return (TugasBelajarStarted(kind=kind, from_on=from_on, until_on=until_on),)


def end_tugas_belajar(state: Employee, *, until_on: date) -> tuple[EmployeeEvent, ...]:
    """`until_on` is the last day of the one that runs on it."""
    parse_date(until_on, "until_on")
    if any(known.until_on == until_on for known in state.tugas_belajar):
        return ()
    if not any(overlap(k.from_on, k.until_on, until_on, until_on) for k in state.tugas_belajar):
        raise NoTugasBelajar(on=until_on.isoformat())
    return (TugasBelajarEnded(until_on=until_on),)


def _acting(state: Employee, acting: str) -> Acting | None:
    return next((known for known in state.acting if known.acting == acting), None)


def _plausible(rupiah: int, field: str) -> int:
    if not 0 <= rupiah <= HIGHEST_RUPIAH:
        raise RupiahImplausible(field=field, value=rupiah, highest=HIGHEST_RUPIAH)
    return rupiah


def _check_components(base: TppBaseSet) -> None:
    names = [component.name for component in base.components]
    for component in base.components:
        parse_text(component.name, "components", longest=60)
        _plausible(component.rupiah, "components")
    if len(set(names)) < len(names):
        raise ComponentRepeated(names=names)
    total = sum(component.rupiah for component in base.components)
    if base.components and total != base.rupiah:
        raise ComponentsDoNotSum(sum=total, rupiah=base.rupiah)
