"""The office: where an OPD's people check in, its time zone, and its dated area."""

from datetime import date
from typing import Any, Literal

from domain.event import Event

Zone = Literal["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]


class Area(Event):
    """A point with a radius, or a GeoJSON Polygon or MultiPolygon; degrees, WGS 84."""

    latitude: float
    longitude: float
    radius_m: int = 100
    geojson: dict[str, Any] | None = None


class OfficeOpened(Event):
    code: str
    name: str
    opd: str
    area: Area
    from_on: date
    zone: Zone = "Asia/Jakarta"


class OfficeAreaChanged(Event):
    area: Area
    from_on: date


class OfficeClosed(Event):
    from_on: date


OfficeEvent = OfficeOpened | OfficeAreaChanged | OfficeClosed
