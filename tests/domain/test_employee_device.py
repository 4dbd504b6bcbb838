"""The phone: one for each employee, and nobody else's."""

from datetime import date

from domain.employee import DeviceBound, DeviceReleased, EmployeeRegistered
from domain.employee_commands import EmployeeUnknown
from domain.employee_device import (
    DeviceOfAnother,
    DeviceUnknown,
    OtherDeviceBound,
    bind_device,
    release_device,
)
from domain.identifiers import HashUnreadable
from domain.personal import Personal
from domain.refusals import TextMissing
from tests.domain.scenarios import employee

ME, OTHER = "a" * 16, "b" * 16
PHONE, NEW_PHONE = "1" * 64, "2" * 64
REGISTERED = EmployeeRegistered(
    name="Contoh Satu",
    employment="honorer",
    opd="dinas-a",
    office="kantor-a",
    pattern="lima-hari",
    from_on=date(2022, 1, 3),
)
BOUND = DeviceBound(device=PHONE)


def bind(given, device=PHONE, holder=None):
    return given.when(bind_device, employee=ME, device=device, holder=holder)


def test_a_phone_is_bound_once():
    bind(employee(REGISTERED)).records(BOUND).and_again_nothing()


def test_a_phone_of_another_account_is_refused():
    bind(employee(REGISTERED), holder=OTHER).is_refused(DeviceOfAnother)


def test_a_second_phone_is_refused_until_the_first_is_released():
    given = employee(REGISTERED, BOUND)
    bind(given, NEW_PHONE).is_refused(OtherDeviceBound)
    released = DeviceReleased(device=PHONE, personal=Personal(note="hilang"))
    given.when(release_device, device=PHONE, reason="hilang").records(released)
    bind(given(released), NEW_PHONE).records(DeviceBound(device=NEW_PHONE))


def test_binding_needs_an_employee_and_a_hash():
    bind(employee()).is_refused(EmployeeUnknown)
    bind(employee(REGISTERED), "Samsung").is_refused(HashUnreadable)
    bind(employee(REGISTERED), PHONE.upper().replace("1", "A")).is_refused(HashUnreadable)


def test_releasing_is_refused():
    given = employee(REGISTERED, BOUND)
    given.when(release_device, device=NEW_PHONE, reason="x").is_refused(DeviceUnknown)
    given.when(release_device, device=PHONE, reason=" ").is_refused(TextMissing)
