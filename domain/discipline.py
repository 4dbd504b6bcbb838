"""Disciplinary punishments of an employee: imposed by decree, possibly late, and lifted."""

from datetime import date

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.identifiers import parse_month, parse_request_id, parse_text, parse_word
from domain.personal import NOTHING_PERSONAL, Sealable
from domain.refusals import Refusal, Unknown


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
        case DisciplineImposed() if _known(state, event.punishment) is None:
            return Discipline((*state.punishments, _punishment(event)))
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


class PunishmentExists(Refusal):
    code = "punishment_exists"
    field = "punishment"


class PunishmentUnknown(Unknown):
    code = "punishment_unknown"
    field = "punishment"


class PunishmentMonthsImplausible(Refusal):
    code = "punishment_months_implausible"
    field = "months"


class LiftedBeforeImposed(Refusal):
    code = "lifted_before_imposed"
    field = "from_month"


def impose(
    state: Discipline,
    *,
    punishment: str,
    kind: str,
    decree: str,
    from_month: date,
    months: int | None = None,
    personal: Sealable = NOTHING_PERSONAL,
) -> tuple[DisciplineEvent, ...]:
    """The decree may arrive after the months that it speaks of."""
    if months is not None and not 1 <= months <= 120:
        raise PunishmentMonthsImplausible(value=months)
    event = DisciplineImposed(
        punishment=parse_request_id(punishment, "punishment"),
        kind=parse_word(kind, "kind"),
        decree=parse_text(decree, "decree"),
        from_month=parse_month(from_month, "from_month"),
        months=months,
        personal=personal,
    )
    known = _known(state, punishment)
    if known is None:
        return (event,)
    if replace(known, lifted_month=None) == _punishment(event):
        return ()
    raise PunishmentExists(punishment=punishment)


def lift(state: Discipline, *, punishment: str, from_month: date) -> tuple[DisciplineEvent, ...]:
    """From the first month on it was annulled whole."""
    known = _known(state, punishment)
    if known is None:
        raise PunishmentUnknown(punishment=punishment)
    if parse_month(from_month, "from_month") < known.from_month:
        raise LiftedBeforeImposed(from_month=known.from_month.isoformat())
    if known.lifted_month == from_month:
        return ()
    return (DisciplineLifted(punishment=punishment, from_month=from_month),)


def _known(state: Discipline, punishment: str) -> Punishment | None:
    return next((p for p in state.punishments if p.punishment == punishment), None)
