"""Two months of six made-up people under the example regulation: a trial, then a live month."""

from datetime import date, datetime, time, timedelta
from random import Random

from domain import attendance, calendar, cuti, kinerja
from domain.event import Event
from domain.sessions import ZONES
from domain.streams import calendar_stream, cuti_stream, day_stream, kinerja_stream
from tests.projections.histories import DAYS, EMPLOYEES, FIRST_ON, MONTHS, Told, surroundings

TRIAL, LIVE = MONTHS
_DUE = {"pagi": time(7, 30), "siang": time(12), "sore": time(16)}


def two_months(seed: int = 1) -> Told:
    """Mostly punctual, at times late, early, missing or absent; one on leave for five days."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    told = surroundings()
    told += _leave(EMPLOYEES[0], date(2022, 11, 7))
    for number in range(DAYS + 11):
        on = FIRST_ON + timedelta(days=number)
        for who in EMPLOYEES:
            if random.random() < 0.93:
                told += [(day_stream(who, on), event) for event in _day(random, on)]
        told.append((calendar_stream(on), calendar.DayEnded(on=on)))
    return told + _performance()


def _day(random: Random, on: date) -> list[Event]:
    seen: list[Event] = []
    for name, due in _DUE.items():
        if random.random() < 0.05:
            continue
        minutes = random.choice((-20, -5, -1, 0, 0, 0, 3, 12, 40, 75))
        at = datetime.combine(on, due, ZONES["Asia/Jakarta"])
        seen.append(
            attendance.CheckedIn(
                on=on,
                session=name,
                at=at + timedelta(minutes=minutes, seconds=random.randrange(60)),
                office="dinas-uji",
                distance_m=10,
                accuracy_m=5,
                selfie="",
            )
        )
    return seen


def _leave(who: str, from_on: date) -> Told:
    stream = cuti_stream(who, "c-1")
    asked = cuti.CutiRequested(
        cuti="c-1", kind="izin", from_on=from_on, until_on=from_on + timedelta(days=4)
    )
    return [(stream, asked), (stream, cuti.CutiApproved(cuti="c-1"))]


def _performance() -> Told:
    told: Told = []
    for who in EMPLOYEES:
        stream = kinerja_stream(who, LIVE)
        made = kinerja.KinerjaRecorded(entry="k-1", on=LIVE, minutes=400, quantity=1, unit="berkas")
        given = kinerja.KinerjaPredicateGiven(
            month=LIVE, predicate="kurang" if who == EMPLOYEES[1] else "baik"
        )
        told += [(stream, made), (stream, kinerja.KinerjaVerified(entry="k-1")), (stream, given)]
    return told
