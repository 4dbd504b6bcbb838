"""Offices whose areas no circle fits, from files."""

from datetime import date

import pytest

from domain.dated import at
from domain.office import Area, Office, evolve
from domain.office_area import distance_m
from domain.recorded import fold
from tests.imports.conftest import Imported, codes
from tests.imports.workbooks import workbook

OCTOBER, NOVEMBER = date(2022, 10, 1), date(2022, 11, 1)
SQUARE = (
    "POLYGON ((104.974 -5.359, 104.976 -5.359, 104.976 -5.357, 104.974 -5.357, 104.974 -5.359))"
)
RING = "[[104.974,-5.359],[104.976,-5.359],[104.976,-5.357],[104.974,-5.357],[104.974,-5.359]]"
GEOJSON = '{"type":"Polygon","coordinates":[' + RING + "]}"
WIDER = SQUARE.replace("104.976", "104.978")
HEADER = "Kode;Nama;OPD;Lintang;Bujur;Radius;Poligon;Mulai\n"


def row(polygon: str, point: str = ";", radius: str = "", code: str = "kel") -> str:
    quoted = polygon.replace('"', '""')
    return f'{code};Kelurahan;dinkes;{point};{radius};"{quoted}";2022-10-01\n'


def areas(imported: Imported, code: str = "kel") -> dict[date, Area]:
    return dict(fold(imported.store.load(f"office/{code}"), evolve, Office()).areas)


@pytest.mark.parametrize(
    "polygon",
    [
        SQUARE,
        GEOJSON,
        f"SRID=4326;{SQUARE}",
        SQUARE.replace("POLYGON (", "MULTIPOLYGON ((") + ")",
        '{"type":"Feature","properties":{},"geometry":' + GEOJSON + "}",
    ],
    ids=["wkt", "geojson", "ewkt", "multipolygon", "feature"],
)
def test_a_polygon_is_an_offices_area_without_a_point(imported: Imported, polygon: str) -> None:
    assert imported.apply("offices", HEADER + row(polygon)).new == 1
    area = areas(imported)[OCTOBER]
    assert distance_m(area, -5.3571, 104.9741) == 0, "a corner that a circle would leave out"
    assert distance_m(area, -5.358, 104.977) in range(105, 116)
    assert distance_m(area, area.latitude, area.longitude) == 0


def test_a_point_beside_a_polygon_stands_for_it_on_the_map(imported: Imported) -> None:
    rows = [
        ["kode", "nama", "opd", "koordinat", "geojson", "mulai"],
        ["kel", "Kelurahan", "dinkes", "-5.3571, 104.9752", GEOJSON, OCTOBER],
        ["lain", "Lain", "dinkes", "-5.3571, 104.9752", "-", OCTOBER],
    ]
    assert imported.apply("offices", workbook({"Kantor": rows})).new == 2
    area = areas(imported)[OCTOBER]
    assert (area.latitude, area.longitude) == (-5.3571, 104.9752)
    assert area.geojson is not None
    assert areas(imported, "lain")[OCTOBER].geojson is None


def test_again_is_harmless_and_another_polygon_is_dated(imported: Imported) -> None:
    imported.apply("offices", HEADER + row(SQUARE, "-5.358;104.975"))
    for same in (row(SQUARE, "-5.358;104.975"), row(GEOJSON), row("", "-5.358;104.975")):
        assert imported.apply("offices", HEADER + same).unchanged == 1
    wider = row(WIDER).replace("2022-10-01", "2022-11-01")
    assert imported.apply("offices", HEADER + wider).changed == 1
    assert [*areas(imported)] == [OCTOBER, NOVEMBER]
    known = fold(imported.store.load("office/kel"), evolve, Office())
    assert at(known.areas, NOVEMBER) != at(known.areas, OCTOBER)


@pytest.mark.parametrize(
    ("polygon", "code"),
    [
        ("POLYGON ((104.974 -5.359, 104.976", "area_unreadable"),
        ("jalan raya", "area_unreadable"),
        ('{"type":"Polygon","coordinates":', "area_unreadable"),
        ("POLYGON EMPTY", "area_ring_too_short"),
        (f"SRID=3857;{SQUARE}", "area_unreadable"),
        ("POINT (104.974 -5.359)", "area_not_polygon"),
        (GEOJSON.replace(",[104.974,-5.359]]", "]"), "area_ring_open"),
        (GEOJSON.replace("104.974,-5.359", "-5.359,104.974"), "area_swapped"),
        (SQUARE.replace("104.976 -5.357", "104.975 -5.36"), "area_crosses_itself"),
        (SQUARE.replace("104.976", "105.976"), "area_too_large"),
        (SQUARE.replace("104.976", "104.9740001"), "area_too_small"),
    ],
)
def test_every_faulty_polygon_is_named_with_its_row(
    imported: Imported, polygon: str, code: str
) -> None:
    before = imported.log()
    good = row(SQUARE, code="baik")
    report = imported.apply("offices", HEADER + good + row(polygon))
    assert codes(report) == [(3, "Poligon", code)]
    assert report.faults[0].value == polygon[:80]
    assert imported.log() == before


def test_what_is_faulty_beside_a_polygon_is_named_in_its_own_column(imported: Imported) -> None:
    rows = (
        row(SQUARE, "-5.358;"),
        row(SQUARE, "-8.358;114.975", code="b"),
        row(SQUARE, radius="9000", code="c"),
        row("", code="d"),
    )
    report = imported.look("offices", HEADER + "".join(rows))
    assert codes(report) == [
        (2, "Bujur", "cell_missing"),
        (3, "Poligon", "area_middle_far_off"),
        (4, "Radius", "area_radius_implausible"),
        (5, "Lintang", "cell_missing"),
        (5, "Bujur", "cell_missing"),
    ]
