"""Is this point within the office's area, and how far from it: geometry on a metric plane.

The plane touches the ellipsoid (WGS 84) at the area's middle: metres a degree are those of that
latitude. Within 10 km of the middle a distance is wrong by less than 0.1 %, that is 10 cm at
100 m; from 100 km on the great circle is used, which is wrong by up to 0.6 %.
"""

from functools import lru_cache
from math import asin, ceil, cos, hypot, radians, sin, sqrt

import msgspec
import shapely  # type: ignore[import-untyped] # ships no stubs
from msgspec.structs import replace
from shapely.geometry.base import BaseGeometry  # type: ignore[import-untyped] # ships no stubs

from domain.geojson import read_polygons
from domain.office import Area
from domain.position import parse_position
from domain.refusals import Unreadable

RADIUS_M = (10, 5_000)
EXTENT_M = 20_000
SURFACE_M2 = 25
_EARTH_M = 6_371_008.8
_FAR_M = 100_000
_NOISE_M = 0.001


class AreaRadiusImplausible(Unreadable):
    code = "area_radius_implausible"
    field = "area"


class AreaTooLarge(Unreadable):
    code = "area_too_large"
    field = "area"


class AreaTooSmall(Unreadable):
    code = "area_too_small"
    field = "area"


class AreaMiddleMissing(Unreadable):
    """A point with a radius needs its point."""

    code = "area_middle_missing"
    field = "area"


class AreaMiddleFarOff(Unreadable):
    """The point that stands for the polygon on a map lies nowhere near it."""

    code = "area_middle_far_off"
    field = "area"


class Plane(msgspec.Struct, frozen=True):
    """Metres east (x) and north (y) of a middle; `shape` None is the circle around it."""

    latitude: float
    longitude: float
    metres_a_latitude: float
    metres_a_longitude: float
    radius_m: int
    shape: BaseGeometry | None = None

    def xy(self, latitude: float, longitude: float) -> tuple[float, float]:
        east = (longitude - self.longitude + 180) % 360 - 180
        return east * self.metres_a_longitude, (latitude - self.latitude) * self.metres_a_latitude


def distance_m(area: Area, latitude: float, longitude: float) -> int:
    """To the area's nearest point, rounded up to the metre: zero is within, a border included."""
    plane = _plane(msgspec.json.encode(area))
    x, y = plane.xy(latitude, longitude)
    outside_m = _outside_m(plane, x, y)
    if outside_m > _FAR_M:
        outside_m = great_circle_m(plane.latitude, plane.longitude, latitude, longitude)
    return max(0, ceil(outside_m - _NOISE_M))


def parse_area(
    *,
    latitude: float | None = None,
    longitude: float | None = None,
    radius_m: int = 100,
    geojson: object = None,
) -> Area:
    """A point with its radius, or a GeoJSON polygon; of a polygon the point may be left out."""
    check_radius(radius_m)
    if geojson is not None:
        return _parse_polygon(latitude, longitude, radius_m, geojson)
    if latitude is None or longitude is None:
        raise AreaMiddleMissing
    middle = parse_position(latitude, longitude)
    return Area(latitude=middle.latitude, longitude=middle.longitude, radius_m=radius_m)


def check_radius(radius_m: int) -> None:
    if not RADIUS_M[0] <= radius_m <= RADIUS_M[1]:
        raise AreaRadiusImplausible(value=radius_m, least=RADIUS_M[0], most=RADIUS_M[1])


def great_circle_m(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Haversine on a sphere of the earth's mean radius."""
    north = sin(radians(lat_b - lat_a) / 2) ** 2
    east = sin(radians(lon_b - lon_a) / 2) ** 2
    chord = north + cos(radians(lat_a)) * cos(radians(lat_b)) * east
    return 2 * _EARTH_M * asin(min(1.0, sqrt(chord)))


def _parse_polygon(
    latitude: float | None, longitude: float | None, radius_m: int, geojson: object
) -> Area:
    polygons = read_polygons(geojson)
    inside = polygons.representative_point()
    middle = parse_position(
        inside.y if latitude is None else latitude, inside.x if longitude is None else longitude
    )
    area = Area(
        latitude=middle.latitude,
        longitude=middle.longitude,
        radius_m=radius_m,
        geojson=msgspec.json.decode(shapely.to_geojson(polygons)),
    )
    _check_size(area)
    return area


def _check_size(area: Area) -> None:
    plane = _plane(msgspec.json.encode(area))
    if plane.shape is None:
        return
    west, south, east, north = plane.shape.bounds
    extent_m = hypot(east - west, north - south)
    if extent_m > EXTENT_M:
        raise AreaTooLarge(extent_m=round(extent_m), most=EXTENT_M)
    if plane.shape.area < SURFACE_M2:
        raise AreaTooSmall(surface_m2=round(plane.shape.area), least=SURFACE_M2)
    x, y = plane.xy(area.latitude, area.longitude)
    if _outside_m(plane, x, y) > EXTENT_M:
        raise AreaMiddleFarOff(distance_m=distance_m(area, area.latitude, area.longitude))


def _outside_m(plane: Plane, x: float, y: float) -> float:
    if plane.shape is None:
        return hypot(x, y) - plane.radius_m
    if shapely.intersects_xy(plane.shape, x, y):
        return 0.0
    return float(shapely.distance(plane.shape, shapely.points(x, y)))


@lru_cache(maxsize=4096)
def _plane(encoded: bytes) -> Plane:
    area = msgspec.json.decode(encoded, type=Area)
    if area.geojson is None:
        return _touching(area.latitude, area.longitude, area.radius_m)
    polygons = shapely.from_geojson(msgspec.json.encode(area.geojson))
    middle = polygons.centroid
    plane = _touching(middle.y, middle.x, area.radius_m)
    origin = (plane.longitude, plane.latitude)
    scale = (plane.metres_a_longitude, plane.metres_a_latitude)
    shape = shapely.transform(polygons, lambda degrees: (degrees - origin) * scale)
    shapely.prepare(shape)
    return replace(plane, shape=shape)


def _touching(latitude: float, longitude: float, radius_m: int) -> Plane:
    """Metres a degree: the usual series for WGS 84."""
    phi = radians(latitude)
    north = 111_132.954 - 559.822 * cos(2 * phi) + 1.175 * cos(4 * phi)
    east = 111_412.84 * cos(phi) - 93.5 * cos(3 * phi) + 0.118 * cos(5 * phi)
    return Plane(latitude, longitude, north, east, radius_m)
