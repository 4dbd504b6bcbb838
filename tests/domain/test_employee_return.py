"""Coming back into the service, and taking back a value with a wrong date."""

from datetime import date

import pytest

from domain.employee import (
    EmployeeEntryWithdrawn,
    EmployeeReinstated,
    EmployeeRetired,
    EmployeeTransferred,
)
from domain.employee_commands import (
    AlreadyInService,
    EmployeeUnknown,
    EntryNeeded,
    EntryUnknown,
    NotInService,
    reinstate,
    withdraw_entry,
)
from domain.personal import Personal
from domain.refusals import TextMissing
from tests.domain.scenarios import employee
from tests.domain.test_employee import BEGAN, LATER, REGISTERED

RETIRED = EmployeeRetired(from_on=LATER, reason="contract_ended")
BACK = date(2022, 7, 1)


def test_a_retired_employee_comes_back():
    given = employee(REGISTERED, RETIRED)
    event = EmployeeReinstated(from_on=BACK, personal=Personal(note="kontrak baru"))
    given.when(reinstate, from_on=BACK, reason="kontrak baru").records(event)
    served = given(event).state
    in_service = [
        served.serves_on(on) for on in (date(2022, 2, 28), LATER, date(2022, 6, 30), BACK)
    ]
    assert in_service == [True, False, False, True]


def test_coming_back_is_refused_to_who_is_there():
    employee(REGISTERED).when(reinstate, from_on=BACK, reason="x").is_refused(AlreadyInService)
    employee().when(reinstate, from_on=BACK, reason="x").is_refused(EmployeeUnknown)
    employee(REGISTERED, RETIRED).when(reinstate, from_on=BACK, reason="").is_refused(TextMissing)


def test_coming_back_before_the_first_day_is_refused():
    then = employee(REGISTERED, RETIRED).when(reinstate, from_on=date(2022, 1, 2), reason="x")
    then.is_refused(NotInService)


def test_a_value_with_a_wrong_date_is_taken_back():
    moved = EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=LATER)
    told = Personal(note="salah tanggal")
    event = EmployeeEntryWithdrawn(entry="posting", from_on=LATER, personal=told)
    given = employee(REGISTERED, moved)
    given.when(withdraw_entry, entry="posting", from_on=LATER, reason="salah tanggal").records(
        event
    )
    assert given(event).state == employee(REGISTERED).state


@pytest.mark.parametrize(
    ("entry", "from_on", "refusal"),
    [
        ("posting", LATER, EntryUnknown),
        ("posting", BEGAN, EntryNeeded),
        ("employment", BEGAN, EntryNeeded),
        ("pattern", BEGAN, EntryNeeded),
        ("service", BEGAN, EntryNeeded),
        ("tpp_base", BEGAN, EntryUnknown),
    ],
)
def test_taking_back_is_refused(entry, from_on, refusal):
    then = employee(REGISTERED).when(withdraw_entry, entry=entry, from_on=from_on, reason="x")
    then.is_refused(refusal)


def test_a_nip_may_be_taken_back_to_none():
    then = employee(REGISTERED).when(withdraw_entry, entry="nip", from_on=BEGAN, reason="salah")
    assert employee(REGISTERED, *then.decided).state.nips == ()
