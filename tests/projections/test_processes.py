"""Real processes that are killed, that stand in for each other, and that are read meanwhile."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import psycopg
import pytest

from projections import positions
from projections.catalogue import CATALOGUE
from projections.rebuild import progress, start, work
from projections.swap import Outcome, finish
from tests.projections.following import ALL, following, rebuild
from tests.projections.histories import Teller, surroundings
from tests.projections.random_history import RandomHistory

ROOT = Path(__file__).parents[2]
PROJECTOR = """
import sys
from workers.projector import Projector
print("begun", flush=True)
Projector(sys.argv[1]).run()
"""
REBUILD = """
import sys
from projections.rebuild import work
print("begun", flush=True)
for part in work(sys.argv[1], int(sys.argv[2])):
    print(part.part, flush=True)
"""
WITHIN_S = 60.0
_WAITING = """
SELECT 1 FROM pg_locks WHERE relation = 'views.tpp_deduction'::regclass AND NOT granted
    AND mode = 'ShareUpdateExclusiveLock'
"""
_AHEAD = 3
"""So many writes the writer is ahead of the views at most, whatever the machine is fast at."""
_BETWEEN_S = 0.05
"""Between two reads, and two writes: the rest of the machine is for what is tested."""


@contextmanager
def process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own code
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == "begun\n"
            yield running
        finally:
            running.kill()


@pytest.fixture
def teller(own_store):
    teller = Teller(own_store)
    teller.tell(surroundings())
    return teller


@pytest.fixture
def connection(own_database_url):
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield connection


@pytest.mark.slow
def test_a_second_projector_waits_and_takes_over(teller, connection, own_database_url):
    history = RandomHistory(1)
    with process(PROJECTOR, own_database_url) as first, process(PROJECTOR, own_database_url):
        told = max(teller.tell(history.next()) for _ in range(30))
        assert positions.wait_for(connection, told, ALL, WITHIN_S)
        first.kill()
        told = max(teller.tell(history.next()) for _ in range(30))
        assert positions.wait_for(connection, told, ALL, WITHIN_S)
    outcome = rebuild(own_database_url)
    assert outcome is not None
    assert outcome.differences == ()


def everything_left(database_url, connection, number):
    """What was killed may hold its parts a moment longer."""
    left, until = [], time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        left += [part.part for part in work(database_url, number)]
        made = progress(connection, number)
        if made is None or made.parts_done == made.parts:
            break
    return left


@pytest.mark.slow
def test_a_rebuild_that_is_killed_three_times_ends_right(
    teller, connection, own_database_url, monkeypatch
):
    monkeypatch.setattr("projections.rebuild.FEWEST_EMPLOYEES", 1)
    monkeypatch.setattr("projections.rebuild.EVENTS_AT_ONCE", 1)
    history = RandomHistory(2)
    for _ in range(150):
        teller.tell(history.next())
    with following(own_database_url) as live:
        live.catch_up()
    number = start(connection, ALL)
    done = set()
    for _ in range(3):
        with process(REBUILD, own_database_url, str(number)) as running:
            assert running.stdout is not None
            part = int(running.stdout.readline())
            assert part not in done
            done.add(part)
            running.kill()
    left = everything_left(own_database_url, connection, number)
    assert not done & {*left}
    made = progress(connection, number)
    assert made is not None
    assert made.parts_done == made.parts == 2 * (1 + 6) + 2
    outcome = finish(own_database_url, number, "if_equal")
    assert outcome is not None
    assert (outcome.swapped, outcome.differences) == (True, ())


@pytest.mark.slow
def test_traffic_goes_on_while_the_views_are_rebuilt(teller, connection, own_database_url):
    """Writers write, the projector follows, readers read: all before, during and after the swap."""
    history = RandomHistory(3)
    before = max(teller.tell(history.next()) for _ in range(60))
    stopping, seen, told, told_by = Signal(), [], [before], []

    def write() -> None:
        with psycopg.connect(own_database_url, autocommit=True) as waiting:
            while not stopping.is_set():
                told.append(teller.tell(history.next()))
                positions.wait_for(waiting, told[-_AHEAD:][0], ALL, WITHIN_S)
                stopping.wait(_BETWEEN_S)

    def rebuilt() -> Outcome | None:
        outcome = rebuild(own_database_url, "always")
        told_by.append(len(told))
        return outcome

    def read() -> None:
        with psycopg.connect(own_database_url, autocommit=True) as reader:
            while not stopping.is_set():
                row = reader.execute(
                    "SELECT count(*), (SELECT count(*) FROM views.tpp_deduction),"
                    " (SELECT count(DISTINCT (employee, month)) FROM views.attendance_month)"
                    " FROM views.employee_directory"
                ).fetchone()
                seen.append(row)
                stopping.wait(_BETWEEN_S)

    with process(PROJECTOR, own_database_url):
        assert positions.wait_for(connection, before, ALL, WITHIN_S)
        threads = [Thread(target=write), Thread(target=read)]
        for thread in threads:
            thread.start()
        try:
            outcomes = [rebuilt() for _ in range(2)]
        finally:
            stopping.set()
            for thread in threads:
                thread.join()
        assert positions.wait_for(connection, max(told), ALL, WITHIN_S)
        for outcome in outcomes:
            assert outcome is not None
            assert (outcome.swapped, outcome.differences) == (True, ())
        assert 1 < told_by[0] < told_by[1], "each rebuild had writes beside it"
        assert {deductions == months for _, deductions, months in seen[1:]} == {True}
        assert all(people >= 6 for people, _, _ in seen[1:])
    last = rebuild(own_database_url)
    assert last is not None
    assert last.differences == ()


@pytest.mark.slow
def test_a_vacuum_holds_up_the_swap_and_nobody_else(teller, connection, own_database_url):
    """As the database's own does after so many new rows, on a live table."""
    history = RandomHistory(4)
    for _ in range(20):
        teller.tell(history.next())
    outcomes = []
    with following(own_database_url) as live, psycopg.connect(own_database_url) as vacuum:
        live.catch_up()
        vacuum.execute("LOCK TABLE views.tpp_deduction IN SHARE UPDATE EXCLUSIVE MODE")
        swapping = Thread(target=lambda: outcomes.append(rebuild(own_database_url, "always")))
        swapping.start()
        try:
            while swapping.is_alive() and not connection.execute(_WAITING).fetchall():
                time.sleep(_BETWEEN_S)
            told = teller.tell(history.next())
            live.catch_up()
            assert positions.reached(connection, ALL) >= told
            assert connection.execute("SELECT count(*) FROM views.tpp_deduction").fetchone()
            assert swapping.is_alive()
        finally:
            vacuum.rollback()
            swapping.join()
        live.catch_up()
    assert [(outcome.swapped, outcome.differences) for outcome in outcomes] == [(True, ())]


def test_the_catalogue_names_every_table_of_the_views_once(connection):
    rows = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'views'"
        " AND tablename NOT IN ('position', 'rebuild', 'rebuild_part')"
        " AND tablename NOT LIKE 'difference%'"
    ).fetchall()
    listed = [table for entry in CATALOGUE.values() for table in (*entry.tables, *entry.marks)]
    assert sorted(listed) == sorted(row[0] for row in rows)
