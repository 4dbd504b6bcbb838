"""Predicates, activity, reports and punishments of a month."""

from datetime import date
from typing import Any

import pytest

from domain.facts import MonthFacts, PunishmentFact
from domain.perbup import Perbup
from domain.perbup_measures import Activity, Discipline, PredicateGiven, Reports
from domain.perbup_rules import Bracket, Brackets, ByName, Named, Shortfall
from tests.assessment.samples import (
    MONDAY,
    TPP,
    assessed,
    codes,
    day,
    lines,
    month,
    perbup,
    rule,
    rupiah,
)

JAN, MAR, APR, JUN = (date(2023, n, 1) for n in (1, 3, 4, 6))
OCT, NOV, DEC = (date(2022, n, 1) for n in (10, 11, 12))
PREDICATES = ByName(
    rates=(
        Named(name="baik", pay="100%"),
        Named(name="perlu_perbaikan", pay="85%"),
        Named(name="kurang", pay="60%"),
    )
)


def of_months(terms: Perbup, *rows: MonthFacts) -> list[tuple[date, int]]:
    """What each month costs."""
    found = assessed([], terms, months=rows)
    return [row for row in found.deductions.select("month", "cut_rupiah").rows() if row[1]]


@pytest.mark.parametrize(
    ("lag", "given", "hit"),
    [("none", MAR, MAR), ("month", MAR, APR), ("quarter", MAR, JUN), ("year", DEC, MAR)],
)
def test_a_predicate_cuts_now_or_later(lag: Any, given: date, hit: date) -> None:
    terms = perbup(rule(PredicateGiven(lag=lag), PREDICATES))
    months = {
        first: month(first, predicate="kurang" if first == given else "baik")
        for first in (OCT, NOV, DEC, JAN, date(2023, 2, 1), MAR, APR, date(2023, 5, 1), JUN)
    }
    found = dict(of_months(terms, *months.values()))
    assert found[hit] == 1_600_000
    assert lag != "none" or found == {MAR: 1_600_000}


def test_a_whole_quarter_pays_for_the_last_month_of_the_one_before() -> None:
    terms = perbup(rule(PredicateGiven(lag="quarter"), PREDICATES))
    rows = [month(first) for first in (APR, date(2023, 5, 1), JUN, date(2023, 7, 1))]
    found = of_months(terms, month(MAR, predicate="perlu_perbaikan"), *rows)
    assert found == [(APR, 600_000), (date(2023, 5, 1), 600_000), (JUN, 600_000)]


def test_no_predicate_costs_nothing_and_an_unknown_one_warns() -> None:
    terms = perbup(rule(PredicateGiven(), PREDICATES))
    assert of_months(terms, month(OCT)) == []
    found = assessed([], terms, months=[month(OCT, predicate="aneh")])
    assert codes(found) == ["unknown_predicate"]


def test_activity_pays_the_share_that_was_reached() -> None:
    terms = perbup(rule(Activity(target_minutes=6_750), Shortfall()))
    assert of_months(terms, month(OCT, score_minutes=6_750)) == []
    found = assessed([], terms, months=[month(OCT, score_minutes=4_500)])
    assert lines(found, "quantity", "rate_ppm", "rupiah") == [(2_250, 333_333, 1_333_333)]


def test_activity_counts_when_the_month_is_over() -> None:
    terms = perbup(rule(Activity(target_minutes=6_750), Shortfall()))
    rows = [month(score_minutes=0)]
    assert rupiah(assessed([day(MONDAY, ended=False)], terms, months=rows)) == []
    assert rupiah(assessed([day(MONDAY)], terms, months=rows)) == [TPP]


@pytest.mark.parametrize(
    ("unfit", "cut"), [(0, 0), (1, 400_000), (5, 400_000), (6, 600_000), (11, 800_000)]
)
def test_unfit_reports(unfit: int, cut: int) -> None:
    brackets = (
        Bracket(within="[1,5]", pay="90%"),
        Bracket(within="[6,10]", pay="85%"),
        Bracket(within="(10,)", pay="80%"),
    )
    terms = perbup(rule(Reports(which="unfit"), Brackets(brackets=brackets)))
    assert of_months(terms, month(OCT, score_unfit=unfit)) == ([(OCT, cut)] if cut else [])


def test_no_report_costs_the_next_three_months() -> None:
    none = Brackets(brackets=(Bracket(within="[0,0]", cut="25%"),))
    terms = perbup(rule(Reports(which="made", months_before=(1, 2, 3)), none))
    rows = [month(first, score_entries=1) for first in (NOV, DEC, JAN, date(2023, 2, 1))]
    found = of_months(terms, month(OCT, score_entries=0), *rows)
    assert found == [(NOV, 1_000_000), (DEC, 1_000_000), (JAN, 1_000_000)]


# ---- punishments

PUNISHMENTS = ByName(
    rates=(Named(name="lisan", cut="20%", months=1), Named(name="tertulis", cut="30%", months=2))
)


def punished(kind: str, **given: Any) -> PunishmentFact:
    terms = {"from_month": OCT, "months": None, "lifted_month": None, "event": 9}
    return PunishmentFact(kind=kind, **{**terms, **given})


def three_months(overlap: Any, *held: PunishmentFact) -> list[int]:
    terms = perbup(rule(Discipline(overlap=overlap), PUNISHMENTS))
    rows = [month(first, punishments=held) for first in (OCT, NOV, DEC)]
    return assessed([], terms, months=rows).deductions["cut_rupiah"].to_list()


def test_the_heaviest_only_or_all() -> None:
    held = punished("lisan"), punished("tertulis")
    assert three_months("heaviest", *held) == [1_200_000, 1_200_000, 0]
    assert three_months("add", *held) == [2_000_000, 1_200_000, 0]


def test_a_decree_can_say_for_how_long() -> None:
    assert three_months("add", punished("lisan", months=3)) == [800_000] * 3
    assert three_months("add", punished("lisan", months=3, lifted_month=DEC)) == [
        800_000,
        800_000,
        0,
    ]
    assert three_months("add", punished("lisan", from_month=DEC)) == [0, 0, 800_000]


def test_the_lighter_punishment_is_told_as_waived() -> None:
    terms = perbup(rule(Discipline(), PUNISHMENTS))
    rows = [month(NOV, punishments=(punished("lisan", months=6), punished("tertulis")))]
    found = assessed([], terms, months=rows)
    assert lines(found, "kind", "quantity", "unit", "rupiah", "events") == [
        ("waived", 2, "month", 0, [9]),
        ("cut", 2, "month", 1_200_000, [9]),
    ]


def test_an_unknown_punishment_warns() -> None:
    terms = perbup(rule(Discipline(), PUNISHMENTS))
    found = assessed([], terms, months=[month(punishments=(punished("aneh"),))])
    assert codes(found) == ["unknown_punishment"]
