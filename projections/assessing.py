"""Assesses employee-months, and puts the answer in the place of what the views had."""

from collections.abc import Iterator, Sequence

import polars as pl

from domain.assessment import Assessment, assess
from domain.assessment.plans import all_computed
from domain.perbup import Perbup
from projections.stored_facts import EMPLOYEE_MONTHS, Facts
from projections.view import Change

LEDGER_TABLES = {
    "lateness_ledger": "ledger",
    "tpp_deduction": "deductions",
    "punishment_proposal": "proposals",
    "assessment_warning": "warnings",
}
"""The tables that an assessment fills, and the frames that they hold."""

_KEY = ["employee", "month"]


def assess_months(facts: Facts, perbups: Sequence[Perbup], wanted: pl.DataFrame) -> Assessment:
    """Of the EMPLOYEE_MONTHS `wanted` alone, though the facts reach further.

    The ledger has a column `line`, the place of the line in its employee-month, and the warnings
    have a `month`.
    """
    since = min(wanted["month"], default=None)
    found = assess(facts.days, facts.months, perbups, since)
    ledger, deductions, proposals, warnings = (frame.lazy() for frame in found)
    dated = warnings.with_columns(month=pl.col("on").dt.month_start())
    ours = [_of(wanted, frame) for frame in (ledger, deductions, proposals, dated)]
    return Assessment(*all_computed([_numbered(ours[0]), *ours[1:]]))


def assessed_changes(wanted: pl.DataFrame, assessment: Assessment) -> Iterator[Change]:
    for table, name in LEDGER_TABLES.items():
        yield Change(table, wanted, getattr(assessment, name))


def _of(wanted: pl.DataFrame, frame: pl.LazyFrame) -> pl.LazyFrame:
    keys = wanted.lazy().select(EMPLOYEE_MONTHS.names())
    return frame.join(keys, on=_KEY, how="semi", maintain_order="left")


def _numbered(ledger: pl.LazyFrame) -> pl.LazyFrame:
    return ledger.with_columns(line=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over(_KEY))
