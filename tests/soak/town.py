"""The made-up regency of a soak: four agencies, their heads, and the people of each client."""

from base64 import b32encode
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

import msgspec

from api.identity import Identity
from api.tokens import Tokens
from application.accounts import Grant
from application.store import Store
from domain import perbup_catalogue
from domain.employee import DeviceBound, EmployeeEnrolled, EmployeeRegistered, TppBaseSet
from domain.event import Event
from domain.office import Area, OfficeOpened
from domain.opd import OpdEstablished, OpdHeadAppointed
from domain.perbup_loading import to_file_form
from domain.perbup_stream import PerbupDrafted, PerbupEnacted
from domain.streams import (
    employee_stream,
    office_stream,
    opd_stream,
    pattern_stream,
    perbup_stream,
)
from domain.work_pattern import PatternDay, Session, WorkPatternDefined

FIRST_ON = date(2022, 11, 1)
BEFORE = FIRST_ON - timedelta(days=60)
OPDS = ("dinas-a", "dinas-b", "dinas-c", "dinas-d")
BKPSDM = "petugas bkpsdm"
AUDITOR = "petugas inspektorat"
PERBUP = "contoh-pringsewu-2022"
PATTERN = "setiap-hari"
SESSIONS = {"pagi": (330, 450, 719), "siang": (720, 750, 810), "sore": (811, 960, 1200)}
"""Minutes from midnight: opens, due, closes."""
_ROLES = {"pagi": "arrival", "siang": "presence", "sore": "leaving"}


class Person(msgspec.Struct, frozen=True):
    """`number` tells everything else: the first agency, the phone, the id."""

    number: int

    @property
    def employee(self) -> str:
        return (
            b32encode(sha256(f"pegawai uji {self.number}".encode()).digest()[:10]).decode().lower()
        )

    @property
    def opd(self) -> str:
        return OPDS[self.number % len(OPDS)]

    @property
    def device(self) -> str:
        return sha256(f"ponsel uji {self.number}".encode()).hexdigest()

    @property
    def foreign(self) -> str:
        """The name under which the person has signed in with somebody else's phone."""
        return f"{self.employee} di ponsel lain"


class Town(msgspec.Struct, frozen=True, kw_only=True):
    """`own` are the people of each client, `shared` those for whom all clients act at once."""

    heads: tuple[Person, ...]
    shared: tuple[Person, ...]
    own: tuple[tuple[Person, ...], ...]

    def head_of(self, opd: str) -> str:
        return next(head.employee for head in self.heads if head.opd == opd)

    def people(self) -> Iterator[Person]:
        yield from self.heads
        yield from self.shared
        for people in self.own:
            yield from people


def town(clients: int, people: int, shared: int) -> Town:
    numbers = iter(range(len(OPDS) + shared + clients * people))
    return Town(
        heads=tuple(Person(next(numbers)) for _ in OPDS),
        shared=tuple(Person(next(numbers)) for _ in range(shared)),
        own=tuple(tuple(Person(next(numbers)) for _ in range(people)) for _ in range(clients)),
    )


def place_of(opd: str) -> tuple[float, float]:
    """Latitude and longitude of the agency's office: kilometres from every other's."""
    return -5.36 - 0.05 * OPDS.index(opd), 104.97


def found(store: Store, town: Town) -> int:
    """Everything but what people do; returns the last position."""
    told = (_pattern(), *_agencies(town), _regulation(), *map(_hired, town.people()))
    return max(_append(store, stream, events) for stream, events in told)


def tokens(town: Town, tokens: Tokens) -> dict[str, str]:
    """As signing in would issue them, without the passwords."""
    issued = {
        BKPSDM: tokens.issue(_officer(BKPSDM, Grant("bkpsdm"))),
        AUDITOR: tokens.issue(_officer(AUDITOR, Grant("auditor"))),
    }
    for person in town.people():
        issued[person.employee] = tokens.issue(_identity(person, person.device))
        issued[person.foreign] = tokens.issue(_identity(person, "f" * 64))
    return issued


def _officer(name: str, grant: Grant) -> Identity:
    return Identity(account=name, employee="", grants=(grant,))


def _identity(person: Person, device: str) -> Identity:
    return Identity(account=person.employee, employee=person.employee, device=device)


def _append(store: Store, stream: str, events: tuple[Event, ...]) -> int:
    return store.append(stream, 0, events, actor="tests.soak")[-1]


def _pattern() -> tuple[str, tuple[Event, ...]]:
    sessions = tuple(
        Session(
            name=name, role=_ROLES[name], opens_s=60 * opens, due_s=60 * due, closes_s=60 * closes
        )
        for name, (opens, due, closes) in SESSIONS.items()
    )
    days = (PatternDay(weekdays=(1, 2, 3, 4, 5, 6, 7), sessions=sessions),)
    defined = WorkPatternDefined(code=PATTERN, name="Setiap hari", from_on=BEFORE, days=days)
    return pattern_stream(PATTERN), (defined,)


def _agencies(town: Town) -> Iterator[tuple[str, tuple[Event, ...]]]:
    for opd in OPDS:
        latitude, longitude = place_of(opd)
        area = Area(latitude=latitude, longitude=longitude)
        opened = OfficeOpened(code=opd, name=opd, opd=opd, area=area, from_on=BEFORE)
        yield office_stream(opd), (opened,)
        head = OpdHeadAppointed(employee=town.head_of(opd), from_on=BEFORE)
        yield opd_stream(opd), (OpdEstablished(code=opd, name=opd.title()), head)


def _regulation() -> tuple[str, tuple[Event, ...]]:
    drafted = PerbupDrafted(perbup=to_file_form(perbup_catalogue.load(PERBUP)))
    return perbup_stream(PERBUP), (drafted, PerbupEnacted(on=BEFORE))


def _hired(person: Person) -> tuple[str, tuple[Event, ...]]:
    registered = EmployeeRegistered(
        name=f"Pegawai Uji {person.number}",
        employment="pns",
        opd=person.opd,
        office=person.opd,
        pattern=PATTERN,
        from_on=BEFORE,
        nip=f"19900101201501{person.number + 1:04}",
    )
    return employee_stream(person.employee), (
        registered,
        EmployeeEnrolled(from_on=BEFORE),
        TppBaseSet(from_month=date(2022, 9, 1), rupiah=4_000_000, grade=7),
        DeviceBound(device=person.device),
    )
