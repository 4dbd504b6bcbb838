"""Offices from files."""

from datetime import date

from domain.dated import at
from domain.office import Office, evolve
from domain.recorded import fold
from tests.imports.conftest import Imported, noticed
from tests.imports.golden import golden, told
from tests.imports.workbooks import workbook

OCTOBER = date(2022, 10, 1)
OFFICES = """Kode;Nama Kantor;OPD;Lintang;Bujur;Radius (m);Berlaku Mulai
PKM-Contoh;Puskesmas Contoh;dinkes;-5,3571;104,9752;150;2022-10-01
sdn-1;SD Negeri 1 Contoh;Dinas Pendidikan;-5.3601;104.9801;;2022-10-01
"""


def office(imported: Imported, code: str) -> Office:
    return fold(imported.store.load(f"office/{code}"), evolve, Office())


def test_offices_are_opened_with_their_areas(imported: Imported) -> None:
    report = imported.apply("offices", OFFICES)
    assert (report.new, report.faulty) == (2, 0)
    assert "decimal_comma" in noticed(report)
    opened = office(imported, "pkm-contoh")
    area = at(opened.areas, OCTOBER)
    assert area is not None
    assert (opened.opd, area.latitude, area.longitude, area.radius_m) == (
        "dinkes",
        -5.3571,
        104.9752,
        150,
    )


def test_again_is_harmless_and_a_change_is_dated(imported: Imported) -> None:
    imported.apply("offices", OFFICES)
    before = imported.log()
    assert imported.apply("offices", OFFICES).unchanged == 2
    assert imported.log() == before
    moved = OFFICES.replace("-5,3571", "-5,3600").replace("2022-10-01", "2022-11-01")
    assert imported.apply("offices", moved).changed == 1
    areas = office(imported, "pkm-contoh").areas
    assert [(on.month, area.latitude) for on, area in areas] == [(10, -5.3571), (11, -5.36)]


def test_a_point_in_one_cell_is_read_as_maps_show_it(imported: Imported) -> None:
    rows = [
        ["kode", "nama", "opd", "koordinat", "mulai"],
        ["kel-1", "Kelurahan 1", "dinkes", "-5.3571, 104.9752", OCTOBER],
        ["kel-2", "Kelurahan 2", "dinkes", "-5.3571,104.9752", OCTOBER],
    ]
    assert imported.apply("offices", workbook({"Kantor": rows})).new == 2
    area = at(office(imported, "kel-2").areas, OCTOBER)
    assert area is not None
    assert (area.latitude, area.longitude) == (-5.3571, 104.9752)


NASTY = """Kode;Nama;OPD;Lintang;Bujur;Radius;Zona;Mulai
a;A;dinkes;104,9752;-5,3571;100;;2022-10-01
b;B;dinkes;-53571;1049752;100;;2022-10-01
c;C;dinkes;0;0;100;;2022-10-01
d;D;dinkes;5°21'25" LS;104,9752;100;;2022-10-01
e;E;dinkes;-5,3571;104,9752;9000;;2022-10-01
f;F;dinkes;-5,3571;;100;;2022-10-01
g;G;dinkes;-5,3571;104,9752;100;WIBB;2022-10-01
h h;H;dinkes;-5,3571;104,9752;100;;2022-10-01
dinkes;Kantor Dinkes;disdik;-5,3571;104,9752;100;;2022-10-01
dinkes;Kantor Dinkes;dinkes;-5,3571;104,9752;100;WIT;2022-10-01
k;K;dinkes;-5,3571;104,9752;100;;2022-10-01
k;K;dinkes;-5,3571;104,9799;100;;2022-10-01
"""


def test_every_faulty_office_is_named(imported: Imported) -> None:
    before = imported.log()
    report = imported.apply("offices", NASTY)
    assert told(report) == golden("offices")
    assert imported.log() == before


def test_an_office_stays_in_its_zone(imported: Imported) -> None:
    moved = (
        NASTY.splitlines()[0] + "\ndinkes;Kantor Dinkes;dinkes;-5,3571;104,9752;100;WIT;2022-10-01"
    )
    assert [fault.code for fault in imported.look("offices", moved).faults] == ["zone_changed"]
