"""An office's area as it stands in a cell: GeoJSON, or WKT as maps export it."""

import re
from typing import Any

import msgspec
import shapely  # type: ignore[import-untyped] # ships no stubs

from domain.geojson import AreaUnreadable

_WGS_84 = re.compile(r"SRID\s*=\s*4326\s*;\s*", re.IGNORECASE)


def read_area_text(text: str) -> dict[str, Any]:
    """The GeoJSON object, whose geometry is not looked at yet; WKT has longitude first too."""
    return _from_json(text) if text.startswith("{") else _from_wkt(text)


def _from_json(text: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise AreaUnreadable(reason=str(error)) from None


def _from_wkt(text: str) -> dict[str, Any]:
    try:
        geometry = shapely.from_wkt(_WGS_84.sub("", text, count=1))
    except shapely.errors.GEOSException as error:
        raise AreaUnreadable(reason=str(error).removeprefix("ParseException: ")) from None
    return _from_json(shapely.to_geojson(geometry))
