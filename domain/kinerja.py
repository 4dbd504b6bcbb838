"""Performance entries (laporan kinerja) of an employee's month, and its predicate."""

from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Sealable

Predicate = Literal["sangat_baik", "baik", "perlu_perbaikan", "kurang", "sangat_kurang"]
EntryStatus = Literal["recorded", "verified", "returned", "withdrawn"]


class Content(msgspec.Struct, frozen=True):
    """How long, how much of which unit, and the stored document that shows it. What was done is
    among the personal parts: no decision reads it."""

    minutes: int
    quantity: int
    unit: str
    attachment: str = ""


class KinerjaRecorded(Event):
    entry: str
    on: date
    minutes: int
    quantity: int
    unit: str
    attachment: str = ""
    personal: Sealable = NOTHING_PERSONAL


class KinerjaRevised(Event):
    entry: str
    minutes: int
    quantity: int
    unit: str
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


class Entry(msgspec.Struct, frozen=True):
    entry: str
    on: date
    status: EntryStatus
    content: Content


class KinerjaMonth(msgspec.Struct, frozen=True, kw_only=True):
    entries: tuple[Entry, ...] = ()
    predicate: Predicate | None = None


def evolve(  # noqa: PLR0911 - one case an event
    state: KinerjaMonth, event: Event
) -> KinerjaMonth:
    match event:
        case KinerjaRecorded():
            entry = Entry(event.entry, event.on, "recorded", _content(event))
            return replace(state, entries=(*_except(state, event.entry), entry))
        case KinerjaRevised():
            return _changed(state, event.entry, "recorded", _content(event))
        case KinerjaWithdrawn():
            return _changed(state, event.entry, "withdrawn")
        case KinerjaVerified():
            return _changed(state, event.entry, "verified")
        case KinerjaReturned():
            return _changed(state, event.entry, "returned")
        case KinerjaPredicateGiven():
            return replace(state, predicate=event.predicate)
        case _:
            return state


def _content(event: KinerjaRecorded | KinerjaRevised) -> Content:
    return Content(event.minutes, event.quantity, event.unit, event.attachment)


def _except(state: KinerjaMonth, entry: str) -> tuple[Entry, ...]:
    return tuple(known for known in state.entries if known.entry != entry)


def _changed(
    state: KinerjaMonth, entry: str, status: EntryStatus, content: Content | None = None
) -> KinerjaMonth:
    entries = (
        replace(known, status=status, content=content or known.content)
        if known.entry == entry
        else known
        for known in state.entries
    )
    return replace(state, entries=tuple(entries))
