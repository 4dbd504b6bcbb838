"""Faults of rules: brackets that gape, rates that do not fit, rules that never count."""

from typing import Any

import pytest

from domain.perbup_validation import faults_of
from tests.perbup_files import DROP, EACH, LATE, SOUND, found, only_fault, rule, spoiled

RATES = [
    (f"{LATE}.1.within", "[32,61)", "brackets[1].within", "bracket_gap"),
    (f"{LATE}.1.within", "[30,61)", "brackets[1].within", "bracket_overlap"),
    (f"{LATE}.1.within", "[61,31)", "brackets[1].within", "interval_reversed"),
    (f"{LATE}.1.within", "[31,31)", "brackets[1].within", "interval_reversed"),
    (f"{LATE}.1.pay", "99%", "brackets[1]", "cut_and_pay"),
    (f"{LATE}.1.cut", DROP, "brackets[1]", "neither_cut_nor_pay"),
    (f"{LATE}.2.cut", "100.0001%", "brackets[2].cut", "over_100_percent"),
    (f"{LATE}.2.cut", "0.25%", "brackets[2]", "rate_falls"),
]


@pytest.mark.parametrize(("place", "value", "path", "code"), RATES)
def test_a_fault_of_a_bracket_is_named_with_its_place(
    place: str, value: object, path: str, code: str
) -> None:
    assert (f"rules[0].rate.{path}", code) in found(spoiled((place, value)))


def test_minute_91_of_tulang_bawang_belongs_to_no_bracket() -> None:
    gap = [
        {"within": "[1,31)", "cut": "0.5%"},
        {"within": "[31,61)", "cut": "1%"},
        {"within": "[61,91)", "cut": "1.25%"},
        {"within": "(91,)", "cut": "1.5%"},
    ]

    fault = only_fault(spoiled((LATE, gap)))

    assert (fault.path, fault.code) == ("rules[0].rate.brackets[3].within", "bracket_gap")
    assert fault.text() == "Celah: 91 tidak termasuk rentang mana pun"


def test_brackets_may_stand_in_any_order() -> None:
    turned = list(reversed(SOUND["rules"][0]["rate"]["brackets"]))

    assert faults_of(spoiled((LATE, turned))) == ()


def test_an_overlap_names_what_is_shared_and_with_whom() -> None:
    fault = only_fault(spoiled((f"{LATE}.1.within", "[25,61)")))

    assert fault.details == {"shared": "25–30", "other": "rules[0].rate.brackets[0].within"}


def clock_rule(*brackets: tuple[str, str]) -> dict[str, Any]:
    listed = [{"within": within, "cut": cut} for within, cut in brackets]
    measure = {"of": "clock", "sessions": ["masuk"]}
    return rule(measure=measure, rate={"by": "clock", "brackets": listed})


@pytest.mark.parametrize(
    ("second", "code", "shown"),
    [
        ("[08:01,)", "bracket_gap", "08:00:01–08:00:59"),
        ("[08:00,)", "bracket_overlap", "08:00"),
        ("(08:00,)", None, ""),
    ],
)
def test_clock_brackets_neither_gape_nor_overlap(second: str, code: str | None, shown: str) -> None:
    spoilt = spoiled(("rules.2", clock_rule(("[07:40,08:00]", "1%"), (second, "2%"))))

    faults = faults_of(spoilt)

    assert [fault.code for fault in faults] == ([code] if code else [])
    assert all(shown in fault.details.values() for fault in faults)
    assert all(fault.path == "rules[2].rate.brackets[1].within" for fault in faults)


NO_TOLERANCE = {"of": "late", "sessions": ["masuk"]}
BRACKET_RATE = {"by": "brackets", "brackets": [{"within": "[1,)", "cut": "1%"}]}


CLOCK_RATE = {"by": "clock", "brackets": [{"within": "[08:00,)", "cut": "1%"}]}


NAME_RATE = {"by": "name", "rates": [{"name": "baik", "cut": "1%"}]}


SHORTFALL_RATE = {"by": "shortfall"}


@pytest.mark.parametrize(
    ("measure", "rate"),
    [
        (NO_TOLERANCE, CLOCK_RATE),
        (NO_TOLERANCE, NAME_RATE),
        (NO_TOLERANCE, SHORTFALL_RATE),
        ({"of": "clock", "sessions": ["masuk"]}, BRACKET_RATE),
        ({"of": "absent"}, CLOCK_RATE),
        ({"of": "predicate"}, EACH),
        ({"of": "discipline"}, BRACKET_RATE),
        ({"of": "activity", "target_minutes": 6750}, EACH),
        ({"of": "accumulated", "rules": ["terlambat"]}, SHORTFALL_RATE),
    ],
)
def test_a_rate_fits_its_measure(measure: dict[str, Any], rate: dict[str, Any]) -> None:
    spoilt = spoiled(("rules.2", rule(measure=measure, rate=rate)))

    assert ("rules[2].rate", "rate_misfit") in found(spoilt)


OPTIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"instead": "month"}, "instead", "instead_misfit"),
    ({"free_per_month": -1}, "free_per_month", "negative"),
    ({"free_then": "all"}, "free_then", "free_then_unused"),
    ({"rate": {**EACH, "unit_minutes": 0}}, "rate.unit_minutes", "not_positive"),
    ({"rate": {**EACH, "unit_minutes": 60}}, "rate.unit_minutes", "unit_misfit"),
    ({"rate": {"by": "each", "cut": "0%"}}, "rate", "costs_nothing"),
    ({"measure": NO_TOLERANCE, "rate": {"by": "brackets", "brackets": []}}, "rate", "no_brackets"),
    (
        {"measure": {**NO_TOLERANCE, "tolerance": {"how": "subtract"}}},
        "measure.tolerance.minutes",
        "tolerance_incomplete",
    ),
    (
        {"measure": {**NO_TOLERANCE, "tolerance": {"how": "clock", "minutes": 5}}},
        "measure.tolerance.clock",
        "tolerance_incomplete",
    ),
    (
        {"measure": {**NO_TOLERANCE, "missing_as_minutes": 0}},
        "measure.missing_as_minutes",
        "not_positive",
    ),
    (
        {"measure": {"of": "cuti", "kinds": ["sakit"], "children": "[3,)"}},
        "measure.children",
        "children_misfit",
    ),
    (
        {"measure": {"of": "accumulated", "rules": ["terlambat"], "carry": True}},
        "measure.carry",
        "carry_misfit",
    ),
    (
        {"measure": {"of": "accumulated", "rules": ["tidak-hadir"]}},
        "measure.rules[0]",
        "not_minutes",
    ),
    (
        {"measure": {"of": "reports", "which": "made", "months_before": [0, -1]}},
        "measure.months_before[1]",
        "negative",
    ),
    (
        {"measure": {"of": "absent", "or_away_over_minutes": 0}},
        "measure.or_away_over_minutes",
        "not_positive",
    ),
]


@pytest.mark.parametrize(("changes", "path", "code"), OPTIONS)
def test_options_that_do_not_belong_together_are_named(
    changes: dict[str, Any], path: str, code: str
) -> None:
    assert (f"rules[2].{path}", code) in found(spoiled(("rules.2", rule(**changes))))


def test_a_sum_of_minutes_says_what_an_absent_day_adds() -> None:
    sums = {"of": "accumulated", "rules": ["tidak-hadir"], "absent_as_minutes": 450}

    assert faults_of(spoiled(("rules.2", rule(measure=sums)))) == ()


def test_days_are_counted_of_rules_that_count_days() -> None:
    monthly = rule(code="bulanan", measure={"of": "accumulated", "rules": ["terlambat"]})
    spoilt = spoiled(("rules.2", monthly), ("effects.0.measure.rules", ["bulanan"]))

    assert found(spoilt) == {("effects[0].measure.rules[0]", "not_daily")}


@pytest.mark.parametrize(
    "changes",
    [
        {"weekdays": []},
        {"measure": {"of": "missing", "sessions": []}},
        {"measure": {"of": "missing", "sessions": ["apel"]}, "weekdays": [2, 3]},
        {"measure": {"of": "cuti", "kinds": []}},
        {"who": {"employment": ["honorer"]}},
    ],
)
def test_a_rule_that_can_never_count_is_a_warning(changes: dict[str, Any]) -> None:
    spoilt = spoiled(("rules.2", rule(**changes)), ("who", {"employment": ["pns", "cpns"]}))

    fault = only_fault(spoilt)

    assert (fault.path, fault.code, fault.severity) == ("rules[2]", "never_fires", "warning")


def test_a_regulation_whose_rules_can_never_count_is_a_warning() -> None:
    spoilt = spoiled(("rules.0.weekdays", []), ("rules.1.weekdays", []))

    assert ("rules", "perbup_never_fires") in found(spoilt)
    assert found(spoiled(("rules", []), ("effects", []))) == {("rules", "no_rules")}
