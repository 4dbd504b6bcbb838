"""What one client knows of its people, and how it asks; every draw comes from its seed."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

import msgspec

from domain.dated import at as dated_at
from domain.dated import put
from domain.sessions import ZONES
from tests.soak.asked import ACCEPTED, Answer, Asked
from tests.soak.town import FIRST_ON, Person, Town, place_of

_KEYS = UUID("5a0c0a11-2022-5a10-8b1d-50a40e0e5e50")
_ZONE = ZONES["Asia/Jakarta"]
_PHOTOS_OF_A_CLIENT = 10_000_000

Codes = Iterable[str]


class Known(msgspec.Struct, kw_only=True):
    """A person as the client knows it. `records` are of the day: versions by their session."""

    person: Person
    postings: tuple[tuple[date, str], ...]
    records: dict[str, int] = {}
    special: dict[str, str] = {}
    photos: list[int] = []
    cuti: dict[str, str] = {}
    free_from: date = FIRST_ON
    entries: dict[tuple[date, str], str] = {}

    @property
    def employee(self) -> str:
        return self.person.employee

    def opd_on(self, on: date) -> str:
        return dated_at(self.postings, on) or self.person.opd

    def moves(self, opd: str, from_on: date) -> None:
        self.postings = put(self.postings, from_on, opd)

    def wakes(self) -> None:
        """What is said of a day does not hold on the next."""
        self.records, self.special = {}, {}


class Life:
    def __init__(self, seed: int, client: int, town: Town) -> None:
        self.draw = Random(f"{seed}/{client}")  # noqa: S311 - repeatable, not secret
        self.client = client
        self.town = town
        self.people = [
            Known(person=person, postings=((FIRST_ON, person.opd),)) for person in town.own[client]
        ]
        self.on = FIRST_ON
        self.at = instant(FIRST_ON, 0)
        self._seed = seed
        self._asked = 0
        self._photos = client * _PHOTOS_OF_A_CLIENT

    def wakes(self, on: date) -> None:
        self.on = on
        for known in self.people:
            known.wakes()

    def chance(self, percent: float) -> bool:
        return self.draw.random() * 100 < percent

    def later(self, *, minutes: int = 0, seconds: int = 0) -> datetime:
        return self.at + timedelta(minutes=minutes, seconds=seconds)

    def photo(self) -> int:
        """The seed of a picture that nobody has sent."""
        self._photos += 1
        return self._photos

    def name(self, what: str) -> str:
        """Such as a client makes for an entry or a request."""
        return f"{what}-{self.client}-{self._asked}"

    def key(self) -> str:
        self._asked += 1
        return key(self._seed, self.client, self._asked)

    def ask(
        self,
        kind: str,
        path: str,
        who: str,
        body: Any,
        *,
        may: Codes = (ACCEPTED,),
        records: bool | None = True,
        at: datetime | None = None,
        photos: dict[str, int] | None = None,
    ) -> Asked:
        sent = self.key()
        return Asked(
            kind=kind,
            path=path,
            who=who,
            at=at or self.at,
            body=body,
            sent=sent,
            keys=(sent,),
            photos=photos or {},
            may=frozenset(may),
            records=records,
        )

    def ask_all(
        self, kind: str, path: str, who: str, items: list[Any], *, may: Codes, records: bool | None
    ) -> Asked:
        """Decisions, which have keys of their own, made of the request's and of their place."""
        asked = self.ask(kind, path, who, {"decisions": items}, may=may, records=records)
        keys = tuple(str(uuid5(UUID(asked.sent), str(place))) for place in range(len(items)))
        return msgspec.structs.replace(asked, keys=keys)


def key(seed: int, *parts: object) -> str:
    return str(uuid5(_KEYS, "/".join(map(str, (seed, *parts)))))


def instant(on: date, minute: float) -> datetime:
    """So many minutes after the local midnight."""
    return datetime.combine(on, time(), _ZONE) + timedelta(seconds=round(60 * minute))


def near(opd: str, draw: Random) -> dict[str, Any]:
    """A phone's report from within some fifty metres of the agency's office."""
    latitude, longitude = place_of(opd)
    return {
        "latitude": round(latitude + draw.uniform(-0.0004, 0.0004), 6),
        "longitude": round(longitude + draw.uniform(-0.0002, 0.0002), 6),
        "accuracy_m": draw.randrange(4, 40),
    }


def version_of(answer: Answer) -> int | None:
    return answer.body.get("version") if answer.accepted else None
