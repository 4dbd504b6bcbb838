"""The random commands of one client: the same ones for the same seed and the same answers."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from tests.soak.asked import Asked, Steps
from tests.soak.desks import (
    asks_for_leave,
    is_corrected,
    is_erased,
    is_paid,
    is_transferred,
    reports_work,
    reworks,
)
from tests.soak.life import Known, Life, instant, key, near
from tests.soak.phones import CHECK_INS, SPECIAL, arrives, goes_elsewhere, queue
from tests.soak.town import BKPSDM, FIRST_ON, SESSIONS, Person, Town

_BETWEEN: list[tuple[int, Callable[[Life, Known], Steps]]] = [
    (120, goes_elsewhere),
    (50, asks_for_leave),
    (160, reports_work),
    (120, reworks),
    (120, is_corrected),
    (25, is_transferred),
    (10, is_paid),
    (1, is_erased),
]
_BETWEEN_PERCENT = 55
_SHARED_PERCENT = 12
_TURNS_OF_A_SHARED_DAY = 10
_SAME_AT_ONCE = 4
_SHARED_PHOTOS = 1_000_000_000


def script(seed: int, client: int, town: Town) -> Steps:
    """Day after day, without end."""
    life = Life(seed, client, town)
    turns = 0
    while True:
        for known, session, minute in _mornings_to_evenings(life):
            life.at = instant(life.on, minute)
            if life.chance(2):
                yield from queue(life, known, session)
            else:
                yield from arrives(life, known, session)
            if life.chance(_BETWEEN_PERCENT):
                _, step = life.draw.choices(_BETWEEN, [weight for weight, _ in _BETWEEN])[0]
                yield from step(life, life.draw.choice(life.people))
            if life.chance(_SHARED_PERCENT):
                yield from _with_others(life, seed, turns)
                turns += 1
        life.wakes(life.on + timedelta(days=1))


def _mornings_to_evenings(life: Life) -> Iterator[tuple[Known, str, float]]:
    """Who comes when; whole quarters of a minute, within the session's window."""
    came = [
        (life.draw.triangular(opens + 3, closes - 12, due), number, session)
        for session, (opens, due, closes) in SESSIONS.items()
        for number in range(len(life.people))
        if life.chance(92)
    ]
    for minute, number, session in sorted(came):
        yield life.people[number], session, minute


def _with_others(life: Life, seed: int, turn: int) -> Steps:
    """For people for whom every client acts on about the same days: nobody knows who is first."""
    day, place = divmod(turn, _TURNS_OF_A_SHARED_DAY)
    on = FIRST_ON + timedelta(days=day)
    if place < _SAME_AT_ONCE:
        yield _the_very_same(life, seed, day, place)
        return
    person = life.draw.choice(life.town.shared)
    at = instant(on, life.draw.randrange(340, 1190))
    path = f"/v1/employees/{person.employee}/days/{on}"
    ask = life.draw.choice((_shared_check_in, _shared_special, _shared_correction))
    yield replace(ask(life, person, path), at=at, may=frozenset(), records=None)
    if life.chance(30):
        yield replace(_shared_decision(life, seed, day), at=at)


def _same(seed: int, day: int, place: int) -> Random:
    return Random(f"{seed}/{day}/{place}")  # noqa: S311 - repeatable, not secret


def _the_very_same(life: Life, seed: int, day: int, place: int) -> Asked:
    """The same command under the same key from every client; it is done once."""
    draw, on = _same(seed, day, place), FIRST_ON + timedelta(days=day)
    person = draw.choice(life.town.shared)
    minute = draw.randrange(340, 1190)
    if place % 2:
        body: dict[str, Any] = near(person.opd, draw)
        path, photos = CHECK_INS, {"selfie": _SHARED_PHOTOS + day * _SAME_AT_ONCE + place}
    else:
        content = {"minutes": 5, "quantity": 1, "unit": "berkas", "activity": "Bersama"}
        body = content | {"entry": f"k-{day}-{place}", "on": str(on)}
        path, photos = "/v1/kinerja", {}
    sent = key(seed, "shared", day, place)
    return Asked(
        kind="same command",
        path=path,
        who=person.employee,
        at=instant(on, minute),
        body=body,
        sent=sent,
        keys=(sent,),
        photos=photos,
        may=frozenset(),
        records=None,
    )


def _shared_decision(life: Life, seed: int, day: int) -> Asked:
    """On a performance entry that all of them record."""
    place = life.draw.randrange(0, _SAME_AT_ONCE, 2)
    person = _same(seed, day, place).choice(life.town.shared)
    item = {
        "kind": life.draw.choice(("verify", "return")),
        "employee": person.employee,
        "month": f"{FIRST_ON + timedelta(days=day):%Y-%m}",
        "entry": f"k-{day}-{place}",
        "reason": "Uji",
    }
    head, path = life.town.head_of(person.opd), "/v1/kinerja/decisions"
    return life.ask_all("shared decision", path, head, [item], may=(), records=None)


def _shared_check_in(life: Life, person: Person, _: str) -> Asked:
    body, photos = near(person.opd, life.draw), {"selfie": life.photo()}
    return life.ask("shared check-in", CHECK_INS, person.employee, body, photos=photos)


def _shared_special(life: Life, person: Person, _: str) -> Asked:
    body = {
        "special": life.name("s"),
        "kind": "rapat",
        "note": "Rapat bersama",
        "sessions": [life.draw.choice(list(SESSIONS))],
    }
    photos = {"selfie": life.photo(), "attachment": life.photo()}
    return life.ask("shared special", SPECIAL, person.employee, body, photos=photos)


def _shared_correction(life: Life, _: Person, path: str) -> Asked:
    if life.chance(50):
        body = {"record": life.draw.randrange(1, 9), "reason": "Uji"}
        return life.ask("shared void", f"{path}/voidings", BKPSDM, body)
    body = {"session": "pagi", "kind": life.draw.choice(("sick", "duty")), "reason": "Uji"}
    return life.ask("shared excuse", f"{path}/excuses", BKPSDM, body)
