"""The commands about regulations say every fault, and by their exit code whether there is one."""

import argparse
import csv
import json
from pathlib import Path

import pytest

from api.cli_perbup import FAULTY, SOUND, UNREADABLE, register
from domain import perbup_catalogue

NAME = "samarinda-perwali-31-2022"
DAYS = (
    "employee,on,session,due,at,tpp_rupiah\n"
    "uji-satu,2022-11-01,masuk,07:30,07:40,5000000\n"
    "uji-satu,2022-11-01,pulang,16:00,16:00,\n"
    "uji-satu,2022-11-02,masuk,07:30,,\n"
    "uji-satu,2022-11-02,pulang,16:00,,\n"
)


def epresensi(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers(required=True))
    args = parser.parse_args([str(word) for word in words])
    code: int = args.run(args)
    return code


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    text = perbup_catalogue.text(NAME).replace('cut = "7%"', 'cut = "7"')
    path = tmp_path / "faulty.toml"
    path.write_text(text.replace('within = "[31,61)"', 'within = "[32,61)"'), encoding="utf-8")
    return path


@pytest.fixture
def days(tmp_path: Path) -> Path:
    path = tmp_path / "days.csv"
    path.write_text(DAYS, encoding="utf-8")
    return path


def test_check_lists_every_fault_with_its_place(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert epresensi("perbup", "check", faulty) == FAULTY

    said = capsys.readouterr().out
    assert "rules[0].rate.cut" in said
    assert "rules[1].rate.brackets[1].within: Celah: 31" in said


def test_check_speaks_english_too(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert epresensi("perbup", "check", faulty, "--language", "en") == FAULTY

    assert "error rules[1].rate.brackets[1].within: Gap: 31" in capsys.readouterr().out


def test_a_sound_file_passes_with_its_warnings_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sound.toml"
    path.write_bytes(b"\xef\xbb\xbf" + perbup_catalogue.text(NAME).encode())

    assert epresensi("perbup", "check", path) == SOUND
    assert "peringatan enacted_on" in capsys.readouterr().out


def test_what_is_neither_a_file_nor_in_the_catalogue_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert epresensi("perbup", "check", "tidak-ada") == UNREADABLE
    assert epresensi("perbup", "explain", tmp_path / "tidak-ada.toml") == UNREADABLE
    assert "tidak-ada" in capsys.readouterr().err


def test_explain_takes_a_file_or_a_name(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert epresensi("perbup", "explain", NAME) == SOUND
    assert "| 31–60 menit | dipotong 3% |" in capsys.readouterr().out
    assert epresensi("perbup", "explain", faulty) == FAULTY
    assert "Celah" in capsys.readouterr().err


def test_schema_is_json_and_list_names_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert epresensi("perbup", "schema") == SOUND
    assert json.loads(capsys.readouterr().out)["$defs"]["Rule"]["required"]
    assert epresensi("perbup", "list") == SOUND
    listed = capsys.readouterr().out
    assert all(name in listed for name in perbup_catalogue.names())
    assert "[contoh, bukan peraturan]" in listed


def test_assess_says_each_line_and_the_month(
    days: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert epresensi("assess", "--perbup", NAME, "--facts", days) == SOUND

    said = capsys.readouterr().out
    assert "terlambat (Terlambat) 10 minute: 2,5% dari Rp5.000.000 = Rp125.000" in said
    assert "2022-11: Rp5.000.000 dipotong Rp475.000 = Rp4.525.000" in said


def test_assess_says_effects_limits_and_proposals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # thirty absent days at 7 % are 210 %; five times 180 minutes late are 900, and 5 x 5 %
    absent = [f"uji-satu,2022-11-{day:02d},masuk,07:30,,honorer\n" for day in range(1, 31)]
    late = [f"uji-dua,2022-11-{day:02d},masuk,07:30,10:30,pns\n" for day in range(1, 6)]
    days = tmp_path / "days.csv"
    header = "employee,on,session,due,at,employment\n"
    days.write_text(header + "".join(absent + late), encoding="utf-8")
    months = tmp_path / "months.csv"
    months.write_text(
        "employee,month,employment,tpp_rupiah\n"
        "uji-satu,2022-11,honorer,1000000\n"
        "uji-dua,2022-11,pns,1000000\n",
        encoding="utf-8",
    )

    assert epresensi("assess", "--perbup", NAME, "--facts", days, "--months", months) == SOUND

    said = capsys.readouterr().out
    assert "cap (Batas pemotongan)" in said
    assert "uji-satu 2022-11: usulan phk" in said
    assert "tunda-780" in said
    assert "ditunda Rp750.000" in said


def test_assess_writes_the_ledger_to_a_file(tmp_path: Path, days: Path) -> None:
    ledger = tmp_path / "ledger.csv"

    assert epresensi("assess", "--perbup", NAME, "--facts", days, "--out", ledger) == SOUND

    with ledger.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["rule"] for row in rows] == ["terlambat", "tidak-hadir"]
    assert sum(int(row["rupiah"]) for row in rows) == 475_000


def test_assess_takes_the_months_from_a_file(
    tmp_path: Path, days: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    months = tmp_path / "months.csv"
    months.write_text("employee,month,tpp_rupiah\nuji-satu,2022-11,1000000\n", encoding="utf-8")

    assert epresensi("assess", "--perbup", NAME, "--facts", days, "--months", months) == SOUND
    assert "dipotong Rp95.000" in capsys.readouterr().out


def test_assess_refuses_regulations_that_conflict(
    days: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = ("--perbup", NAME, "--perbup", "tulang-bawang-siap-tuba")

    assert epresensi("assess", *both, "--facts", days) == FAULTY
    assert "conflicting_perbup" in capsys.readouterr().err


def test_assess_refuses_a_faulty_regulation_and_bad_facts(
    tmp_path: Path, faulty: Path, days: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("employee,on\nuji-satu,kemarin\n", encoding="utf-8")

    assert epresensi("assess", "--perbup", faulty, "--facts", days) == FAULTY
    assert epresensi("assess", "--perbup", NAME, "--facts", bad) == FAULTY
    assert "baris 2 on: “kemarin”" in capsys.readouterr().err
    assert epresensi("assess", "--perbup", NAME, "--facts", tmp_path / "none.csv") == UNREADABLE
