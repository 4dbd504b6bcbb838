"""What never came is followed to the log by the end of its day."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from application.store import Store
from domain import calendar
from domain.cuti import CutiApproved, CutiRequested
from domain.streams import calendar_stream, cuti_stream, day_stream
from projections import employee_month, positions
from projections.employee_month import Line
from projections.explanation import explanation_of
from tests.projections.following import Following, following
from tests.projections.histories import EMPLOYEES, Teller, surroundings
from tests.projections.random_history import RandomHistory
from tests.projections.test_queries import MONDAY, NOVEMBER, TUESDAY, seen

ANA, BUDI, CITRA, DEWI, *_ = EMPLOYEES


@pytest.fixture
def teller(own_store: Store) -> Teller:
    teller = Teller(own_store)
    teller.tell(surroundings())
    return teller


@pytest.fixture
def live(own_database_url: str, teller: Teller) -> Iterator[Following]:
    with following(own_database_url) as live:
        yield live


@pytest.fixture
def connection(own_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield connection


def ended(teller: Teller) -> int:
    return teller.tell([(calendar_stream(MONDAY), calendar.DayEnded(on=MONDAY))])


def lines_of(connection: psycopg.Connection[Any], who: str) -> dict[tuple[str, str | None], Line]:
    lines = employee_month.ledger_of(connection, who, NOVEMBER)
    return {(line.rule or "", line.session): line for line in lines if line.on == MONDAY}


def test_a_missing_session_cites_the_days_end_and_an_attended_one_its_record(
    teller: Teller, live: Following, connection: psycopg.Connection[Any]
) -> None:
    record = teller.tell([(day_stream(ANA, MONDAY), seen(MONDAY, "pagi", "07:50:00"))])
    end = ended(teller)
    teller.tell([(calendar_stream(MONDAY), calendar.DayEnded(on=MONDAY))])  # ended already
    live.catch_up()
    lines = lines_of(connection, ANA)
    assert {key: line.events for key, line in lines.items() if key[1] == "pagi"} == {
        ("terlambat-pagi", "pagi"): [record]
    }
    missing = [line for (_, session), line in lines.items() if session in {"siang", "sore"}]
    assert [line.events for line in missing] == [[end], [end]]


def test_an_absent_day_cites_its_end_and_a_day_of_leave_does_not(
    teller: Teller, live: Following, connection: psycopg.Connection[Any]
) -> None:
    asked = CutiRequested(cuti="c", kind="izin", from_on=MONDAY, until_on=MONDAY)
    stream = cuti_stream(CITRA, "c")
    approved = teller.tell([(stream, asked), (stream, CutiApproved(cuti="c"))])
    end = ended(teller)
    live.catch_up()
    absent = lines_of(connection, BUDI)["tidak-hadir", None]
    assert absent.events == [end]
    (leave,) = lines_of(connection, CITRA).values()
    assert end not in leave.events
    assert leave.events == [approved]
    told = explanation_of(connection, BUDI, NOVEMBER)
    assert end in [place for line in told.lines if line.on == MONDAY for place in line.positions]


def test_attendance_that_comes_late_takes_the_place_of_the_days_end(
    teller: Teller, live: Following, connection: psycopg.Connection[Any]
) -> None:
    end = ended(teller)
    live.catch_up()
    record = teller.tell([(day_stream(DEWI, MONDAY), seen(MONDAY, "pagi", "07:50:00"))])
    live.catch_up()
    lines = lines_of(connection, DEWI)
    assert lines["terlambat-pagi", "pagi"].events == [record]
    assert ("tidak-hadir", None) not in lines
    assert {line.events[0] for (_, session), line in lines.items() if session == "sore"} == {end}


def test_nothing_is_cited_before_the_day_has_ended(
    teller: Teller, live: Following, connection: psycopg.Connection[Any]
) -> None:
    teller.tell([(day_stream(ANA, TUESDAY), seen(TUESDAY, "pagi", "07:50:00"))])
    live.catch_up()
    rows = connection.execute(
        'SELECT event, events FROM views.attendance_day WHERE "on" = %s', (TUESDAY,)
    )
    (row,) = rows.fetchall()
    assert [event is not None for event in row[0]] == [True, False, False]
    assert row[1] == []


@pytest.mark.parametrize("seed", [11, 12])
def test_every_line_of_a_day_cites_an_event_of_the_log(
    seed: int, teller: Teller, live: Following, connection: psycopg.Connection[Any]
) -> None:
    history = RandomHistory(seed)
    for _ in range(150):
        teller.tell(history.next())
    live.catch_up()
    head = max(position.head for position in positions.positions(connection))
    query = """SELECT rule, session, events FROM views.lateness_ledger WHERE "on" IS NOT NULL"""
    lines = connection.execute(query).fetchall()
    assert len(lines) > 50
    assert [
        line for line in lines if not line[2] or not 0 < min(line[2]) <= max(line[2]) <= head
    ] == []
