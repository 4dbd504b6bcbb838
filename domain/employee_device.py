"""Decisions about the phone from which an employee checks in: one at a time, nobody else's."""

from domain.employee import (
    DeviceBound,
    DeviceReleased,
    EmployeeEvent,
)
from domain.employee_commands import require_registered
from domain.employee_state import Employee
from domain.identifiers import parse_hash
from domain.notes import noted
from domain.personal import NOTHING_PERSONAL, Sealable
from domain.refusals import Refusal, Unknown


class DeviceOfAnother(Refusal):
    """This phone belongs to another account."""

    code = "device_of_another"
    field = "device"


class OtherDeviceBound(Refusal):
    """The employee has a phone already; it is released first."""

    code = "other_device_bound"
    field = "device"


class DeviceUnknown(Unknown):
    code = "device_unknown"
    field = "device"


def bind_device(
    state: Employee,
    *,
    employee: str,
    device: str,
    holder: str | None,
    personal: Sealable = NOTHING_PERSONAL,
) -> tuple[EmployeeEvent, ...]:
    """`holder` is who has the device now, by the references."""
    require_registered(state)
    if parse_hash(device, "device") in state.devices:
        return ()
    if holder is not None and holder != employee:
        raise DeviceOfAnother
    if state.devices:
        raise OtherDeviceBound
    return (DeviceBound(device=device, personal=personal),)


def release_device(state: Employee, *, device: str, reason: str) -> tuple[EmployeeEvent, ...]:
    require_registered(state)
    if device not in state.devices:
        raise DeviceUnknown
    return (DeviceReleased(device=device, personal=noted(reason)),)
