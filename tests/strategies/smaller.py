"""A smaller case that still fails: what a failed check of a random case prints."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any

import msgspec
from msgspec.structs import replace

from tests.strategies import Case

Holds = Callable[[Case], bool]
Check = Callable[..., None]


def small_on_failure(check: Check) -> Check:
    """Note the smallest case that fails; Hypothesis itself would take minutes for it."""

    @wraps(check)
    def checked(case: Case, **given: Any) -> None:
        try:
            check(case, **given)
        except AssertionError as failed:
            small = smallest(case, lambda smaller: _fails(check, smaller, given))
            failed.add_note(told(small))
            raise

    return checked


def _fails(check: Check, case: Case, given: dict[str, Any]) -> bool:
    try:
        check(case, **given)
    except AssertionError:
        return True
    return False


def smallest(case: Case, holds: Holds) -> Case:
    """Leave out employees, days, sessions, regulations and rules for as long as it holds."""
    for employee in sorted({row.employee for row in case.months}):
        alone = case._replace(
            days=[day for day in case.days if day.employee == employee],
            months=[row for row in case.months if row.employee == employee],
        )
        case = alone if holds(alone) else case
    before = None
    while before != case:
        before = case
        case = _fewer(case, holds)
    return case


def _fewer(case: Case, holds: Holds) -> Case:
    for field in ("perbups", "days", "months"):
        case = _kept(getattr(case, field), partial(_with_rows, case, field), holds)
    for field, part in _PARTS:
        for place in range(len(getattr(case, field))):
            parts = getattr(getattr(case, field)[place], part)
            case = _kept(parts, partial(_with_part, case, field, place, part), holds)
    return case


_PARTS = (
    *(("perbups", part) for part in ("rules", "effects", "caps", "entitlements")),
    ("days", "sessions"),
    ("months", "punishments"),
)


def _with_rows(case: Case, field: str, kept: Any) -> Case:
    return case._replace(**{field: kept})


def _with_part(case: Case, field: str, place: int, part: str, kept: list[Any]) -> Case:
    rows = list(getattr(case, field))
    rows[place] = replace(rows[place], **{part: tuple(kept)})
    return _with_rows(case, field, rows)


def _kept(items: Sequence[Any], made: Callable[[list[Any]], Case], holds: Holds) -> Case:
    """With as few of the items as it takes, leaving out halves first and single ones last."""
    kept, size = list(items), max(1, len(items) // 2)
    while size:
        start = 0
        while start < len(kept):
            fewer = kept[:start] + kept[start + size :]
            if holds(made(fewer)):
                kept = fewer
            else:
                start += size
        size //= 2
    return made(kept)


def told(case: Case) -> str:
    """The case as JSON, a row a line."""
    rows = [*case.perbups, *case.months, *case.days]
    return "\n".join([*(msgspec.json.encode(row).decode() for row in rows), f"since {case.since}"])
