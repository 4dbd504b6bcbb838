"""Employee-days assessed in a second, beside one pass that only sums the same rows by employee."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.made_up_facts import days, months_of
from benchmarks.report import Line, Report, best_of
from benchmarks.streamed import streamed_lines
from domain.assessment import assess
from domain.perbup import Perbup
from domain.perbup_loading import load

CATALOGUE = Path(__file__).parent.parent / "domain" / "perbup_catalogue"


class Goal(NamedTuple):
    perbup: str
    sessions: dict[str, str]
    days_per_second: int


GOALS = (
    Goal(
        "tulang-bawang-siap-tuba",
        {"arrival": "masuk", "leaving": "pulang", "apel": "apel"},
        10_000_000,
    ),
    Goal(
        "contoh-pringsewu-2022-pengganti",
        {"arrival": "pagi", "presence": "siang", "leaving": "sore"},
        2_000_000,
    ),
)
"""A regulation of five rules, and the richest of the catalogue."""


MONTH_GOAL_S = 0.015
"""One employee-month, as each change of a day asks for it."""


def run(full: bool = False) -> list[Report]:
    report = Report("Assessment of facts")
    for goal in GOALS:
        report.add(_one_month(goal))
    _many(report, full)
    if full:
        for line in streamed_lines(GOALS[0].perbup, GOALS[0].sessions):
            report.add(line)
    return [report]


def _one_month(goal: Goal) -> Line:
    """What a call costs, whatever its size."""
    first = date(2023, 1, 1)
    facts = days(1_000, first, 1, goal.sessions)
    someone = pl.col("employee") == facts["employee"][0]
    days_of, months = facts.filter(someone), months_of(1_000, first, 1).filter(someone)
    perbup = read(goal.perbup)
    taken_s = best_of(50, lambda: assess(days_of, months, [perbup]))
    floor_s = best_of(50, lambda: summed(days_of))
    floor = f"{MONTH_GOAL_S * 1e3:.0f} ms, the goal; {floor_s * 1e3:.2f} ms summed"
    what = f"{goal.perbup}, one employee-month"
    return Line(what, f"{taken_s * 1e3:.1f} ms", floor, taken_s / MONTH_GOAL_S, at_most=1)


def _many(report: Report, full: bool) -> None:
    people, first = 28_000 if full else 5_000, date(2023, 1, 1)
    months = months_of(people, first, 12)
    for goal in GOALS:
        facts = days(people, first, 12, goal.sessions)
        perbup = read(goal.perbup)
        floor = len(facts) / best_of(5, lambda facts=facts: summed(facts))
        speed = len(facts) / best_of(5, lambda f=facts, p=perbup: assess(f, months, [p]))
        what = f"{goal.perbup}, {len(perbup.rules)} rules, {len(facts) / 1e6:.1f} million days"
        wanted = goal.days_per_second
        report.add(Line(what, _speed(speed), f"{_speed(floor)} summed by employee", speed / floor))
        report.add(Line(what, _speed(speed), f"{_speed(wanted)}, the goal", speed / wanted, 1))


def read(name: str) -> Perbup:
    return load((CATALOGUE / f"{name}.toml").read_text(), "toml")


def summed(facts: pl.DataFrame) -> pl.DataFrame:
    return facts.group_by("employee").agg(pl.col("minimum_s").sum())


def _speed(days_per_second: float) -> str:
    return f"{days_per_second / 1e6:.2f} million days/s"
