"""Which line names the columns, what each means, and what under the table is no row of it."""

import pytest

from tests.imports.conftest import nip
from tests.imports.tables import TABLE, read, refused, sheet
from tests.imports.workbooks import workbook


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
