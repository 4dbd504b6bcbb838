"""What a command names must exist in other streams."""

from datetime import date

import pytest

from domain.employee import EmployeeEntryWithdrawn, EmployeeRetired, NipChanged
from domain.employee_commands import EmployeeUnknown, NotInService
from domain.office import OfficeClosed, OfficeNotOpen, OfficeUnknown
from domain.opd import OpdUnknown
from domain.reference_checks import (
    NipInUse,
    PatternNotDefined,
    require_employee,
    require_free_nip,
    require_in_service,
    require_office,
    require_opd,
    require_pattern,
)
from domain.work_pattern_commands import PatternUnknown
from tests.domain.regency import (
    DECEMBER,
    MONDAY,
    NEW_NIP,
    NIP,
    NOVEMBER,
    OCTOBER,
    A,
    B,
    of_a,
)


def test_what_a_command_names_must_exist():
    references = of_a(EmployeeRetired(from_on=DECEMBER, reason="bup"))
    references.apply("office/kantor-a", OfficeClosed(from_on=NOVEMBER), 90)
    assert require_employee(references, A).name == "Contoh Satu"
    require_in_service(references, A, NOVEMBER, "supervisor")
    require_opd(references, "dinas-a")
    require_office(references, "kantor-a", OCTOBER)
    require_pattern(references, "lima", OCTOBER)
    for check, refusal in (
        (lambda: require_employee(references, B), EmployeeUnknown),
        (lambda: require_in_service(references, A, DECEMBER, "supervisor"), NotInService),
        (lambda: require_opd(references, "dinas-z"), OpdUnknown),
        (lambda: require_office(references, "kantor-z", OCTOBER), OfficeUnknown),
        (lambda: require_office(references, "kantor-a", NOVEMBER), OfficeNotOpen),
        (lambda: require_pattern(references, "enam", OCTOBER), PatternUnknown),
        (lambda: require_pattern(references, "lima", date(2021, 12, 31)), PatternNotDefined),
    ):
        with pytest.raises(refusal):
            check()


def test_a_nip_is_one_persons_for_ever():
    references = of_a(NipChanged(nip=NEW_NIP, from_on=MONDAY))
    for nip in (NIP, NEW_NIP):
        require_free_nip(references, nip, A)
        with pytest.raises(NipInUse):
            require_free_nip(references, nip, B)
    taken_back = EmployeeEntryWithdrawn(entry="nip", from_on=MONDAY)
    references.apply(f"{A}/employee", taken_back, 90)
    require_free_nip(references, NEW_NIP, B)
