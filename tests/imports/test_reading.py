"""Files as people have them: every encoding, delimiter and quotation; what is no table."""

import pytest

from tests.imports.conftest import nip
from tests.imports.tables import TABLE, read, refused
from tests.imports.workbooks import workbook

PEOPLE = [
    (2, {"nip": nip(1), "name": "Pegawai Uji É", "grade": 7}),
    (3, {"nip": nip(2), "name": "“Uji”", "grade": 8}),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_ending_is_recognised(
    encoding: str, delimiter: str, ending: str
) -> None:
    text = TABLE.replace(",", delimiter).replace("\n", ending)
    rows, faults, noticed = read(text.encode(encoding))
    assert (rows, faults) == (PEOPLE, [])
    assert noticed == ({"cp1252"} if encoding == "cp1252" else set())


def test_big_endian_without_a_mark_is_recognised() -> None:
    assert read(TABLE.encode("utf-16-be"))[0] == PEOPLE


def test_an_encoding_may_be_named() -> None:
    cyrillic = TABLE.replace("É", "Й").replace("“", "").replace("”", "")
    assert read(cyrillic.encode("koi8-r"), encoding="koi8-r")[0][0][1]["name"] == "Pegawai Uji Й"


@pytest.mark.parametrize("encoding", ["utf-8", "entah"])
def test_an_encoding_that_does_not_fit_is_refused(encoding: str) -> None:
    assert refused(TABLE.encode("cp1252"), encoding=encoding)[0] == "encoding_unknown"


def test_bytes_of_no_encoding_are_refused() -> None:
    assert refused(b"NIP,Nama\n\x81\x8d,x\n")[0] == "encoding_unknown"


def test_the_line_that_names_the_delimiter_is_understood() -> None:
    rows, _, _ = read("sep=;\n" + TABLE.replace(",", ";"))
    assert [row for row, _ in rows] == [3, 4]


def test_a_delimiter_within_quotes_is_none() -> None:
    rows, _, _ = read(f'NIP;Nama\n{nip(1)};"Uji, A, B, C"\n{nip(2)};"Uji ""B"""\n')
    assert [values["name"] for _, values in rows] == ["Uji, A, B, C", 'Uji "B"']


def test_a_text_over_several_lines_keeps_the_numbers_of_the_lines_after_it() -> None:
    rows, _, _ = read(f'NIP,Nama\n{nip(1)},"Pegawai\nUji"\n{nip(2)},Uji\n')
    assert [(row, values["name"]) for row, values in rows] == [(2, "Pegawai Uji"), (4, "Uji")]


def test_a_quotation_mark_that_nothing_closes_is_named_with_its_line() -> None:
    code, details = refused(f'NIP,Nama\n{nip(1)},Uji\n{nip(2)},"Uji\n{nip(3)},Uji\n')
    assert (code, details["row"]) == ("quotes_broken", 3)


# ---- files that are no table


@pytest.mark.parametrize("content", [b"", b"  \n\r\n", b"\xef\xbb\xbf", workbook({"Data": []})])
def test_an_empty_file_is_named(content: bytes) -> None:
    assert refused(content)[0] == "file_empty"


def test_a_header_without_rows_is_named() -> None:
    assert refused("NIP,Nama\n")[0] == "no_rows"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
        (b"%PDF-1.7\n", "pdf"),
        (b"<html><table><tr><td>NIP</td></tr></table></html>", "html"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "html"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
    ],
)
def test_what_is_neither_text_nor_workbook_is_named(content: bytes, kind: str) -> None:
    assert refused(content) == ("file_kind_unknown", {"kind": kind})
