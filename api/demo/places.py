"""The made-up regency's agencies, offices with their areas, and work patterns."""

import math
from datetime import date

import msgspec

from domain.office import Area
from domain.work_pattern import PatternDay, Role, Session

_METRES_PER_DEGREE = 111_320


class Agency(msgspec.Struct, frozen=True):
    code: str
    name: str


class Place(msgspec.Struct, frozen=True):
    code: str
    name: str
    opd: str
    area: Area


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    name: str
    days: tuple[PatternDay, ...]
    works_on_holidays: bool = False


AGENCIES = (
    Agency("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM"),
    Agency("bpkad", "Badan Pengelolaan Keuangan dan Aset Daerah"),
    Agency("inspektorat", "Inspektorat"),
    Agency("diskominfo", "Dinas Komunikasi dan Informatika"),
    Agency("disdikbud", "Dinas Pendidikan dan Kebudayaan"),
    Agency("dinkes", "Dinas Kesehatan"),
    Agency("satpolpp", "Satuan Polisi Pamong Praja"),
)


def metres_from(
    latitude: float, longitude: float, east_m: float, north_m: float
) -> tuple[float, float]:
    """The point so far east and north of another, good for a few kilometres."""
    per_longitude = _METRES_PER_DEGREE * math.cos(math.radians(latitude))
    return (
        round(latitude + north_m / _METRES_PER_DEGREE, 7),
        round(longitude + east_m / per_longitude, 7),
    )


def _yard(latitude: float, longitude: float, corners_m: tuple[tuple[int, int], ...]) -> Area:
    """A polygon by its corners in metres east and north of a point within it."""
    corners = [metres_from(latitude, longitude, east, north) for east, north in corners_m]
    ring = [[corner[1], corner[0]] for corner in (*corners, corners[0])]
    return Area(
        latitude=latitude,
        longitude=longitude,
        geojson={"type": "Polygon", "coordinates": [ring]},
    )


PLACES = (
    Place("bkpsdm", "Kantor BKPSDM", "bkpsdm", Area(latitude=-5.3571, longitude=104.9752)),
    Place("bpkad", "Kantor BPKAD", "bpkad", Area(latitude=-5.3589, longitude=104.9768)),
    Place(
        "inspektorat",
        "Kantor Inspektorat",
        "inspektorat",
        Area(latitude=-5.3602, longitude=104.9731),
    ),
    Place(
        "diskominfo", "Kantor Diskominfo", "diskominfo", Area(latitude=-5.3558, longitude=104.9779)
    ),
    Place(
        "disdikbud",
        "Kantor Disdikbud",
        "disdikbud",
        _yard(-5.3533, 104.9805, ((-90, -60), (110, -70), (120, 60), (0, 95), (-95, 65))),
    ),
    Place("dinkes", "Kantor Dinas Kesehatan", "dinkes", Area(latitude=-5.3615, longitude=104.9792)),
    Place(
        "puskesmas-contoh",
        "UPT Puskesmas Contoh",
        "dinkes",
        Area(latitude=-5.3702, longitude=104.9648, radius_m=75),
    ),
    Place(
        "satpolpp",
        "Markas Satpol PP",
        "satpolpp",
        _yard(-5.3580, 104.9821, ((-60, -50), (70, -50), (70, 60), (-60, 60))),
    ),
)


# ---- work patterns


def _at(hours: int, minutes: int = 0) -> int:
    return hours * 3600 + minutes * 60


def _session(name: str, role: Role, due_s: int, opens_s: int, closes_s: int) -> Session:
    return Session(name=name, role=role, due_s=due_s, opens_s=opens_s, closes_s=closes_s)


def _day(weekdays: tuple[int, ...], noon_s: int, end_s: int) -> PatternDay:
    """Arrival at 07.30, presence around noon, leaving at the end."""
    sessions = (
        _session("pagi", "arrival", _at(7, 30), _at(5, 30), noon_s - _at(0, 31)),
        _session("siang", "presence", noon_s, noon_s - _at(0, 30), noon_s + _at(1)),
        _session("sore", "leaving", end_s, noon_s + _at(1, 1), _at(20)),
    )
    return PatternDay(weekdays=weekdays, sessions=sessions, minimum_s=end_s - _at(8, 30))


_NIGHT = PatternDay(
    weekdays=(1, 3, 5, 7),
    sessions=(
        _session("pagi", "arrival", _at(22), _at(20, 30), _at(24, 30)),
        _session("siang", "presence", _at(26), _at(25), _at(27)),
        _session("sore", "leaving", _at(30), _at(29), _at(32)),
    ),
    minimum_s=_at(7),
)
"""A shift that begins at 22.00 and ends at 06.00 of the next day. Its sessions keep the names that
the regulation knows them by: the first, the middle and the last."""

PATTERNS = (
    Pattern(
        code="lima-hari",
        name="Lima hari kerja, tiga sesi",
        days=(
            _day((1, 2, 3, 4), _at(12, 30), _at(16)),
            _day((5,), _at(13, 15), _at(16, 30)),
        ),
    ),
    Pattern(
        code="enam-hari",
        name="Enam hari kerja (puskesmas), tiga sesi",
        days=(
            _day((1, 2, 3, 4), _at(11, 30), _at(14, 15)),
            _day((5,), _at(10), _at(11, 30)),
            _day((6,), _at(10, 45), _at(13)),
        ),
    ),
    Pattern(
        code="jaga-malam",
        name="Jaga malam Satpol PP, melewati tengah malam",
        days=(_NIGHT,),
        works_on_holidays=True,
    ),
)


def plan_of(pattern: Pattern, on: date) -> tuple[Session, ...]:
    """The sessions that the pattern asks for on this weekday."""
    days = (day.sessions for day in pattern.days if on.isoweekday() in day.weekdays)
    return next(days, ())
