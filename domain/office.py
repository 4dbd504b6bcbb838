"""The office: where an OPD's people check in, its time zone, and its dated area."""

from datetime import date
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from domain.dated import Dated, put
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


class OfficeRenamed(Event):
    name: str


OfficeEvent = OfficeOpened | OfficeAreaChanged | OfficeRenamed | OfficeClosed


class Office(msgspec.Struct, frozen=True, kw_only=True):
    code: str = ""
    name: str = ""
    opd: str = ""
    zone: Zone = "Asia/Jakarta"
    areas: Dated[Area] = ()
    open: Dated[bool] = ()


def evolve(state: Office, event: Event) -> Office:
    match event:
        case OfficeOpened():
            return replace(
                state,
                code=event.code,
                name=event.name,
                opd=event.opd,
                zone=event.zone,
                areas=put(state.areas, event.from_on, event.area),
                open=put(state.open, event.from_on, True),
            )
        case OfficeAreaChanged():
            return replace(state, areas=put(state.areas, event.from_on, event.area))
        case OfficeRenamed():
            return replace(state, name=event.name)
        case OfficeClosed():
            return replace(state, open=put(state.open, event.from_on, False))
        case _:
            return state
