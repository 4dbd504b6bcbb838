"""A log from before the app becomes facts, and from a date on facts that can be assessed."""

from datetime import date
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.imports.conftest import Imported
from tests.imports.test_attlog import LOG, PEOPLE, STAFF
from tests.projections.following import following

DAYS = 'SELECT * FROM views.attendance_day ORDER BY "on", employee'


@pytest.fixture
def staffed(imported: Imported) -> Imported:
    imported.apply("employees", STAFF)
    return imported


def facts(imported: Imported) -> list[dict[str, Any]]:
    with following(imported.database_url) as views:
        views.catch_up()
    with psycopg.connect(imported.database_url, row_factory=dict_row) as connection:
        return connection.execute(DAYS).fetchall()


def test_who_is_not_enrolled_has_facts_that_nothing_is_expected_of(staffed: Imported) -> None:
    staffed.apply("attlog", LOG, people=PEOPLE)
    days = facts(staffed)
    assert [(day["on"].day, day["expected"], day["ended"]) for day in days] == [
        (3, False, False),
        (3, False, False),
    ]
    assert sorted(day["at_s"] for day in days) == [[26_711, 57_810], [27_062, None]]
    assert {mark for day in days for mark in day["mark"]} == {"manual", None}


def test_from_a_date_on_attendance_is_expected_and_what_is_missing_is_missing(
    staffed: Imported,
) -> None:
    staffed.apply("attlog", LOG, people=PEOPLE, assess_from=date(2022, 10, 1))
    days = facts(staffed)
    assert [day["on"].day for day in days] == [3, 3, 4, 4, 5, 5, 6, 6, 7, 7]
    assert all(day["expected"] and day["ended"] for day in days)
    assert all(day["at_s"] == [None, None] for day in days[2:])


def test_of_several_taps_the_first_of_coming_and_the_last_of_going_count(
    staffed: Imported,
) -> None:
    taps = ("06:40:00", "07:25:00", "11:30:00", "14:10:00", "16:02:00", "17:45:00", "18:20:00")
    log = "".join(f"1\t2022-10-03 {at}\t1\t0\t1\t0\n" for at in taps)
    assert staffed.apply("attlog", log, people=PEOPLE).new == len(taps)
    (day,) = facts(staffed)
    assert day["session"] == ["pagi", "sore"]
    assert day["at_s"] == [24_000, 63_900], "06:40, and 17:45: the window closes at 18:00"
