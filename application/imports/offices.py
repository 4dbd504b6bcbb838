"""Offices: opened where the code is new, else renamed or given another area from its date."""

from collections.abc import Hashable, Iterable
from typing import Any, Final, cast

from application import offices
from application.imports.cells import Told, as_code, as_degrees, as_number, as_text, one_of
from application.imports.dates import as_date
from application.imports.draft import Draft
from application.imports.kind import Kind, of_table
from application.imports.reasons import (
    CellMissing,
    CodeUnreadable,
    DegreesUnreadable,
    OfficeOfOtherOpd,
    PointZero,
)
from application.imports.registers import find_opd
from application.imports.rows import Field, Line
from application.imports.sheets import Cell
from application.offices import AreaForm, ChangeArea, OpenOffice, RenameOffice
from domain.area_text import read_area_text
from domain.dated import at
from domain.identifiers import parse_code
from domain.office import Area, Office, ZoneChanged
from domain.office_area import check_radius, parse_area
from domain.references import References
from domain.refusals import Unreadable
from domain.streams import office_stream

ZONES: Final = {
    "wib": "Asia/Jakarta",
    "asia jakarta": "Asia/Jakarta",
    "wita": "Asia/Makassar",
    "asia makassar": "Asia/Makassar",
    "wit": "Asia/Jayapura",
    "asia jayapura": "Asia/Jayapura",
}
_SAME_DEGREES: Final = 1e-7


def _as_point(cell: Cell, told: Told) -> tuple[float, float]:
    """Latitude and longitude in one cell, as maps show them: "-5.3571, 104.9752"."""
    parts = as_text(cell, told).replace(";", " ").replace(", ", " ").split()
    if len(parts) == 1:
        parts = parts[0].split(",")
    if len(parts) != 2:
        raise DegreesUnreadable
    latitude, longitude = (as_degrees(part, told) for part in parts)
    return latitude, longitude


def _as_radius(cell: Cell, told: Told) -> int:
    radius_m = as_number(cell, told)
    check_radius(radius_m)
    return radius_m


def _as_polygon(cell: Cell, told: Told) -> dict[str, Any]:
    """GeoJSON, as it will be recorded."""
    area = parse_area(geojson=read_area_text(as_text(cell, told)))
    return cast("dict[str, Any]", area.geojson)


def _as_own_code(cell: Cell, told: Told) -> str:
    try:
        return parse_code(as_code(cell, told).casefold(), "code")
    except Unreadable as refusal:
        if refusal.code != Unreadable.code:
            raise
        raise CodeUnreadable from None


FIELDS: Final = (
    Field("code", _as_own_code, ("kode", "kode kantor", "kode lokasi", "office code")),
    Field("name", as_text, ("nama", "nama kantor", "kantor", "nama lokasi", "office name")),
    Field("opd", as_code, ("opd", "kode opd", "nama opd", "skpd", "perangkat daerah")),
    Field(
        "point",
        _as_point,
        ("koordinat", "titik koordinat", "titik", "lat long", "latlong", "coordinates"),
        needed=False,
        filled=True,
        instead=("latitude", "polygon"),
    ),
    Field(
        "latitude",
        as_degrees,
        ("lintang", "latitude", "lat", "garis lintang"),
        instead=("point", "polygon"),
    ),
    Field(
        "longitude",
        as_degrees,
        ("bujur", "longitude", "long", "lng", "lon", "garis bujur"),
        instead=("point", "polygon"),
    ),
    Field(
        "polygon",
        _as_polygon,
        ("poligon", "batas area", "batas kantor", "area", "geojson", "wkt", "geometry"),
        needed=False,
    ),
    Field("radius_m", _as_radius, ("radius", "radius m", "radius meter", "jarak"), needed=False),
    Field("zone", one_of(ZONES), ("zona", "zona waktu", "time zone"), needed=False),
    Field(
        "from_on",
        as_date,
        ("berlaku mulai", "mulai", "tmt", "sejak", "tanggal", "from", "start date"),
    ),
)


def _streams(_: References, line: Line) -> Iterable[str]:
    return (office_stream(line.values["code"]),)


def _decide(draft: Draft, line: Line) -> None:
    values, references = line.values, draft.references
    code, opd = values["code"], find_opd(references, values["opd"])
    known = references.office(code)
    if known is None:
        _open(draft, values, opd)
        return
    if known.opd != opd:
        raise OfficeOfOtherOpd(opd=known.opd)
    if values.get("zone", known.zone) != known.zone:
        raise ZoneChanged(zone=known.zone)
    draft.do(offices.rename(code, RenameOffice(name=values["name"])))
    area = _changed_area(at(known.areas, values["from_on"]), values)
    if area is not None:
        draft.do(offices.change_area(code, ChangeArea(area=area, from_on=values["from_on"])))


def _open(draft: Draft, values: dict[str, Any], opd: str) -> None:
    form = OpenOffice(
        code=values["code"],
        name=values["name"],
        opd=opd,
        area=_area(values, AREA_RADIUS_M),
        from_on=values["from_on"],
        zone=values.get("zone", Office().zone),
    )
    draft.do(offices.open_office(draft.references, form))
    draft.mark("new")


AREA_RADIUS_M: Final = AreaForm().radius_m


def _changed_area(known: Area | None, values: dict[str, Any]) -> AreaForm | None:
    """None where the file says nothing new: without a polygon in the row, that around the same
    point is kept."""
    form = _area(values, known.radius_m if known else AREA_RADIUS_M)
    if known is None:
        return form
    same = known.radius_m == form.radius_m and form.geojson in (None, known.geojson)
    return None if same and _same_point(known, form) else form


def _same_point(known: Area, form: AreaForm) -> bool:
    """A polygon without a point says nothing of it."""
    if form.latitude is None or form.longitude is None:
        return True
    return (
        abs(known.latitude - form.latitude) < _SAME_DEGREES
        and abs(known.longitude - form.longitude) < _SAME_DEGREES
    )


def _area(values: dict[str, Any], radius_m: int) -> AreaForm:
    latitude, longitude = values.get("point") or _degrees(values)
    if latitude == longitude == 0:
        raise PointZero
    return AreaForm(
        latitude=latitude,
        longitude=longitude,
        radius_m=values.get("radius_m", radius_m),
        geojson=values.get("polygon"),
    )


def _degrees(values: dict[str, Any]) -> tuple[float | None, float | None]:
    """Both or, beside a polygon, none of them."""
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if one in values and other not in values:
            raise CellMissing(field=other)
    return values.get("latitude"), values.get("longitude")


def _key(values: dict[str, Any]) -> tuple[str, Hashable]:
    return "code", values["code"]


KIND: Final[Kind] = of_table(FIELDS, _key, _streams, _decide)
