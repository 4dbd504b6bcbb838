"""Facts that a regulation does not know are told, never passed over."""

from datetime import date

import pytest

from domain.assessment import assess
from domain.facts import DayFacts, SessionFact, days_frame, months_frame
from domain.perbup_measures import Absent, Cuti, Late
from domain.perbup_rules import Bracket, Brackets
from tests.assessment.samples import (
    MONDAY,
    assessed,
    codes,
    day,
    leave,
    month,
    perbup,
    rule,
    session,
)

PLAIN = perbup(rule(Absent()))


def warned(*days: DayFacts) -> list[tuple[date, str | None, str]]:
    return assessed(days, PLAIN).warnings.select("on", "session", "code").rows()


def test_a_session_that_the_regulation_does_not_count_is_told_once_a_month() -> None:
    other = SessionFact(
        session="malam", role="presence", due_s=70_000, opens_s=None, closes_s=None, at_s=70_000
    )
    days = [day(MONDAY, other), day(MONDAY.replace(day=4), other)]
    assert warned(*days) == [(MONDAY, "malam", "unknown_session")]


def test_leaving_before_arriving() -> None:
    odd = day(MONDAY, session("pagi", "16:30"), session("sore", "07:20"))
    assert warned(odd) == [(MONDAY, "sore", "reversed")]


@pytest.mark.parametrize(
    ("at_s", "code"),
    [(-86_401, "time_impossible"), (-86_400, None), (172_800, None), (172_801, "time_impossible")],
)
def test_times_that_cannot_be(at_s: int, code: str | None) -> None:
    odd = day(MONDAY, session("sore", at_s), session("pagi", None, mark="special"))
    assert [w for _, _, w in warned(odd)] == ([code] if code else [])


def test_away_for_longer_than_a_day_can_be() -> None:
    assert warned(day(MONDAY, away_s=-1)) == [(MONDAY, None, "time_impossible")]
    assert warned(day(MONDAY, away_permitted_s=172_801)) == [(MONDAY, None, "time_impossible")]


def test_waiting_attendance_unknown_status_and_unknown_leave() -> None:
    assert warned(day(MONDAY, session("pagi", None, mark="pending"))) == [
        (MONDAY, "pagi", "pending_special")
    ]
    assert warned(day(MONDAY, status="aneh")) == [(MONDAY, None, "unknown_status")]
    assert warned(*leave("tahunan", MONDAY, date(2022, 10, 7))) == [(MONDAY, None, "unknown_cuti")]


def test_leave_that_a_rule_names_is_known() -> None:
    known = perbup(rule(Cuti(kinds=("tahunan",))))
    assert codes(assessed(leave("tahunan", MONDAY, MONDAY), known)) == []


@pytest.mark.parametrize(
    ("clock", "code"), [("07:50", None), ("08:01", "no_bracket"), ("10:31", "no_bracket")]
)
def test_a_quantity_between_brackets(clock: str, code: str | None) -> None:
    gap = Brackets(
        brackets=(Bracket(within="[21,31)", cut="1%"), Bracket(within="[61,181)", cut="2%"))
    )
    found = assessed(
        [day(MONDAY, session("pagi", clock))], perbup(rule(Late(sessions=("pagi",)), gap))
    )
    assert (codes(found), len(found.ledger)) == ([code] if code else [], 0)


def test_rows_without_employee_and_uneven_lists() -> None:
    days = days_frame([day(MONDAY), day(MONDAY.replace(day=4))])
    uneven = days.with_columns(
        days["at_s"].list.head(1).alias("at_s"), days["employee"].scatter([0], None)
    )
    found = assess(uneven, months_frame([month()]), [PLAIN])
    assert found.warnings.select("on", "code").rows() == [
        (MONDAY, "unreadable_row"),
        (MONDAY.replace(day=4), "unreadable_row"),
    ]
