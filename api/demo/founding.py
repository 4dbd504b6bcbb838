"""Before the first check-in: what BKPSDM and Diskominfo enter, and the example Perbup."""

import asyncio
import tomllib
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime
from typing import Any, Final

import msgspec

from api.demo.client import Answer, Request, Unexpected
from api.demo.people import Sessions
from api.demo.places import Pattern, Place
from api.demo.regency import MONTHS, OPENED_ON, Person, Regency
from api.demo.steps import WIB
from domain import perbup_catalogue

FIRST_PERBUP: Final = "contoh-pringsewu-2022"
SECOND_PERBUP: Final = "contoh-pringsewu-2022-pengganti"
FOUNDED_AT: Final = datetime(2022, 9, 26, 8, tzinfo=WIB)

_ROLES: Final = {
    "bkpsdm": "bkpsdm",
    "diskominfo": "kominfo",
    "inspektorat": "auditor",
    "bpkad": "finance",
}
"""The head of this agency holds this role beside."""

Done = Callable[[], None]


class Founding:
    """`done` is told of every command. `employees` are the ids by number once all is founded."""

    def __init__(self, sessions: Sessions, regency: Regency, done: Done) -> None:
        self._sessions = sessions
        self._regency = regency
        self._done = done
        self.employees: dict[int, str] = {}

    def size(self) -> int:
        regency = self._regency
        frame = (regency.agencies, regency.places, regency.patterns, regency.holidays)
        paid = sum(person.tpp_rupiah is not None for person in regency.people)
        heads = sum(person.head for person in regency.people)
        return sum(map(len, frame)) + 3 * len(regency.people) + paid + heads + len(_ROLES) + 2

    async def found(self) -> None:
        """Each group rests on the one before; within one, all at once."""
        regency = self._regency
        await self._all(self._agency(agency.code, agency.name) for agency in regency.agencies)
        await self._all(
            [
                *map(self._office, regency.places),
                *map(self._pattern, regency.patterns),
                *map(self._holiday, regency.holidays),
            ]
        )
        await self._all(map(self._person, regency.people))
        await self._all(self._head(person) for person in regency.people if person.head)
        await self._perbup()

    async def register(self) -> None:
        """Only the employees, whose ids are answered also if they were registered before."""
        await self._all(map(self._registered, self._regency.people))

    async def _all(self, commands: Iterable[Awaitable[None]]) -> None:
        await asyncio.gather(*commands)

    async def _agency(self, code: str, name: str) -> None:
        await self._post("/v1/opd", {"code": code, "name": name}, f"opd {code}")

    async def _office(self, place: Place) -> None:
        area = place.area
        shape = {"geojson": area.geojson} if area.geojson else msgspec.to_builtins(area)
        body = {
            "code": place.code,
            "name": place.name,
            "opd": place.opd,
            "area": shape,
            "from_on": OPENED_ON,
        }
        await self._post("/v1/offices", body, f"office {place.code}")

    async def _pattern(self, pattern: Pattern) -> None:
        body = msgspec.to_builtins(pattern) | {"from_on": OPENED_ON}
        await self._post("/v1/patterns", body, f"pattern {pattern.code}")

    async def _holiday(self, holiday: Any) -> None:
        body = msgspec.to_builtins(holiday)
        await self._post("/v1/calendar/holidays", body, f"holiday {holiday.on}")

    async def _registered(self, person: Person) -> None:
        kept = ("name", "employment", "opd", "office", "pattern", "nip")
        body = {name: getattr(person, name) for name in kept} | {"from_on": OPENED_ON}
        answer = await self._post("/v1/employees", body, f"employee {person.number}")
        self.employees[person.number] = str(answer.body["employee"])

    async def _person(self, person: Person) -> None:
        await self._registered(person)
        employee = self.employees[person.number]
        path, meaning = f"/v1/employees/{employee}", f"employee {person.number}"
        enrolment = {"from_on": person.enrolled_from, "phase": person.phase}
        await self._post(f"{path}/enrolments", enrolment, f"{meaning} enrolled")
        if person.tpp_rupiah is not None:
            base = {"from_month": MONTHS[0], "rupiah": person.tpp_rupiah, "grade": person.grade}
            await self._post(f"{path}/tpp-bases", base, f"{meaning} paid")
        await self._sessions.open_account(person, employee, FOUNDED_AT)
        self._done()

    async def _head(self, person: Person) -> None:
        employee = self.employees[person.number]
        body = {"employee": employee, "from_on": OPENED_ON}
        await self._post(f"/v1/opd/{person.opd}/heads", body, f"head of {person.opd}")
        role = _ROLES.get(person.opd)
        if role:
            path = f"/v1/accounts/{employee}/roles"
            await self._post(path, {"role": role}, f"role {role}")

    async def _perbup(self) -> None:
        await draft(self._sessions, FIRST_PERBUP, FOUNDED_AT)
        self._done()
        await enact(self._sessions, FIRST_PERBUP, FOUNDED_AT, FOUNDED_AT.date())
        self._done()

    async def _post(self, path: str, body: object, meaning: str) -> Answer:
        answer = await post(self._sessions, path, body, meaning, FOUNDED_AT)
        self._done()
        return answer


async def post(sessions: Sessions, path: str, body: object, meaning: str, at: datetime) -> Answer:
    """A command of the administrator that must succeed."""
    request = Request(method="POST", path=path, body=body, key=meaning, at=at)
    answer = await sessions.as_admin(request)
    if answer.status >= 400:
        raise Unexpected(f"{path}: {answer.body}")
    return answer


async def draft(sessions: Sessions, perbup: str, at: datetime) -> Answer:
    """As its file in the catalogue has it."""
    body = {"perbup": tomllib.loads(perbup_catalogue.text(perbup))}
    path = f"/v1/perbup/{perbup}/drafts"
    return await post(sessions, path, body, f"perbup {perbup} drafted", at)


async def enact(sessions: Sessions, perbup: str, at: datetime, on: date) -> Answer:
    path = f"/v1/perbup/{perbup}/enactments"
    return await post(sessions, path, {"on": on}, f"perbup {perbup} enacted", at)
