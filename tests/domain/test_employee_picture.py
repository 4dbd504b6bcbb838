"""Leave, allowance and placement of one employee, as the references answer them."""

from datetime import date

import pytest

from domain.cuti import CutiApproved, CutiRefused, CutiWithdrawn
from domain.discipline import DisciplineImposed, DisciplineLifted
from domain.duty import PunishmentInForce
from domain.employee import (
    ActingStarted,
    EmployeeTransferred,
    TppBaseSet,
    TppWithheld,
    TugasBelajarStarted,
)
from domain.kinerja import KinerjaPredicateGiven
from domain.references import References
from tests.domain.regency import (
    DECEMBER,
    MONDAY,
    NOVEMBER,
    OCTOBER,
    SATURDAY,
    A,
    approved,
    leave,
    of_a,
    told,
)


def spell_on(references: References, day: int, month: int = 10):
    return references.duty_on(A, date(2022, month, day)).cuti


def test_approved_leave_covers_its_days_and_is_cited():
    references = told(*approved("c-1", 4, 6))
    duty = references.duty_on(A, date(2022, 10, 6))
    assert (duty.cuti.kind, duty.events, duty.day) == ("sakit", (8,), "work")
    assert [spell_on(references, day) is not None for day in (3, 4, 6, 7)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("events", [(), (CutiRefused(cuti="c-1"),)])
def test_leave_that_is_not_approved_covers_nothing(events):
    assert spell_on(told(*leave("c-1", 4, 6, *events)), 4) is None


def test_withdrawn_leave_covers_the_days_before():
    cut = CutiWithdrawn(cuti="c-1", from_on=date(2022, 10, 6))
    references = told(*leave("c-1", 4, 7, CutiApproved(cuti="c-1"), cut))
    assert spell_on(references, 5).until_on == date(2022, 10, 5)
    assert spell_on(references, 6) is None


def test_requests_that_follow_on_each_other_are_one_spell():
    references = told(*approved("c-1", 3, 5), *approved("c-2", 6, 8))
    spell = spell_on(references, 7)
    assert (spell.from_on, spell.until_on) == (MONDAY, SATURDAY)
    assert spell.events == (8, 10)


def test_a_gap_or_another_kind_begins_another_spell():
    references = told(
        *approved("c-1", 3, 4), *approved("c-2", 6, 7), *approved("c-3", 8, 9, kind="tahunan")
    )
    begins = [spell_on(references, day).from_on.day for day in (4, 7, 9)]
    assert begins == [3, 6, 8]


def test_of_two_approved_for_the_same_days_the_longer_decides_the_end():
    references = told(*approved("c-1", 3, 10), *approved("c-2", 5, 6))
    assert spell_on(references, 9).until_on == date(2022, 10, 10)


@pytest.mark.parametrize(
    ("until_on", "months"),
    [(date(2022, 11, 30), [OCTOBER, NOVEMBER]), (DECEMBER, [OCTOBER, NOVEMBER, DECEMBER])],
)
def test_acting_counts_in_every_month_that_it_touches(until_on, months):
    acting = ActingStarted(
        acting="plt-1",
        kind="same_level",
        post_rupiah=1,
        from_on=date(2022, 10, 31),
        until_on=until_on,
    )
    references = of_a(acting)
    asked = (date(2022, 9, 1), OCTOBER, NOVEMBER, DECEMBER)
    assert [month for month in asked if references.month(A, month).acting] == months


def test_a_month_of_allowance():
    base = TppBaseSet(from_month=OCTOBER, rupiah=4_000_000, grade=7)
    acting = ActingStarted(
        acting="plt-1", kind="one_below", post_rupiah=6_000_000, from_on=date(2022, 11, 15)
    )
    references = told(
        (f"{A}/employee", base),
        (f"{A}/employee", TppWithheld(from_month=NOVEMBER, reason="lhkpn", until_month=NOVEMBER)),
        (f"{A}/employee", acting),
        (f"{A}/employee", TugasBelajarStarted(kind="regular", from_on=DECEMBER)),
        (f"{A}/kinerja/2022-11", KinerjaPredicateGiven(month=NOVEMBER, predicate="baik")),
    )
    september, october = (references.month(A, on) for on in (date(2022, 9, 1), OCTOBER))
    assert (september.base, october.base) == (None, base)
    assert (october.withheld, october.acting, october.events) == (None, (), (7,))
    november, december = references.month(A, NOVEMBER), references.month(A, DECEMBER)
    assert (november.withheld, november.predicate, november.tugas_belajar) == (
        "lhkpn",
        "baik",
        None,
    )
    assert [(span.post_rupiah, span.event) for span in november.acting] == [(6_000_000, 9)]
    assert november.events == (7, 8, 11)
    assert (december.withheld, december.tugas_belajar) == (None, "regular")


def test_a_punishment_counts_from_its_month_until_it_is_lifted():
    imposed = DisciplineImposed(
        punishment="sk-1", kind="teguran_lisan", decree="1", from_month=OCTOBER
    )
    lifted = DisciplineLifted(punishment="sk-1", from_month=DECEMBER)
    references = told((f"{A}/discipline", imposed), (f"{A}/discipline", lifted))
    months = (date(2022, 9, 1), OCTOBER, NOVEMBER, DECEMBER)
    in_force = PunishmentInForce(
        kind="teguran_lisan", from_month=OCTOBER, months=None, lifted_month=DECEMBER, event=7
    )
    assert [references.month(A, month).punishments for month in months] == [
        (),
        (in_force,),
        (in_force,),
        (),
    ]


def test_the_spans_of_a_month_are_cut_where_the_placement_changes():
    moved = EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=date(2022, 10, 17))
    spans = of_a(moved).spans(A, OCTOBER, date(2022, 10, 31))
    assert [(s.from_on.day, s.until_on.day, s.opd, s.enrolled) for s in spans] == [
        (1, 2, "dinas-a", False),
        (3, 16, "dinas-a", True),
        (17, 31, "dinas-b", True),
    ]
