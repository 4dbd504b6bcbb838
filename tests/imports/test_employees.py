"""Employees from files: what is registered, what is changed, and that again is harmless."""

from datetime import date

from tests.imports.conftest import Imported, codes, nip, noticed
from tests.imports.golden import golden, told
from tests.imports.workbooks import Number, workbook

HEADER = "NIP;Nama;Status Kepegawaian;OPD;Kantor;Pola Kerja;TMT;Wajib Presensi Mulai"
ROWS = f"""{HEADER}
{nip(1)};Pegawai Uji Satu;PNS;dinkes;dinkes;lima;03/10/2022;13/10/2022
{nip(2)};Pegawai Uji Dua;P3K;Dinas Kesehatan;Kantor Dinkes;Lima Hari;2022-10-03;
;Pegawai Uji Tiga;Honorer;DISDIK;dinkes;piket;3 Oktober 2022;
"""


def test_a_dry_run_says_what_would_happen_and_writes_nothing(imported: Imported) -> None:
    before = imported.log()
    report = imported.look("employees", ROWS)
    assert (report.new, report.changed, report.unchanged, report.faulty) == (3, 0, 0, 0)
    assert report.events == 4
    assert not report.applied
    assert (report.encoding, report.delimiter) == ("utf-8", ";")
    assert imported.log() == before


def test_an_import_registers_and_enrols_in_one_transaction(imported: Imported) -> None:
    report = imported.apply("employees", ROWS)
    assert report.applied
    assert report.position == imported.log()[-1].position
    people = imported.people()
    assert people["Pegawai Uji Satu"].enrolled_from == date(2022, 10, 13)
    assert people["Pegawai Uji Satu"].nips == ((date(2022, 10, 3), nip(1)),)
    assert people["Pegawai Uji Dua"].employments == ((date(2022, 10, 3), "pppk"),)
    assert people["Pegawai Uji Tiga"].postings[0][1].opd == "disdik"


def test_again_is_harmless(imported: Imported) -> None:
    imported.apply("employees", ROWS)
    before = imported.log()
    report = imported.apply("employees", ROWS)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 3)
    assert imported.log() == before


def test_rows_in_another_order_and_form_are_the_same_people(imported: Imported) -> None:
    imported.apply("employees", ROWS)
    head, *rows = ROWS.splitlines()
    spaced = f"{nip(1)[:8]} {nip(1)[8:14]} {nip(1)[14:15]} {nip(1)[15:]}"
    turned = "\n".join([head, *reversed(rows)]).replace(nip(1), spaced)
    report = imported.apply("employees", turned)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 3)
    assert "nip_separators" in noticed(report)


def test_only_what_differs_is_changed(imported: Imported) -> None:
    imported.apply("employees", ROWS)
    changed = ROWS.replace("Pegawai Uji Satu", "Pegawai Uji Kesatu").replace("P3K", "PNS")
    report = imported.apply("employees", changed)
    assert (report.new, report.changed, report.unchanged) == (0, 2, 1)
    assert [r.event.__class__.__name__ for r in imported.log()[-2:]] == [
        "NameCorrected",
        "EmploymentChanged",
    ]


def test_what_was_changed_back_meanwhile_is_changed_again(imported: Imported) -> None:
    imported.apply("employees", ROWS)
    imported.apply("employees", ROWS.replace("Pegawai Uji Satu", "Pegawai Uji Keliru"))
    report = imported.apply("employees", ROWS)
    assert (report.changed, report.unchanged) == (1, 2)
    assert "Pegawai Uji Satu" in imported.people()


def test_one_faulty_row_keeps_every_other_from_being_imported(imported: Imported) -> None:
    before = imported.log()
    report = imported.apply("employees", ROWS + f"{nip(4)};Uji;PNS;entah;dinkes;lima;2022-10-03;\n")
    assert not report.applied
    assert report.faulty == 1
    assert report.position is None
    assert imported.log() == before


def test_a_nip_that_changes_is_found_by_the_old_one(imported: Imported) -> None:
    imported.apply("employees", ROWS)
    moved = (
        "nip_lama,nip,nama,status,opd,kantor,pola,tmt\n"
        f"{nip(2)},199001012023011002,Pegawai Uji Dua,PNS,dinkes,dinkes,lima,2022-11-01\n"
    )
    report = imported.apply("employees", moved)
    assert (report.new, report.changed) == (0, 1)
    assert [held for _, held in imported.people()["Pegawai Uji Dua"].nips] == [
        nip(2),
        "199001012023011002",
    ]


def test_a_supervisor_may_stand_in_an_earlier_row(imported: Imported) -> None:
    head, first, second, *_ = ROWS.splitlines()
    rows = "\n".join([f"{head};NIP Atasan", f"{first};", f"{second};{nip(1)}"])
    assert imported.apply("employees", rows).new == 2
    people = imported.people()
    assert len(people["Pegawai Uji Dua"].supervisors) == 1


NASTY = f"""{HEADER}
198501012010011000;Uji A;PNS;dinkes;dinkes;lima;2022-10-03;
1.98501E+17;Uji B;PNS;dinkes;dinkes;lima;2022-10-03;
19850101201001;Uji C;PNS;dinkes;dinkes;lima;2022-10-03;
198501012010O11001;Uji D;PNS;dinkes;dinkes;lima;2022-10-03;
{nip(5)};;PNS;dinkes;dinkes;lima;2022-10-03;
{nip(6)};Uji F;Direktur;dinkes;dinkes;lima;2022-10-03;
{nip(7)};Uji G;PNS;dinks;dinkes;lima;2022-10-03;
{nip(8)};Uji H;PNS;12;dinkes;lima;2022-10-03;
{nip(9)};Uji I;PNS;dinkes;entah;lima;2022-10-03;
{nip(10)};Uji J;PNS;dinkes;dinkes;enam;2022-10-03;
{nip(11)};Uji K;PNS;dinkes;dinkes;lima;31/02/2022;
{nip(12)};Uji L;PNS;dinkes;dinkes;lima;03/10/22;
{nip(13)};Uji M;PNS;dinkes;dinkes;lima;besok;
{nip(14)};#REF!;PNS;dinkes;dinkes;lima;2022-10-03;
{nip(15)};=A1&B1;PNS;dinkes;dinkes;lima;2022-10-03;
{nip(16)};Uji P;Honorer;dinkes;dinkes;lima;2022-10-03;
;Uji Q;PNS;dinkes;dinkes;lima;2022-10-03;
{nip(18)};Uji R;PNS;dinkes;dinkes;lima;2022-10-03;
{nip(18)};Uji R;PNS;disdik;dinkes;lima;2022-10-03;
199001012015130019;Uji S;PNS;dinkes;dinkes;lima;2022-10-03;
{nip(20)};Uji T;PNS;dinkes;dinkes;lima;0202-10-03;
"""


def test_every_faulty_row_is_listed_with_its_place_and_reason(imported: Imported) -> None:
    report = imported.look("employees", NASTY)
    assert told(report) == golden("employees")
    assert report.faulty == NASTY.count("\n") - 2, "all but the header and the first of a pair"


def test_a_workbook_is_read_as_a_text_file_is(imported: Imported) -> None:
    rows = [line.split(";") for line in ROWS.splitlines()]
    assert imported.apply("employees", workbook({"Pegawai": rows})).new == 3
    assert imported.look("employees", ROWS).unchanged == 3


def test_a_nip_that_a_workbook_keeps_as_a_number_is_lost(imported: Imported) -> None:
    head, first, *_ = [line.split(";") for line in ROWS.splitlines()]
    lost = [Number("1.99001012015010001E+17"), *first[1:]]
    report = imported.look("employees", workbook({"Pegawai": [head, lost]}))
    assert codes(report) == [(2, "NIP", "nip_kept_as_number")]


def test_namesakes_without_nip_are_told_apart_by_their_id_alone(imported: Imported) -> None:
    row = ";Pegawai Uji Tiga;Honorer;DISDIK;dinkes;piket;{};"
    twice = "\n".join([HEADER, row.format("2022-10-03"), row.format("2022-11-01")])
    assert codes(imported.look("employees", twice)) == [(3, "Nama", "row_contradicts")]


def test_a_row_that_is_repeated_word_for_word_is_one_row(imported: Imported) -> None:
    report = imported.apply("employees", ROWS + ROWS.splitlines()[1])
    assert (report.new, report.faulty) == (3, 0)
    assert "row_repeated" in noticed(report)


def test_a_row_of_an_id_that_nobody_has_is_faulty(imported: Imported) -> None:
    row = f"id pegawai;{HEADER}\n{'a' * 16};;Uji;Honorer;disdik;dinkes;piket;2022-10-03;\n"
    assert codes(imported.look("employees", row)) == [(2, "id pegawai", "employee_unknown")]
