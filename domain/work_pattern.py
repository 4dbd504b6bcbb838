"""The work pattern: the named sessions of each weekday, when they are due and when they open."""

from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from domain.dated import Dated, at, put
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


class Hours(msgspec.Struct, frozen=True):
    """One dated version of a pattern."""

    days: tuple[PatternDay, ...]
    works_on_holidays: bool
    pending_counts_as: PendingPolicy
    lapses_after_days: int | None


class WorkPattern(msgspec.Struct, frozen=True, kw_only=True):
    """`withdrawn` are the variants that no longer count, those replaced among them."""

    code: str = ""
    name: str = ""
    hours: Dated[Hours] = ()
    variants: tuple[PatternVariant, ...] = ()
    withdrawn: tuple[PatternVariant, ...] = ()


def evolve(state: WorkPattern, event: Event) -> WorkPattern:
    match event:
        case WorkPatternDefined():
            named = replace(state, code=event.code, name=event.name)
            return replace(named, hours=put(state.hours, event.from_on, _hours(event)))
        case WorkPatternChanged():
            return replace(state, hours=put(state.hours, event.from_on, _hours(event)))
        case WorkPatternVariantAdded():
            others = _without_variant(state, event.variant.name)
            return replace(others, variants=(*others.variants, event.variant))
        case WorkPatternVariantWithdrawn():
            return _without_variant(state, event.name)
        case _:
            return state


def _hours(event: WorkPatternDefined | WorkPatternChanged) -> Hours:
    return Hours(
        event.days, event.works_on_holidays, event.pending_counts_as, event.lapses_after_days
    )


def _without_variant(state: WorkPattern, name: str) -> WorkPattern:
    gone = tuple(v for v in state.variants if v.name == name)
    kept = tuple(v for v in state.variants if v.name != name)
    return replace(state, variants=kept, withdrawn=(*state.withdrawn, *gone))


class DayPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the pattern asks for on one date, whatever the calendar says."""

    sessions: tuple[Session, ...] = ()
    minimum_s: int = 0
    variant: str = ""
    works_on_holidays: bool = False
    pending_counts_as: PendingPolicy = "present"
    lapses_after_days: int | None = 3


NO_PLAN = DayPlan()


def plan_on(pattern: WorkPattern, on: date) -> DayPlan:
    """The variant that was added last counts before the pattern's own hours."""
    hours = at(pattern.hours, on)
    if hours is None:
        return NO_PLAN
    covering = [v for v in pattern.variants if v.from_on <= on <= v.until_on]
    variant = covering[-1] if covering else None
    day = _day_of(variant.days if variant else hours.days, on.isoweekday())
    return DayPlan(
        sessions=day.sessions if day else (),
        minimum_s=day.minimum_s if day else 0,
        variant=variant.name if variant else "",
        works_on_holidays=hours.works_on_holidays,
        pending_counts_as=hours.pending_counts_as,
        lapses_after_days=hours.lapses_after_days,
    )


def _day_of(days: tuple[PatternDay, ...], weekday: int) -> PatternDay | None:
    return next((day for day in days if weekday in day.weekdays), None)
