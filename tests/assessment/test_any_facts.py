"""Whatever stands in the frames, an assessment answers: within bounds, and in sum."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.assessment import DAY_COLUMNS, MONTH_COLUMNS, assess
from domain.assessment.ledger import DEDUCTIONS, LEDGER, PROPOSALS, WARNINGS
from domain.facts import DAYS, MONTHS
from domain.perbup import Base, Flexi, MoneyRounding, Perbup
from domain.perbup_measures import (
    Absent,
    Accumulated,
    Activity,
    Away,
    Cuti,
    Days,
    Discipline,
    Early,
    Late,
    Missing,
    PredicateGiven,
    Reports,
    Short,
)
from domain.perbup_rules import (
    ByName,
    Cap,
    Each,
    Effect,
    Entitlement,
    Named,
    PayActing,
    PayShare,
    Shortfall,
    Who,
    Zero,
)
from tests.assessment.samples import BRACKETS, perbup, rule

any_facts = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

NAMES = st.sampled_from(("pagi", "sore", "apel", "sakit", "cuti", "baik", "pns", "aneh", "", None))
NUMBERS = st.sampled_from(
    (None, 0, 1, -1, 27_000, 57_600, 86_400, 172_801, -90_000, 2**31 - 1, -(2**31))
)
DATES = st.sampled_from(
    (
        None,
        date(1, 1, 1),
        date(2022, 10, 3),
        date(2022, 10, 31),
        date(2022, 11, 1),
        date(2024, 2, 29),
        date(9999, 12, 31),
    )
)
BY_KIND: dict[Any, st.SearchStrategy[Any]] = {
    pl.String(): NAMES,
    pl.Date(): DATES,
    pl.Boolean(): st.sampled_from((True, True, False, None)),
    pl.Int32(): NUMBERS,
    pl.Int64(): st.one_of(NUMBERS, st.sampled_from((4_000_000, 2**63 - 1, -(2**63)))),
}


def values(name: str, kind: Any) -> st.SearchStrategy[Any]:
    if name == "employee":
        return st.sampled_from(("a", "b", "b", None))
    if isinstance(kind, pl.List):
        return st.one_of(st.none(), st.lists(BY_KIND[kind.inner], max_size=3))
    return BY_KIND[kind]


def frames(schema: pl.Schema) -> st.SearchStrategy[pl.DataFrame]:
    columns = {name: values(name, kind) for name, kind in schema.items()}
    rows = st.lists(st.fixed_dictionaries(columns), max_size=6)
    return rows.map(lambda found: pl.DataFrame(found, schema=schema, orient="row"))


EVERYTHING = perbup(
    rule(Late(sessions=("pagi",), missing_as_minutes=91), BRACKETS, "late", free_per_month=1),
    rule(Early(sessions=("sore",)), Each(cut="1%", unit_minutes=7), "early", group="g"),
    rule(Missing(sessions=("pagi", "sore", "apel")), code="missing", group="g"),
    rule(Absent(or_away_over_minutes=450), code="absent", base="harian", who=Who(grades="[0,)")),
    rule(Away(permitted_minutes_per_day=60), code="away", base="beban"),
    rule(Short(arrival="pagi", leaving="sore"), code="short"),
    rule(Cuti(kinds=("sakit", "cuti"), count="months", whole_months="[0,)"), code="months"),
    rule(Cuti(kinds=("sakit",), numbered="year", by="total"), code="cuti", instead="month"),
    rule(
        Accumulated(rules=("late", "early"), period="year", per_minutes=7, carry=True), code="sum"
    ),
    rule(Days(rules=("absent", "missing"), consecutive=True), code="run"),
    rule(PredicateGiven(lag="quarter"), ByName(rates=(Named(name="baik", cut="5%"),)), "nilai"),
    rule(Activity(target_minutes=6_750), Shortfall(), "menit"),
    rule(Reports(which="made", months_before=(0, 1)), BRACKETS, "laporan"),
    rule(Discipline(), ByName(rates=(Named(name="sakit", cut="5%"),)), "hukuman"),
    flexi=Flexi(arrival="pagi", leaving="sore", max_late_minutes=30, forgives="if_made_up"),
    bases=(
        Base(name="harian", per="working_day"),
        Base(name="beban", of="component:pagi"),
    ),
    caps=(Cap(clause="1", max="50%", per="day"), Cap(clause="2", max="80%")),
    effects=(
        Effect(
            code="nol",
            clause="3",
            text="Uji",
            measure=Days(rules=("absent",), period="year"),
            within="[1,)",
            do=Zero(base="tpp"),
        ),
    ),
    entitlements=(
        Entitlement(code="a", clause="4", text="", give=PayShare(pay="80%", employment=("pns",))),
        Entitlement(
            code="b", clause="5", text="", give=PayActing(kind="one_below", how="difference")
        ),
    ),
    mutasi="by_day",
    rounding=MoneyRounding(point="total", how="half_even", unit_rupiah=100),
)


@any_facts
@given(days=frames(DAYS), months=frames(MONTHS))
def test_any_frames_are_assessed(days: pl.DataFrame, months: pl.DataFrame) -> None:
    found = assess(days, months, [EVERYTHING], since=date(2022, 10, 31))
    assert [frame.schema for frame in found] == [LEDGER, DEDUCTIONS, PROPOSALS, WARNINGS]
    gross, cut = found.deductions["gross_rupiah"], found.deductions["cut_rupiah"]
    assert ((cut >= 0) & (cut <= gross)).all()
    assert found.ledger["rupiah"].sum() == cut.sum()


@pytest.mark.parametrize("regulations", [[], [EVERYTHING]])
def test_no_facts_at_all(regulations: list[Perbup]) -> None:
    found = assess(pl.DataFrame(schema=DAYS), pl.DataFrame(schema=MONTHS), regulations)
    assert all(frame.is_empty() for frame in found)


def test_only_the_named_columns_are_read() -> None:
    days = pl.DataFrame(schema=DAYS).select(DAY_COLUMNS)
    months = pl.DataFrame(schema=MONTHS).select(MONTH_COLUMNS)
    assert assess(days, months, [EVERYTHING]).ledger.schema == LEDGER
