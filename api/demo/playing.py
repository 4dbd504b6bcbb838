"""Plays the story: each step becomes the request that a phone or a head's screen would send."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final

from api.demo.client import Answer, Request, Unexpected, command_key
from api.demo.passing import Pass
from api.demo.people import Sessions
from api.demo.pictures import selfie
from api.demo.regency import Person, Regency
from api.demo.steps import (
    AnyStep,
    AskCuti,
    AskSpecial,
    CheckIn,
    DecideCuti,
    DecideSpecial,
    Deed,
    EndDay,
    GivePredicate,
    RecordKinerja,
    VerifyKinerja,
    waves,
)

Acknowledged = Callable[[AnyStep, Answer], None]
"""Told of each step that the API has answered as the story has it."""

_CLOCK_IS_RIGHT_S: Final = 0


class Player:
    """`employees` are the ids by number; `pass_to` lets time pass where the story does."""

    def __init__(
        self,
        sessions: Sessions,
        regency: Regency,
        employees: Mapping[int, str],
        pass_to: Pass,
        acknowledged: Acknowledged,
    ) -> None:
        self._sessions = sessions
        self._regency = regency
        self._people = {person.number: person for person in regency.people}
        self._employees = employees
        self._pass_to = pass_to
        self._acknowledged = acknowledged

    async def play(self, steps: tuple[AnyStep, ...]) -> None:
        """Part of a day by part of a day; within one, each person's steps one after the other."""
        for wave in waves(steps):
            chains: dict[int, list[AnyStep]] = {}
            for step in wave:
                chains.setdefault(step.person, []).append(step)
            await asyncio.gather(*map(self._chain, chains.values()))

    async def _chain(self, steps: list[AnyStep]) -> None:
        for step in steps:
            self._acknowledged(step, _expected(step, await self._sent(step)))

    async def _sent(self, step: AnyStep) -> Answer:
        if isinstance(step, EndDay):
            await asyncio.to_thread(self._pass_to, step.at)
            return Answer(200, {})
        return await self._sessions.as_person(self._actor(step), self._request(step))

    def _actor(self, step: Deed) -> Person:
        """Decisions and appraisals are made by the head of the person's agency."""
        person = self._people[step.person]
        if isinstance(step, DecideSpecial | DecideCuti | VerifyKinerja | GivePredicate):
            return self._regency.head_of(person.opd)
        return person

    def _request(self, step: Deed) -> Request:
        path, body, pictures = self._told(step)
        files = {name: selfie(drawn) for name, drawn in pictures.items()}
        return Request(method="POST", path=path, body=body, files=files, key=step.key, at=step.at)

    def _told(  # noqa: PLR0911 - one case a step
        self, step: Deed
    ) -> tuple[str, dict[str, Any], dict[str, str]]:
        """The path, the body, and the names of the pictures that go with it."""
        match step:
            case CheckIn():
                return "/v1/check-ins", _check_in(step), {"selfie": step.selfie}
            case AskSpecial():
                pictures = {"selfie": step.selfie, "attachment": f"{step.selfie} lampiran"}
                return "/v1/special-attendances", _special(step), pictures
            case DecideSpecial():
                decision = self._decision(step, "approve" if step.approve else "refuse")
                decision |= {"on": step.on, "special": command_key(step.asked)}
                return "/v1/special-attendances/decisions", {"decisions": [decision]}, {}
            case AskCuti():
                return "/v1/cuti", _cuti(step), {}
            case DecideCuti():
                decision = self._decision(step, "approve" if step.approve else "refuse")
                decision |= {"cuti": command_key(step.asked)}
                return "/v1/cuti/decisions", {"decisions": [decision]}, {}
            case RecordKinerja():
                return "/v1/kinerja", _kinerja(step), {}
            case VerifyKinerja():
                decision = self._decision(step, "verify")
                decision |= {"month": f"{step.on:%Y-%m}", "entry": command_key(step.asked)}
                return "/v1/kinerja/decisions", {"decisions": [decision]}, {}
            case GivePredicate():
                employee, month = self._employees[step.person], f"{step.month:%Y-%m}"
                path = f"/v1/employees/{employee}/kinerja/{month}/predicates"
                return path, {"predicate": step.predicate}, {}

    def _decision(self, step: Deed, kind: str) -> dict[str, Any]:
        reason = "Ditolak dalam peragaan" if kind == "refuse" else ""
        return {"kind": kind, "employee": self._employees[step.person], "reason": reason}


def _check_in(step: CheckIn) -> dict[str, Any]:
    body: dict[str, Any] = {
        "latitude": step.latitude,
        "longitude": step.longitude,
        "accuracy_m": step.accuracy_m,
        "session": step.session,
        "note": "Presensi contoh",
    }
    if step.offline:
        body |= {"captured_at": step.captured_at, "clock_offset_s": _CLOCK_IS_RIGHT_S}
    return body


def _special(step: AskSpecial) -> dict[str, Any]:
    return {
        "special": command_key(step.key),
        "kind": step.kind,
        "note": step.note,
        "sessions": step.sessions,
        "latitude": step.latitude,
        "longitude": step.longitude,
    }


def _cuti(step: AskCuti) -> dict[str, Any]:
    return {
        "cuti": command_key(step.key),
        "kind": step.kind,
        "from_on": step.from_on,
        "until_on": step.until_on,
        "note": "Cuti contoh",
    }


def _kinerja(step: RecordKinerja) -> dict[str, Any]:
    return {
        "entry": command_key(step.key),
        "on": step.on,
        "minutes": step.minutes,
        "quantity": step.quantity,
        "unit": step.unit,
        "activity": step.activity,
    }


def _expected(step: AnyStep, answer: Answer) -> Answer:
    """A refusal where the story has one, else success; of a decision, the only answer in it."""
    if answer.status == 200 and "answers" in answer.body:
        answer = _only(answer.body["answers"][0])
    wanted = step.refusal if isinstance(step, CheckIn) else None
    if answer.code != (wanted or ""):
        raise Unexpected(f"{step.key}: {answer.status} {answer.body}")
    return answer


def _only(decided: dict[str, Any]) -> Answer:
    problem = decided.get("problem")
    return Answer(problem["status"], problem) if problem else Answer(200, decided)
