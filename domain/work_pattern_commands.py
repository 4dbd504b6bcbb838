"""Decisions about a work pattern: its hours from a date, and its variants such as Ramadan."""

from datetime import date

from domain.dated import at
from domain.identifiers import parse_code, parse_date, parse_text
from domain.refusals import Refusal, Unknown
from domain.spans import require_order
from domain.work_pattern import (
    Hours,
    PatternDay,
    PatternVariant,
    PendingPolicy,
    WorkPattern,
    WorkPatternChanged,
    WorkPatternDefined,
    WorkPatternEvent,
    WorkPatternVariantAdded,
    WorkPatternVariantWithdrawn,
)
from domain.work_pattern_rules import check_days


class PatternAlreadyDefined(Refusal):
    code = "pattern_already_defined"
    field = "code"


class PatternUnknown(Unknown):
    code = "pattern_unknown"
    field = "pattern"


class ChangedBeforeDefined(Refusal):
    code = "changed_before_defined"
    field = "from_on"


class LapseImplausible(Refusal):
    code = "lapse_implausible"
    field = "lapses_after_days"


class VariantUnknown(Unknown):
    code = "variant_unknown"
    field = "name"


def define(
    state: WorkPattern,
    *,
    code: str,
    name: str,
    from_on: date,
    days: tuple[PatternDay, ...],
    works_on_holidays: bool = False,
    pending_counts_as: PendingPolicy = "present",
    lapses_after_days: int | None = 3,
) -> tuple[WorkPatternEvent, ...]:
    if state.code:
        raise PatternAlreadyDefined(value=code)
    return (
        WorkPatternDefined(
            code=parse_code(code, "code"),
            name=parse_text(name, "name"),
            from_on=parse_date(from_on, "from_on"),
            days=check_days(days),
            works_on_holidays=works_on_holidays,
            pending_counts_as=pending_counts_as,
            lapses_after_days=_plausible(lapses_after_days),
        ),
    )


def change(
    state: WorkPattern,
    *,
    from_on: date,
    days: tuple[PatternDay, ...],
    works_on_holidays: bool = False,
    pending_counts_as: PendingPolicy = "present",
    lapses_after_days: int | None = 3,
) -> tuple[WorkPatternEvent, ...]:
    """Other hours from a date on, possibly a past one."""
    _require_defined(state)
    if parse_date(from_on, "from_on") < state.hours[0][0]:
        raise ChangedBeforeDefined(from_on=state.hours[0][0].isoformat())
    lapse = _plausible(lapses_after_days)
    if at(state.hours, from_on) == Hours(
        check_days(days), works_on_holidays, pending_counts_as, lapse
    ):
        return ()
    return (
        WorkPatternChanged(
            from_on=from_on,
            days=days,
            works_on_holidays=works_on_holidays,
            pending_counts_as=pending_counts_as,
            lapses_after_days=lapse,
        ),
    )


def add_variant(state: WorkPattern, *, variant: PatternVariant) -> tuple[WorkPatternEvent, ...]:
    """One of the same name replaces the earlier; of two for a date the one added last counts."""
    _require_defined(state)
    parse_text(variant.name, "name", longest=60)
    require_order(variant.from_on, variant.until_on)
    check_days(variant.days)
    return () if variant in state.variants else (WorkPatternVariantAdded(variant=variant),)


def withdraw_variant(state: WorkPattern, *, name: str) -> tuple[WorkPatternEvent, ...]:
    _require_defined(state)
    if not any(variant.name == name for variant in state.variants):
        raise VariantUnknown(name=name)
    return (WorkPatternVariantWithdrawn(name=name),)


def _require_defined(state: WorkPattern) -> None:
    if not state.code:
        raise PatternUnknown


def _plausible(lapses_after_days: int | None) -> int | None:
    if lapses_after_days is not None and not 0 <= lapses_after_days <= 366:
        raise LapseImplausible(value=lapses_after_days)
    return lapses_after_days
