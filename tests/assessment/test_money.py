"""Bases, free counts, groups, rounding and caps."""

from datetime import date
from typing import Any

import pytest

from domain.facts import DayFacts
from domain.perbup import Base, MoneyRounding
from domain.perbup_measures import Absent, Early, Late, Missing
from domain.perbup_rules import Cap, Each
from domain.rupiah import Rounding
from tests.assessment.samples import (
    BRACKETS,
    MONDAY,
    absent,
    assessed,
    day,
    lines,
    month,
    perbup,
    rule,
    rupiah,
    session,
)

LATE = Late(sessions=("pagi",))


def days(*numbers: int) -> list[date]:
    return [MONDAY.replace(day=n) for n in numbers]


def gone(number: int) -> list[DayFacts]:
    return [absent(on) for on in days(3, 4, 5, 6, 7, 10, 11)[:number]]


def with_tpp(tpp: int, number: int, *rules: Any, **parts: Any) -> Any:
    return assessed(gone(number), perbup(*rules, **parts), months=[month(tpp_rupiah=tpp)])


# ---- bases


def test_a_share_of_a_share_is_rounded_each_time() -> None:
    bases = (Base(name="dalam", of="hadir", share="50%"), Base(name="hadir", share="33.3333%"))
    found = with_tpp(1_000_001, 1, rule(Absent(), Each(cut="100%"), base="dalam"), bases=bases)
    assert rupiah(found) == [166_667]


def test_a_day_s_share_of_the_allowance() -> None:
    daily = Base(name="harian", per="working_day")
    work = [day(on) for on in days(6, 7, 10)]
    terms = perbup(rule(Absent(), Each(cut="100%"), base="harian"), bases=(daily,))
    weekend = day(MONDAY.replace(day=8), expected=False, sessions=())
    found = assessed(sorted([*gone(3), *work, weekend], key=lambda d: d.on), terms)
    assert rupiah(found) == [666_667] * 3


def test_a_calendar_day_s_share() -> None:
    daily = Base(name="harian", per="calendar_day")
    terms = perbup(rule(Absent(), Each(cut="100%"), base="harian"), bases=(daily,))
    assert rupiah(assessed(gone(1), terms)) == [129_032]


def test_a_component_of_the_allowance() -> None:
    terms = perbup(
        rule(Absent(), Each(cut="10%"), base="beban"),
        bases=(Base(name="beban", of="component:beban_kerja"),),
    )
    parts = (("beban_kerja", 1_500_000), ("prestasi", 2_500_000))
    assert rupiah(assessed(gone(1), terms, months=[month(components=parts)])) == [150_000]
    assert rupiah(assessed(gone(1), terms, months=[month()])) == [0]


# ---- free counts and groups


@pytest.mark.parametrize(
    ("then", "kinds"),
    [("rest", ["free"] * 5 + ["cut"] * 2), ("all", ["cut"] * 7)],
)
def test_more_than_five_times(then: Any, kinds: list[str]) -> None:
    terms = perbup(rule(Absent(), free_per_month=5, free_then=then))
    assert assessed(gone(7), terms).ledger["kind"].to_list() == kinds
    assert assessed(gone(5), terms).ledger["kind"].to_list() == ["free"] * 5


def test_free_occurrences_begin_anew_each_month() -> None:
    terms = perbup(rule(Absent(), free_per_month=1))
    dates = (date(2022, 10, 3), date(2022, 10, 4), date(2022, 11, 1))
    found = assessed([absent(on) for on in dates], terms)
    assert found.ledger["kind"].to_list() == ["free", "cut", "free"]


def test_of_a_group_the_greatest_stays() -> None:
    terms = perbup(
        rule(LATE, BRACKETS, "late", group="hari"),
        rule(Early(sessions=("sore",)), BRACKETS, "early", group="hari"),
    )
    both = [day(MONDAY, session("pagi", "07:40"), session("sore", "15:10"))]
    assert lines(assessed(both, terms), "rule", "kind", "rupiah") == [
        ("late", "waived", 0),
        ("early", "cut", 40_000),
    ]


def test_of_equals_in_a_group_the_first_stays() -> None:
    missing = Missing(sessions=("pagi", "apel"))
    terms = perbup(rule(missing, group="hari"))
    both = [day(MONDAY, session("pagi", None), session("apel", None))]
    assert lines(assessed(both, terms), "session", "kind") == [("pagi", "cut"), ("apel", "waived")]


# ---- rounding


@pytest.mark.parametrize(
    ("how", "each"),
    [("half_up", 13), ("half_down", 12), ("half_even", 12), ("up", 13), ("down", 12)],
)
def test_each_line_is_rounded(how: Rounding, each: int) -> None:
    found = with_tpp(1_250, 3, rule(Absent()), rounding=MoneyRounding(how=how))
    assert rupiah(found) == [each] * 3


@pytest.mark.parametrize(
    ("how", "shares"),
    [
        ("half_up", [13, 12, 13]),
        ("half_down", [12, 13, 12]),
        ("up", [13, 12, 13]),
        ("down", [12, 13, 12]),
    ],
)
def test_the_lines_share_the_rounding_of_the_total(how: Rounding, shares: list[int]) -> None:
    found = with_tpp(1_250, 3, rule(Absent()), rounding=MoneyRounding(how=how, point="total"))
    assert rupiah(found) == shares


def test_to_hundreds() -> None:
    item = with_tpp(
        1_000_000, 2, rule(Absent(), Each(cut="0.5550%")), rounding=MoneyRounding(unit_rupiah=100)
    )
    total = MoneyRounding(unit_rupiah=100, point="total")
    shared = with_tpp(1_000_000, 2, rule(Absent(), Each(cut="0.5550%")), rounding=total)
    assert rupiah(item) == [5_600, 5_600]
    assert rupiah(shared) == [5_600, 5_500]


def test_a_line_takes_no_more_than_its_base() -> None:
    found = with_tpp(1_000_000, 1, rule(Absent(), Each(cut="150%")))
    assert lines(found, "rate_ppm", "rupiah") == [(1_000_000, 1_000_000)]


# ---- caps


def test_a_cap_of_the_month_gives_back_what_is_beyond() -> None:
    cap = Cap(clause="Pasal 9", max="2.5%")
    found = assessed(gone(4), perbup(rule(Absent()), caps=(cap,)))
    columns = ("kind", "rule", "clause", "on", "base_rupiah", "rate_ppm", "rupiah")
    assert lines(found, *columns)[-1] == ("cap", "cap", "Pasal 9", None, 4_000_000, 25_000, -60_000)
    assert found.deductions["cut_rupiah"].to_list() == [100_000]


def test_a_cap_of_the_day() -> None:
    cap = Cap(clause="Pasal 9", max="1.5%", per="day")
    terms = perbup(rule(Missing(sessions=("pagi", "apel"))), caps=(cap,))
    twice = [day(MONDAY, session("pagi", None), session("apel", None)), day(MONDAY.replace(day=4))]
    found = assessed(twice, terms)
    assert lines(found, "on", "kind", "rupiah") == [
        (MONDAY, "cut", 40_000),
        (MONDAY, "cut", 40_000),
        (MONDAY, "cap", -20_000),
    ]


def test_a_later_cap_sees_what_an_earlier_one_left() -> None:
    caps = (
        Cap(clause="1", max="2%", rules=("absent",)),
        Cap(clause="2", max="2.5%"),
    )
    terms = perbup(rule(Absent(), code="absent"), rule(LATE, code="late"), caps=caps)
    late = day(MONDAY.replace(day=12), session("pagi", "07:31"))
    found = assessed([*gone(4), late], terms)
    assert [r for kind, r in lines(found, "kind", "rupiah") if kind == "cap"] == [-80_000, -20_000]
    assert found.deductions["cut_rupiah"].to_list() == [100_000]


def test_nobody_is_cut_more_than_the_gross() -> None:
    found = assessed(gone(7), perbup(rule(Absent(), Each(cut="20%"))))
    assert lines(found, "kind", "clause", "rupiah")[-1] == ("cap", "", -1_600_000)
    row = found.deductions.row(0, named=True)
    assert (row["cut_rupiah"], row["net_rupiah"]) == (4_000_000, 0)
