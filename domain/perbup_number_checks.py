"""Numbers of a regulation within what there is in the world, so that every sum of them has room.

Not a part of the form: a regulation that was recorded before a limit was set is still read.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from domain.employee_pay import HIGHEST_RUPIAH
from domain.perbup import Perbup
from domain.perbup_faults import Fault, numbered

_DAY_MINUTES: Final = 24 * 60
_MONTH_MINUTES: Final = 31 * _DAY_MINUTES

LIMITS: Final[dict[str, tuple[int | None, int]]] = {
    "year": (1945, 2199),
    "grade": (1, 17),
    "rupiah": (None, HIGHEST_RUPIAH),
    "unit_rupiah": (None, 1_000_000),
    "minutes": (None, _DAY_MINUTES),
    "missing_as_minutes": (0, _DAY_MINUTES),
    "absent_as_minutes": (0, _DAY_MINUTES),
    "or_away_over_minutes": (None, _DAY_MINUTES),
    "permitted_minutes_per_day": (0, _DAY_MINUTES),
    "max_late_minutes": (None, _DAY_MINUTES),
    "max_early_minutes": (None, _DAY_MINUTES),
    "block_minutes": (None, _DAY_MINUTES),
    "per_minutes": (None, _MONTH_MINUTES),
    "unit_minutes": (None, _MONTH_MINUTES),
    "target_minutes": (None, _MONTH_MINUTES),
    "months": (0, 120),
    "months_before": (None, 120),
    "min_days": (None, 366),
    "free_per_month": (None, 1_000),
}
"""Least and greatest by the name of the field. No least where another check tells it."""


def number_faults(part: Perbup) -> Iterator[Fault]:
    yield from _faults_in(part, "")


def _faults_in(value: object, path: str) -> Iterator[Fault]:
    match value:
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _faults_in(getattr(value, name), f"{path}.{name}" if path else name)
        case tuple():
            for place, item in numbered(path, value):
                yield from _faults_in(item, place)
        case int():
            yield from _out_of_range(value, path)


def _out_of_range(value: int, path: str) -> Iterator[Fault]:
    name = path.rpartition(".")[2].partition("[")[0]
    least, most = LIMITS.get(name, (None, None))
    if (least is not None and value < least) or (most is not None and value > most):
        shown = {"value": str(value), "low": _shown(least), "high": str(most)}
        yield Fault(path, "out_of_range", shown)


def _shown(least: int | None) -> str:
    return "…" if least is None else str(least)
