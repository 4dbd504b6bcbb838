"""Identity, posting and service of an employee."""

from datetime import date

import pytest

from domain.employee import (
    EmployeeEnrolled,
    EmployeeRegistered,
    EmployeeRetired,
    EmployeeTransferred,
    EmploymentChanged,
    NameCorrected,
    NipChanged,
    PersonErased,
    SupervisorAssigned,
    WorkPatternAssigned,
)
from domain.employee_commands import (
    EmployeeAlreadyRegistered,
    EmployeeUnknown,
    NipMissing,
    NipOfHonorer,
    NotInService,
    OwnSupervisor,
    assign_pattern,
    assign_supervisor,
    change_employment,
    change_nip,
    correct_name,
    enrol,
    erase,
    register,
    retire,
    transfer,
)
from domain.employee_state import Posting
from domain.identifiers import (
    DateImplausible,
    NipEatenBySpreadsheet,
    NipMonthImpossible,
    NipNotDigits,
    NipWrongLength,
)
from domain.refusals import TextMissing, TextTooLong, Unreadable
from tests.domain.scenarios import employee

BEGAN = date(2022, 1, 3)
REGISTERED = EmployeeRegistered(
    name="Contoh Satu",
    employment="pns",
    opd="dinas-a",
    office="kantor-a",
    pattern="lima-hari",
    from_on=BEGAN,
    nip="198804112014031009",
)
FIELDS = {
    "name": "Contoh Satu",
    "employment": "pns",
    "opd": "dinas-a",
    "office": "kantor-a",
    "pattern": "lima-hari",
    "from_on": BEGAN,
    "nip": "19880411 201403 1 009",
}


def test_registering_strips_the_separators_of_a_nip():
    employee().when(register, **FIELDS).records(REGISTERED)


def test_an_employee_is_registered_once():
    employee(REGISTERED).when(register, **FIELDS).is_refused(EmployeeAlreadyRegistered)


def test_an_honorer_is_registered_without_nip():
    then = employee().when(register, **{**FIELDS, "employment": "honorer", "nip": None})
    assert then.decided[0].nip is None


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("name", "  ", TextMissing),
        ("name", "x" * 201, TextTooLong),
        ("opd", "Dinas A", Unreadable),
        ("office", "", Unreadable),
        ("pattern", "lima/hari", Unreadable),
        ("from_on", date(202, 1, 3), DateImplausible),
        ("nip", None, NipMissing),
        ("nip", "   ", NipMissing),
        ("nip", "19880411201403100", NipWrongLength),
        ("nip", "198804112014031000", NipEatenBySpreadsheet),
        ("nip", "1.98804E+17", NipNotDigits),
        ("nip", "198804112014131009", NipMonthImpossible),
    ],
)
def test_registering_is_refused(field, value, refusal):
    employee().when(register, **{**FIELDS, field: value}).is_refused(refusal)


def test_a_nip_of_a_honorer_is_refused():
    then = employee().when(register, **{**FIELDS, "employment": "honorer"})
    then.is_refused(NipOfHonorer)


def test_the_number_of_a_pppk_need_not_have_a_month():
    then = employee().when(
        register, **{**FIELDS, "employment": "pppk", "nip": "199009132025242014"}
    )
    assert then.decided[0].nip == "199009132025242014"


LATER = date(2022, 3, 1)
COMMANDS = [
    (
        change_nip,
        {"nip": "198804112022031007", "from_on": LATER},
        NipChanged(nip="198804112022031007", from_on=LATER),
    ),
    (correct_name, {"name": " Contoh Dua "}, NameCorrected(name="Contoh Dua")),
    (
        transfer,
        {"opd": "dinas-b", "office": "kantor-b", "from_on": LATER},
        EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=LATER),
    ),
    (
        change_employment,
        {"employment": "cpns", "from_on": LATER},
        EmploymentChanged(employment="cpns", from_on=LATER),
    ),
    (
        enrol,
        {"from_on": LATER, "phase": "asn"},
        EmployeeEnrolled(from_on=LATER, phase="asn"),
    ),
    (
        assign_pattern,
        {"pattern": "enam-hari", "from_on": LATER},
        WorkPatternAssigned(pattern="enam-hari", from_on=LATER),
    ),
    (
        assign_supervisor,
        {"employee": "a" * 16, "supervisor": "b" * 16, "from_on": LATER},
        SupervisorAssigned(supervisor="b" * 16, from_on=LATER),
    ),
    (
        retire,
        {"from_on": LATER, "reason": "bup"},
        EmployeeRetired(from_on=LATER, reason="bup"),
    ),
]
BY_NAME = [command.__name__ for command, _, _ in COMMANDS]


@pytest.mark.parametrize(("command", "fields", "event"), COMMANDS, ids=BY_NAME)
def test_a_change_is_recorded_once(command, fields, event):
    employee(REGISTERED).when(command, **fields).records(event).and_again_nothing()


@pytest.mark.parametrize(("command", "fields", "event"), COMMANDS, ids=BY_NAME)
def test_a_change_needs_an_employee(command, fields, event):
    employee().when(command, **fields).is_refused(EmployeeUnknown)


@pytest.mark.parametrize(
    ("command", "fields", "event"),
    [case for case in COMMANDS if "from_on" in case[1]],
)
def test_a_change_needs_service_on_its_date(command, fields, event):
    day_before = {**fields, "from_on": date(2022, 1, 2)}
    first_day = {**fields, "from_on": BEGAN}
    employee(REGISTERED).when(command, **day_before).is_refused(NotInService, on="2022-01-02")
    assert len(employee(REGISTERED).when(command, **first_day).decided) == 1


def test_a_change_after_retirement_is_refused():
    retired = employee(REGISTERED, EmployeeRetired(from_on=LATER, reason="bup"))
    last_day = date(2022, 2, 28)
    fields = {"opd": "dinas-b", "office": "kantor-b"}
    retired.when(transfer, from_on=LATER, **fields).is_refused(NotInService)
    assert len(retired.when(transfer, from_on=last_day, **fields).decided) == 1


def test_a_transfer_recorded_late_leaves_the_later_one_as_it_is():
    state = employee(
        REGISTERED,
        EmployeeTransferred(opd="dinas-c", office="kantor-c", from_on=date(2022, 6, 1)),
        EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=LATER),
    ).state
    assert [posting.opd for _, posting in state.postings] == ["dinas-a", "dinas-b", "dinas-c"]


def test_a_second_transfer_for_one_date_replaces_the_first():
    state = employee(
        REGISTERED,
        EmployeeTransferred(opd="dinas-c", office="kantor-c", from_on=LATER),
        EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=LATER),
    ).state
    assert state.postings[1:] == ((LATER, Posting("dinas-b", "kantor-b")),)


def test_nobody_supervises_themselves():
    then = employee(REGISTERED).when(
        assign_supervisor, employee="a" * 16, supervisor="a" * 16, from_on=LATER
    )
    then.is_refused(OwnSupervisor)


def test_an_enrolment_can_be_put_off():
    given = employee(REGISTERED, EmployeeEnrolled(from_on=LATER))
    later = date(2022, 10, 3)
    then = given.when(enrol, from_on=later).records(EmployeeEnrolled(from_on=later))
    assert given(*then.decided).state.enrolled_from == later


def test_the_new_employment_says_how_its_nip_is_read():
    pppk = employee(REGISTERED, EmploymentChanged(employment="pppk", from_on=LATER))
    pppk.when(change_nip, nip="199009132025242014", from_on=LATER).records(
        NipChanged(nip="199009132025242014", from_on=LATER)
    )
    pppk.when(change_nip, nip="199009132025242014", from_on=date(2022, 2, 28)).is_refused(
        NipMonthImpossible
    )


def test_a_person_is_erased_as_often_as_it_is_asked_for():
    event = PersonErased(reason="requested", letter="800/12/2022")
    asked = {"reason": "requested", "letter": " 800/12/2022 "}
    given = employee(REGISTERED)
    given.when(erase, **asked).records(event)
    given(event).when(erase, **asked).records(event)
    given.when(erase, reason="retention", letter=" ").is_refused(TextMissing)
    employee().when(erase, **asked).is_refused(EmployeeUnknown)
