"""What a command names must exist in other streams; asked of the references before deciding."""

from datetime import date

from domain.dated import at
from domain.employee_commands import EmployeeUnknown, NotInService
from domain.employee_state import Employee
from domain.identifiers import Nip
from domain.office import OfficeNotOpen, OfficeUnknown
from domain.opd import OpdUnknown
from domain.references import References
from domain.refusals import Refusal
from domain.work_pattern_commands import PatternUnknown


class NipInUse(Refusal):
    """A NIP is one person's for ever, also after it changed."""

    code = "nip_in_use"
    field = "nip"


class PatternNotDefined(Refusal):
    """The pattern has no hours yet on this date."""

    code = "pattern_not_defined"
    field = "pattern"


def require_employee(references: References, employee: str) -> Employee:
    known = references.employee(employee)
    if known is None or not known.registered:
        raise EmployeeUnknown(value=employee)
    return known


def require_in_service(references: References, employee: str, on: date, field: str) -> None:
    if not require_employee(references, employee).serves_on(on):
        raise NotInService(field=field, on=on.isoformat())


def require_opd(references: References, opd: str) -> None:
    if references.opd(opd) is None:
        raise OpdUnknown(value=opd)


def require_office(references: References, office: str, on: date) -> None:
    """It may belong to another OPD: agencies share buildings."""
    known = references.office(office)
    if known is None:
        raise OfficeUnknown(value=office)
    if not known.open_on(on):
        raise OfficeNotOpen(field="office", on=on.isoformat())


def require_pattern(references: References, pattern: str, on: date) -> None:
    known = references.pattern(pattern)
    if known is None:
        raise PatternUnknown(value=pattern)
    if at(known.hours, on) is None:
        raise PatternNotDefined(value=pattern, on=on.isoformat())


def require_free_nip(references: References, nip: Nip, employee: str) -> None:
    for holder in references.nip_holders(nip):
        known = references.employee(holder)
        if holder != employee and known and any(held == nip for _, held in known.nips):
            raise NipInUse(value=nip)
