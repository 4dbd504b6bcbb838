"""Files as people have them: every encoding, delimiter, header and footer; what is no table."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from application.imports.asked import Asked, read_table
from application.imports.cells import as_nip, as_number, as_text
from application.imports.notes import Notes
from application.imports.rows import Fault, Field
from domain.refusals import Refusal
from tests.imports.conftest import nip
from tests.imports.workbooks import Failed, Formula, Number, Value, workbook

FIELDS = (
    Field("nip", as_nip, ("nip", "nip baru")),
    Field("name", as_text, ("nama", "nama pegawai")),
    Field("grade", as_number, ("kelas jabatan", "kelas"), needed=False),
)
TABLE = f"NIP,Nama,Kelas\n{nip(1)},Pegawai Uji É,7\n{nip(2)},“Uji”,8\n"


def read(content: bytes | str, **options: object) -> tuple[list[tuple[int, dict]], list, set[str]]:
    """The rows that can be read, the faults, and what was noticed."""
    notes, faults = Notes(), list[Fault]()
    raw = content.encode() if isinstance(content, str) else content
    reading = read_table(Asked(content=raw, **options), FIELDS, notes, faults)
    rows = [(line.row, line.values) for line in reading.lines]
    noticed = {notice.code.removeprefix("note_") for notice in notes.all()}
    return rows, [(fault.row, fault.code) for fault in faults], noticed


def refused(content: bytes | str, **options: object) -> tuple[str, dict]:
    with pytest.raises(Refusal) as caught:
        read(content, **options)
    return caught.value.code, dict(caught.value.details)


def sheet(*rows: list[Value]) -> bytes:
    return workbook({"Data": rows})


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


# ---- headers


@pytest.mark.parametrize(
    "header",
    [
        "NIP,NAMA,KELAS",
        " nip : , Nama  Pegawai ,Kelas Jabatan (1-17)",
        "NIP Baru,nama_pegawai,kelas-jabatan",
        "nip,name,grade",
        "Nip.,Nama (lengkap dengan gelar),kelas",
    ],
)
def test_a_header_is_known_by_its_words(header: str) -> None:
    rows, _, _ = read(f"{header}\n{nip(1)},Uji,7\n")
    assert rows == [(2, {"nip": nip(1), "name": "Uji", "grade": 7})]


def test_a_header_stands_under_a_title_and_over_a_line_of_numbers() -> None:
    rows, _, noticed = read(
        f"DAFTAR NAMA PEGAWAI,,\nDINAS CONTOH,,\n,,\nNIP,Nama,Kelas\n1,2,3\n{nip(1)},Uji,7\n"
    )
    assert [row for row, _ in rows] == [6]
    assert noticed == {"numbering_line"}


def test_a_header_of_two_merged_lines_is_read_as_one() -> None:
    content = workbook(
        {
            "Data": [
                ["Daftar", None, None, None],
                ["NIP", "Nama", "Jabatan", None],
                [None, None, "Sebutan", "Kelas"],
                [nip(1), "Uji", "Penata", 7],
            ]
        },
        merged=("A2:A3", "B2:B3", "C2:D2"),
    )
    rows, _, noticed = read(content)
    assert rows == [(4, {"nip": nip(1), "name": "Uji", "grade": 7})]
    assert noticed == {"header_merged", "columns_ignored"}


def test_a_group_over_a_column_helps_to_name_it() -> None:
    content = sheet(
        ["NIP", "Nama", "Kelas", None], [None, None, "Jabatan", "Lama"], [nip(1), "Uji", 7, 6]
    )
    assert read(content)[0][0][1]["grade"] == 7


def test_a_file_without_a_header_is_refused_with_what_it_has() -> None:
    code, details = refused(f"{nip(1)},Uji,7\n{nip(2)},Uji,8\n")
    assert code == "header_unknown"
    assert details["needed"] == ["nip", "nama"]


def test_a_missing_column_is_named_with_those_that_are_there() -> None:
    code, details = refused(f"NIP,Kelas,Catatan\n{nip(1)},7,x\n")
    assert (code, details) == (
        "column_missing",
        {"columns": ["nama"], "found": ["NIP", "Kelas", "Catatan"]},
    )


def test_two_columns_of_one_meaning_need_a_mapping() -> None:
    twice = f"NIP,Nama,Nama Pegawai\n{nip(1)},Keliru,Uji\n"
    assert refused(twice)[0] == "column_repeated"
    rows, _, _ = read(twice, mapping={"Nama Pegawai": "name", "Nama": "-"})
    assert rows[0][1]["name"] == "Uji"


def test_a_column_is_mapped_whatever_it_is_called() -> None:
    rows, _, _ = read(f"X,Y\n{nip(1)},Uji\n", mapping={"x": "nip", "Y": "name"})
    assert rows == [(2, {"nip": nip(1), "name": "Uji"})]


def test_a_mapping_of_what_does_not_exist_is_refused() -> None:
    assert refused(TABLE, mapping={"Umur": "grade"})[0] == "mapped_column_unknown"
    assert refused(TABLE, mapping={"Kelas": "umur"})[0] == "mapped_field_unknown"
    assert refused(TABLE, told={"umur": "7"})[0] == "mapped_field_unknown"


def test_a_value_told_beside_the_file_holds_for_each_row() -> None:
    rows, _, _ = read(f"NIP,Nama\n{nip(1)},Uji\n{nip(2)},Uji\n", told={"grade": "9"})
    assert [values["grade"] for _, values in rows] == [9, 9]


# ---- what stands under the table


def test_totals_and_signatures_are_no_rows() -> None:
    rows, faults, noticed = read(
        f'NIP,Nama,Kelas\n{nip(1)},Uji,7\n\nJUMLAH,,1\n,,\n,"Contoh, 3 Oktober 2022",\n,Kepala,\n'
    )
    assert ([row for row, _ in rows], faults) == ([2], [])
    assert noticed == {"total_line", "footer_line"}


def test_a_row_that_breaks_off_is_a_fault_and_no_footer() -> None:
    rows, faults, _ = read(f"NIP,Nama,Kelas\n{nip(1)},Uji,7\n{nip(2)[:9]}")
    assert [row for row, _ in rows] == [2]
    assert faults == [(3, "nip_wrong_length"), (3, "cell_missing")]


def test_blank_rows_between_are_passed_over() -> None:
    rows, faults, _ = read(f"NIP,Nama\n{nip(1)},Uji\n,\n\u00a0,\n{nip(2)},Uji\n")
    assert ([row for row, _ in rows], faults) == ([2, 5], [])


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


def test_a_broken_workbook_is_named() -> None:
    assert refused(sheet(["NIP"], ["1"])[:200])[0] == "workbook_unreadable"
    other = BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("isi.txt", "NIP")
    assert refused(other.getvalue())[0] == "file_kind_unknown"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("application.imports.workbooks._UNPACKED_BYTES", 1_000)
    assert refused(sheet(["NIP", "Nama"], [nip(1), "Uji"]))[0] == "workbook_too_large"


# ---- workbooks


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
