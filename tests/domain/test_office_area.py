"""The office's area: how far a point is from it, and what is wrong with a polygon."""

from math import cos, radians, sin, tau

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geojson import (
    MOST_POINTS,
    AreaCrossesItself,
    AreaImpossible,
    AreaNotPolygon,
    AreaOutsideWorld,
    AreaPointUnreadable,
    AreaRingOpen,
    AreaRingTooShort,
    AreaSwapped,
    AreaTooManyPoints,
    AreaUnreadable,
)
from domain.office import Area
from domain.office_area import (
    AreaMiddleFarOff,
    AreaMiddleMissing,
    AreaRadiusImplausible,
    AreaTooLarge,
    AreaTooSmall,
    distance_m,
    great_circle_m,
    parse_area,
)
from domain.position import PositionNotFinite, PositionSwapped
from domain.refusals import Refusal

LATITUDE, LONGITUDE = -5.358, 104.974
METRE = 1 / 110_584
"""Degrees of latitude; of longitude, divided by the cosine."""

indonesia = st.tuples(st.floats(-11, 6), st.floats(95, 141))


def square(half_m: float, latitude: float = LATITUDE, longitude: float = LONGITUDE):
    north, east = half_m * METRE, half_m * METRE / cos(radians(latitude))
    ring = [
        [longitude - east, latitude - north],
        [longitude + east, latitude - north],
        [longitude + east, latitude + north],
        [longitude - east, latitude + north],
    ]
    return [*ring, ring[0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def moved(latitude, longitude, bearing, metres):
    north = metres * cos(bearing) * METRE
    east = metres * sin(bearing) * METRE / cos(radians(latitude))
    return latitude + north, longitude + east


@given(indonesia, st.floats(0, tau), st.floats(0, 50_000), st.integers(10, 5_000))
def test_a_circle_measures_what_the_great_circle_does(middle, bearing, metres, radius_m):
    """The sphere and the ellipsoid differ by up to 0.6 %."""
    point = moved(*middle, bearing, metres)
    area = Area(latitude=middle[0], longitude=middle[1], radius_m=radius_m)
    true_m = great_circle_m(*middle, *point)
    measured_m = distance_m(area, *point)
    assert measured_m - 1 <= max(0, true_m * 1.006 + 0.1 - radius_m)
    assert measured_m >= max(0, true_m * 0.994 - 0.1 - radius_m)


@given(indonesia, st.floats(0, tau), st.floats(0, 20_000), st.integers(10, 2_000))
def test_a_polygon_measures_what_its_circle_does(middle, bearing, metres, radius_m):
    """The ring of corners is round to 0.7 %: degrees are not scaled as on the ellipsoid."""
    corners = [moved(*middle, tau * i / 256, radius_m) for i in range(256)]
    ring = [[longitude, latitude] for latitude, longitude in corners]
    area = parse_area(geojson=polygon([*ring, ring[0]]))
    circle = Area(latitude=middle[0], longitude=middle[1], radius_m=radius_m)
    point = moved(*middle, bearing, metres)
    slack_m = 1 + 0.001 * metres + 0.007 * radius_m
    assert abs(distance_m(area, *point) - distance_m(circle, *point)) <= slack_m


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_earth_has_a_distance(latitude, longitude):
    circle = Area(latitude=LATITUDE, longitude=LONGITUDE)
    true_m = great_circle_m(LATITUDE, LONGITUDE, latitude, longitude)
    assert distance_m(circle, latitude, longitude) >= 0
    if true_m > 150_000:
        assert distance_m(circle, latitude, longitude) == pytest.approx(true_m, abs=1)


@pytest.mark.parametrize(("metres", "distance"), [(0, 0), (99.99, 0), (100.01, 1), (101.5, 2)])
def test_outside_is_at_least_a_metre(metres, distance):
    area = parse_area(latitude=LATITUDE, longitude=LONGITUDE)
    assert distance_m(area, LATITUDE + metres * METRE, LONGITUDE) == distance


def test_the_date_line_is_no_border():
    area = Area(latitude=0.5, longitude=179.9996)
    assert distance_m(area, 0.5, -179.9996) == 0
    assert distance_m(area, 0.5, -179.9986) == 101


def test_a_corner_is_within():
    ring = square(50)
    area = parse_area(geojson=polygon(ring))
    assert [distance_m(area, latitude, longitude) for longitude, latitude in ring] == [0] * 5


def test_a_hole_is_outside():
    area = parse_area(geojson=polygon(square(100), square(19.5)))
    assert distance_m(area, LATITUDE, LONGITUDE) == 20
    assert distance_m(area, LATITUDE + 50 * METRE, LONGITUDE) == 0


def test_of_two_buildings_the_nearer_counts():
    second = LATITUDE + 1_000 * METRE
    area = parse_area(
        geojson={
            "type": "MultiPolygon",
            "coordinates": [[square(50)], [square(50, latitude=second)]],
        }
    )
    assert distance_m(area, second, LONGITUDE) == 0
    assert distance_m(area, second + 149.5 * METRE, LONGITUDE) == 100


@pytest.mark.parametrize(
    "wrap",
    [
        lambda shape: shape,
        lambda shape: {"type": "Feature", "properties": {}, "geometry": shape},
        lambda shape: {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": shape}],
        },
    ],
)
def test_a_polygon_is_read_from_what_map_programs_export(wrap):
    with_heights = [[*point, 120.5] for point in square(50)]
    area = parse_area(geojson=wrap(polygon(with_heights)))
    assert (area.latitude, area.longitude) == pytest.approx((LATITUDE, LONGITUDE), abs=1e-6)
    assert distance_m(area, LATITUDE, LONGITUDE) == 0
    assert msgspec.json.decode(msgspec.json.encode(area), type=Area) == area


BOW_TIE = [[104, -5], [104.001, -5.001], [104.001, -5], [104, -5.001], [104, -5]]
MANY = [*([[LONGITUDE + i * 1e-6, LATITUDE]] for i in range(MOST_POINTS))]


@pytest.mark.parametrize(
    ("geojson", "refusal", "details"),
    [
        ([], AreaUnreadable, {}),
        ({"type": "Point", "coordinates": [LONGITUDE, LATITUDE]}, AreaNotPolygon, {}),
        ({"type": "FeatureCollection", "features": []}, AreaNotPolygon, {}),
        ({"type": "FeatureCollection", "features": [{}, {}]}, AreaNotPolygon, {}),
        ({"type": "Polygon"}, AreaUnreadable, {}),
        (polygon(), AreaUnreadable, {}),
        ({"type": "MultiPolygon", "coordinates": [[]]}, AreaUnreadable, {}),
        (polygon([["104", "-5"]] * 4), AreaUnreadable, {}),
        (polygon([[True, False]] * 4), AreaUnreadable, {}),
        (polygon([[104.0]] * 4), AreaPointUnreadable, {"polygon": 1, "ring": 1, "point": 1}),
        (polygon([[float("nan"), -5.0]] * 4), AreaPointUnreadable, {}),
        (
            polygon(square(50)[:-1]),
            AreaRingOpen,
            {"polygon": 1, "ring": 1},
        ),
        (polygon(square(50), square(20)[:3]), AreaRingTooShort, {"polygon": 1, "ring": 2}),
        (
            polygon([[latitude, longitude] for longitude, latitude in square(50)]),
            AreaSwapped,
            {"polygon": 1, "ring": 1, "point": 1},
        ),
        (polygon([[200.0, -5.0]] * 4), AreaOutsideWorld, {}),
        (
            polygon(BOW_TIE),
            AreaCrossesItself,
            {"place": "104.0005 -5.0005"},
        ),
        (polygon(square(20), square(50)), AreaImpossible, {}),
        (polygon([[104.0, -5.0]] * 4), AreaImpossible, {}),
        (polygon(square(7_500)), AreaTooLarge, {}),
        (polygon(square(2)), AreaTooSmall, {}),
        (polygon([point for (point,) in MANY] + [MANY[0][0]]), AreaTooManyPoints, {"points": 2001}),
    ],
)
def test_a_polygon_is_refused_with_the_place_of_its_fault(geojson, refusal, details):
    with pytest.raises(Refusal) as refused:
        parse_area(geojson=geojson)
    assert type(refused.value) is refusal
    assert {name: refused.value.details[name] for name in details} == details


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, AreaMiddleMissing),
        ({"latitude": LATITUDE}, AreaMiddleMissing),
        ({"latitude": LONGITUDE, "longitude": LATITUDE}, PositionSwapped),
        ({"latitude": float("nan"), "longitude": LONGITUDE}, PositionNotFinite),
        ({"latitude": LATITUDE, "longitude": LONGITUDE, "radius_m": 9}, AreaRadiusImplausible),
        ({"latitude": LATITUDE, "longitude": LONGITUDE, "radius_m": 5_001}, AreaRadiusImplausible),
        (
            {"latitude": LATITUDE + 0.2, "longitude": LONGITUDE, "geojson": polygon(square(50))},
            AreaMiddleFarOff,
        ),
    ],
)
def test_an_area_is_refused(fields, refusal):
    with pytest.raises(refusal):
        parse_area(**fields)
