"""Facts files are read as they stand, and every bad row is named with its line."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from api.facts_columns import DAY_COLUMNS, MONTH_COLUMNS, SESSION_COLUMNS, BadFacts, BadRow
from api.facts_files import read_facts
from domain.facts import DAYS, MONTHS


def written(directory: Path, text: str, name: str = "days.csv") -> Path:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


def bad_rows(days: Path, months: Path | None = None) -> list[BadRow]:
    with pytest.raises(BadFacts) as bad:
        read_facts(days, months)
    return list(bad.value.rows)


def test_the_rows_of_a_day_become_its_sessions(tmp_path: Path) -> None:
    days = written(
        tmp_path,
        "employee,on,session,due,at,event\n"
        "uji-satu,2022-11-01,masuk,07:30,07:40:30,12\n"
        "uji-satu,2022-11-01,pulang,16:00,,\n"
        "uji-satu,2022-11-02,,,,\n",
    )

    first, second = read_facts(days, None).days.to_dicts()

    assert first["session"] == ["masuk", "pulang"]
    assert first["at_s"] == [27_630, None]
    assert first["mark"] == ["phone", None]
    assert first["event"] == [12, None]
    assert (first["expected"], first["ended"], first["status"]) == (True, True, "office")
    assert second["session"] == []


def test_every_column_is_read(tmp_path: Path) -> None:
    header = {
        "employee": "uji-satu",
        "on": "2022-11-01",
        "opd": "dinkes",
        "employment": "pppk",
        "pattern": "lima-hari",
        "day": "holiday",
        "expected": "ya",
        "ended": "tidak",
        "status": "dinas_luar",
        "cuti": "melahirkan",
        "cuti_from_on": "2022-10-31",
        "cuti_until_on": "2022-11-30",
        "cuti_child": "3",
        "away_minutes": "61",
        "away_permitted_minutes": "5",
        "minimum_minutes": "450",
        "outage": "true",
        "events": "7 8",
        "tpp_rupiah": "4000000",
        "grade": "9",
        "session": "masuk",
        "role": "arrival",
        "due": "22:00",
        "opens": "21:00",
        "closes": "24:30",
        "at": "24:05",
        "mark": "manual",
        "event": "9",
    }
    assert set(header) == {*DAY_COLUMNS, *SESSION_COLUMNS}

    text = f"{','.join(header)}\n{','.join(header.values())}\n"
    facts = read_facts(written(tmp_path, text), None)

    (day,) = facts.days.to_dicts()
    assert facts.days.schema == DAYS
    assert (day["opd"], day["employment"], day["pattern"]) == ("dinkes", "pppk", "lima-hari")
    assert (day["day"], day["expected"], day["ended"]) == ("holiday", True, False)
    assert (day["status"], day["cuti"], day["cuti_child"]) == ("dinas_luar", "melahirkan", 3)
    assert (day["cuti_from_on"], day["cuti_until_on"]) == (date(2022, 10, 31), date(2022, 11, 30))
    assert (day["away_s"], day["away_permitted_s"], day["minimum_s"]) == (3660, 300, 27_000)
    assert (day["outage"], day["events"]) == (True, [7, 8])
    times = (day["due_s"], day["opens_s"], day["closes_s"], day["at_s"])
    assert times == ([79_200], [75_600], [88_200], [86_700])
    assert (day["role"], day["mark"], day["event"]) == (["arrival"], ["manual"], [9])
    (month,) = facts.months.to_dicts()
    assert (month["tpp_rupiah"], month["grade"], month["opd"]) == (4_000_000, 9, "dinkes")
    assert (month["from_on"], month["until_on"]) == (date(2022, 11, 1), date(2022, 11, 30))


def test_a_months_file_says_what_the_days_do_not(tmp_path: Path) -> None:
    header = {
        "employee": "uji-satu",
        "month": "2024-02",
        "from_on": "2024-02-05",
        "until_on": "2024-02-20",
        "opd": "dinkes",
        "employment": "cpns",
        "grade": "7",
        "tpp_rupiah": "4000000",
        "components": "beban_kerja=3000000 kondisi_kerja=1000000",
        "acting_kind": "same_level",
        "acting_rupiah": "5000000",
        "acting_from_on": "2024-01-01",
        "acting_until_on": "2024-03-31",
        "tugas_belajar": "regular",
        "predicate": "baik",
        "score_minutes": "6000",
        "score_entries": "20",
        "score_unfit": "2",
        "withheld": "lhkpn",
        "punishments": "teguran_lisan:2024-01 tunda_kgb:2023-12:3",
        "events": "3",
    }
    assert set(header) == set(MONTH_COLUMNS)

    months = written(tmp_path, f"{','.join(header)}\n{','.join(header.values())}\n", "months.csv")
    facts = read_facts(written(tmp_path, "employee,on\nuji-satu,2024-02-29\n"), months)

    (month,) = facts.months.to_dicts()
    assert facts.months.schema == MONTHS
    assert (month["month"], month["from_on"]) == (date(2024, 2, 1), date(2024, 2, 5))
    assert month["component"] == ["beban_kerja", "kondisi_kerja"]
    assert month["component_rupiah"] == [3_000_000, 1_000_000]
    assert month["punishment"] == ["teguran_lisan", "tunda_kgb"]
    assert month["punishment_from"] == [date(2024, 1, 1), date(2023, 12, 1)]
    assert month["punishment_months"] == [None, 3]
    assert (month["withheld"], month["predicate"], month["score_unfit"]) == ("lhkpn", "baik", 2)


def test_every_bad_row_is_named_with_its_line(tmp_path: Path) -> None:
    days = written(
        tmp_path,
        "employee,on,session,at,jam\n"
        "uji-satu,2022-02-30,masuk,7:30,x\n"
        ",2022-11-01,masuk,07:30,\n"
        "uji-satu,2022-11-01,masuk,07:30,\n"
        "uji-satu,2022-11-02,masuk,07:61,,terlalu,banyak\n",
    )

    places = [(row.line, row.column) for row in bad_rows(days)]

    assert places == [(1, "jam"), (2, "at"), (2, "on"), (3, "employee"), (5, ""), (5, "at")]


def test_rows_of_one_day_may_not_contradict_each_other(tmp_path: Path) -> None:
    days = written(
        tmp_path,
        "employee,on,session,status,outage\n"
        "uji-satu,2022-11-01,masuk,wfh,ya\n"
        "uji-satu,2022-11-01,pulang,dinas_luar,\n",
    )

    assert bad_rows(days) == [BadRow(3, "status", "dinas_luar", "sama dengan baris 2")]


def test_a_file_without_its_keys_is_refused(tmp_path: Path) -> None:
    days = written(tmp_path, "pegawai,session\nuji-satu,masuk\n")

    assert {row.column for row in bad_rows(days)} == {"pegawai", "employee", "on"}


@pytest.mark.parametrize("value", ["1e3", "-5", "٣", "1.5", "9" * 16])
def test_an_amount_is_a_whole_number(tmp_path: Path, value: str) -> None:
    days = written(tmp_path, f"employee,on,tpp_rupiah\nuji-satu,2022-11-01,{value}\n")

    assert [row.column for row in bad_rows(days)] == ["tpp_rupiah"]


def test_parquet_of_the_facts_frame_is_read_and_what_it_lacks_is_null(tmp_path: Path) -> None:
    text = "employee,on,session,due,at\nuji-satu,2022-11-01,masuk,07:30,07:40\n"
    whole = read_facts(written(tmp_path, text), None)
    whole.days.write_parquet(tmp_path / "whole.parquet")
    whole.days.drop("minimum_s").write_parquet(tmp_path / "part.parquet")
    whole.months.write_parquet(tmp_path / "months.parquet")

    again = read_facts(tmp_path / "whole.parquet", tmp_path / "months.parquet")
    part = read_facts(tmp_path / "part.parquet", None)

    assert again.days.equals(whole.days)
    assert again.months.equals(whole.months)
    assert part.days.schema == DAYS
    assert part.days["minimum_s"].to_list() == [None]
    assert part.months["month"].to_list() == [date(2022, 11, 1)]


def test_parquet_of_another_shape_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"employee": ["a"], "on": ["besok"], "x": [1]}).write_parquet(
        tmp_path / "other.parquet"
    )
    (tmp_path / "none.parquet").write_bytes(b"PK not parquet")

    assert {row.column for row in bad_rows(tmp_path / "other.parquet")} == {"on", "x"}
    assert [row.value for row in bad_rows(tmp_path / "none.parquet")] == ["none.parquet"]
