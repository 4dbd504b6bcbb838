"""Disciplinary punishments of an employee: imposed by decree, possibly late, and lifted."""

from datetime import date

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Sealable


class DisciplineImposed(Event):
    """`kind` is named by the Perbup (teguran_lisan, teguran_tertulis …).

    `months` None is the Perbup's own length.
    """

    punishment: str
    kind: str
    decree: str
    from_month: date
    months: int | None = None
    personal: Sealable = NOTHING_PERSONAL


class DisciplineLifted(Event):
    """From this month on the punishment no longer counts."""

    punishment: str
    from_month: date


DisciplineEvent = DisciplineImposed | DisciplineLifted


class Punishment(msgspec.Struct, frozen=True):
    """`lifted_month` is the first month in which it no longer counts."""

    punishment: str
    kind: str
    from_month: date
    months: int | None
    decree: str
    lifted_month: date | None = None


class Discipline(msgspec.Struct, frozen=True):
    punishments: tuple[Punishment, ...] = ()


def evolve(state: Discipline, event: Event) -> Discipline:
    match event:
        case DisciplineImposed():
            others = (p for p in state.punishments if p.punishment != event.punishment)
            return Discipline((*others, _punishment(event)))
        case DisciplineLifted():
            return Discipline(tuple(_lifted(p, event) for p in state.punishments))
        case _:
            return state


def _punishment(event: DisciplineImposed) -> Punishment:
    return Punishment(event.punishment, event.kind, event.from_month, event.months, event.decree)


def _lifted(punishment: Punishment, event: DisciplineLifted) -> Punishment:
    if punishment.punishment != event.punishment:
        return punishment
    return replace(punishment, lifted_month=event.from_month)
