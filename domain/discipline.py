"""Disciplinary punishments of an employee: imposed by decree, possibly late, and lifted."""

from datetime import date

from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Sealable


class DisciplineImposed(Event):
    """`kind` is named by the Perbup (teguran_lisan, teguran_tertulis …); `months` None is the Perbup's
    own length."""

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
