"""A number of a regulation for which no column has room is refused with its place."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from domain.perbup import Perbup
from domain.perbup_number_checks import LIMITS
from tests.perbup_files import EACH, Data, found, rule, spoiled

HUGE = 2**40
SUBTRACT = {"how": "subtract", "minutes": HUGE}
SUM = {"of": "accumulated", "rules": ["terlambat"]}
ACTING = {"give": "acting", "kind": "one_below", "how": "difference"}


def measuring(measure: Data, **changes: Any) -> tuple[str, Data]:
    return "rules.2", rule(measure=measure, **changes)


def entitling(give: Data) -> tuple[str, list[Data]]:
    return "entitlements", [{"code": "hak", "clause": "Ps 5", "text": "Hak.", "give": give}]


def flexi(field: str) -> tuple[str, Data]:
    return "flexi", {"arrival": "masuk", "leaving": "pulang", field: HUGE}


CASES: list[tuple[tuple[str, object], str]] = [
    (("year", HUGE), "year"),
    (("grades", [{"grade": HUGE, "rupiah": 1}]), "grades[0].grade"),
    (("grades", [{"grade": 7, "rupiah": HUGE}]), "grades[0].rupiah"),
    (("rounding", {"unit_rupiah": HUGE}), "rounding.unit_rupiah"),
    (flexi("max_late_minutes"), "flexi.max_late_minutes"),
    (flexi("max_early_minutes"), "flexi.max_early_minutes"),
    (flexi("block_minutes"), "flexi.block_minutes"),
    (
        measuring({"of": "late", "sessions": ["masuk"], "tolerance": SUBTRACT}),
        "rules[2].measure.tolerance.minutes",
    ),
    (
        measuring({"of": "early", "sessions": ["pulang"], "missing_as_minutes": HUGE}),
        "rules[2].measure.missing_as_minutes",
    ),
    (
        measuring({"of": "absent", "or_away_over_minutes": HUGE}),
        "rules[2].measure.or_away_over_minutes",
    ),
    (
        measuring({"of": "away", "permitted_minutes_per_day": HUGE}),
        "rules[2].measure.permitted_minutes_per_day",
    ),
    (measuring({**SUM, "per_minutes": HUGE}), "rules[2].measure.per_minutes"),
    (measuring({**SUM, "absent_as_minutes": HUGE}), "rules[2].measure.absent_as_minutes"),
    (measuring({"of": "activity", "target_minutes": HUGE}), "rules[2].measure.target_minutes"),
    (
        measuring({"of": "reports", "which": "made", "months_before": [0, HUGE]}),
        "rules[2].measure.months_before[1]",
    ),
    (("rules.2", rule(rate={**EACH, "unit_minutes": HUGE})), "rules[2].rate.unit_minutes"),
    (("rules.2", rule(free_per_month=HUGE)), "rules[2].free_per_month"),
    (("effects.0.do", {"do": "postpone", "months": HUGE}), "effects[0].do.months"),
    (
        entitling({"give": "grade", "grade": HUGE, "tugas_belajar": ["regular"]}),
        "entitlements[0].give.grade",
    ),
    (entitling({**ACTING, "min_days": HUGE}), "entitlements[0].give.min_days"),
]


@pytest.mark.parametrize(("change", "path"), CASES, ids=[path for _, path in CASES])
def test_a_number_beyond_its_limit_is_named_with_its_place(
    change: tuple[str, object], path: str
) -> None:
    assert (path, "out_of_range") in found(spoiled(change))


@pytest.mark.parametrize(("grade", "faulty"), [(0, True), (1, False), (17, False), (18, True)])
def test_a_limit_itself_is_within(grade: int, *, faulty: bool) -> None:
    faults = found(spoiled(("grades", [{"grade": grade, "rupiah": 1}])))

    assert faults == ({("grades[0].grade", "out_of_range")} if faulty else set())


def test_every_number_of_a_regulation_has_a_limit() -> None:
    free = {name for name, kind in numbers_of(Perbup, set()) if kind.le is None}

    assert free == set(LIMITS)
    assert {path.rpartition(".")[2].partition("[")[0] for _, path in CASES} == free - {"weekdays"}


def numbers_of(part: type, seen: set[type]) -> Iterator[tuple[str, inspect.IntType]]:
    seen.add(part)
    described = inspect.type_info(part)
    assert isinstance(described, inspect.StructType)
    for field in described.fields:
        for kind in kinds_of(field.type):
            if isinstance(kind, inspect.IntType):
                yield field.encode_name, kind
            elif isinstance(kind, inspect.StructType) and kind.cls not in seen:
                yield from numbers_of(kind.cls, seen)


def kinds_of(kind: inspect.Type) -> Iterator[inspect.Type]:
    match kind:
        case inspect.Metadata():
            yield from kinds_of(kind.type)
        case inspect.UnionType():
            for each in kind.types:
                yield from kinds_of(each)
        case inspect.VarTupleType():
            yield from kinds_of(kind.item_type)
        case _:
            yield kind


@pytest.mark.parametrize("within", ["[61,1000000)", "[61,1099511627776)", "(10000000,)"])
def test_an_interval_of_numbers_that_count_nothing_is_refused(within: str) -> None:
    place = "rules.0.rate.brackets.2.within"

    assert ("rules[0].rate.brackets[2].within", "interval_too_high") in found(
        spoiled((place, within))
    )
    assert not found(spoiled((place, "[61,999999)")))


def test_a_regulation_that_was_recorded_before_the_limits_is_still_read() -> None:
    recorded = spoiled(("rules.2", rule(free_per_month=HUGE)), ("effects.0.within", "[5,9999999)"))

    assert msgspec.convert(recorded, Perbup).rules[2].free_per_month == HUGE
