"""The explanation of a regulation says everything that the regulation says."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from domain import perbup_catalogue
from domain.perbup import Perbup
from domain.perbup_explain import explain
from domain.perbup_validation import read
from domain.perbup_wording import percent
from domain.perbup_words import clock_interval, interval
from tests.perbup_files import SOUND, spoiled

CATALOGUE = perbup_catalogue.names()


def values(data: Any, keys: frozenset[str]) -> Iterator[str]:
    """Every value under one of these keys, at any depth."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in keys and isinstance(value, str):
                yield value
            yield from values(value, keys)
    elif isinstance(data, list):
        for item in data:
            yield from values(item, keys)


def as_data(perbup: Perbup) -> Any:
    return msgspec.to_builtins(perbup)


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_sentence_code_clause_and_note_appears(name: str) -> None:
    perbup = perbup_catalogue.load(name)
    text = explain(perbup)

    said = values(
        as_data(perbup), frozenset({"text", "code", "clause", "title", "label", "region"})
    )

    assert [sentence for sentence in (*said, *perbup.notes) if sentence not in text] == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_percentage_appears(name: str) -> None:
    perbup = perbup_catalogue.load(name)
    text = explain(perbup)

    rates = values(as_data(perbup), frozenset({"cut", "pay", "share", "max", "add"}))

    assert [rate for rate in rates if rate != "0%" and percent(rate) not in text] == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_numbers_of_every_bracket_appear(name: str) -> None:
    perbup = perbup_catalogue.load(name)
    numbers = set(re.findall(r"\d+", explain(perbup)))
    within = list(values(as_data(perbup), frozenset({"within"})))

    for text in within:
        if ":" in text:
            low, high = clock_interval(text)
            assert low == 0 or {f"{low // 3600:02d}", f"{low // 60 % 60:02d}"} <= numbers
            assert high is None or f"{high // 60 % 60:02d}" in numbers
        else:
            low, high = interval(text)
            assert str(low) in numbers
            assert high is None or str(high - 1) in numbers


def explained(*changes: tuple[str, object]) -> str:
    return explain(read(spoiled(*changes)))


def test_the_table_of_a_rule_has_a_row_for_each_bracket() -> None:
    text = explained()

    assert "| 1–30 menit | dipotong 0,5% |" in text
    assert "| 31–60 menit | dipotong 1% |" in text
    assert "| 61 menit atau lebih | dipotong 1,5% |" in text


def test_dates_mode_and_scope_are_said() -> None:
    text = explained(
        ("stated_on", date(2022, 9, 26)),
        ("enacted_on", date(2022, 9, 27)),
        ("trial_until", date(2022, 11, 30)),
        ("effective_until", date(2023, 12, 31)),
        ("replaces", ["lama"]),
        ("who", {"employment": ["pns"], "except_opd": ["rsud"], "grades": "[5,8]"}),
        ("source.reference", "Lembaran Uji 1"),
    )

    for said in (
        "Ditetapkan: 26 September 2022",
        "Diundangkan: 27 September 2022",
        "mulai 1 November 2022 sampai 31 Desember 2023",
        "Uji coba sampai 30 November 2022",
        "Mengganti: lama",
        "PNS; kecuali OPD rsud; kelas 5–8",
        "Kepastian: contoh, bukan peraturan",
        "Lembaran Uji 1",
    ):
        assert said in text


MEASURES: list[tuple[dict[str, Any], str]] = [
    (
        {"of": "late", "sessions": ["masuk"], "tolerance": {"how": "subtract", "minutes": 17}},
        "dikurangi toleransi 17 menit",
    ),
    (
        {"of": "late", "sessions": ["masuk"], "tolerance": {"how": "threshold", "minutes": 17}},
        "sampai 17 menit tidak dihitung",
    ),
    (
        {"of": "late", "sessions": ["masuk"], "tolerance": {"how": "clock", "clock": "08:05"}},
        "dari pukul 08.05",
    ),
    ({"of": "late", "sessions": ["masuk"], "seconds": "ceil"}, "sedetik pun"),
    ({"of": "early", "sessions": ["pulang"], "missing_as_minutes": 91}, "dihitung 91 menit"),
    (
        {"of": "missing", "sessions": ["masuk"], "on_absent_days": True},
        "juga pada hari tidak hadir",
    ),
    ({"of": "absent", "or_away_over_minutes": 449}, "lebih dari 449 menit"),
    ({"of": "away", "permitted_minutes_per_day": 120}, "di atas 120 menit sehari"),
    ({"of": "short", "arrival": "masuk", "leaving": "pulang"}, "kurang dari jam kerja minimum"),
    (
        {"of": "cuti", "kinds": ["melahirkan"], "count": "months", "children": "[3,)"},
        "urutan ke-3 dan seterusnya",
    ),
    ({"of": "cuti", "kinds": ["besar"], "whole_months": "[1,)"}, "1 bulan penuh atau lebih"),
    ({"of": "cuti", "kinds": ["sakit"], "numbered": "year", "by": "total"}, "dalam satu tahun"),
    (
        {
            "of": "accumulated",
            "rules": ["terlambat"],
            "period": "year",
            "per_minutes": 450,
            "carry": True,
        },
        "setiap 450 menit dihitung satu hari, sisanya dibawa",
    ),
    ({"of": "days", "rules": ["terlambat"], "consecutive": True}, "berturut-turut dalam sebulan"),
    (
        {"of": "reports", "which": "unfit", "months_before": [1, 2]},
        "1 bulan sebelumnya dan 2 bulan",
    ),
]


@pytest.mark.parametrize(("measure", "said"), MEASURES)
def test_every_option_of_a_measure_is_said(measure: dict[str, Any], said: str) -> None:
    assert said in explained(("rules.1.measure", measure), ("effects", []))


TERMS: list[tuple[str, object, str]] = [
    ("weekdays", [1, 5], "Hanya pada hari Senin dan Jumat."),
    ("who", {"employment": ["honorer"]}, "Hanya untuk honorer."),
    ("free_per_month", 5, "5 kali pertama dalam sebulan tidak dipotong; bila lebih, sisanya"),
    ("group", "pagi", "kelompok “pagi”"),
    ("waived_on_outage", True, "Tidak berlaku pada hari gangguan sistem."),
    ("except_status", ["wfh", "dinas_luar"], "bekerja dari rumah atau dinas luar"),
    ("strength", "memory", "ingatan, belum diperiksa"),
    ("rate.unit_minutes", 45, "setiap 45"),
]


@pytest.mark.parametrize(("place", "value", "said"), TERMS)
def test_every_term_of_a_rule_is_said(place: str, value: object, said: str) -> None:
    assert said in explained((f"rules.1.{place}", value))


def test_the_flexi_is_said() -> None:
    ends = {"arrival": "masuk", "leaving": "pulang"}
    proportional = explained(("flexi", {**ends, "max_late_minutes": 90, "max_early_minutes": 61}))
    block = explained(("flexi", {**ends, "how": "block", "block_minutes": 33}))

    assert "paling banyak 90 menit" in proportional
    assert "sampai 61 menit" in proportional
    assert "33 menit untuk setiap keterlambatan" in block


def test_effects_and_rights_are_said() -> None:
    right = {"code": "plt", "clause": "Ps 7", "text": "Plt.", "strength": "news"}
    acting = {"give": "acting", "kind": "one_below", "how": "difference", "min_days": 31}
    text = explained(
        ("entitlements", [{**right, "give": acting}]),
        ("effects.0.do", {"do": "postpone", "months": 2}),
        ("rounding", {"how": "half_down", "point": "total", "unit_rupiah": 1000}),
    )

    assert "paling sedikit 31 hari" in text
    assert "sisanya dibayar 2 bulan kemudian" in text
    assert "jumlah sebulan, setengah ke bawah, ke Rp1.000" in text
    assert SOUND["effects"][0]["text"] in text
