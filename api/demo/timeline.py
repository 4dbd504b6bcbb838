"""What the people of the made-up regency do in October and November 2022, as pure seeded data."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

from api.demo.mishaps import mishaps
from api.demo.places import metres_from, plan_of
from api.demo.regency import MONTHS, Person, Regency
from api.demo.steps import (
    WIB,
    AnyStep,
    AskCuti,
    AskSpecial,
    CheckIn,
    DecideCuti,
    DecideSpecial,
    EndDay,
    GivePredicate,
    RecordKinerja,
    VerifyKinerja,
    instant,
)
from domain.attendance import SpecialKind
from domain.cuti import CutiKind
from domain.dated import month_after
from domain.kinerja import Predicate
from domain.work_pattern import Session

Verdict = Literal["approved", "refused", "forgotten"]
FIRST_ON = MONTHS[0]
LAST_ON = month_after(MONTHS[-1]) - timedelta(days=1)
END_AT = datetime(2022, 12, 1, 9, tzinfo=WIB)

_CEREMONIES = {
    date(2022, 10, 28): "Upacara Hari Sumpah Pemuda",
    date(2022, 11, 10): "Upacara Hari Pahlawan",
}
_ERRANDS: tuple[tuple[SpecialKind, str], ...] = (
    ("sosialisasi", "Sosialisasi di kecamatan (contoh)"),
    ("dinas_luar", "Perjalanan dinas dengan surat tugas (contoh)"),
    ("rapat", "Rapat koordinasi di kantor lain (contoh)"),
)
_SURE: dict[tuple[int, date], Verdict] = {
    (10, date(2022, 10, 12)): "approved",
    (11, date(2022, 10, 20)): "refused",
    (12, date(2022, 10, 25)): "forgotten",
    (10, date(2022, 11, 29)): "forgotten",
}
"""Errands that happen whatever is drawn; one forgotten so late that it still waits at the end."""
_LEAVES: tuple[tuple[CutiKind, date, int], ...] = (
    ("tahunan", date(2022, 11, 14), 3),
    ("sakit", date(2022, 11, 7), 2),
    ("tahunan", date(2022, 10, 19), 2),
    ("alasan_penting", date(2022, 11, 21), 4),
)
_WORK = ("Menyusun laporan contoh", "Melayani loket contoh", "Memeriksa berkas contoh")


def timeline(regency: Regency) -> tuple[AnyStep, ...]:
    """All steps by the time at which the server records them."""
    steps = [step for person in regency.people for step in _life(regency, person)]
    steps += [_end_of(on) for on in _dates(FIRST_ON, LAST_ON)]
    told = (step for step in steps if step.at <= END_AT)
    return tuple(sorted(told, key=lambda step: (step.at, step.key)))


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _end_of(on: date) -> EndDay:
    """On the next morning, when the night shift has left."""
    at = instant(on, 33 * 3600)
    return EndDay(at=at, key=f"day ended {on}", person=0, on=on)


# ---- one person


def _life(regency: Regency, person: Person) -> Iterator[AnyStep]:
    leave = _leave_of(person)
    if leave:
        yield from _leave_steps(person, *leave)
    for on in _dates(max(FIRST_ON, person.enrolled_from), LAST_ON):
        sessions = _due(regency, person, on)
        if sessions and not (leave and leave[1] <= on <= leave[2]):
            yield from _day(regency, person, on, sessions)
    yield from mishaps(regency, person)
    if not person.head and person.enrolled_from < MONTHS[1]:
        yield _appraisal(person)


def _due(regency: Regency, person: Person, on: date) -> tuple[Session, ...]:
    pattern = regency.pattern(person.pattern)
    free = any(holiday.on == on for holiday in regency.holidays)
    return () if free and not pattern.works_on_holidays else plan_of(pattern, on)


def _leave_of(person: Person) -> tuple[CutiKind, date, date] | None:
    """Every ninth person takes leave; heads do not."""
    kind, first, days = _LEAVES[person.number // 9 % len(_LEAVES)]
    if person.head or person.number % 9 != 1 or first <= person.enrolled_from:
        return None
    return kind, first, first + timedelta(days=days - 1)


def _leave_steps(person: Person, kind: CutiKind, first: date, last: date) -> Iterator[AnyStep]:
    asked = f"cuti {person.number} {first}"
    asked_at = instant(max(first - timedelta(days=3), person.enrolled_from), 10 * 3600)
    yield AskCuti(
        at=asked_at, key=asked, person=person.number, kind=kind, from_on=first, until_on=last
    )
    yield DecideCuti(
        at=asked_at + timedelta(hours=5),
        key=f"{asked} decided",
        person=person.number,
        asked=asked,
        approve=True,
    )


def _day(
    regency: Regency, person: Person, on: date, sessions: tuple[Session, ...]
) -> Iterator[AnyStep]:
    draw = Random(f"day {person.number} {on}")
    if _ceremony_today(person, on):
        yield from _special(regency, person, on, sessions[:1], "upacara", _CEREMONIES[on], draw)
        sessions = sessions[1:]
    elif not person.head and (draw.random() < 0.02 or (person.number, on) in _SURE):
        kind, note = draw.choice(_ERRANDS)
        yield from _special(regency, person, on, sessions, kind, note, draw)
        return
    elif draw.random() < 0.008:
        return
    for session in sessions:
        if draw.random() >= _MISSED[session.role]:
            yield _check_in(regency, person, on, session, draw)
    if draw.random() < 0.2:
        yield from _kinerja(person, on, sessions[-1], draw)


_MISSED = {"arrival": 0.01, "presence": 0.05, "leaving": 0.02, "apel": 0.0}


def _ceremony_today(person: Person, on: date) -> bool:
    """Heads have nobody here who could approve theirs."""
    return on in _CEREMONIES and person.opd == "disdikbud" and not person.head


def _check_in(
    regency: Regency, person: Person, on: date, session: Session, draw: Random
) -> CheckIn:
    captured = instant(on, session.due_s + _offset_s(person, session, draw))
    offline = timedelta(minutes=draw.randrange(40, 400)) if draw.random() < 0.03 else timedelta(0)
    latitude, longitude = _within(regency, person, draw)
    key = f"check-in {person.number} {on} {session.name}"
    return CheckIn(
        at=captured + offline,
        key=key,
        person=person.number,
        on=on,
        session=session.name,
        captured_at=captured,
        latitude=latitude,
        longitude=longitude,
        accuracy_m=draw.randrange(4, 35),
        selfie=key,
    )


def _offset_s(person: Person, session: Session, draw: Random) -> int:
    """Seconds from the due time: a few come late, in brackets up to two hours; few leave early."""
    if session.role == "arrival":
        if draw.randrange(100) < person.late:
            return draw.choice((1, 1, 1, 2, 3, 4)) * 1500 + draw.randrange(-1300, 900)
        return -draw.randrange(60, 3000)
    if session.role == "presence":
        return draw.randrange(-1200, 2400)
    return -draw.randrange(120, 1500) if draw.random() < 0.02 else draw.randrange(30, 4200)


def _within(
    regency: Regency, person: Person, draw: Random, spread_m: int = 30
) -> tuple[float, float]:
    area = regency.place(person.office).area
    east, north = draw.uniform(-spread_m, spread_m), draw.uniform(-spread_m, spread_m)
    return metres_from(area.latitude, area.longitude, east, north)


# ---- special attendance and performance


def _special(
    regency: Regency,
    person: Person,
    on: date,
    sessions: tuple[Session, ...],
    kind: SpecialKind,
    note: str,
    draw: Random,
) -> Iterator[AnyStep]:
    at = instant(on, sessions[0].due_s - draw.randrange(0, 1500))
    latitude, longitude = _within(regency, person, draw, spread_m=2500)
    asked = f"special {person.number} {on}"
    yield AskSpecial(
        at=at,
        key=asked,
        person=person.number,
        on=on,
        kind=kind,
        sessions=tuple(session.name for session in sessions),
        latitude=latitude,
        longitude=longitude,
        selfie=asked,
        note=note,
    )
    verdict = _SURE.get((person.number, on)) or _verdict(draw)
    if verdict != "forgotten":
        yield DecideSpecial(
            at=at + timedelta(hours=draw.choice((5, 6, 26))),
            key=f"{asked} decided",
            person=person.number,
            asked=asked,
            on=on,
            approve=verdict == "approved",
        )


def _verdict(draw: Random) -> Verdict:
    """The forgotten ones lapse, or are pending at the end."""
    return draw.choices(("approved", "refused", "forgotten"), weights=(78, 10, 12))[0]


def _kinerja(person: Person, on: date, last: Session, draw: Random) -> Iterator[AnyStep]:
    at = instant(on, last.due_s + 4500)
    asked = f"kinerja {person.number} {on}"
    yield RecordKinerja(
        at=at,
        key=asked,
        person=person.number,
        on=on,
        minutes=draw.randrange(60, 360, 15),
        quantity=draw.randrange(1, 6),
        unit="dokumen",
        activity=draw.choice(_WORK),
    )
    if not person.head and draw.random() < 0.9:
        yield VerifyKinerja(
            at=at + timedelta(hours=16),
            key=f"{asked} verified",
            person=person.number,
            asked=asked,
            on=on,
        )


def _appraisal(person: Person) -> GivePredicate:
    """Of October, by the head."""
    predicates: tuple[Predicate, ...] = ("sangat_baik", "baik", "perlu_perbaikan")
    drawn = Random(f"predicate {person.number}").choices(predicates, weights=(2, 7, 1))
    return GivePredicate(
        at=instant(date(2022, 11, 4), 11 * 3600 + person.number),
        key=f"predicate {person.number} {MONTHS[0]}",
        person=person.number,
        month=MONTHS[0],
        predicate=drawn[0],
    )
