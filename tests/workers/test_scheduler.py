"""The scheduler ends days and lets lapse what nobody decided, each once, whoever else runs."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from threading import Thread
from time import monotonic, sleep
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from application.commit import Committer
from application.directory import Directory
from application.store import Store
from domain.attendance import SpecialAttendanceLapsed, SpecialAttendanceRecorded
from domain.calendar import DayEnded
from domain.event import Event
from domain.streams import calendar_stream, day_stream
from tests.projections.following import following
from tests.projections.histories import EMPLOYEES, FIRST_ON, Teller, surroundings
from workers import scheduler as scheduling
from workers.scheduler import ACTOR, Scheduler

WIB = ZoneInfo("Asia/Jakarta")
WHO = EMPLOYEES[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


class Clock:
    def __init__(self) -> None:
        self.now = at("2022-10-01 12:00:00")

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def schedulers(
    own_store: Store, own_database_url: str, clock: Clock
) -> Iterator[tuple[Scheduler, Scheduler]]:
    """Two, as of two processes."""
    committers = [Committer(own_store) for _ in range(2)]
    directories = [Directory(own_database_url) for _ in range(2)]
    first, second = (
        Scheduler(own_database_url, committer, directory, clock)
        for committer, directory in zip(committers, directories, strict=True)
    )
    yield first, second
    for opened in (*committers, *directories):
        opened.close()


@pytest.fixture
def connection(own_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def teller(own_store: Store) -> Teller:
    """Six people, enrolled from 1 October 2022."""
    teller = Teller(own_store)
    teller.tell(surroundings())
    return teller


def ended(store: Store) -> list[date]:
    """Days that the scheduler ended, in the order of the log."""
    mine = (r for r in store.read(0, 10_000) if r.actor == ACTOR)
    return [r.event.on for r in mine if isinstance(r.event, DayEnded)]


def special(number: int, on: date) -> tuple[str, Event]:
    recorded = SpecialAttendanceRecorded(
        special=f"s-{number}",
        on=on,
        at=datetime.combine(on, datetime.min.time(), WIB) + timedelta(hours=8),
        kind="rapat",
        sessions=("pagi",),
        selfie="",
        attachment="",
    )
    return day_stream(WHO, on), recorded


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2022-09-20 12:00:00", 0),
        ("2022-10-02 05:59:59", 0),
        ("2022-10-02 06:00:00", 1),
        ("2022-10-03 05:59:59", 1),
        ("2022-10-03 06:00:00", 2),
        ("2022-11-01 06:00:00", 31),
    ],
)
def test_a_day_ends_six_hours_after_its_midnight(
    schedulers: Sequence[Scheduler],
    connection: psycopg.Connection[Any],
    own_store: Store,
    teller: Teller,
    clock: Clock,
    now: str,
    days: int,
) -> None:
    clock.now = at(now)
    schedulers[0].tick(connection)
    expected = [FIRST_ON + timedelta(days=number) for number in range(days)]
    assert ended(own_store) == expected
    head = own_store.head()
    for scheduler in schedulers:
        scheduler.tick(connection)
    assert own_store.head() == head, "done again it changes nothing"


def test_nothing_ends_before_anybody_is_enrolled(
    schedulers: Sequence[Scheduler], connection: psycopg.Connection[Any], own_store: Store
) -> None:
    schedulers[0].tick(connection)
    assert own_store.head() == 0


def test_a_day_that_somebody_ended_by_hand_is_not_ended_again(
    schedulers: Sequence[Scheduler],
    connection: psycopg.Connection[Any],
    own_store: Store,
    teller: Teller,
    clock: Clock,
) -> None:
    on = date(2022, 10, 2)
    teller.tell([(calendar_stream(on), DayEnded(on=on))])
    clock.now = at("2022-10-04 06:00:00")
    schedulers[0].tick(connection)
    assert ended(own_store) == [date(2022, 10, 1), date(2022, 10, 3)]


def test_what_nobody_decided_within_the_patterns_days_lapses_once(
    schedulers: Sequence[Scheduler],
    connection: psycopg.Connection[Any],
    own_store: Store,
    own_database_url: str,
    teller: Teller,
    clock: Clock,
) -> None:
    monday, tuesday = date(2022, 10, 3), date(2022, 10, 4)
    teller.tell([special(1, monday), special(2, tuesday)])
    with following(own_database_url) as live:
        live.catch_up()

    def lapsed() -> list[str]:
        events = (r.event for r in own_store.read(0, 10_000))
        return [event.special for event in events if isinstance(event, SpecialAttendanceLapsed)]

    clock.now = at("2022-10-07 05:59:59")
    schedulers[0].tick(connection)
    assert lapsed() == []
    clock.now = at("2022-10-07 06:00:00")
    schedulers[0].tick(connection)
    schedulers[1].tick(connection)  # the inbox does not know it yet
    assert lapsed() == ["s-1"]
    clock.now = at("2022-10-08 06:00:00")
    schedulers[1].tick(connection)
    assert lapsed() == ["s-1", "s-2"]


def wait_for(store: Store, days: list[date]) -> None:
    until = monotonic() + 60
    while ended(store) != days and monotonic() < until:
        sleep(0.02)  # between polls of a condition
    assert ended(store) == days


def test_two_that_run_by_mistake_do_each_thing_once_and_one_takes_over(
    schedulers: Sequence[Scheduler],
    own_store: Store,
    teller: Teller,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scheduling, "_EVERY_S", 0.02)
    monkeypatch.setattr(scheduling, "_TRY_AGAIN_S", 0.02)
    clock.now = at("2022-10-03 06:00:00")
    days = [date(2022, 10, number) for number in range(1, 5)]
    threads = [Thread(target=scheduler.run) for scheduler in schedulers]
    for thread in threads:
        thread.start()
    try:
        wait_for(own_store, days[:2])
        clock.now = at("2022-10-04 06:00:00")
        wait_for(own_store, days[:3])
        schedulers[0].stop()
        threads[0].join()
        clock.now = at("2022-10-05 06:00:00")
        wait_for(own_store, days)
    finally:
        for scheduler in schedulers:
            scheduler.stop()
        for thread in threads:
            thread.join()
