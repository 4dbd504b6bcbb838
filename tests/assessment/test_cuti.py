"""Leave: numbered by spell, month and year, by day, month and spell."""

from datetime import date
from typing import Any

import pytest

from domain.perbup_measures import Cuti, Late
from domain.perbup_rules import Bracket, Brackets, Each
from tests.assessment.samples import (
    BRACKETS,
    assessed,
    day,
    leave,
    lines,
    perbup,
    rule,
    rupiah,
    session,
)

OCT_10, OCT_21 = date(2022, 10, 10), date(2022, 10, 21)


def numbers(days: list[Any], **measure: Any) -> list[int]:
    """The numbers of the rows that count."""
    rate = Brackets(brackets=(Bracket(within="[0,)", cut="0%"),))
    kinds = measure.pop("kinds", ("sakit",))
    found = assessed(days, perbup(rule(Cuti(kinds=kinds, **measure), rate)))
    return found.ledger["quantity"].to_list()


def test_working_days_and_calendar_days() -> None:
    sick = leave("sakit", OCT_10, date(2022, 10, 17))
    assert numbers(sick) == [1, 2, 3, 4, 5, 6]
    assert numbers(sick, count="calendar_days") == [1, 2, 3, 4, 5, 6, 7, 8]


def test_calendar_days_go_on_from_the_first_day_of_the_spell() -> None:
    november = [
        d for d in leave("sakit", date(2022, 10, 30), date(2022, 11, 2)) if d.on.month == 11
    ]
    assert numbers(november, count="calendar_days") == [3, 4]


def test_days_are_numbered_again_each_spell_month_or_year() -> None:
    sick = [
        *leave("sakit", date(2022, 10, 3), date(2022, 10, 4)),
        *leave("sakit", OCT_10, date(2022, 10, 10)),
        *leave("sakit", date(2022, 11, 1), date(2022, 11, 1)),
    ]
    assert numbers(sick) == [1, 2, 1, 1]
    assert numbers(sick, numbered="month") == [1, 2, 3, 1]
    assert numbers(sick, numbered="year") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("first", "last", "begun"),
    [
        (date(2022, 1, 31), date(2022, 4, 30), [(31, 1), (28, 2), (31, 3), (30, 4)]),
        (date(2024, 1, 31), date(2024, 2, 29), [(31, 1), (29, 2)]),
        (date(2022, 10, 3), date(2022, 11, 2), [(3, 1)]),
        (date(2022, 10, 3), date(2022, 11, 3), [(3, 1), (3, 2)]),
    ],
)
def test_months_begin_on_the_day_of_the_first(
    first: date, last: date, begun: list[tuple[int, int]]
) -> None:
    rate = Brackets(brackets=(Bracket(within="[1,)", cut="1%"),))
    months = perbup(rule(Cuti(kinds=("besar",), count="months"), rate))
    found = assessed(leave("besar", first, last), months)
    assert [(on.day, number) for on, number in lines(found, "on", "quantity")] == begun


@pytest.mark.parametrize(("last", "cuts"), [(date(2022, 11, 1), 0), (date(2022, 11, 2), 1)])
def test_only_spells_of_a_whole_month(last: date, cuts: int) -> None:
    measure = Cuti(kinds=("besar",), count="months", whole_months="[1,)")
    found = assessed(leave("besar", date(2022, 10, 3), last), perbup(rule(measure)))
    assert len(found.ledger) == cuts


def test_spells_of_the_year() -> None:
    days = [
        d
        for n in (3, 10, 17)
        for d in leave("alasan_penting", date(2022, 10, n), date(2022, 10, n + 1))
    ]
    third = Brackets(brackets=(Bracket(within="[3,4)", pay="50%"),))
    measure = Cuti(kinds=("alasan_penting",), count="spells", numbered="year")
    found = assessed(days, perbup(rule(measure, third)))
    assert lines(found, "on", "quantity", "unit", "rupiah") == [
        (date(2022, 10, 17), 3, "spell", 2_000_000)
    ]


def test_percent_paid_is_what_is_left() -> None:
    paid = Brackets(
        brackets=(Bracket(within="[1,3)", pay="100%"), Bracket(within="[3,)", pay="75%"))
    )
    found = assessed(
        leave("sakit", OCT_10, date(2022, 10, 12)), perbup(rule(Cuti(kinds=("sakit",)), paid))
    )
    assert lines(found, "kind", "rate_ppm", "rupiah") == [
        ("free", 0, 0),
        ("free", 0, 0),
        ("cut", 250_000, 1_000_000),
    ]


def test_the_whole_at_the_rate_of_the_last_number() -> None:
    sick = leave("sakit", OCT_10, OCT_21)
    measure = Cuti(kinds=("sakit",), by="total")
    brackets = (Bracket(within="[1,5)", cut="1%"), Bracket(within="[5,)", cut="2%"))
    once = assessed(sick, perbup(rule(measure, Brackets(brackets=brackets))))
    each = assessed(sick, perbup(rule(measure, Brackets(brackets=brackets, then_each=True))))
    assert lines(once, "on", "quantity", "rupiah") == [(OCT_21, 10, 80_000)]
    assert rupiah(each) == [800_000]
    assert rupiah(assessed(sick, perbup(rule(measure, Each(cut="2%"))))) == [800_000]


def test_only_the_third_child() -> None:
    born = [
        *leave("melahirkan", OCT_10, OCT_10, cuti_child=2),
        *leave("melahirkan", OCT_21, OCT_21, cuti_child=3),
    ]
    measure = Cuti(kinds=("melahirkan",), children="[3,)")
    assert [on for (on,) in lines(assessed(born, perbup(rule(measure))), "on")] == [OCT_21]


def test_leave_counts_before_its_day_has_ended() -> None:
    assert rupiah(
        assessed(leave("sakit", OCT_10, OCT_10, ended=False), perbup(rule(Cuti(kinds=("sakit",)))))
    ) == [40_000]


def test_leave_can_replace_the_attendance_of_the_month() -> None:
    late = rule(Late(sessions=("pagi",)), BRACKETS, code="late")
    days = [day(date(2022, 10, 3), session("pagi", "08:00")), *leave("besar", OCT_10, OCT_21)]
    half = rule(Cuti(kinds=("besar",), count="months"), Each(cut="50%"), "cuti", instead="month")
    free = rule(Cuti(kinds=("besar",), count="months"), Each(cut="0%"), "cuti", instead="month")
    assert lines(assessed(days, perbup(late, half)), "rule", "kind", "rupiah") == [
        ("late", "waived", 0),
        ("cuti", "cut", 2_000_000),
    ]
    assert lines(assessed(days, perbup(late, free)), "rule", "kind", "rupiah") == [
        ("late", "cut", 20_000),
        ("cuti", "free", 0),
    ]
