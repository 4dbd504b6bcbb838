"""Each fault of a regulation file is named with its place; several come in one answer."""

from datetime import date
from string import Formatter
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from domain import perbup_catalogue
from domain.perbup import Perbup
from domain.perbup_fault_texts import TEXTS
from domain.perbup_faults import Fault, FaultyPerbup, errors
from domain.perbup_loading import check, load, schema, to_file_form
from domain.perbup_shape import shaped
from domain.perbup_validation import faults_of, read
from tests.perbup_files import DROP, SOUND, found, only_fault, spoiled

LATE = "rules.0.rate.brackets"
NO_TOLERANCE = {"of": "late", "sessions": ["masuk"]}


def rule(**changes: Any) -> dict[str, Any]:
    whole = {"code": "lain", "clause": "Ps 9", "text": "Lain.", **changes}
    return {"measure": {"of": "absent"}, "rate": {"by": "each", "cut": "1%"}, **whole}


def test_a_sound_regulation_has_no_fault() -> None:
    assert faults_of(SOUND) == ()
    assert read(SOUND).rules[0].code == "terlambat"


FORM = [
    ("title", DROP, "title", "missing_field"),
    ("titel", "x", "titel", "unknown_field"),
    ("title", 5, "title", "not_text"),
    ("year", "2022", "year", "not_whole_number"),
    ("year", True, "year", "not_whole_number"),
    ("year", 2022.0, "year", "not_whole_number"),
    ("effective_from", "1-11-2022", "effective_from", "not_a_date"),
    ("effective_from", "2022-02-30", "effective_from", "not_a_date"),
    ("bases.0.part", "ya", "bases[0].part", "not_true_false"),
    ("rules", {}, "rules", "not_a_list"),
    ("source", "koran", "source", "not_a_table"),
    ("source.strength", "hearsay", "source.strength", "unknown_choice"),
    ("schema", 2, "schema", "unknown_choice"),
    ("rules.0.measure.of", "lateness", "rules[0].measure.of", "unknown_choice"),
    ("rules.0.measure", {"sessions": []}, "rules[0].measure.of", "missing_field"),
    ("rules.0.rate.by", "bracket", "rules[0].rate.by", "unknown_choice"),
    ("rules.1.rate.cut", 3, "rules[1].rate.cut", "not_text"),
    ("rules.1.rate.cut", "3", "rules[1].rate.cut", "not_a_percentage"),
    ("rules.1.rate.cut", "3,5%", "rules[1].rate.cut", "not_a_percentage"),
    (f"{LATE}.1.within", "31-61", "rules[0].rate.brackets[1].within", "not_an_interval"),
    ("sessions.0.due", "7:30", "sessions[0].due", "not_a_clock_time"),
    ("sessions.0.due", "07:75", "sessions[0].due", "clock_impossible"),
    ("sessions.0.due", "77:00", "sessions[0].due", "clock_impossible"),
    ("rules.0.code", "Terlambat!", "rules[0].code", "not_a_code"),
    ("rules.0.weekdays", [0], "rules[0].weekdays[0]", "out_of_range"),
    ("rules.0.weekdays", [8], "rules[0].weekdays[0]", "out_of_range"),
    ("rounding", {"unit_rupiah": 0}, "rounding.unit_rupiah", "out_of_range"),
]


@pytest.mark.parametrize(("place", "value", "path", "code"), FORM)
def test_a_fault_of_form_is_named_with_its_place(
    place: str, value: object, path: str, code: str
) -> None:
    fault = only_fault(spoiled((place, value)))

    assert (fault.path, fault.code) == (path, code)


def test_an_unknown_field_comes_with_the_nearest_known_one() -> None:
    fault = only_fault(spoiled(("effective_untill", date(2023, 1, 1))))

    assert "effective_until”?" in fault.text()
    assert "do you mean" in fault.text("en")


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


def entitled(give: dict[str, Any]) -> dict[str, Any]:
    return spoiled(
        ("entitlements", [{"code": "hak", "clause": "Ps 5", "text": "Hak.", "give": give}])
    )


@pytest.mark.parametrize(
    ("give", "path", "code"),
    [
        (
            {"give": "share", "pay": "80%", "employment": ["calon"]},
            "employment[0]",
            "unknown_employment",
        ),
        (
            {"give": "share", "pay": "80%", "tugas_belajar": ["s2"]},
            "tugas_belajar[0]",
            "unknown_tugas_belajar",
        ),
        ({"give": "grade", "grade": 7, "tugas_belajar": ["regular"]}, "grade", "unknown_grade"),
        ({"give": "nothing", "reasons": ["libur"]}, "reasons[0]", "unknown_reason"),
        ({"give": "acting", "kind": "same_level", "how": "share"}, "add", "adds_nothing"),
        (
            {"give": "acting", "kind": "one_below", "how": "difference", "min_days": 0},
            "min_days",
            "not_positive",
        ),
    ],
)
def test_a_fault_of_an_entitlement_is_named_with_its_place(
    give: dict[str, Any], path: str, code: str
) -> None:
    assert found(entitled(give)) == {(f"entitlements[0].give.{path}", code)}


BASES: list[tuple[str, object, str, str]] = [
    ("bases.1.share", "30%", "bases[1]", "parts_not_whole"),
    ("bases.1.name", "kinerja", "bases[1].name", "duplicate_name"),
    ("bases.1.name", "tpp", "bases[1].name", "reserved_name"),
    ("bases.2", {"name": "sendiri", "of": "sendiri"}, "bases[2].of", "base_cycle"),
]


@pytest.mark.parametrize(("place", "value", "path", "code"), BASES)
def test_a_fault_of_a_base_is_named_with_its_place(
    place: str, value: object, path: str, code: str
) -> None:
    assert (path, code) in found(spoiled((place, value)))


def test_bases_in_a_circle_are_each_named() -> None:
    circle = [{"name": "a", "of": "b"}, {"name": "b", "of": "a"}, {"name": "c", "of": "b"}]

    faults = found(spoiled(("bases", circle), ("rules.0.base", "a"), ("effects", [])))

    assert faults == {("bases[0].of", "base_cycle"), ("bases[1].of", "base_cycle")}


def test_parts_that_do_not_sum_say_their_sum() -> None:
    fault = only_fault(spoiled(("bases.1.share", "39.9999%")))

    assert fault.text() == "Bagian-bagian dari “tpp” berjumlah 99.9999%, bukan 100%"


def test_rounding_at_the_total_excludes_a_base_by_the_day() -> None:
    harian = {"name": "harian", "per": "working_day"}
    spoilt = spoiled(("bases.2", harian), ("rounding", {"point": "total"}))

    assert found(spoilt) == {("bases[2].per", "total_per_day")}


DATES: list[tuple[str, object, str, str]] = [
    ("effective_until", date(2022, 10, 31), "effective_until", "dates_reversed"),
    ("trial_until", date(2022, 10, 31), "trial_until", "trial_until_outside"),
    ("amends", "uji", "amends", "names_itself"),
    ("replaces", ["uji"], "replaces[0]", "names_itself"),
]


@pytest.mark.parametrize(("place", "value", "path", "code"), DATES)
def test_a_fault_of_dates_is_named_with_its_place(
    place: str, value: object, path: str, code: str
) -> None:
    assert found(spoiled((place, value))) == {(path, code)}


def test_a_trial_ends_no_later_than_the_regulation() -> None:
    late = spoiled(("effective_until", date(2022, 12, 31)), ("trial_until", date(2023, 1, 1)))
    last_day = spoiled(("effective_until", date(2022, 12, 31)), ("trial_until", date(2022, 12, 31)))

    assert found(late) == {("trial_until", "trial_until_outside")}
    assert faults_of(last_day) == ()


def test_odd_dates_that_occur_in_real_regulations_only_warn() -> None:
    odd = spoiled(("stated_on", date(2022, 7, 1)), ("enacted_on", date(2022, 5, 18)))
    doubled = spoiled(("mode", "trial"), ("trial_until", date(2022, 11, 30)))

    assert only_fault(odd).severity == "warning"
    assert only_fault(doubled).code == "trial_until_unused"


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


@pytest.mark.parametrize(
    ("times", "path", "code"),
    [
        ({"opens": "09:00", "closes": "06:00"}, "sessions[0]", "window_reversed"),
        ({"due": "05:00", "opens": "06:00"}, "sessions[0].due", "due_outside_window"),
        ({"due": "12:01", "closes": "12:00"}, "sessions[0].due", "due_outside_window"),
    ],
)
def test_session_times_follow_each_other(times: dict[str, str], path: str, code: str) -> None:
    spoilt = spoiled(("sessions.0", {"name": "masuk", "role": "arrival", **times}))

    assert found(spoilt) == {(path, code)}


def test_a_night_shift_may_end_on_the_next_day() -> None:
    night = {"name": "pulang", "role": "leaving", "due": "30:00", "opens": "29:00"}

    assert faults_of(spoiled(("sessions.1", night))) == ()


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"max_late_minutes": -1}, "flexi.max_late_minutes", "negative"),
        ({"how": "block", "max_late_minutes": 30}, "flexi.block_minutes", "not_positive"),
        ({}, "flexi", "flexi_without_effect"),
    ],
)
def test_a_flexi_has_its_minutes(changes: dict[str, object], path: str, code: str) -> None:
    flexi = {"arrival": "masuk", "leaving": "pulang", **changes}

    assert (path, code) in found(spoiled(("flexi", flexi)))


BRACKET_RATE = {"by": "brackets", "brackets": [{"within": "[1,)", "cut": "1%"}]}
CLOCK_RATE = {"by": "clock", "brackets": [{"within": "[08:00,)", "cut": "1%"}]}
NAME_RATE = {"by": "name", "rates": [{"name": "baik", "cut": "1%"}]}
EACH_RATE = {"by": "each", "cut": "1%"}
SHORTFALL_RATE = {"by": "shortfall"}


@pytest.mark.parametrize(
    ("measure", "rate"),
    [
        (NO_TOLERANCE, CLOCK_RATE),
        (NO_TOLERANCE, NAME_RATE),
        (NO_TOLERANCE, SHORTFALL_RATE),
        ({"of": "clock", "sessions": ["masuk"]}, BRACKET_RATE),
        ({"of": "absent"}, CLOCK_RATE),
        ({"of": "predicate"}, EACH_RATE),
        ({"of": "discipline"}, BRACKET_RATE),
        ({"of": "activity", "target_minutes": 6750}, EACH_RATE),
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
    ({"rate": {**EACH_RATE, "unit_minutes": 0}}, "rate.unit_minutes", "not_positive"),
    ({"rate": {**EACH_RATE, "unit_minutes": 60}}, "rate.unit_minutes", "unit_misfit"),
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


def test_every_fault_of_form_and_of_meaning_comes_in_one_answer() -> None:
    spoilt = spoiled(
        ("title", DROP),
        ("sessions.0.due", "07.30"),
        ("rules.0.clause", 5),
        (f"{LATE}.1.within", "[32,61)"),
        (f"{LATE}.2.pay", "1%"),
        ("rules.1.base", "kehadiran"),
        ("rules.1.rate.cut", "120%"),
        ("bases.1.share", "41%"),
        ("effective_until", date(2020, 1, 1)),
        ("caps.0.rules", ["alpa"]),
        ("extra", 1),
    )

    assert found(spoilt) == {
        ("title", "missing_field"),
        ("sessions[0].due", "not_a_clock_time"),
        ("rules[0].clause", "not_text"),
        ("rules[0].rate.brackets[1].within", "bracket_gap"),
        ("rules[0].rate.brackets[2]", "cut_and_pay"),
        ("rules[1].base", "unknown_base"),
        ("rules[1].rate.cut", "over_100_percent"),
        ("bases[1]", "parts_not_whole"),
        ("effective_until", "dates_reversed"),
        ("caps[0].rules[0]", "unknown_rule"),
        ("extra", "unknown_field"),
    }


def test_a_faulty_regulation_is_refused_with_every_fault() -> None:
    with pytest.raises(FaultyPerbup) as refused:
        read(spoiled(("title", DROP), ("rules.1.rate.cut", "3"), ("rules.0.weekdays", [])))

    assert [fault.code for fault in refused.value.faults] == [
        "missing_field",
        "not_a_percentage",
        "never_fires",
    ]
    assert len(errors(refused.value.faults)) == 2


@pytest.mark.parametrize("data", [None, 5, [], "x", {}])
def test_what_is_no_regulation_at_all_is_refused(data: object) -> None:
    with pytest.raises(FaultyPerbup):
        read(data)


def test_broken_syntax_is_one_fault_that_says_where() -> None:
    (toml,) = check("schema = 1\nid = ]\n", "toml")
    (json,) = check(b'{"schema": 1,', "json")
    (binary,) = check(b"\xff\xfe", "toml")

    assert toml.code == json.code == binary.code == "syntax"
    assert "line 2" in toml.text()


def test_toml_and_json_give_the_same_regulation() -> None:
    name = "samarinda-perwali-31-2022"
    from_toml = perbup_catalogue.load(name)
    as_json = msgspec.json.encode(from_toml)

    assert load(as_json, "json") == from_toml


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_text_is_there_in_two_languages_and_fills_its_blanks(code: str) -> None:
    indonesian, english = TEXTS[code]
    blanks = {name for _, name, _, _ in Formatter().parse(indonesian) if name}

    filled = Fault("x", code, {**dict.fromkeys(blanks, "…"), "hint_en": "", "why_en": ""})

    assert indonesian != english
    assert filled.text()
    assert filled.text("en")


@pytest.mark.parametrize("name", perbup_catalogue.names())
def test_every_regulation_of_the_catalogue_is_sound(name: str) -> None:
    assert errors(check(perbup_catalogue.text(name), "toml")) == ()
    assert perbup_catalogue.load(name).id == name


@pytest.mark.parametrize("name", perbup_catalogue.names())
def test_the_schema_accepts_every_regulation_of_the_catalogue(name: str) -> None:
    validator = jsonschema_rs.validator_for(schema())
    written = to_file_form(perbup_catalogue.load(name))

    assert [error.message for error in validator.iter_errors(written)] == []


def test_the_schema_refuses_an_unknown_field_and_describes_every_part() -> None:
    published = schema()
    validator = jsonschema_rs.validator_for(published)

    assert not validator.is_valid({"schema": 1, "id": "x"})
    undescribed = [n for n, part in published["$defs"].items() if not part.get("description")]
    assert undescribed == []


PLACES = [place for place, _, _, _ in FORM] + ["bases.0", "rules.0.rate", "sessions.1.weekdays"]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.text(max_size=4),
    st.lists(st.integers(0, 9), max_size=2),
    st.dictionaries(st.sampled_from(["of", "by", "code", "x"]), st.text(max_size=3), max_size=2),
    st.sampled_from(["[1,31)", "2.5%", "07:30", "2022-11-01", "office", "late"]),
)


@given(st.lists(st.tuples(st.sampled_from(sorted(set(PLACES))), JUNK), min_size=1, max_size=3))
def test_the_form_check_refuses_what_the_decoder_refuses(
    changes: list[tuple[str, object]],
) -> None:
    try:
        data = spoiled(*changes)
    except (KeyError, TypeError, IndexError):
        reject()
    try:
        msgspec.convert(data, Perbup)
        decodes = True
    except msgspec.ValidationError:
        decodes = False
    words = {"over_100_percent", "interval_reversed", "clock_impossible"}
    formal = [fault for fault in shaped(data)[1] if fault.code not in words]

    assert decodes == (not formal)
    assert decodes or errors(faults_of(data))
