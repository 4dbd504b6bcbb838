"""Workbooks: their sheets, formulas and dates, and those that cannot be read."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.imports.conftest import nip
from tests.imports.tables import read, refused, sheet
from tests.imports.workbooks import Failed, Formula, Number, workbook


def test_a_formula_that_failed_is_not_an_empty_cell() -> None:
    content = sheet(["NIP", "Nama", "Kelas"], [nip(1), Failed("#REF!"), 7], [nip(2), "Uji", 8])
    rows, faults, _ = read(content)
    assert ([row for row, _ in rows], faults) == ([3], [(2, "cell_failed")])


def test_the_result_of_a_formula_is_read() -> None:
    content = sheet(["NIP", "Nama"], [nip(1), Formula('A1 & "x"', "Uji")])
    assert read(content)[0][0][1]["name"] == "Uji"


def test_a_formula_that_was_never_computed_is_named() -> None:
    content = sheet(["NIP", "Nama", "Kelas"], [nip(1), "Uji", Number("")])
    computed = sheet(["NIP", "Nama", "Kelas"], [nip(1), "Uji", Number("7")])
    assert read(computed)[0][0][1]["grade"] == 7
    replaced = _replace_in_sheet(content, "<v></v>", "<f>SUM(A1:A2)</f>")
    assert read(replaced)[1] == [(2, "cell_formula")]


def test_the_sheet_with_the_columns_is_found() -> None:
    content = workbook(
        {"Petunjuk": [["Isi lembar Data"]], "Data": [["NIP", "Nama"], [nip(1), "Uji"]]}
    )
    assert len(read(content)[0]) == 1


def test_a_hidden_sheet_is_not_read() -> None:
    rows = [["NIP", "Nama"], [nip(1), "Uji"]]
    content = workbook({"Lama": rows, "Baru": rows}, hidden="Lama")
    assert len(read(content)[0]) == 1


def test_several_sheets_that_would_do_need_to_be_chosen_from() -> None:
    rows = [["NIP", "Nama"], [nip(1), "Uji"]]
    content = workbook({"Oktober": rows, "November": [rows[0], [nip(2), "Uji"]]})
    assert refused(content) == ("sheet_ambiguous", {"sheets": ["Oktober", "November"]})
    assert read(content, sheet="november")[0][0][1]["nip"] == nip(2)


def test_a_sheet_that_does_not_exist_is_named_with_those_that_do() -> None:
    content = sheet(["NIP", "Nama"], [nip(1), "Uji"])
    assert refused(content, sheet="Desember") == (
        "sheet_unknown",
        {"value": "Desember", "sheets": ["Data"]},
    )


def test_a_workbook_that_counts_from_1904_is_refused() -> None:
    content = _replace_in(
        sheet(["NIP"], ["1"]), "xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    assert refused(content)[0] == "workbook_counts_from_1904"


def test_a_broken_workbook_is_named() -> None:
    assert refused(sheet(["NIP"], ["1"])[:200])[0] == "workbook_unreadable"
    other = BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("isi.txt", "NIP")
    assert refused(other.getvalue())[0] == "file_kind_unknown"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("application.imports.workbooks._UNPACKED_BYTES", 1_000)
    assert refused(sheet(["NIP", "Nama"], [nip(1), "Uji"]))[0] == "workbook_too_large"


def _replace_in_sheet(content: bytes, old: str, new: str) -> bytes:
    return _replace_in(content, "xl/worksheets/sheet1.xml", old, new)


def _replace_in(content: bytes, name: str, old: str, new: str) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(out, "w") as changed:
        for entry in archive.namelist():
            text = archive.read(entry).decode()
            assert entry != name or old in text
            changed.writestr(entry, text.replace(old, new) if entry == name else text)
    return out.getvalue()
