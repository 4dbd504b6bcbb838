"""Faults of entitlements, bases, dates and times; and all faults come in one answer."""

from datetime import date
from string import Formatter
from typing import Any

import pytest

from domain import perbup_catalogue
from domain.perbup_fault_texts import TEXTS
from domain.perbup_faults import Fault, FaultyPerbup, errors
from domain.perbup_loading import check
from domain.perbup_validation import faults_of, read
from tests.perbup_files import DROP, LATE, SOUND, found, only_fault, spoiled


def test_a_sound_regulation_has_no_fault() -> None:
    assert faults_of(SOUND) == ()
    assert read(SOUND).rules[0].code == "terlambat"


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
