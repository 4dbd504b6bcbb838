"""GeoJSON polygons as people send them, read strictly and every fault named with its place."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

import msgspec
import shapely  # type: ignore[import-untyped] # ships no stubs
from shapely import MultiPolygon, Polygon
from shapely.validation import explain_validity  # type: ignore[import-untyped] # ships no stubs

from domain.position import swapped
from domain.refusals import Unreadable

MOST_POINTS = 2_000

Ring = list[list[float]]
Place = dict[str, Any]
"""Whole numbers from 1: `polygon`, `ring` (the first is its outline) and `point`."""


class AreaNotPolygon(Unreadable):
    code = "area_not_polygon"
    field = "area"


class AreaUnreadable(Unreadable):
    code = "area_unreadable"
    field = "area"


class AreaPointUnreadable(Unreadable):
    """A point is a longitude and a latitude."""

    code = "area_point_unreadable"
    field = "area"


class AreaRingOpen(Unreadable):
    """A ring ends where it began, by GeoJSON (RFC 7946)."""

    code = "area_ring_open"
    field = "area"


class AreaRingTooShort(Unreadable):
    code = "area_ring_too_short"
    field = "area"


class AreaTooManyPoints(Unreadable):
    code = "area_too_many_points"
    field = "area"


class AreaSwapped(Unreadable):
    """GeoJSON writes longitude first."""

    code = "area_swapped"
    field = "area"


class AreaOutsideWorld(Unreadable):
    code = "area_outside_world"
    field = "area"


class AreaCrossesItself(Unreadable):
    code = "area_crosses_itself"
    field = "area"


class AreaImpossible(Unreadable):
    """Holes outside their polygon, polygons that overlap, and the like."""

    code = "area_impossible"
    field = "area"


def read_polygons(geojson: object) -> MultiPolygon:
    """A Polygon or MultiPolygon, bare or as the single feature of a file; heights are dropped."""
    geometry = _unwrapped(geojson)
    match geometry.get("type"):
        case "Polygon":
            polygons = [_coordinates(geometry, list[Ring])]
        case "MultiPolygon":
            polygons = _coordinates(geometry, list[list[Ring]])
        case other:
            raise AreaNotPolygon(type=str(other))
    _check(polygons)
    return _valid(MultiPolygon([_polygon(rings) for rings in polygons]))


def _unwrapped(geojson: object) -> dict[str, Any]:
    match geojson:
        case {"type": "FeatureCollection", "features": [feature]}:
            return _unwrapped(feature)
        case {"type": "FeatureCollection", "features": [*features]}:
            raise AreaNotPolygon(type="FeatureCollection", features=len(features))
        case {"type": "Feature", "geometry": dict(geometry)}:
            return geometry
        case dict():
            return geojson
        case _:
            raise AreaUnreadable(reason="not an object")


def _coordinates(geometry: dict[str, Any], form: Any) -> Any:
    try:
        return msgspec.convert(geometry.get("coordinates"), form)
    except msgspec.ValidationError as error:
        raise AreaUnreadable(reason=str(error)) from None


def _check(polygons: list[list[Ring]]) -> None:
    if not polygons or not all(polygons):
        raise AreaUnreadable(reason="no ring")
    points = sum(len(ring) for rings in polygons for ring in rings)
    if points > MOST_POINTS:
        raise AreaTooManyPoints(points=points, most=MOST_POINTS)
    for place, ring in _rings(polygons):
        _check_ring(place, ring)


def _rings(polygons: list[list[Ring]]) -> Iterator[tuple[Place, Ring]]:
    for polygon, rings in enumerate(polygons, 1):
        for number, ring in enumerate(rings, 1):
            yield {"polygon": polygon, "ring": number}, ring


def _check_ring(place: Place, ring: Ring) -> None:
    for number, point in enumerate(ring, 1):
        _check_point({**place, "point": number}, point)
    if len(ring) < 4:
        raise AreaRingTooShort(**place, points=len(ring))
    if ring[0] != ring[-1]:
        raise AreaRingOpen(**place)


def _check_point(place: Place, point: list[float]) -> None:
    if len(point) not in {2, 3} or not all(map(isfinite, point)):
        raise AreaPointUnreadable(**place)
    longitude, latitude = point[:2]
    if swapped(latitude, longitude):
        raise AreaSwapped(**place, longitude=longitude, latitude=latitude)
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise AreaOutsideWorld(**place, longitude=longitude, latitude=latitude)


def _polygon(rings: list[Ring]) -> Polygon:
    shell, *holes = [[tuple(point[:2]) for point in ring] for ring in rings]
    return Polygon(shell, holes)


def _valid(polygons: MultiPolygon) -> MultiPolygon:
    if shapely.is_valid(polygons):
        return polygons
    reason = explain_validity(polygons)
    if "Self-intersection" in reason:
        raise AreaCrossesItself(place=reason.partition("[")[2].removesuffix("]"))
    raise AreaImpossible(reason=reason)
