"""Every line of every ledger is explained by arithmetic that makes its amount, to the rupiah."""

from collections.abc import Iterator
from typing import Any

import msgspec
import polars as pl
from hypothesis import HealthCheck, Phase, given, settings

from domain.assessment import assess
from domain.facts import days_frame, months_frame
from projections.employee_month import Day, Deduction, Line, Month, Posting
from projections.explanation import Named, explained
from projections.line_arithmetic import rupiah
from tests.strategies import Case, cases

random_cases = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SOMEBODY = Named(name="Pegawai Uji", nip=None, opd_name=None)


def months_of(case: Case) -> Iterator[Month]:
    """As the views would have them."""
    days, months = days_frame(case.days), months_frame(case.months)
    found = assess(days, months, case.perbups, case.since)
    for row in found.deductions.iter_rows(named=True):
        of = (pl.col("employee") == row["employee"]) & (pl.col("month") == row["month"])
        own_days = days.filter(
            (pl.col("employee") == row["employee"])
            & (pl.col("on").dt.month_start() == row["month"])
        )
        lines = found.ledger.filter(of).with_row_index("line", 1)
        yield Month(
            employee=row["employee"],
            month=row["month"],
            days=rows(own_days, Day),
            postings=rows(months.filter(of).sort("from_on"), Posting),
            ledger=rows(lines, Line),
            deduction=msgspec.convert(row, Deduction),
            proposals=[],
            warnings=[],
        )


def rows(frame: pl.DataFrame, kind: type[Any]) -> list[Any]:
    return [msgspec.convert(row, kind) for row in frame.iter_rows(named=True)]


@random_cases
@given(case=cases())
def test_the_arithmetic_of_every_line_makes_its_rupiah(case: Case) -> None:
    for month in months_of(case):
        explanation = explained(month, tuple(case.perbups), person=SOMEBODY, position=1)
        for line in explanation.lines:
            assert line.exact, line
            assert line.words or line.kind == "cap", line
            assert line.arithmetic.endswith(rupiah(line.rupiah)), line
            assert line.why, line
        assert explanation.agrees
        assert explanation.gross[-1].rupiah == month.deduction.gross_rupiah
