"""A closed month keeps its figures; what becomes known later is paid in the next open month."""

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import psycopg
import pytest

from domain import attendance
from domain.event import Event
from domain.period import PeriodClosed, PeriodReopened
from domain.streams import day_stream, period_stream
from projections import deductions
from projections.closed_months import adjustments_of, closed_periods, history_of
from tests.projections.following import following, rebuild
from tests.projections.histories import EMPLOYEES, MONTHS, Teller, surroundings
from tests.projections.random_history import RandomHistory
from tests.projections.test_queries import ANA, BUDI, MONDAY, NOVEMBER, seen
from tests.projections.test_rule_change import late_in_november, successor

DECEMBER, OCTOBER = date(2022, 12, 1), date(2022, 10, 1)
EVENTS = 160

Connection = psycopg.Connection[Any]


def closing(month: date, position: int) -> list[tuple[str, Event]]:
    closed = PeriodClosed(
        month=month,
        position=position,
        employees=len(EMPLOYEES),
        gross_rupiah=1,
        deduction_rupiah=0,
        net_rupiah=1,
    )
    return [(period_stream(month), closed)]


def reopening(month: date) -> list[tuple[str, Event]]:
    return [(period_stream(month), PeriodReopened(month=month, reason="uji"))]


@pytest.fixture
def teller(own_store):
    teller = Teller(own_store)
    teller.tell(surroundings())
    return teller


@pytest.fixture
def connection(own_database_url):
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield connection


def net_by_employee(connection: Connection, table: str, condition: str = "true") -> Counter[str]:
    query = f"SELECT employee, sum(net_rupiah)::bigint FROM views.{table} AS t WHERE {condition}"
    return Counter(dict(connection.execute(f"{query} GROUP BY employee").fetchall()))


def paid_by_employee(connection: Connection) -> Counter[str]:
    """Of all months together: the closed figures, the open ones, and every adjustment."""
    still_open = "NOT EXISTS (SELECT FROM views.closed_period AS c WHERE c.month = t.month)"
    paid = net_by_employee(connection, "closed_deduction")
    paid.update(net_by_employee(connection, "tpp_deduction", still_open))
    query = "SELECT employee, sum(rupiah)::bigint FROM views.adjustment GROUP BY employee"
    paid.update(dict(connection.execute(query).fetchall()))
    return paid


def frozen(connection: Connection, month: date) -> list[Any]:
    """All that is closed of the month: its figures, its lines, and what was settled in it."""
    queries = (
        "SELECT t::text FROM views.closed_deduction AS t WHERE month = %s ORDER BY 1",
        "SELECT t::text FROM views.closed_ledger AS t WHERE month = %s ORDER BY 1",
        "SELECT t::text FROM views.adjustment AS t WHERE month = %s AND settled ORDER BY 1",
    )
    return [connection.execute(query, (month,)).fetchall() for query in queries]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_totals_reconcile_and_closed_figures_stay(own_database_url, connection, teller, seed):
    history = RandomHistory(seed)
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    positions, kept = [0], {}
    with following(own_database_url) as live:
        for _ in range(EVENTS):
            told = teller.tell(history.next())
            positions += [told] if told else []
            if random.random() < 0.06:
                month = random.choice((*MONTHS, DECEMBER))
                again = month in kept
                position = random.choice(positions[-8:])
                teller.tell(reopening(month) if again else closing(month, position))
                live.catch_up()
                if again:
                    del kept[month]
                else:
                    kept[month] = frozen(connection, month)
        live.catch_up()
        assert live.stopped == []
        assert kept
        assert {month: frozen(connection, month) for month in kept} == kept
        current = net_by_employee(connection, "tpp_deduction")
        paid = paid_by_employee(connection)
        assert {who: paid[who] for who in EMPLOYEES} == {who: current[who] for who in EMPLOYEES}
        outcome = rebuild(own_database_url)
    assert outcome is not None
    assert outcome.differences == ()


def test_a_correction_of_a_closed_month_is_paid_in_the_next(own_database_url, connection, teller):
    position = teller.tell(late_in_november())
    with following(own_database_url) as live:
        teller.tell(closing(NOVEMBER, position))
        live.catch_up()
        before = deductions.totals_of(connection, NOVEMBER)
        excused = attendance.SessionExcused(on=MONDAY, session="pagi", kind="duty")
        teller.tell([(day_stream(BUDI, MONDAY), excused)])
        live.catch_up()
        assert deductions.totals_of(connection, NOVEMBER) == before
        (paid,) = adjustments_of(connection, DECEMBER)
        assert (paid.employee, paid.about, paid.kind) == (BUDI, NOVEMBER, "cut")
        assert paid.rupiah > 0
        assert not paid.settled
        assert adjustments_of(connection, NOVEMBER) == []


def test_what_came_after_the_closings_position_is_no_part_of_it(
    own_database_url, connection, teller
):
    """The closing was decided on figures that a correction overtook."""
    position = teller.tell(late_in_november())
    excused = attendance.SessionExcused(on=MONDAY, session="pagi", kind="duty")
    teller.tell([(day_stream(BUDI, MONDAY), excused)])
    teller.tell(closing(NOVEMBER, position))
    with following(own_database_url) as live:
        live.catch_up()
    assert [row.employee for row in adjustments_of(connection, DECEMBER)] == [BUDI]


def test_a_retroactive_regulation_adjusts_every_closed_month(own_database_url, connection, teller):
    position = teller.tell(late_in_november())
    with following(own_database_url) as live:
        teller.tell(closing(NOVEMBER, position))
        live.catch_up()
        before = deductions.totals_of(connection, NOVEMBER)
        teller.tell(successor(effective_from="2022-11-01"))
        live.catch_up()
        assert deductions.totals_of(connection, NOVEMBER) == before
        current = net_by_employee(connection, "tpp_deduction", "month = '2022-11-01'")
        owed = sum(row.rupiah for row in adjustments_of(connection, DECEMBER))
        assert before.net_rupiah + owed == sum(current.values())
        assert owed != 0


def test_settled_adjustments_stay_and_a_reopened_month_takes_them_back(
    own_database_url, connection, teller
):
    position = teller.tell(late_in_november())
    with following(own_database_url) as live:
        teller.tell(closing(NOVEMBER, position))
        late = seen(MONDAY, "pagi", "07:00:00")
        position = teller.tell([(day_stream(BUDI, MONDAY), late)])
        live.catch_up()
        (owed,) = adjustments_of(connection, DECEMBER)
        teller.tell(closing(DECEMBER, position))
        live.catch_up()
        (settled,) = adjustments_of(connection, DECEMBER)
        assert settled.settled
        assert settled.rupiah == owed.rupiah
        assert adjustments_of(connection, date(2023, 1, 1)) == []
        teller.tell(reopening(NOVEMBER))
        live.catch_up()
        (back,) = adjustments_of(connection, NOVEMBER)
        assert back.rupiah == -settled.rupiah
        assert [p.month for p in closed_periods(connection)] == [DECEMBER]
        assert [event.what for event in history_of(connection, NOVEMBER)] == ["closed", "reopened"]


def test_finance_sees_the_closed_figures_and_the_adjustments(own_database_url, connection, teller):
    position = teller.tell(late_in_november())
    with following(own_database_url) as live:
        teller.tell(closing(NOVEMBER, position))
        live.catch_up()
        closed = deductions.deductions_of(connection, NOVEMBER)
        teller.tell([(day_stream(ANA, MONDAY), attendance.AttendanceVoided(on=MONDAY, record=1))])
        live.catch_up()
    assert deductions.deductions_of(connection, NOVEMBER) == closed
    assert {row.closed for row in closed} == {True}
    (owed,) = {row.employee for row in adjustments_of(connection, DECEMBER)}
    assert owed == ANA
