"""What an assessment answers: the frames of ledger lines, deductions, proposals and warnings."""

from typing import NamedTuple

import polars as pl

_LEDGER: dict[str, pl.DataType | type[pl.DataType]] = {
    "employee": pl.String,
    "month": pl.Date,
    "on": pl.Date,
    "perbup": pl.String,
    "kind": pl.String,
    "rule": pl.String,
    "clause": pl.String,
    "session": pl.String,
    "quantity": pl.Int64,
    "unit": pl.String,
    "base": pl.String,
    "base_rupiah": pl.Int64,
    "rate_ppm": pl.Int64,
    "rupiah": pl.Int64,
    "mode": pl.String,
    "events": pl.List(pl.Int64),
}
LEDGER = pl.Schema(_LEDGER)
"""One line of the ledger. `rupiah` is taken away where positive and given back where negative.

`kind`: cut, effect, cap (negative), free (an occurrence that costs nothing, 0) or waived (0).
`on` is null for lines of a whole month, `session` where no session is meant. `rule` is the code of
the rule or effect, `cap` for caps. `mode`: live or trial. `unit` of the quantity: minute (late,
early, away, short, sums of minutes, minutes missing to a target), second_of_day, record, day
(absent, cuti by days, sums in days), spell, month (of leave, of a punishment), count, predicate;
null for caps. `rate_ppm` is null for Zero and Postpone.

`events`: log positions: of the session's record or excuse, else of the day's end; for lines of a
whole day (absent, away, cuti) the row's `events`; for sums those of the occurrences in the month,
in their order, each once; for a punishment its own; else those of the month's row.
The live lines of an employee-month sum to its `cut_rupiah`, the trial ones to its `shadow_rupiah`.
"""

_DEDUCTIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "employee": pl.String,
    "month": pl.Date,
    "opd": pl.String,
    "employment": pl.String,
    "grade": pl.Int32,
    "perbup": pl.String,
    "tpp_rupiah": pl.Int64,
    "gross_rupiah": pl.Int64,
    "cut_rupiah": pl.Int64,
    "shadow_rupiah": pl.Int64,
    "net_rupiah": pl.Int64,
    "postponed_rupiah": pl.Int64,
    "late_minutes": pl.Int32,
    "late_count": pl.Int32,
    "early_minutes": pl.Int32,
    "missing_count": pl.Int32,
    "absent_days": pl.Int32,
    "entitlements": pl.List(pl.String),
}
DEDUCTIONS = pl.Schema(_DEDUCTIONS)
"""One row per employee and month. `tpp_rupiah` is the allowance as set, `gross_rupiah` after the
entitlements (CPNS 80 %, Plt …) whose codes are listed; gross less cut is net, of which
`postponed_rupiah` is paid later. A person without TPP has zeros. The five counts are of all
assessed days with a regulation, before tolerance, flexi and waivers: what happened, whatever it
costs: whole minutes of records of counted arrivals after, and of counted leavings before, their due
time (leavings once the day has ended), arrivals that are late by such a minute, entries that lack
on days that are not wholly absent, and wholly absent days."""

_PROPOSALS: dict[str, pl.DataType | type[pl.DataType]] = {
    "employee": pl.String,
    "month": pl.Date,
    "perbup": pl.String,
    "effect": pl.String,
    "clause": pl.String,
    "punishment": pl.String,
    "quantity": pl.Int64,
}
PROPOSALS = pl.Schema(_PROPOSALS)
"""Punishments that a regulation lets the assessment propose, never impose."""

_WARNINGS: dict[str, pl.DataType | type[pl.DataType]] = {
    "employee": pl.String,
    "on": pl.Date,
    "session": pl.String,
    "code": pl.String,
}
WARNINGS = pl.Schema(_WARNINGS)
"""Facts that the regulation does not know how to read: unknown_session, outside_window, reversed
(leaving before arriving), time_impossible, unknown_cuti, unknown_status, unknown_predicate,
unknown_punishment, unknown_withheld, no_bracket, no_tpp_base, no_regulation, pending_special,
unreadable_row."""


class Assessment(NamedTuple):
    """The four frames, sorted by employee, month and date."""

    ledger: pl.DataFrame
    deductions: pl.DataFrame
    proposals: pl.DataFrame
    warnings: pl.DataFrame
