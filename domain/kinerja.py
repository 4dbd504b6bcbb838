"""Performance entries (laporan kinerja) of an employee's month, and its predicate."""

from datetime import date
from typing import Literal

from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Sealable

Predicate = Literal["sangat_baik", "baik", "perlu_perbaikan", "kurang", "sangat_kurang"]


class KinerjaRecorded(Event):
    entry: str
    on: date
    minutes: int
    quantity: int
    unit: str
    activity: str
    attachment: str = ""
    personal: Sealable = NOTHING_PERSONAL


class KinerjaRevised(Event):
    entry: str
    minutes: int
    quantity: int
    unit: str
    activity: str
    attachment: str = ""
    personal: Sealable = NOTHING_PERSONAL


class KinerjaWithdrawn(Event):
    entry: str


class KinerjaVerified(Event):
    entry: str


class KinerjaReturned(Event):
    entry: str
    personal: Sealable = NOTHING_PERSONAL


class KinerjaPredicateGiven(Event):
    """The appraisal of the month, by the supervisor."""

    month: date
    predicate: Predicate


KinerjaEvent = (
    KinerjaRecorded
    | KinerjaRevised
    | KinerjaWithdrawn
    | KinerjaVerified
    | KinerjaReturned
    | KinerjaPredicateGiven
)
