"""Erasing a person: the key of the personal parts and the photos go, the log stays whole."""

from datetime import UTC, datetime
from typing import Final

import msgspec
import psycopg

from application import photo_retention
from application.photo_register import PhotoRegister
from application.photos import Photos
from application.plan import Form, Plan, fields, on
from application.store import Store
from domain import employee_commands
from domain.employee import ErasureReason
from domain.employee_state import Employee, evolve
from domain.streams import employee_stream

_NOBODY: Final = Employee()


class ErasePerson(Form):
    """`letter` is the number of the letter that asks for it; it stays readable."""

    reason: ErasureReason
    letter: str


class Erased(msgspec.Struct, frozen=True):
    """`kept` are photos that events of somebody else cite too, who is not erased."""

    photos: int
    kept: int


def record(employee: str, form: ErasePerson) -> Plan:
    """First the event: that it was asked for is known, even if the process dies before `erase`."""
    return on(
        employee_stream(employee),
        evolve,
        _NOBODY,
        lambda state: employee_commands.erase(state, **fields(form)),
    )


def erase(database_url: str, store: Store, photos: Photos, employee: str) -> Erased:
    """For ever, of everything recorded until now; done again it changes nothing more."""
    store.keyring.erase(employee)
    with psycopg.connect(database_url, autocommit=True) as connection:
        register = PhotoRegister(connection)
        register.feed()
        gone, kept = register.cited_by(employee)
        for _ in photo_retention.erase(register, photos, gone, datetime.now(UTC)):
            pass
    return Erased(photos=len(gone), kept=len(kept))
