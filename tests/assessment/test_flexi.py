"""Coming later and leaving later."""

import pytest

from domain.facts import DayFacts
from domain.perbup import Flexi
from domain.perbup_measures import Early, Late
from tests.assessment.samples import MONDAY, day, minutes, session

LATE, EARLY = Late(sessions=("pagi",)), Early(sessions=("sore",))


def of(flexi: Flexi, came: str, left: str | None) -> tuple[list[int], list[int]]:
    """Minutes late and early."""
    days = [day(MONDAY, session("pagi", came), session("sore", left))]
    return minutes(days, LATE, flexi=flexi), minutes(days, EARLY, flexi=flexi)


def flexi(**given: object) -> Flexi:
    return Flexi(**{"arrival": "pagi", "leaving": "sore", "max_late_minutes": 90, **given})


@pytest.mark.parametrize(
    ("came", "left", "late", "early"),
    [
        ("08:00:00", "16:30", [], []),
        ("08:00:59", "16:30", [], []),
        ("08:00:00", "16:29:00", [], [1]),
        ("09:00:59", "17:30", [], []),
        ("09:01:00", "17:30", [91], []),
        ("09:01:00", "17:29", [91], [1]),
        ("07:00:00", "16:00", [], []),
        ("07:00:00", "15:30", [], [30]),
    ],
)
def test_in_proportion(came: str, left: str, late: list[int], early: list[int]) -> None:
    assert of(flexi(), came, left) == (late, early)


def test_coming_early_lets_leave_early() -> None:
    terms = flexi(max_early_minutes=60)
    assert of(terms, "07:00", "15:30") == ([], [])
    assert of(terms, "07:00", "15:29") == ([], [1])
    assert of(terms, "06:00", "14:59") == ([], [1])


def test_a_block_whatever_the_lateness() -> None:
    terms = flexi(how="block", block_minutes=30, max_late_minutes=30)
    assert of(terms, "07:30:01", "16:29") == ([], [1])
    assert of(terms, "07:35:00", "16:30") == ([], [])
    assert of(terms, "08:01:00", "16:30") == ([31], [])


def test_forgiven_only_if_made_up() -> None:
    terms = flexi(forgives="if_made_up", max_late_minutes=60)
    assert of(terms, "07:45", "16:15") == ([], [])
    assert of(terms, "07:45", "16:14") == ([15], [])
    assert of(terms, "07:45", None) == ([15], [])


def test_it_may_be_made_up_until_the_day_has_ended() -> None:
    terms = flexi(forgives="if_made_up")
    days: list[DayFacts] = [
        day(MONDAY, session("pagi", "07:45"), session("sore", None), ended=False)
    ]
    assert minutes(days, LATE, flexi=terms) == []


def test_never_forgiven_but_the_end_shifts() -> None:
    assert of(flexi(forgives="never", max_late_minutes=30), "08:15", "16:30") == ([45], [])
    assert of(flexi(forgives="never", max_late_minutes=30), "08:15", "16:29") == ([45], [1])
