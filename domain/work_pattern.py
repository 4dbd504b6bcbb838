"""The work pattern: the named sessions of each weekday, when they are due and when they open."""

from datetime import date
from typing import Literal

from domain.event import Event

Role = Literal["arrival", "presence", "leaving", "apel"]
"""An arrival is late after its due time, a leaving is early before it, a presence is in its window,
an apel is a ceremony of its own attendance list."""

PendingPolicy = Literal["present", "absent"]


class Session(Event):
    """Seconds count from the local midnight of the date; beyond 86,400 is the next day."""

    name: str
    role: Role
    due_s: int
    opens_s: int
    closes_s: int


class PatternDay(Event):
    """`weekdays`: 1 Monday to 7 Sunday. `minimum_s`: the duty that a full day asks for."""

    weekdays: tuple[int, ...]
    sessions: tuple[Session, ...]
    minimum_s: int = 0


class PatternVariant(Event):
    """Other hours for some dates, such as Ramadan; both dates inclusive."""

    name: str
    from_on: date
    until_on: date
    days: tuple[PatternDay, ...]


class WorkPatternDefined(Event):
    """`works_on_holidays` is for units that never close; `lapses_after_days` is of pending special
    attendance, None never."""

    code: str
    name: str
    from_on: date
    days: tuple[PatternDay, ...]
    works_on_holidays: bool = False
    pending_counts_as: PendingPolicy = "present"
    lapses_after_days: int | None = 3


class WorkPatternChanged(Event):
    from_on: date
    days: tuple[PatternDay, ...]
    works_on_holidays: bool = False
    pending_counts_as: PendingPolicy = "present"
    lapses_after_days: int | None = 3


class WorkPatternVariantAdded(Event):
    variant: PatternVariant


class WorkPatternVariantWithdrawn(Event):
    name: str


WorkPatternEvent = (
    WorkPatternDefined | WorkPatternChanged | WorkPatternVariantAdded | WorkPatternVariantWithdrawn
)
