"""A name in a regulation that is unknown, of another kind or there twice is told with its place."""

from datetime import date
from typing import Any

import pytest

from tests.perbup_files import found, only_fault, rule, spoiled

NAMES: list[tuple[str, object, str, str]] = [
    ("rules.0.measure.sessions", ["pagi"], "rules[0].measure.sessions[0]", "unknown_session"),
    ("rules.0.measure.sessions", ["pulang"], "rules[0].measure.sessions[0]", "wrong_role"),
    ("rules.0.base", "kehadiran", "rules[0].base", "unknown_base"),
    ("rules.0.who", {"employment": ["asn"]}, "rules[0].who.employment[0]", "unknown_employment"),
    (
        "who",
        {"phases": [{"from_on": date(2022, 11, 1), "employment": ["p3k"]}]},
        "who.phases[0].employment[0]",
        "unknown_employment",
    ),
    ("rules.0.except_status", ["liburan"], "rules[0].except_status[0]", "unknown_status"),
    (
        "rules.2",
        rule(measure={"of": "cuti", "kinds": ["hamil"]}),
        "rules[2].measure.kinds[0]",
        "unknown_cuti",
    ),
    (
        "rules.2",
        rule(measure={"of": "short", "arrival": "masuk", "leaving": "apel"}),
        "rules[2].measure.leaving",
        "wrong_role",
    ),
    ("effects.0.measure.rules", ["alpa"], "effects[0].measure.rules[0]", "unknown_rule"),
    ("effects.0.do.base", "kehadiran", "effects[0].do.base", "unknown_base"),
    (
        "effects.0.do",
        {"do": "propose", "punishment": "hukum-gantung"},
        "effects[0].do.punishment",
        "unknown_punishment",
    ),
    ("caps.0.rules", ["alpa"], "caps[0].rules[0]", "unknown_rule"),
    ("caps.0.base", "kehadiran", "caps[0].base", "unknown_base"),
    ("bases.0.of", "lainnya", "bases[0].of", "unknown_base"),
    ("bases.0.of", "component:", "bases[0].of", "unknown_base"),
    ("flexi", {"arrival": "pagi", "leaving": "pulang"}, "flexi.arrival", "unknown_session"),
    ("flexi", {"arrival": "masuk", "leaving": "masuk"}, "flexi.leaving", "wrong_role"),
]


@pytest.mark.parametrize(("place", "value", "path", "code"), NAMES)
def test_an_unknown_name_is_named_with_its_place(
    place: str, value: object, path: str, code: str
) -> None:
    assert (path, code) in found(spoiled((place, value)))


def by_name(measure: dict[str, str], name: str) -> dict[str, Any]:
    rates = [{"name": name, "cut": "10%"}]
    return rule(measure=measure, rate={"by": "name", "rates": rates})


def test_unknown_predicates_and_punishments_are_named() -> None:
    predicate = spoiled(("rules.2", by_name({"of": "predicate"}, "bagus")))
    punishment = spoiled(("rules.2", by_name({"of": "discipline"}, "bagus")))

    assert ("rules[2].rate.rates[0].name", "unknown_predicate") in found(predicate)
    assert found(punishment) == {("rules[2].rate.rates[0].name", "unknown_punishment")}


def test_a_predicate_without_a_rate_is_a_warning() -> None:
    fault = only_fault(spoiled(("rules.2", by_name({"of": "predicate"}, "baik"))))

    assert (fault.code, fault.severity) == ("predicate_unrated", "warning")
    assert "sangat_kurang" in fault.details["names"]


TWICE: list[tuple[str, object, str, str]] = [
    ("rules.1.code", "terlambat", "rules[1].code", "duplicate_code"),
    ("effects.0.code", "terlambat", "effects[0].code", "duplicate_code"),
    ("sessions.3", {"name": "masuk", "role": "arrival"}, "sessions[3]", "duplicate_session"),
    (
        "sessions.3",
        {"name": "apel", "role": "presence", "weekdays": [5]},
        "sessions[3].role",
        "session_role_differs",
    ),
    ("grades", [{"grade": 7, "rupiah": 1}] * 2, "grades[1].grade", "duplicate_name"),
]


@pytest.mark.parametrize(("place", "value", "path", "code"), TWICE)
def test_what_stands_twice_is_named_with_its_place(
    place: str, value: object, path: str, code: str
) -> None:
    assert (path, code) in found(spoiled((place, value)))
