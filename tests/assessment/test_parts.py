"""Many days are assessed in parts by employee: the answer is the same."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from domain.assessment import Assessment, assess, assess_streamed
from domain.facts import days_frame, months_frame
from domain.perbup import Perbup
from domain.perbup_measures import Absent, Cuti, Days, Late, Missing, PredicateGiven
from domain.perbup_rules import ByName, Cap, Effect, Named, Propose
from tests.assessment.samples import (
    BRACKETS,
    MONDAY,
    absent,
    day,
    leave,
    month,
    perbup,
    rule,
    session,
)

TERMS = perbup(
    rule(Late(sessions=("pagi",)), BRACKETS, "late"),
    rule(Missing(sessions=("sore",)), code="missing"),
    rule(Absent(), code="absent"),
    caps=(Cap(clause="1", max="2%"),),
    effects=(
        Effect(
            code="e",
            clause="2",
            text="Uji",
            measure=Days(rules=("absent",)),
            within="[1,)",
            do=Propose(punishment="teguran_lisan"),
        ),
    ),
)
EVERYBODYS = (
    perbup(rule(Cuti(kinds=("sakit",), count="calendar_days"), code="leave")),
    perbup(
        rule(Missing(sessions=("sore",), on_absent_days=True), code="waived", waived_on_outage=True)
    ),
    perbup(rule(Absent(), code="absent"), effects=TERMS.effects),
    perbup(
        rule(
            PredicateGiven(),
            ByName(rates=(Named(name="baik", cut="1%"),)),
            code="predicate",
        )
    ),
)
NAMES = [f"pegawaiuji{n:06d}" for n in range(23)]


def facts() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each employee is late, leaves without a record, and is absent, in turn."""
    kinds = [
        lambda on, name: day(on, session("pagi", "08:15"), employee=name),
        lambda on, name: day(on, session("sore", None), employee=name),
        lambda on, name: absent(on, employee=name),
        lambda on, name: day(on, employee=name, status="aneh"),
    ]
    days = [
        kinds[(number + n) % 4](MONDAY.replace(day=n), name)
        for number, name in enumerate(NAMES)
        for n in range(3, 8)
    ]
    return days_frame(days), months_frame([month(employee=name) for name in NAMES])


def nobody(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.head(1).with_columns(pl.lit(None, dtype=pl.String).alias("employee"))


def same(one: Assessment, other: Assessment) -> bool:
    return all(a.equals(b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("at_once", [1, 7, 40])
@pytest.mark.parametrize("shuffled", [False, True])
def test_parts_make_the_whole(
    monkeypatch: pytest.MonkeyPatch, at_once: int, *, shuffled: bool
) -> None:
    days, months = facts()
    days, months = pl.concat([days, nobody(days)]), pl.concat([months, nobody(months)])
    whole = assess(days, months, [TERMS])
    monkeypatch.setattr("domain.assessment.parts.DAYS_AT_ONCE", at_once)
    given = days.sample(fraction=1, shuffle=True, seed=3) if shuffled else days
    assert same(assess(given, months, [TERMS]), whole)


@pytest.mark.parametrize("employees", [1, 5, 100])
def test_streamed_makes_the_whole(employees: int) -> None:
    days, months = facts()
    streamed = list(assess_streamed(days.lazy(), months, [TERMS], employees=employees))
    joined = Assessment(*(pl.concat(frames) for frames in zip(*streamed, strict=True)))
    assert len(streamed) == -(-len(NAMES) // employees)
    assert same(joined, assess(days, months, [TERMS]))


def test_streamed_from_files_makes_the_whole(tmp_path: Path) -> None:
    for name, frame in zip(("days", "months"), facts(), strict=True):
        frame.write_parquet(tmp_path / name)
    days, months = (pl.scan_parquet(tmp_path / name) for name in ("days", "months"))
    streamed = assess_streamed(days, months, [TERMS], employees=9)
    joined = Assessment(*(pl.concat(frames) for frames in zip(*streamed, strict=True)))
    assert same(joined, assess(*facts(), [TERMS]))


def test_streamed_nobody_is_nothing() -> None:
    days, months = facts()
    found = list(assess_streamed(days.lazy(), months.clear(), [TERMS]))
    assert [len(frame) for part in found for frame in part] == [0, 0, 0, 0]


def test_each_month_before_since_is_history() -> None:
    days, months = facts()
    assert assess(days, months, [TERMS], since=date(2022, 11, 1)).deductions.is_empty()
    assert len(assess(days, months, [TERMS], since=date(2022, 10, 31)).deductions) == len(NAMES)


LONG = 30_000
"""Frames of so many rows are worked on in pieces."""


@pytest.mark.parametrize("terms", EVERYBODYS, ids=lambda terms: str(terms.rules[0].code))
def test_terms_that_concern_everybody_read_any_number_of_rows(terms: Perbup) -> None:
    rows = [absent(MONDAY, outage=True), *leave("sakit", MONDAY, MONDAY)]
    names = pl.DataFrame({"employee": [f"pegawaiuji{n:06d}" for n in range(LONG)]})
    days, months = (
        names.join(frame.drop("employee"), how="cross").select(frame.columns)
        for frame in (days_frame(rows), months_frame([month(predicate="baik")]))
    )
    found, one = assess(days, months, [terms]), assess(days.head(2), months.head(1), [terms])
    assert one.ledger.height + one.proposals.height > 0
    assert found.ledger.height == LONG * one.ledger.height
    assert found.proposals.height == LONG * one.proposals.height
    assert found.deductions["cut_rupiah"].sum() == LONG * one.deductions["cut_rupiah"].sum()
