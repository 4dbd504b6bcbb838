"""What phones send: check-ins of every kind, good and bad, special attendance, repetitions."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from tests.soak.asked import ACCEPTED, Asked, Steps
from tests.soak.life import Known, Life, near, version_of

CHECK_INS, BATCH, SPECIAL = "/v1/check-ins", "/v1/check-ins/batch", "/v1/special-attendances"
SPECIAL_KINDS = ("upacara", "sosialisasi", "dinas_luar", "diklat", "rapat", "wfh")


def arrives(life: Life, known: Known, session: str) -> Steps:
    """One check-in that counts, mostly; and before it perhaps one that does not."""
    _, bad = life.draw.choices(_BAD, [weight for weight, _ in _BAD])[0]
    if bad is not None:
        yield bad(life, known, session)
        life.at = life.later(minutes=2)
    if bad is None or life.chance(50):
        yield from _checks_in(life, known, session)


def _checks_in(life: Life, known: Known, session: str) -> Steps:
    asked = _late_post(life, known, session) if life.chance(7) else _check_in(life, known, session)
    answer = yield asked
    known.photos.append(asked.photos["selfie"])
    version = version_of(answer)
    if version is not None:
        known.records[session] = version
    if life.chance(4):
        yield _double_tap(life, known, asked)
    if life.chance(6):
        yield repeated(asked)
    if life.chance(3):
        yield with_other_body(asked, {**asked.body, "accuracy_m": 99})


def repeated(asked: Asked) -> Asked:
    """The same again, as a phone does that heard nothing."""
    return replace(asked, kind=f"{asked.kind} again")


def with_other_body(asked: Asked, body: Any) -> Asked:
    may = frozenset({"command_key_reused"})
    return replace(asked, kind="other body", body=body, may=may, records=None)


def _check_in(life: Life, known: Known, session: str, kind: str = "check-in", **more: Any) -> Asked:
    body = near(known.opd_on(life.on), life.draw) | more.pop("body", {})
    if life.chance(50):
        body["session"] = session
    if life.chance(20):
        body["note"] = "Catatan uji"
    photos = {"selfie": life.photo()}
    return life.ask(kind, CHECK_INS, known.employee, body, **{"photos": photos, **more})


def _refused(life: Life, known: Known, session: str, code: str, **more: Any) -> Asked:
    kind = more.pop("kind", code)
    return _check_in(life, known, session, kind, may=(code,), **more)


def _late_post(life: Life, known: Known, session: str) -> Asked:
    """Captured now, posted hours later."""
    captured = {"captured_at": life.at.isoformat(), "session": session}
    if life.chance(70):
        captured["clock_offset_s"] = life.draw.randrange(-3, 3)
    at = life.later(minutes=life.draw.randrange(3, 23 * 60))
    return _check_in(life, known, session, "offline", body=captured, at=at)


def _double_tap(life: Life, known: Known, first: Asked) -> Asked:
    """Another command with another picture, but the same check-in."""
    fields = ("latitude", "longitude", "accuracy_m", "captured_at", "clock_offset_s", "session")
    body = {name: first.body[name] for name in fields if name in first.body}
    photos, at = {"selfie": life.photo()}, first.at
    return life.ask(
        "double tap", CHECK_INS, known.employee, body, photos=photos, at=at, records=False
    )


def _too_far(life: Life, known: Known, session: str) -> Asked:
    away = {"latitude": -6.2 + life.draw.random() / 10, "longitude": 106.8}
    return _refused(life, known, session, "too_far", body=away)


def _mock(life: Life, known: Known, session: str) -> Asked:
    return _refused(life, known, session, "mock_location", body={"mock": True})


def _foreign(life: Life, known: Known, session: str) -> Asked:
    asked = _refused(life, known, session, "device_foreign")
    return replace(asked, who=known.person.foreign)


def _reused(life: Life, known: Known, session: str) -> Asked:
    """The person's own picture of before, or a colleague's."""
    used = [photo for other in life.people for photo in other.photos[-3:]]
    if not used:
        return _mock(life, known, session)
    photos = {"selfie": life.draw.choice(used)}
    return _refused(life, known, session, "selfie_used_before", photos=photos)


def _bare(life: Life, known: Known, session: str) -> Asked:
    return _refused(life, known, session, "selfie_missing", photos={})


def _blurred(life: Life, known: Known, session: str) -> Asked:
    return _refused(life, known, session, "accuracy_too_poor", body={"accuracy_m": 900})


def _swapped(life: Life, known: Known, session: str) -> Asked:
    here = near(known.opd_on(life.on), life.draw)
    turned = {"latitude": here["longitude"], "longitude": here["latitude"]}
    return _refused(life, known, session, "position_swapped", body=turned)


def _too_old(life: Life, known: Known, session: str) -> Asked:
    captured = {"captured_at": life.later(minutes=-25 * 60).isoformat(), "clock_offset_s": 0}
    return _refused(life, known, session, "captured_too_long_ago", body=captured)


def _from_the_future(life: Life, known: Known, session: str) -> Asked:
    captured = {"captured_at": life.later(minutes=9).isoformat(), "clock_offset_s": 0}
    return _refused(life, known, session, "captured_in_future", body=captured)


_BAD: list[tuple[int, Callable[[Life, Known, str], Asked] | None]] = [
    (78, None),
    (5, _too_far),
    (2, _mock),
    (3, _foreign),
    (4, _reused),
    (2, _bare),
    (2, _blurred),
    (1, _swapped),
    (1, _too_old),
    (1, _from_the_future),
]


def queue(life: Life, known: Known, session: str) -> Steps:
    """The photo alone, then a batch that cites it: twice the same item, and one that is too old."""
    photo = life.ask("photo", "/v1/photos", known.employee, None, photos={"photo": life.photo()})
    kept = yield replace(photo, sent="", keys=())
    captured = {"captured_at": life.at.isoformat(), "clock_offset_s": 0, "session": session}
    here = near(known.opd_on(life.on), life.draw) | captured | {"selfie": kept.body["sha256"]}
    first, second = life.key(), life.key()
    old = here | {"captured_at": life.later(minutes=-48 * 60).isoformat()}
    items = [
        {"key": key, "check_in": check_in}
        for key, check_in in ((first, here), (first, here), (second, old))
    ]
    asked = life.ask(
        "batch",
        BATCH,
        known.employee,
        {"items": items},
        at=life.later(minutes=life.draw.randrange(5, 600)),
        may=(ACCEPTED, "captured_too_long_ago", "command_in_flight"),
        records=None,
    )
    yield replace(asked, sent="", keys=(first, first, second))


def goes_elsewhere(life: Life, known: Known) -> Steps:
    """Special attendance for one session; for one that it stands for already it is refused."""
    session = life.draw.choice(("pagi", "siang", "sore"))
    stands = session in known.special.values()
    special = life.name("s")
    body = {
        "special": special,
        "kind": life.draw.choice(SPECIAL_KINDS),
        "note": "Kegiatan di luar kantor",
        "sessions": [session],
        "latitude": -5.4,
        "longitude": 105.2,
    }
    may = ("special_overlaps",) if stands else (ACCEPTED,)
    photos = {"selfie": life.photo(), "attachment": life.photo()}
    asked = life.ask("special", SPECIAL, known.employee, body, photos=photos, may=may)
    answer = yield asked
    if not answer.accepted:
        return
    known.special[special] = session
    if life.chance(10):
        yield repeated(asked)
    if life.chance(70):
        yield from _is_decided(life, known, special)


def _is_decided(life: Life, known: Known, special: str) -> Steps:
    verdict = life.draw.choice(("approve", "approve", "refuse"))
    yield _decision(life, known, special, verdict, (ACCEPTED,), records=True)
    if verdict == "refuse":
        del known.special[special]
    if life.chance(10):
        yield _decision(life, known, special, verdict, (ACCEPTED,), records=False)
    if life.chance(10):
        other = "refuse" if verdict == "approve" else "approve"
        may = ("special_already_decided",)
        yield _decision(life, known, special, other, may, records=None)


def _decision(
    life: Life,
    known: Known,
    special: str,
    verdict: str,
    may: tuple[str, ...],
    *,
    records: bool | None,
) -> Asked:
    item = {
        "kind": verdict,
        "employee": known.employee,
        "on": life.on.isoformat(),
        "special": special,
        "reason": "Tidak sesuai surat",
    }
    head = life.town.head_of(known.opd_on(life.on))
    kind = f"special {verdict}"
    return life.ask_all(kind, f"{SPECIAL}/decisions", head, [item], may=may, records=records)
