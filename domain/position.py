"""A position that a phone reports, read with suspicion."""

from math import isfinite
from typing import NamedTuple

from domain.refusals import Unreadable

LATITUDES = (-11.5, 6.5)
LONGITUDES = (94.5, 141.5)
"""The box around Indonesia, in degrees. A latitude can never be one of its longitudes."""


class Position(NamedTuple):
    latitude: float
    longitude: float


class PositionNotFinite(Unreadable):
    """NaN or infinity: the phone had no fix."""

    code = "position_not_finite"
    field = "position"


class PositionZero(Unreadable):
    """0/0, which phones report when they know nothing, lies in the Gulf of Guinea."""

    code = "position_zero"
    field = "position"


class PositionSwapped(Unreadable):
    """Latitude and longitude stand in each other's place."""

    code = "position_swapped"
    field = "position"


class PositionOutsideWorld(Unreadable):
    code = "position_outside_world"
    field = "position"


def parse_position(latitude: float, longitude: float) -> Position:
    """Anywhere on earth; whether it is near the office is another question."""
    if not (isfinite(latitude) and isfinite(longitude)):
        raise PositionNotFinite
    if abs(latitude) < 0.01 and abs(longitude) < 0.01:
        raise PositionZero
    if swapped(latitude, longitude):
        raise PositionSwapped(latitude=latitude, longitude=longitude)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PositionOutsideWorld(latitude=latitude, longitude=longitude)
    return Position(latitude, longitude)


def swapped(latitude: float, longitude: float) -> bool:
    return LONGITUDES[0] <= latitude <= LONGITUDES[1] and LATITUDES[0] <= longitude <= LATITUDES[1]
