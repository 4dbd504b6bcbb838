"""What holds of every assessment, whatever the regulation and the facts."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.assessment import assess
from domain.assessment.ledger import Assessment
from domain.facts import DayFacts, days_frame, months_frame
from domain.perbup import Perbup
from tests.strategies import Case, cases
from tests.strategies.monotone import monotone_cases
from tests.strategies.smaller import small_on_failure

random_cases = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],  # `small_on_failure` shrinks
    suppress_health_check=list(HealthCheck),
)
numbers = st.integers(0, 9_999).map(lambda number: number * 7_919 + 4_001)
"""For a choice that holds of smaller cases, too; spread out, as small numbers are drawn most."""


def assessed(case: Case) -> Assessment:
    return assess(days_frame(case.days), months_frame(case.months), case.perbups, case.since)


def only(frame: pl.DataFrame, employee: str) -> pl.DataFrame:
    return frame.filter(pl.col("employee") == employee)


def same(one: Assessment, other: Assessment) -> bool:
    return all(a.equals(b) for a, b in zip(one, other, strict=True))


def rupiah_by_month(ledger: pl.DataFrame, mode: str) -> dict[tuple[str, date], int]:
    sums: dict[tuple[str, date], int] = defaultdict(int)
    for line in ledger.filter(pl.col("mode") == mode).to_dicts():
        sums[line["employee"], line["month"]] += line["rupiah"]
    return sums


@random_cases
@given(case=cases())
@small_on_failure
def test_the_lines_sum_to_the_month(case: Case) -> None:
    found = assessed(case)
    live, trial = (rupiah_by_month(found.ledger, mode) for mode in ("live", "trial"))
    rows = {(row["employee"], row["month"]): row for row in found.deductions.to_dicts()}
    assert {*live, *trial} <= {*rows}
    for key, row in rows.items():
        assert row["cut_rupiah"] == live.get(key, 0)
        assert row["shadow_rupiah"] == trial.get(key, 0)
        assert row["net_rupiah"] == row["gross_rupiah"] - row["cut_rupiah"]


@random_cases
@given(case=cases())
@small_on_failure
def test_a_cut_lies_between_nothing_and_the_allowance(case: Case) -> None:
    for row in assessed(case).deductions.to_dicts():
        gross = row["gross_rupiah"]
        assert 0 <= row["cut_rupiah"] <= gross
        assert 0 <= row["shadow_rupiah"] <= gross
        assert 0 <= row["postponed_rupiah"] <= row["net_rupiah"]


@random_cases
@given(case=cases())
@small_on_failure
def test_the_frames_are_in_order(case: Case) -> None:
    found = assessed(case)
    for frame, columns in (
        (found.ledger, ("employee", "month", "on")),
        (found.deductions, ("employee", "month")),
        (found.proposals, ("employee", "month")),
        (found.warnings, ("employee", "on")),
    ):
        ordered = frame.sort(columns, nulls_last=True, maintain_order=True)
        assert frame.select(columns).equals(ordered.select(columns))


@random_cases
@given(case=monotone_cases(), number=numbers)
@small_on_failure
def test_arriving_later_never_costs_less(case: Case, number: int) -> None:
    """Where the regulation is monotone: rates rise, nothing is forgiven or stands instead, and the
    later arrival is still within the window."""
    arrived = [place for place, day in enumerate(case.days) if _arrives(day)]
    place = arrived[number % len(arrived)] if arrived else 0
    each_later = [_arriving_later(case, place, number % 1_200 + 1_200 * i) for i in range(14)]
    found = assessed(_as_employees(each_later)).deductions
    by_employee = found.group_by("employee", maintain_order=True).agg(pl.sum("cut_rupiah"))
    costs = by_employee["cut_rupiah"].to_list()
    assert costs == sorted(costs)


def _as_employees(cases_: list[Case]) -> Case:
    """All in one assessment, each as an employee of its own, named in their order."""
    named = [(f"{'bcdefghijklmno'[i]}" * 16, one) for i, one in enumerate(cases_)]
    return cases_[0]._replace(
        days=[replace(day, employee=name) for name, one in named for day in one.days],
        months=[replace(row, employee=name) for name, one in named for row in one.months],
    )


def _arrives(day: DayFacts) -> bool:
    return any(s.role == "arrival" and s.at_s is not None for s in day.sessions)


def _arriving_later(case: Case, place: int, by_s: int) -> Case:
    return case._replace(days=_with_one(case.days, place, lambda day: _moved(day, by_s)))


def _moved(day: DayFacts, by_s: int) -> DayFacts:
    moved = tuple(
        replace(s, at_s=s.at_s + by_s) if s.role == "arrival" and s.at_s is not None else s
        for s in day.sessions
    )
    return replace(day, sessions=moved)


def _with_one(
    days: list[DayFacts], number: int, changed: Callable[[DayFacts], DayFacts]
) -> list[DayFacts]:
    place = number % max(1, len(days))
    return [changed(day) if i == place else day for i, day in enumerate(days)]


@random_cases
@given(case=cases())
@small_on_failure
def test_a_trial_shows_what_a_live_month_would_cost(case: Case) -> None:
    live, trial = (assessed(_all_in(case, mode)) for mode in ("live", "trial"))
    assert trial.ledger.drop("mode").equals(live.ledger.drop("mode"))
    assert trial.deductions["shadow_rupiah"].equals(live.deductions["cut_rupiah"])
    assert trial.deductions["net_rupiah"].equals(trial.deductions["gross_rupiah"])
    assert not any(trial.deductions["postponed_rupiah"])
    assert trial.proposals.is_empty()
    assert trial.warnings.equals(live.warnings)


def _all_in(case: Case, mode: Any) -> Case:
    perbups: list[Perbup] = [replace(p, mode=mode, trial_until=None) for p in case.perbups]
    return case._replace(perbups=perbups)


@random_cases
@given(case=cases())
@small_on_failure
def test_employees_do_not_touch_each_other(case: Case) -> None:
    together = assessed(case)
    for employee in {row.employee for row in case.months}:
        alone = assessed(
            case._replace(
                days=[day for day in case.days if day.employee == employee],
                months=[row for row in case.months if row.employee == employee],
            )
        )
        assert same(alone, Assessment(*(only(frame, employee) for frame in together)))


@random_cases
@given(case=cases(), number=numbers)
@small_on_failure
def test_the_order_of_rows_does_not_matter(case: Case, number: int) -> None:
    days, months = _mixed(case.days, number), _mixed(case.months, number)
    assert same(assessed(case), assessed(case._replace(days=days, months=months)))


def _mixed(rows: list[Any], number: int) -> list[Any]:
    """Dealt out into piles, the last pile first."""
    piles = 2 + number % 7
    return [row for pile in reversed(range(piles)) for row in rows[pile::piles]]


@random_cases
@given(case=st.sampled_from(("cuti", "sums", "month")).flatmap(cases))
@small_on_failure
def test_a_month_with_its_history_is_as_among_all_months(case: Case) -> None:
    last = max(row.month for row in case.months)
    every = assessed(case._replace(since=None))
    alone = assessed(case._replace(since=last))
    for name in ("ledger", "deductions", "proposals"):
        frame: pl.DataFrame = getattr(every, name)
        assert getattr(alone, name).equals(frame.filter(pl.col("month") == last))
    assert alone.warnings.equals(every.warnings.filter(pl.col("on") >= last))


@random_cases
@given(case=cases(), number=numbers)
@small_on_failure
def test_a_revised_day_changes_its_own_employee_only(case: Case, number: int) -> None:
    days = _with_one(case.days, number, lambda day: replace(day, sessions=(), away_s=7_200))
    revised = [new.employee for new, old in zip(days, case.days, strict=True) if new != old]
    before, after = assessed(case), assessed(case._replace(days=days))
    for one, other in zip(before, after, strict=True):
        untouched = ~pl.col("employee").is_in(revised)
        assert one.filter(untouched).equals(other.filter(untouched))
