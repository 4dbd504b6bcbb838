"""Which regulation is in force, and which lines are of trial."""

from datetime import date
from typing import Any

import pytest

from domain.perbup import Perbup
from domain.perbup_measures import Absent
from domain.perbup_rules import Each, Phase, Who
from tests.assessment.samples import (
    absent,
    assessed,
    codes,
    lines,
    month,
    perbup,
    rule,
)

DAYS = [absent(date(2022, 10, n)) for n in (3, 14, 17, 31)]


def terms(id_: str, from_on: date, percent: str = "1%", **given: Any) -> Perbup:
    return perbup(rule(Absent(), Each(cut=percent)), id=id_, effective_from=from_on, **given)


OLD = terms("lama", date(2022, 1, 1))
NEW = terms("baru", date(2022, 10, 15), "3%", replaces=("lama",))


def by_day(*regulations: Perbup) -> list[tuple[int, str]]:
    return [(on.day, id_) for on, id_ in lines(assessed(DAYS, *regulations), "on", "perbup")]


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_a_month_in_which_the_regulation_changes(order: tuple[Perbup, ...]) -> None:
    assert by_day(*order) == [(3, "lama"), (14, "lama"), (17, "baru"), (31, "baru")]
    row = assessed(DAYS, *order).deductions.row(0, named=True)
    assert (row["perbup"], row["cut_rupiah"]) == ("baru", 320_000)


def test_a_replaced_regulation_ends_for_everybody() -> None:
    narrower = terms("baru", date(2022, 10, 15), replaces=("lama",), who=Who(employment=("pppk",)))
    assert by_day(OLD, narrower) == [(3, "lama"), (14, "lama")]
    assert codes(assessed(DAYS, OLD, narrower)) == ["no_regulation"]


def test_one_that_ends_leaves_the_earlier_one() -> None:
    short = terms("singkat", date(2022, 10, 14), effective_until=date(2022, 10, 17))
    assert by_day(OLD, short) == [(3, "lama"), (14, "singkat"), (17, "singkat"), (31, "lama")]


def test_a_newer_text_of_the_same_regulation() -> None:
    amended = terms("lama", date(2022, 10, 17), "2%")
    found = assessed(DAYS, OLD, amended)
    assert lines(found, "rate_ppm") == [(10_000,), (10_000,), (20_000,), (20_000,)]


def test_phases_bring_people_in_one_after_the_other() -> None:
    phases = (
        Phase(from_on=date(2022, 10, 14), opd=("badan-uji",)),
        Phase(from_on=date(2022, 10, 17), employment=("pns",)),
    )
    assert by_day(terms("a", date(2022, 1, 1), who=Who(phases=phases))) == [(17, "a"), (31, "a")]


@pytest.mark.parametrize(
    ("who", "counts"),
    [
        (Who(opd=("dinas-uji",)), True),
        (Who(opd=("badan-uji",)), False),
        (Who(except_opd=("dinas-uji",)), False),
        (Who(employment=("pns", "pppk")), True),
        (Who(grades="[9,)"), True),
        (Who(grades="[,9)"), False),
    ],
)
def test_whom_a_regulation_concerns(who: Who, *, counts: bool) -> None:
    found = assessed(DAYS, terms("a", date(2022, 1, 1), who=who), months=[month(grade=9)])
    assert len(found.ledger) == (4 if counts else 0)
    assert codes(found) == ([] if counts else ["no_regulation"])


def test_an_unknown_grade_fits_no_interval() -> None:
    assert by_day(terms("a", date(2022, 1, 1), who=Who(grades="[0,)"))) == []


def test_trial_until_a_date() -> None:
    trial = terms("a", date(2022, 1, 1), trial_until=date(2022, 10, 14))
    found = assessed(DAYS, trial)
    assert [mode for (mode,) in lines(found, "mode")] == ["trial", "trial", "live", "live"]
    row = found.deductions.row(0, named=True)
    assert (row["cut_rupiah"], row["shadow_rupiah"], row["net_rupiah"]) == (
        80_000,
        80_000,
        3_920_000,
    )


def test_without_a_regulation_all_is_paid() -> None:
    found = assessed(DAYS, terms("nanti", date(2023, 1, 1)))
    row = found.deductions.row(0, named=True)
    assert (row["perbup"], row["net_rupiah"], row["absent_days"]) == (None, 4_000_000, 0)
    assert found.warnings.select("on", "code").rows() == [(date(2022, 10, 3), "no_regulation")]
