"""What one regulation charges: its lines, in ledger order, before other regulations are heard."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from domain.assessment.bases import bases
from domain.assessment.case import Case
from domain.assessment.counts import counts
from domain.assessment.flexi import shifts
from domain.assessment.lines import LINES, Priced, priced
from domain.assessment.months import month_occurrences
from domain.assessment.occurrences import DAY_MEASURES, occurrences_of
from domain.assessment.reading import Reading
from domain.assessment.sessions import entries, session_warnings
from domain.assessment.settle import grouped, in_ledger_order
from domain.assessment.sums import Sums, trial_of
from domain.assessment.warning_frames import noted
from domain.perbup import Perbup
from domain.perbup_measures import Accumulated, Cuti, Days, Discipline, PredicateGiven
from domain.perbup_rules import ByName, Rule


class Charge(NamedTuple):
    """`at` is its place in the list. `months` are those whose regulation it is. `amounts`: its
    bases, one row for every employee-month. `lines` have the columns of `LINES`,
    `cited` are the events that they name by place.
    `unknown`: `row`, `code` and `name` of what the regulation does not know, told once a month."""

    at: int
    perbup: Perbup
    months: pl.DataFrame
    amounts: pl.DataFrame
    lines: pl.DataFrame
    cited: pl.Series
    sums: Sums
    counts: pl.DataFrame
    warnings: list[pl.DataFrame]
    unknown: pl.DataFrame


def charge(case: Case, index: int) -> Charge:
    """Assesses the days on which the regulation is in force, and the months that are its own."""
    perbup = case.perbups[index]
    own = pl.col("assessed") & pl.col("regulation").eq_missing(index)
    months = case.months.filter(own)
    amounts = bases(case.months, perbup)
    here = _reading(case, perbup, case.days.filter(own))
    found = {r.code: occurrences_of(r, here) for r in _day_rules(perbup)}
    sums = Sums(perbup, _for_sums(case, perbup, months, here, found), case.days, months)
    each, cited = _priced(case, perbup, months, sums, found, amounts)
    lines = pl.concat([pl.DataFrame(schema=LINES), *(p.lines for p in each)])
    return Charge(
        index,
        perbup,
        months,
        amounts,
        grouped(in_ledger_order(lines), perbup),
        cited,
        sums,
        counts(here.entries, case.days["em"]),
        [
            *session_warnings(here.entries, case.days),
            *_gaps(case, perbup, each),
        ],
        _unknown(here, perbup),
    )


def _day_rules(perbup: Perbup) -> list[Rule]:
    return [rule for rule in perbup.rules if isinstance(rule.measure, DAY_MEASURES)]


def _reading(case: Case, perbup: Perbup, days: pl.DataFrame) -> Reading:
    found = entries(days, perbup)
    shifted = None if perbup.flexi is None else shifts(found, perbup.flexi)
    return Reading(perbup, case.days, days, found, shifted)


def _for_sums(
    case: Case,
    perbup: Perbup,
    months: pl.DataFrame,
    here: Reading,
    found: dict[str, pl.DataFrame],
) -> dict[str, pl.DataFrame]:
    """The same on all days that a sum may count, whichever regulation was in force on them."""
    measures = [r.measure for r in perbup.rules] + [e.measure for e in perbup.effects]
    sums = [m for m in measures if isinstance(m, Accumulated | Days)]
    if not sums:
        return {}
    if any(m.period == "year" for m in sums):
        counted = case.days.filter(pl.col("emp").is_in(months["emp"].unique().implode()))
    else:
        counted = case.days.filter(pl.col("em").is_in(months["em"].implode()))
    if len(counted) == len(here.days) and counted["row"].equals(here.days["row"]):
        return found
    there = _reading(case, perbup, counted)
    named = {code for m in sums for code in m.rules}
    return {r.code: occurrences_of(r, there) for r in _day_rules(perbup) if r.code in named}


# ---- occurrences with what their lines need of day and month


def _priced(
    case: Case,
    perbup: Perbup,
    months: pl.DataFrame,
    sums: Sums,
    found: dict[str, pl.DataFrame],
    amounts: pl.DataFrame,
) -> tuple[list[Priced], pl.Series]:
    """The lines of each rule, and the events that those about months cite."""
    each, cited = [], pl.Series([], dtype=pl.List(pl.Int64))
    for index, rule in enumerate(perbup.rules):
        if rule.code in found:
            counted = _on_days(case, found[rule.code], perbup)
        else:
            counted = _on_months(
                case, month_occurrences(rule, months, case.months, sums), len(cited)
            )
            cited = pl.concat([cited, counted["events"]])
        each.append(priced(counted, index, perbup, amounts[rule.base]))
    return each, cited


def _on_months(case: Case, found: pl.DataFrame, first: int) -> pl.DataFrame:
    return found.sort("em", "pos").with_columns(
        pl.lit(None, dtype=pl.Date).alias("on"),
        pl.lit(0, dtype=pl.UInt32).alias("row"),
        pl.lit(None, dtype=pl.String).alias("session"),
        pl.lit(None, dtype=pl.Int64).alias("event"),
        pl.int_range(first, first + pl.len(), dtype=pl.UInt32).alias("cited"),
        case.months["trial"].gather(found["em"].sort()).alias("trial"),
    )


def _on_days(case: Case, found: pl.DataFrame, perbup: Perbup) -> pl.DataFrame:
    dated = found.hstack(case.days.select(pl.col("em", "on").gather(found["row"])))
    return dated.with_columns(
        trial_of(perbup, pl.col("on")).alias("trial"),
        cited=pl.lit(None, dtype=pl.UInt32),
        num=pl.lit(None, dtype=pl.Int64),
        den=pl.lit(None, dtype=pl.Int64),
    )


# ---- warnings


def _unknown(here: Reading, perbup: Perbup) -> pl.DataFrame:
    known = {k for r in perbup.rules if isinstance(r.measure, Cuti) for k in r.measure.kinds}
    leave = here.days.select("row", "cuti").drop_nulls("cuti")
    leave = leave.filter(~pl.col("cuti").is_in(known))
    sessions = here.entries.unknown
    return pl.concat(
        rows.select("row", pl.lit(code).alias("code"), pl.col(name).alias("name"))
        for code, rows, name in (
            ("unknown_cuti", leave, "cuti"),
            ("unknown_session", sessions, "session"),
        )
    )


def unknown_warnings(case: Case, charges: Sequence[Charge]) -> list[pl.DataFrame]:
    """Once an employee-month and name, on its first day."""
    if not charges:
        return []
    rows = pl.concat([charge.unknown for charge in charges])
    dated = rows.hstack(case.days.select(pl.col("em").gather(rows["row"])))
    first = dated.group_by("em", "code", "name").agg(pl.col("row").min())
    days = case.days.select(pl.col("employee", "on").gather(first["row"]))
    told = first.hstack(days)
    return [
        noted(code, found["employee"], found["on"], found["name"] if named else None)
        for code, named in (("unknown_cuti", False), ("unknown_session", True))
        for found in [told.filter(pl.col("code") == code)]
    ]


def _gaps(case: Case, perbup: Perbup, each: list[Priced]) -> list[pl.DataFrame]:
    """Quantities between brackets, and names without a rate."""
    found = []
    for rule, priced_rule in zip(perbup.rules, each, strict=True):
        gaps = priced_rule.gaps
        month = case.months.select(pl.col("employee", "month").gather(gaps["em"]))
        on = gaps["on"].fill_null(month["month"]) if len(gaps) else month["month"]
        found.append(noted(_gap_code(rule), month["employee"], on, gaps["session"]))
    return found


def _gap_code(rule: Rule) -> str:
    if isinstance(rule.rate, ByName) and isinstance(rule.measure, PredicateGiven):
        return "unknown_predicate"
    if isinstance(rule.rate, ByName) and isinstance(rule.measure, Discipline):
        return "unknown_punishment"
    return "no_bracket"
