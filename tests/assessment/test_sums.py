"""Sums of a month and year, runs of days, and what happens when they reach an interval."""

from datetime import date, timedelta
from typing import Any, Literal

import pytest

from domain.facts import DayFacts
from domain.perbup import Base
from domain.perbup_measures import Absent, Accumulated, Days, Late, Measure, Missing
from domain.perbup_rules import (
    Bracket,
    Brackets,
    CutMore,
    Each,
    Effect,
    Phase,
    Postpone,
    Propose,
    Who,
    Zero,
)
from tests.assessment.samples import (
    BRACKETS,
    MONDAY,
    TPP,
    absent,
    assessed,
    day,
    lines,
    month,
    perbup,
    rule,
    session,
)

LATE = rule(Late(sessions=("pagi",)), Each(cut="0%"), "late")
ABSENT = rule(Absent(), Each(cut="0%"), "absent")
MISSING = rule(Missing(sessions=("sore",)), Each(cut="0%"), "missing")


def late(minutes: int, on: date = MONDAY) -> DayFacts:
    return day(on, session("pagi", 27_000 + minutes * 60, event=minutes))


def sums(days: list[DayFacts], measure: Measure, **parts: Any) -> list[tuple[date, int]]:
    """The month and quantity of the sums that cost something."""
    one = Brackets(brackets=(Bracket(within="[1,)", cut="1%"),))
    found = assessed(days, perbup(LATE, ABSENT, MISSING, rule(measure, one, "sum"), **parts))
    return [(m, q) for code, m, q in lines(found, "rule", "month", "quantity") if code == "sum"]


def working_days(first: date, number: int) -> list[date]:
    dates = (first + timedelta(days=i) for i in range(number * 2 + 7))
    return [on for on in dates if on.isoweekday() <= 5][:number]


OCT, NOV, DEC = date(2022, 10, 1), date(2022, 11, 1), date(2022, 12, 1)


def test_minutes_of_a_month_are_days_and_the_rest_is_dropped() -> None:
    days = [late(200), late(300, date(2022, 11, 1))]
    minutes = Accumulated(rules=("late",))
    assert sums(days, minutes) == [(OCT, 200), (NOV, 300)]
    assert sums(days, Accumulated(rules=("late",), per_minutes=450)) == []


def test_minutes_of_the_year_carry_their_rest() -> None:
    carrying = Accumulated(rules=("late",), period="year", per_minutes=450, carry=True)
    days = [late(200), late(300, date(2022, 11, 1)), late(399, date(2022, 11, 2)), late(1, DEC)]
    assert sums(days, carrying) == [(NOV, 1), (DEC, 1)]


def test_a_new_year_begins_anew() -> None:
    year = Accumulated(rules=("late",), period="year")
    assert sums([late(60, date(2022, 12, 30)), late(30, date(2023, 1, 2))], year) == [
        (DEC, 60),
        (date(2023, 1, 1), 30),
    ]


def test_missing_records_and_absent_days_add_minutes() -> None:
    days = [
        late(20),
        day(MONDAY + timedelta(1), session("sore", None)),
        absent(MONDAY + timedelta(2)),
    ]
    every = Accumulated(
        rules=("late", "missing", "absent"), missing_as_minutes=120, absent_as_minutes=450
    )
    assert sums(days, every) == [(OCT, 590)]


def test_a_sum_cites_the_events_of_its_month() -> None:
    days = [late(5), late(7, date(2022, 11, 1)), late(9, date(2022, 11, 2))]
    one = Brackets(brackets=(Bracket(within="[1,)", cut="1%"),))
    year = perbup(LATE, rule(Accumulated(rules=("late",), period="year"), one, "sum"))
    found = assessed(days, year)
    assert [e for code, e in lines(found, "rule", "events") if code == "sum"] == [[5], [7, 9]]


def test_history_counts_for_the_year_but_is_not_assessed() -> None:
    days = [absent(date(2022, 9, 30)), absent(MONDAY)]
    counted = perbup(ABSENT, rule(Days(rules=("absent",), period="year"), code="sum"))
    found = assessed(days, counted, months=[month()])
    assert lines(found, "rule", "quantity") == [("absent", 1), ("sum", 2)]


def test_the_month_s_regulation_reads_the_whole_year() -> None:
    old = perbup(ABSENT, id="lama")
    new = perbup(
        ABSENT,
        rule(Days(rules=("absent",), period="year"), code="sum"),
        id="baru",
        effective_from=date(2022, 10, 10),
        replaces=("lama",),
    )
    days = [absent(date(2022, 9, 30)), absent(MONDAY), absent(date(2022, 10, 10))]
    found = assessed(days, old, new, months=[month()])
    assert lines(found, "perbup", "rule", "quantity") == [
        ("lama", "absent", 1),
        ("baru", "absent", 1),
        ("baru", "sum", 3),
    ]


def test_days_of_trial_do_not_count_in_a_live_month() -> None:
    days = [absent(MONDAY), absent(date(2022, 11, 1))]
    year = Days(rules=("absent",), period="year")
    assert sums(days, year, trial_until=date(2022, 10, 31)) == [(OCT, 1), (NOV, 1)]
    assert sums(days, year) == [(OCT, 1), (NOV, 2)]


# ---- runs


def runs(
    days: list[DayFacts], period: Literal["month", "year"] = "month"
) -> list[tuple[date, int]]:
    return sums(days, Days(rules=("absent",), period=period, consecutive=True))


def test_days_off_do_not_break_a_run() -> None:
    dates = working_days(MONDAY, 10)
    weekend = [day(date(2022, 10, n), expected=False, sessions=()) for n in (8, 9)]
    gone = sorted([*map(absent, dates), *weekend], key=lambda d: d.on)
    assert runs(gone) == [(OCT, 10)]


def test_a_day_at_work_or_of_leave_breaks_a_run() -> None:
    dates = working_days(MONDAY, 6)
    for between in (day(dates[2]), day(dates[2], cuti="sakit", sessions=())):
        assert runs([*map(absent, dates[:2]), between, *map(absent, dates[3:])]) == [(OCT, 3)]


def test_a_run_of_the_year_goes_on_into_the_month() -> None:
    dates = working_days(date(2022, 10, 28), 4)
    gone = [absent(on) for on in dates]
    assert runs(gone) == [(OCT, 2), (NOV, 2)]
    assert runs(gone, "year") == [(OCT, 2), (NOV, 4)]


# ---- effects


def effect(within: str, do: Any, measure: Any = None, **given: Any) -> Effect:
    counted = measure or Days(rules=("absent",), period="year")
    return Effect(
        code="e", clause="Pasal e", text="Uji", measure=counted, within=within, do=do, **given
    )


def proposed(days: list[DayFacts], **given: Any) -> list[tuple[date, int]]:
    terms = perbup(ABSENT, effects=(effect("[3,4)", Propose(punishment="teguran_lisan"), **given),))
    return assessed(days, terms).proposals.select("month", "quantity").rows()


def test_a_punishment_is_proposed_in_the_month_that_reaches_it() -> None:
    days = [absent(date(2022, 10, 3)), absent(date(2022, 10, 4)), absent(date(2022, 11, 1))]
    assert proposed(days) == [(NOV, 3)]
    assert proposed([*days, day(DEC)]) == [(NOV, 3)]
    assert proposed([*days, absent(date(2022, 11, 2))]) == []


def test_an_effect_can_be_of_some_people_only() -> None:
    days = [absent(date(2022, 10, n)) for n in (3, 4, 5)]
    assert proposed(days, who=Who(employment=("honorer",))) == []
    later = Who(phases=(Phase(from_on=date(2022, 11, 1)),))
    assert proposed(days, who=later) == []


def test_a_component_is_zeroed() -> None:

    share = Base(name="hadir", share="30%")
    absences = rule(Absent(), Each(cut="5%"), "absent", base="hadir")
    terms = perbup(
        absences,
        bases=(share,),
        effects=(effect("[5,)", Zero(base="hadir"), Days(rules=("absent",))),),
    )
    days = [absent(on) for on in working_days(MONDAY, 5)]
    four, five = assessed(days[:4], terms), assessed(days, terms)
    assert four.deductions["cut_rupiah"].to_list() == [240_000]
    assert five.deductions["cut_rupiah"].to_list() == [1_200_000]
    assert lines(five, "kind", "rupiah")[-1] == ("effect", 900_000)


def test_more_is_cut() -> None:
    terms = perbup(ABSENT, effects=(effect("[1,)", CutMore(cut="12.5%")),))
    assert lines(assessed([absent(MONDAY)], terms), "kind", "rate_ppm", "rupiah")[-1] == (
        "effect",
        125_000,
        500_000,
    )


@pytest.mark.parametrize(("minutes", "postponed"), [(780, 0), (781, TPP - 60_000)])
def test_what_is_left_is_postponed(minutes: int, postponed: int) -> None:
    over = Accumulated(rules=("late",))
    terms = perbup(
        rule(Late(sessions=("pagi",)), BRACKETS, "late"),
        effects=(effect("(780,)", Postpone(), over),),
    )
    row = assessed([late(minutes)], terms).deductions.row(0, named=True)
    assert (row["cut_rupiah"], row["postponed_rupiah"]) == (60_000, postponed)


def test_nothing_is_postponed_or_proposed_in_a_trial() -> None:
    terms = perbup(
        ABSENT,
        mode="trial",
        effects=(
            effect("[1,)", Postpone()),
            effect("[1,)", Propose(punishment="teguran_lisan")),
        ),
    )
    found = assessed([absent(MONDAY)], terms)
    assert found.deductions["postponed_rupiah"].to_list() == [0]
    assert found.proposals.is_empty()
