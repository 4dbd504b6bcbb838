"""Facts beside the regulations that are in force for them: all that an assessment works on."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from domain.assessment.gross import GROSS, gross
from domain.assessment.in_force import InForce
from domain.assessment.intake import facts
from domain.assessment.plans import computed
from domain.assessment.quiet import LATEST_S
from domain.assessment.shape import same, those
from domain.assessment.sums import trial_of
from domain.assessment.warning_frames import noted
from domain.assessment.who import needs
from domain.facts import STATUSES
from domain.perbup import Perbup
from domain.perbup_measures import Activity, Reports

NO_GROSS = pl.DataFrame(schema={**GROSS, "trial": pl.Boolean})


class Case(NamedTuple):
    """`days` are placed by `row` and `months` by `em`; `regulation` is the place in `perbups`.

    Days: `assessed`, `duty` (attendance is asked for). Months: `assessed`, `trial`, `over`,
    `working_days`, and the columns of `GROSS`.
    """

    perbups: Sequence[Perbup]
    days: pl.DataFrame
    months: pl.DataFrame
    warnings: list[pl.DataFrame]


def case(
    days: pl.DataFrame, months: pl.DataFrame, perbups: Sequence[Perbup], since: date | None
) -> Case:
    read = facts(days, months, since)
    in_force = InForce(perbups)
    by_month = read.months.with_columns(
        in_force.of_months(read.postings, len(read.months)).alias("regulation")
    )
    placed = _placed(read.days, read.postings, by_month, perbups)
    regulated = placed.with_columns(in_force.of(placed, "on").alias("regulation"))
    whole = _with_gross(_with_days(by_month, regulated, perbups), read.postings, perbups)
    found = [*read.warnings, *_day_warnings(regulated), *_month_warnings(whole, regulated)]
    return Case(perbups, regulated, whole, found)


# ---- days


def _placed(
    days: pl.DataFrame, postings: pl.DataFrame, months: pl.DataFrame, perbups: Sequence[Perbup]
) -> pl.DataFrame:
    flags = ("expected", "ended", "outage")
    read = days.lazy().with_columns(
        *(pl.col(name).fill_null(value=False) for name in flags),
        pl.col("status").fill_null("office"),
        pl.col("away_s", "away_permitted_s", "minimum_s").fill_null(0),
        assessed=_assessed(days["em"], months["assessed"]),
        duty=pl.col("expected").fill_null(value=False) & pl.col("cuti").is_null(),
    )
    duty = computed(read)
    whos = [who for p in perbups for who in (p.who, *(rule.who for rule in p.rules))]
    if not any("grade" in needs(who) for who in whos):
        return duty
    return duty.with_columns(_grades(duty, postings, len(months)).alias("grade"))


def _assessed(em: pl.Series, months: pl.Series) -> pl.Series:
    if months.all():
        return em.is_not_null()
    return months.gather(em).fill_null(value=False)


def _grades(days: pl.DataFrame, postings: pl.DataFrame, months: int) -> pl.Series:
    """The grade of the last posting row that covers each day."""
    nth = postings.with_columns(pl.int_range(pl.len()).over("em").alias("nth"))
    grade = same(None, len(days), pl.Int32)
    every = pl.DataFrame({"em": pl.int_range(months, dtype=pl.UInt32, eager=True)})
    for rows in nth.sort("nth").partition_by("nth", maintain_order=True):
        table = every.join(rows, on="em", how="left", maintain_order="left")
        own = table.select("from_on", "until_on", pl.col("grade").alias("own"))
        here = own.select(pl.all().gather(days["em"])).hstack([days["on"], grade.alias("grade")])
        covers = pl.col("on").is_between("from_on", "until_on").fill_null(value=False)
        grade = here.select(pl.when(covers).then("own").otherwise("grade"))["own"]
    return grade


def _day_warnings(days: pl.DataFrame) -> list[pl.DataFrame]:
    read = pl.col("assessed") & pl.col("regulation").is_not_null()
    elsewhere, known = pl.col("status") != "office", pl.col("status").is_in(STATUSES)
    away, permitted = (
        ~pl.col(name).is_between(0, LATEST_S) for name in ("away_s", "away_permitted_s")
    )
    told = (
        days.lazy()
        .select("employee", "on", "status", away=away | permitted, elsewhere=elsewhere, read=read)
        .filter(pl.col("read") & (pl.col("elsewhere") | pl.col("away")))
        .pipe(computed)
    )
    if told.is_empty():
        return []
    groups = {"unknown_status": told.filter(~known), "time_impossible": told.filter("away")}
    return [noted(code, rows["employee"], rows["on"]) for code, rows in groups.items()]


# ---- months


def _with_days(months: pl.DataFrame, days: pl.DataFrame, perbups: Sequence[Perbup]) -> pl.DataFrame:
    """Adds `working_days` and `over` where a regulation asks for them."""
    if any(base.per == "working_day" for p in perbups for base in p.bases):
        months = _counted(months, days.filter("expected"), pl.len(), "working_days")
    else:
        months = months.with_columns(pl.lit(0, dtype=pl.Int64).alias("working_days"))
    if any(isinstance(r.measure, Activity | Reports) for p in perbups for r in p.rules):
        months = _counted(months, days.filter(~pl.col("ended")), pl.len(), "unended")
        return months.with_columns((pl.col("unended") == 0).alias("over")).drop("unended")
    return months.with_columns(pl.lit(value=False).alias("over"))


def _counted(months: pl.DataFrame, days: pl.DataFrame, count: pl.Expr, name: str) -> pl.DataFrame:
    counted = days.group_by("em").agg(count.cast(pl.Int64).alias(name))
    joined = months.join(counted, on="em", how="left", maintain_order="left")
    return joined.with_columns(pl.col(name).fill_null(0))


def _with_gross(
    months: pl.DataFrame, postings: pl.DataFrame, perbups: Sequence[Perbup]
) -> pl.DataFrame:
    of_month = months.select("regulation", studies="tugas_belajar")
    rows = postings.hstack(of_month.select(pl.all().gather(postings["em"])))
    frames = [NO_GROSS.lazy()]
    for index in months["regulation"].unique():
        perbup = None if index is None else perbups[index]
        own = pl.col("regulation").eq_missing(index)
        chosen = those(months, own)
        paid = gross(those(rows, own), chosen, perbup)
        frames.append(paid.with_columns(_trial(perbup, chosen["month_end"])))
    every = pl.concat(frames).sort("em").drop("em").pipe(computed)
    other = months.lazy().drop("tpp_rupiah", "component", "component_rupiah").pipe(computed)
    return other.hstack(every)


def _trial(perbup: Perbup | None, month_end: pl.Series) -> pl.Expr:
    """Whether lines about the whole month are of trial."""
    trial = pl.lit(value=False) if perbup is None else trial_of(perbup, pl.lit(month_end))
    return trial.alias("trial")


def _month_warnings(months: pl.DataFrame, days: pl.DataFrame) -> list[pl.DataFrame]:
    lawless = pl.col("regulation").is_null()
    is_odd = pl.col("no_base") | pl.col("unknown_withheld") | lawless
    odd = those(months, pl.col("assessed") & is_odd)
    if odd.is_empty():
        return _lawless(days)
    idle = odd.filter(lawless).join(days.select("em").unique(), on="em", how="anti")
    groups = {
        "no_tpp_base": odd.filter("no_base"),
        "unknown_withheld": odd.filter("unknown_withheld"),
        "no_regulation": idle,
    }
    found = [noted(code, rows["employee"], rows["month"]) for code, rows in groups.items()]
    return _lawless(days) + found


def _lawless(days: pl.DataFrame) -> list[pl.DataFrame]:
    """The first day of each month that has days without regulation."""
    if not days["regulation"].null_count():
        return []
    lawless = days.select("em", "employee", "on", "assessed", "regulation").filter(
        pl.col("assessed") & pl.col("regulation").is_null()
    )
    first = lawless.unique("em", keep="first", maintain_order=True)
    return [noted("no_regulation", first["employee"], first["on"])]
