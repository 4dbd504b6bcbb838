"""TPP bases from files."""

from datetime import date

from domain.dated import at
from tests.imports.conftest import Imported, base_of, codes, nip
from tests.imports.golden import golden, told
from tests.imports.workbooks import Formula, workbook

OCTOBER, NOVEMBER = date(2022, 10, 1), date(2022, 11, 1)
PEOPLE = "nip,nama,status,opd,kantor,pola,tmt\n" + "".join(
    f"{nip(n)},Pegawai Uji {n},PNS,dinkes,dinkes,lima,2022-01-03\n" for n in range(1, 4)
)
TPP = f"""No;NIP;Nama;Kelas Jabatan;Besaran TPP (Rp)
1;{nip(1)};Pegawai Uji 1;7;Rp 3.500.000,00
2;{nip(2)};Pegawai Uji 2;8;4.000.000
;JUMLAH;;;7.500.000
"""


def bases(imported: Imported, month: date) -> dict[str, int | None]:
    return {name: base_of(person, month) for name, person in imported.people().items()}


def test_amounts_hold_from_the_month_that_is_told(imported: Imported) -> None:
    imported.apply("employees", PEOPLE)
    report = imported.apply("tpp", TPP, told={"from_month": "November 2022"})
    assert (report.new, report.faulty) == (2, 0)
    assert bases(imported, OCTOBER) == {f"Pegawai Uji {n}": None for n in (1, 2, 3)}
    assert bases(imported, NOVEMBER) == {
        "Pegawai Uji 1": 3_500_000,
        "Pegawai Uji 2": 4_000_000,
        "Pegawai Uji 3": None,
    }


def test_again_and_for_a_later_month_is_nothing_new(imported: Imported) -> None:
    imported.apply("employees", PEOPLE)
    imported.apply("tpp", TPP, told={"from_month": "2022-10"})
    before = imported.log()
    assert imported.apply("tpp", TPP, told={"from_month": "2022-10"}).unchanged == 2
    assert imported.apply("tpp", TPP, told={"from_month": "2022-11"}).unchanged == 2
    assert imported.log() == before


def test_another_amount_is_a_change(imported: Imported) -> None:
    imported.apply("employees", PEOPLE)
    imported.apply("tpp", TPP, told={"from_month": "2022-10"})
    dearer = TPP.replace("4.000.000", "4.250.000")
    report = imported.apply("tpp", dearer, told={"from_month": "2022-11"})
    assert (report.changed, report.unchanged) == (1, 1)
    assert bases(imported, OCTOBER)["Pegawai Uji 2"] == 4_000_000
    assert bases(imported, NOVEMBER)["Pegawai Uji 2"] == 4_250_000


COMPONENTS = workbook(
    {
        "TPP": [
            ["NIP", "Kelas", "TPP", None, None, "Bulan"],
            [None, None, "Beban Kerja", "Prestasi Kerja", "Jumlah", None],
            [nip(1), 7, 1_500_000, 2_000_000, Formula("C3+D3", "3500000"), "2022-10"],
            [nip(2), 8, 1_000_000, "-", "1.000.000", "2022-10"],
        ]
    },
    merged=("C1:E1",),
)


def test_components_are_kept_and_sum_up(imported: Imported) -> None:
    imported.apply("employees", PEOPLE)
    assert imported.apply("tpp", COMPONENTS).new == 2
    base = at(imported.people()["Pegawai Uji 1"].bases, OCTOBER)
    assert base is not None
    assert {c.name: c.rupiah for c in base.components} == {
        "beban_kerja": 1_500_000,
        "prestasi_kerja": 2_000_000,
    }
    assert imported.apply("tpp", COMPONENTS).unchanged == 2


def test_a_list_without_components_leaves_those_that_are_known(imported: Imported) -> None:
    imported.apply("employees", PEOPLE)
    imported.apply("tpp", COMPONENTS)
    row = f"nip,kelas,tpp,bulan\n{nip(1)},7,3500000,2022-10\n"
    assert imported.apply("tpp", row).unchanged == 1


NASTY = f"""NIP;Bulan;Kelas;TPP;Beban Kerja
{nip(1)};2022-10;7;3.5E+06;
{nip(1)};2022-11;7;3.500.000,50;
{nip(2)};2022-10;18;4.000.000;
{nip(2)};2022-11;7,5;4.000.000;
{nip(2)};Oktober 22;7;4.000.000;
{nip(3)};2022-10;7;9.000.000.000;
{nip(3)};2022-11;7;4.000.000;3.000.000
{nip(3)};2022-12;7;;
{nip(9)};2022-10;7;4.000.000;
{nip(1)};2022-12;7;4.000.000;
{nip(1)};01/12/2022;7;5.000.000;
{nip(1)};2021-12;7;#N/A;
"""


def test_every_faulty_amount_is_named(imported: Imported) -> None:
    imported.apply("employees", PEOPLE)
    before = imported.log()
    report = imported.apply("tpp", NASTY)
    assert told(report) == golden("tpp")
    assert imported.log() == before


def test_a_list_with_neither_amount_nor_components_is_refused(imported: Imported) -> None:
    report = imported.look("tpp", f"nip,kelas,bulan\n{nip(1)},7,2022-10\n")
    assert codes(report) == [(0, "", "column_missing")]
