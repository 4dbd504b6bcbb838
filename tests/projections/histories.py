"""A small regency before anything happens in it, and who tells its events to a real store."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from application.store import Store
from domain import employee, office, opd
from domain import perbup_catalogue as shipped
from domain import perbup_stream as perbup
from domain import work_pattern as pattern
from domain.event import Event
from domain.perbup_loading import to_file_form
from domain.streams import employee_stream, office_stream, opd_stream, pattern_stream, perbup_stream

FIRST_ON = date(2022, 10, 1)
DAYS = 50
MONTHS = (date(2022, 10, 1), date(2022, 11, 1))
EMPLOYEES = tuple(letter * 16 for letter in "abcdef")
OPDS = ("dinas-uji", "badan-uji")
PATTERNS = ("lima-hari", "enam-hari")
EXAMPLE, SUCCESSOR = "contoh-pringsewu-2022", "contoh-pringsewu-2022-pengganti"

Told = list[tuple[str, Event]]


def sessions(shift_s: int = 0) -> tuple[pattern.Session, ...]:
    def at(name: str, role: Any, due_s: int) -> pattern.Session:
        due = due_s + shift_s
        return pattern.Session(
            name=name, role=role, due_s=due, opens_s=due - 5_400, closes_s=due + 7_200
        )

    return (
        at("pagi", "arrival", 27_000),
        at("siang", "presence", 43_200),
        at("sore", "leaving", 57_600),
    )


def surroundings() -> Told:
    """OPD, offices, patterns, people and a regulation, before anything else happens."""
    told: Told = []
    for code in OPDS:
        told.append((opd_stream(code), opd.OpdEstablished(code=code, name=code.title())))
        area = office.Area(latitude=-5.36, longitude=104.97)
        opened = office.OfficeOpened(code=code, name=code, opd=code, area=area, from_on=FIRST_ON)
        told.append((office_stream(code), opened))
    for code, weekdays in zip(PATTERNS, ((1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)), strict=True):
        days = (pattern.PatternDay(weekdays=weekdays, sessions=sessions(), minimum_s=27_000),)
        defined = pattern.WorkPatternDefined(code=code, name=code, from_on=FIRST_ON, days=days)
        told.append((pattern_stream(code), defined))
    for number, who in enumerate(EMPLOYEES):
        told += _hired(who, number)
    drafted = perbup.PerbupDrafted(perbup=to_file_form(shipped.load(EXAMPLE)))
    told.append((perbup_stream(EXAMPLE), drafted))
    told.append((perbup_stream(EXAMPLE), perbup.PerbupEnacted(on=date(2022, 9, 26))))
    return told


def _hired(who: str, number: int) -> Told:
    registered = employee.EmployeeRegistered(
        name=f"Pegawai Uji {number}",
        employment="cpns" if number == 5 else "pns",
        opd=OPDS[number % 2],
        office=OPDS[number % 2],
        pattern=PATTERNS[number % 3 == 0],
        from_on=FIRST_ON - timedelta(days=30),
        nip=f"19900101202001100{number + 1}",
    )
    base = employee.TppBaseSet(from_month=date(2022, 9, 1), rupiah=4_000_000, grade=7)
    events = (registered, employee.EmployeeEnrolled(from_on=FIRST_ON), base)
    return [(employee_stream(who), event) for event in events]


class Teller:
    """Appends what is told to the store, in the versions that follow."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._versions: Counter[str] = Counter()

    def tell(self, told: Told) -> int:
        """The position of the last of them, 0 for none."""
        position = 0
        for stream, event in told:
            position = self._store.append(stream, self._versions[stream], [event], actor="uji")[-1]
            self._versions[stream] += 1
        return position
