"""What was known at an instant is what the views said then, whatever was recorded later."""

from datetime import UTC, datetime
from random import Random

import psycopg
import pytest
from msgspec.structs import replace

from domain.streams import day_stream, perbup_stream
from projections import as_known_at
from projections.employee_month import Month, month_of
from tests.projections.following import following
from tests.projections.histories import EMPLOYEES, MONTHS, SUCCESSOR, Teller, surroundings
from tests.projections.random_history import RandomHistory
from tests.projections.test_queries import ANA, MONDAY, NOVEMBER, STORY, seen
from tests.projections.test_rule_change import successor

EVENTS = 120


def ordered(month: Month) -> Month:
    """The views keep warnings and proposals in no order of their own."""
    return replace(
        month,
        warnings=sorted(month.warnings, key=repr),
        proposals=sorted(month.proposals, key=repr),
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_what_was_known_is_what_the_views_said(own_database_url, own_store, seed):
    teller, history = Teller(own_store), RandomHistory(seed)
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    said: list[tuple[datetime, Month]] = []
    with (
        following(own_database_url) as live,
        psycopg.connect(own_database_url, autocommit=True) as connection,
    ):
        teller.tell(surroundings())
        for number in range(EVENTS):
            teller.tell(history.next())
            if number % 20 == 19:
                live.catch_up()
                month = month_of(connection, random.choice(EMPLOYEES), random.choice(MONTHS))
                said.append((datetime.now(UTC), month))
        for instant, month in said:
            known = as_known_at.employee_month(connection, month.employee, month.month, instant)
            assert ordered(known.month) == ordered(month)


def test_a_later_correction_and_regulation_are_told_event_by_event(own_database_url, own_store):
    teller = Teller(own_store)
    teller.tell(surroundings())
    teller.tell(STORY)
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        instant = datetime.now(UTC)
        before = as_known_at.employee_month(connection, ANA, NOVEMBER, instant)
        teller.tell([(day_stream(ANA, MONDAY), seen(MONDAY, "pagi", "06:50:00"))])
        teller.tell(successor(effective_from="2022-11-01"))
        assert as_known_at.employee_month(connection, ANA, NOVEMBER, instant) == before
        now = as_known_at.employee_month(connection, ANA, NOVEMBER, datetime.now(UTC))
        assert now.month.days != before.month.days
        assert [p.id for p in now.perbups][-1] == SUCCESSOR
        since = as_known_at.changed_since(connection, ANA, NOVEMBER, instant)
    assert [recorded.stream for recorded in since] == [
        day_stream(ANA, MONDAY),
        perbup_stream(SUCCESSOR),
        perbup_stream(SUCCESSOR),
    ]
    assert now.position == since[-1].position


def test_nothing_is_known_before_the_first_event(own_database_url, own_store):
    Teller(own_store).tell(surroundings())
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        known = as_known_at.employee_month(
            connection, ANA, NOVEMBER, datetime(2020, 1, 1, tzinfo=UTC)
        )
    assert (known.position, known.perbups, known.month.deduction) == (0, (), None)
