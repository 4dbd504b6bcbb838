"""The command `epresensi import`: dry by default, exit codes, and both languages."""

from pathlib import Path

import pytest

from api.cli import main
from api.cli_imports import ACTOR, FAULTY, SOUND, UNREADABLE
from tests.imports.conftest import Imported, nip

FILE = f"""NIP;Nama;Status;OPD;Kantor;Pola Kerja;Sejak Kapan
{nip(1)};Pegawai Uji Satu;PNS;dinkes;dinkes;lima;2022-10-03
"""
MAPPED = ("--map", "Sejak Kapan=from_on")


@pytest.fixture
def file(
    imported: Imported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, redis_url: str
) -> Path:
    monkeypatch.setenv("EPRESENSI_VAR", str(tmp_path))
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", imported.database_url)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", redis_url)
    # logs are kept open for the whole process, and the stream of one test is closed after it
    monkeypatch.setattr("api.cli.configure_logs", lambda _: None)
    path = tmp_path / "pegawai.csv"
    path.write_text(FILE)
    return path


def test_without_apply_nothing_is_written(
    imported: Imported, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = imported.log()
    assert main(["import", "employees", str(file), *MAPPED]) == SOUND
    assert capsys.readouterr().out.splitlines() == [
        'dibaca sebagai utf-8, pemisah ";"',
        "baris 2: EmployeeRegistered",
        "baru 1, berubah 0, tidak berubah 0, dilewati 0, salah 0",
        (
            "Belum ada yang disimpan: 1 peristiwa akan dicatat. Jalankan lagi dengan --apply untuk "
            "menyimpan."
        ),
    ]
    assert imported.log() == before


def test_apply_stores_and_again_finds_nothing_to_store(
    imported: Imported, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["import", "employees", str(file), *MAPPED, "--apply"]
    assert main(command) == SOUND
    assert capsys.readouterr().out.splitlines()[-1] == "Tersimpan: 1 peristiwa."
    assert imported.log()[-1].actor == ACTOR
    assert main(command) == SOUND
    assert capsys.readouterr().out.splitlines()[-1] == "Tidak ada yang perlu disimpan."


def test_faults_are_told_in_the_language_asked_for(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["import", "employees", str(file), "--apply", "--language", "en"]
    assert main(command) == FAULTY
    assert capsys.readouterr().out.splitlines() == [
        (
            "the file: Columns are missing: berlaku mulai. Found were: NIP, Nama, Status, OPD, "
            "Kantor, Pola Kerja, Sejak Kapan."
        ),
        "new 0, changed 0, unchanged 0, passed over 0, faulty 1",
        "Nothing was stored. Mend the faulty rows and try again.",
    ]


def test_a_value_for_every_row_may_be_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--map", "Sejak Kapan=-", "--set", "from_on=3 Oktober 2022"]
    assert main(["import", "employees", str(file), *asked]) == SOUND
    assert "baru 1" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "employees", str(file.with_name("entah.csv"))]) == UNREADABLE
    assert "entah.csv" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--map", "NIP"], ["--set", "=x"], ["--dates", "ymd"]])
def test_an_option_of_another_form_is_refused(file: Path, option: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["import", "employees", str(file), *option])
