"""The made-up regency: its people and holidays, as pure seeded data.

Nothing here is Pringsewu's own: the places lie around the town, the people are numbered examples.
"""

from datetime import date, timedelta
from random import Random

import holidays
import msgspec

from api.demo.places import AGENCIES, PATTERNS, PLACES, Agency, Pattern, Place
from domain.calendar import HolidayDeclared, HolidayKind
from domain.employee import Employment

YEAR = 2022
MONTHS = (date(2022, 10, 1), date(2022, 11, 1))
OPENED_ON = date(2022, 9, 1)
FEWEST_EMPLOYEES = 12

_DECREE = "SKB 3 Menteri tentang hari libur nasional dan cuti bersama 2022"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """`late` is how often, in per cent, this person comes late; honorer have no allowance."""

    number: int
    name: str
    employment: Employment
    nip: str | None
    opd: str
    office: str
    pattern: str
    head: bool
    enrolled_from: date
    phase: str
    grade: int
    tpp_rupiah: int | None
    late: int


class Regency(msgspec.Struct, frozen=True, kw_only=True):
    agencies: tuple[Agency, ...]
    places: tuple[Place, ...]
    patterns: tuple[Pattern, ...]
    holidays: tuple[HolidayDeclared, ...]
    people: tuple[Person, ...]

    def place(self, code: str) -> Place:
        return next(place for place in self.places if place.code == code)

    def pattern(self, code: str) -> Pattern:
        return next(pattern for pattern in self.patterns if pattern.code == code)

    def head_of(self, opd: str) -> Person:
        return next(person for person in self.people if person.head and person.opd == opd)

    def staff_of(self, opd: str) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.opd == opd)


def made_up_regency(employees: int) -> Regency:
    """The same number of employees gives the same regency."""
    return Regency(
        agencies=AGENCIES,
        places=PLACES,
        patterns=PATTERNS,
        holidays=holidays_of(YEAR),
        people=tuple(_person(number) for number in range(1, employees + 1)),
    )


# ---- holidays


def holidays_of(year: int) -> tuple[HolidayDeclared, ...]:
    """National holidays and cuti bersama as they were declared for the year."""
    known = holidays.country_holidays(
        "ID", years=year, language="id", categories=("public", "government")
    )
    return tuple(_holiday(on, name) for on, name in sorted(known.items()))


def _holiday(on: date, name: str) -> HolidayDeclared:
    kind: HolidayKind = "cuti_bersama" if name.startswith("Cuti Bersama") else "holiday"
    return HolidayDeclared(on=on, kind=kind, name=name, source=_DECREE)


# ---- people

_KINDS: tuple[Employment, ...] = ("pns", "pppk", "honorer", "cpns", "pns", "pns", "honorer")
_PHASES: dict[Employment, tuple[date, str]] = {
    "pns": (date(2022, 10, 3), "asn"),
    "cpns": (date(2022, 10, 3), "asn"),
    "pppk": (date(2022, 10, 17), "p3k"),
    "honorer": (date(2022, 11, 1), "honorer"),
}
_LATE = (3, 3, 8, 8, 15, 20, 40)
_STAFF_AT = (
    ("satpolpp", "satpolpp", "jaga-malam"),
    ("dinkes", "puskesmas-contoh", "enam-hari"),
    ("dinkes", "dinkes", "lima-hari"),
    ("disdikbud", "disdikbud", "lima-hari"),
    ("satpolpp", "satpolpp", "lima-hari"),
    ("diskominfo", "diskominfo", "lima-hari"),
    ("bkpsdm", "bkpsdm", "lima-hari"),
    ("bpkad", "bpkad", "lima-hari"),
    ("dinkes", "puskesmas-contoh", "enam-hari"),
    ("inspektorat", "inspektorat", "lima-hari"),
    ("disdikbud", "disdikbud", "lima-hari"),
)


def _person(number: int) -> Person:
    """The first of each agency is its head; the rest are spread over kinds, offices and habits."""
    draw = Random(f"person {number}")
    head = number <= len(AGENCIES)
    opd, office, pattern = _seat(number)
    employment = "pns" if head else _KINDS[number % len(_KINDS)]
    grade = 12 if head else draw.choice((5, 6, 7, 8, 9))
    enrolled_from, phase = _PHASES[employment]
    return Person(
        number=number,
        name=f"Pegawai Contoh {number:03}",
        employment=employment,
        nip=nip_for(employment, number, draw),
        opd=opd,
        office=office,
        pattern=pattern,
        head=head,
        enrolled_from=enrolled_from,
        phase=phase,
        grade=grade,
        tpp_rupiah=None if employment == "honorer" else _allowance(grade, draw),
        late=1 if head else draw.choice(_LATE),
    )


def _seat(number: int) -> tuple[str, str, str]:
    if number <= len(AGENCIES):
        code = AGENCIES[number - 1].code
        return code, code, "lima-hari"
    return _STAFF_AT[(number - len(AGENCIES) - 1) % len(_STAFF_AT)]


def _allowance(grade: int, draw: Random) -> int:
    """An invented figure: no regency's tariff."""
    return 1_000_000 + 350_000 * grade + 25_000 * draw.randrange(10)


def nip_for(employment: Employment, number: int, draw: Random) -> str | None:
    """Eighteen digits: birth, appointment (PNS: year and month; PPPK: year and 21), sex, serial."""
    if employment == "honorer":
        return None
    born = date(1968, 1, 1) + timedelta(days=draw.randrange(28 * 365))
    appointed = {
        "pns": f"{draw.randrange(max(1990, born.year + 22), 2021)}{draw.choice((1, 3, 4, 12)):02}",
        "cpns": "202203",
        "pppk": f"{draw.choice((2021, 2022))}21",
    }[employment]
    return f"{born:%Y%m%d}{appointed}{draw.choice((1, 2))}{number % 999 + 1:03}"
