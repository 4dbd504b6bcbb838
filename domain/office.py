"""The office: where an OPD's people check in, its time zone, and its dated area."""

from datetime import date
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from domain.dated import Dated, at, put
from domain.event import Event
from domain.identifiers import parse_code, parse_date, parse_text
from domain.refusals import Refusal, Unknown

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

    def open_on(self, on: date) -> bool:
        return bool(at(self.open, on))


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


class OfficeAlreadyOpen(Refusal):
    code = "office_already_open"
    field = "code"


class OfficeUnknown(Unknown):
    code = "office_unknown"
    field = "office"


class OfficeNotOpen(Refusal):
    """On this date the office is not yet, or no longer, open."""

    code = "office_not_open"
    field = "from_on"


class ZoneChanged(Refusal):
    """An office does not move to another time zone: that is another office."""

    code = "zone_changed"
    field = "zone"


def open_office(
    state: Office,
    *,
    code: str,
    name: str,
    opd: str,
    area: Area,
    from_on: date,
    zone: Zone = "Asia/Jakarta",
) -> tuple[OfficeEvent, ...]:
    """`area` comes from `parse_area`. An office that was closed may be opened again."""
    if state.open_on(parse_date(from_on, "from_on")):
        raise OfficeAlreadyOpen(value=code)
    if state.code and zone != state.zone:
        raise ZoneChanged(zone=state.zone)
    return (
        OfficeOpened(
            code=parse_code(code, "code"),
            name=parse_text(name, "name"),
            opd=parse_code(opd, "opd"),
            area=area,
            from_on=from_on,
            zone=zone,
        ),
    )


def change_area(state: Office, *, area: Area, from_on: date) -> tuple[OfficeEvent, ...]:
    _require_open(state, from_on)
    if at(state.areas, from_on) == area:
        return ()
    return (OfficeAreaChanged(area=area, from_on=from_on),)


def rename(state: Office, *, name: str) -> tuple[OfficeEvent, ...]:
    _require_known(state)
    renamed = parse_text(name, "name")
    return () if renamed == state.name else (OfficeRenamed(name=renamed),)


def close(state: Office, *, from_on: date) -> tuple[OfficeEvent, ...]:
    """`from_on` is the first day without the office."""
    _require_known(state)
    if (from_on, False) in state.open:
        return ()
    _require_open(state, from_on)
    return (OfficeClosed(from_on=from_on),)


def _require_known(state: Office) -> None:
    if not state.code:
        raise OfficeUnknown


def _require_open(state: Office, on: date) -> None:
    _require_known(state)
    if not state.open_on(parse_date(on, "from_on")):
        raise OfficeNotOpen(on=on.isoformat())
