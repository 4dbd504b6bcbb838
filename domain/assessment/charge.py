"""What one regulation charges: its lines, in ledger order, before other regulations are heard."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from domain.assessment.bases import bases
from domain.assessment.case import Case
from domain.assessment.counts import counts
from domain.assessment.flexi import shifts
from domain.assessment.lines import LINES, priced
from domain.assessment.months import month_occurrences
from domain.assessment.occurrences import DAY_MEASURES, occurrences_of
from domain.assessment.plans import all_computed, computed
from domain.assessment.reading import Reading
from domain.assessment.sessions import entries, session_warnings
from domain.assessment.settle import grouped, in_ledger_order
from domain.assessment.shape import those
from domain.assessment.sums import Sums, trial_of
from domain.assessment.warning_frames import noted
from domain.perbup import Perbup
from domain.perbup_measures import Accumulated, Cuti, Days, Discipline, PredicateGiven
from domain.perbup_rules import ByName, Rule

NO_LINES = pl.DataFrame(schema={**LINES, "gap": pl.Boolean})


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
    months = those(case.months, own)
    amounts = bases(case.months, perbup)
    here = _reading(case, perbup, those(case.days, own))
    found = occurrences_of(_day_rules(perbup), here)
    sums = Sums(perbup, _for_sums(case, perbup, months, here, found), case.days, months)
    whole, cited = _priced(case, perbup, months, sums, found, amounts)
    gaps = whole["gap"].any()
    lines = whole.filter(~pl.col("gap")) if gaps else whole
    return Charge(
        index,
        perbup,
        months,
        amounts,
        grouped(computed(lines.lazy().drop("gap")), perbup),
        cited,
        sums,
        counts(here.entries, case.days["em"], len(case.months)),
        [
            *session_warnings(here.entries, case.days),
            *(_gaps(case, perbup, whole.filter("gap")) if gaps else []),
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
    if len(here.days) == len(case.days) and len(months) == len(case.months):
        return found
    if any(m.period == "year" for m in sums):
        counted = case.days.filter(pl.col("emp").is_in(months["emp"].unique().implode()))
    else:
        counted = case.days.filter(pl.col("em").is_in(months["em"].implode()))
    if len(counted) == len(here.days) and counted["row"].equals(here.days["row"]):
        return found
    there = _reading(case, perbup, counted)
    named = {code for m in sums for code in m.rules}
    return occurrences_of([r for r in _day_rules(perbup) if r.code in named], there)


# ---- occurrences with what their lines need of day and month


def _priced(
    case: Case,
    perbup: Perbup,
    months: pl.DataFrame,
    sums: Sums,
    found: dict[str, pl.DataFrame],
    amounts: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.Series]:
    """The lines of the rules with their gaps, in ledger order, and the events that those about
    months cite."""
    about_months = [rule for rule in perbup.rules if rule.code not in found]
    counts_of = [month_occurrences(rule, months, case.months, sums) for rule in about_months]
    of_months = dict(
        zip((rule.code for rule in about_months), all_computed(counts_of), strict=True)
    )
    each, cited = [NO_LINES.lazy()], pl.Series(dtype=pl.List(pl.Int64))
    for index, rule in enumerate(perbup.rules):
        of_day = rule.code in found
        counted = found[rule.code] if of_day else of_months[rule.code]
        if counted.is_empty():
            continue
        dated = _on_days(case, counted, perbup) if of_day else _on_months(case, counted, len(cited))
        each.append(priced(dated, index, perbup, amounts[rule.base]))
        cited = cited if of_day else cited.append(counted["events"])
    return computed(in_ledger_order(pl.concat(each))), cited


def _on_months(case: Case, found: pl.DataFrame, first: int) -> pl.LazyFrame:
    return found.lazy().with_columns(
        pl.lit(None, dtype=pl.Date).alias("on"),
        pl.lit(0, dtype=pl.UInt32).alias("row"),
        pl.lit(None, dtype=pl.String).alias("session"),
        pl.lit(None, dtype=pl.Int64).alias("event"),
        pl.int_range(first, first + pl.len(), dtype=pl.UInt32).alias("cited"),
        case.months["trial"].gather(found["em"]).alias("trial"),
    )


def _on_days(case: Case, found: pl.DataFrame, perbup: Perbup) -> pl.LazyFrame:
    dated = found.lazy().with_columns(
        pl.lit(case.days["em"]).gather("row").alias("em"),
        pl.lit(case.days["on"]).gather("row").alias("on"),
        cited=pl.lit(None, dtype=pl.UInt32),
        num=pl.lit(None, dtype=pl.Int64),
        den=pl.lit(None, dtype=pl.Int64),
    )
    return dated.with_columns(trial_of(perbup, pl.col("on")).alias("trial"))


# ---- warnings


def _unknown(here: Reading, perbup: Perbup) -> pl.DataFrame:
    known = {k for r in perbup.rules if isinstance(r.measure, Cuti) for k in r.measure.kinds}
    if here.days["cuti"].null_count() == len(here.days):
        return here.entries.unknown
    leave = here.days.select("row", name="cuti").drop_nulls("name")
    others = leave.filter(~pl.col("name").is_in(known))
    return pl.concat([others.with_columns(code=pl.lit("unknown_cuti")), here.entries.unknown])


def unknown_warnings(case: Case, charges: Sequence[Charge]) -> list[pl.DataFrame]:
    """Once an employee-month and name, on its first day."""
    if not any(len(charge.unknown) for charge in charges):
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


def _gaps(case: Case, perbup: Perbup, gaps: pl.DataFrame) -> list[pl.DataFrame]:
    """Quantities between brackets, and names without a rate."""
    month = case.months.select(pl.col("employee", "month").gather(gaps["em"]))
    told = gaps.select("rule", "session", "on").hstack(month)
    found = []
    for index in gaps["rule"].unique():
        rows = told.filter(pl.col("rule") == index)
        on = rows["on"].fill_null(rows["month"])
        found.append(noted(_gap_code(perbup.rules[index]), rows["employee"], on, rows["session"]))
    return found


def _gap_code(rule: Rule) -> str:
    if isinstance(rule.rate, ByName) and isinstance(rule.measure, PredicateGiven):
        return "unknown_predicate"
    if isinstance(rule.rate, ByName) and isinstance(rule.measure, Discipline):
        return "unknown_punishment"
    return "no_bracket"
