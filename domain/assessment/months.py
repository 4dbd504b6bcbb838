"""What the rules about a whole month count."""

import polars as pl

from domain.assessment.discipline import discipline
from domain.assessment.performance import activity, predicate, reports
from domain.assessment.plans import computed
from domain.assessment.shape import any_of, shape
from domain.assessment.sums import Sums
from domain.assessment.who import concerns
from domain.perbup_measures import Accumulated, Activity, Days, Discipline, PredicateGiven, Reports
from domain.perbup_rules import Rule

MONTH_OCCURRENCES = shape(
    em=pl.UInt32,
    pos=pl.UInt32,
    number=pl.Int64,
    quantity=pl.Int64,
    num=pl.Int64,
    den=pl.Int64,
    waived=pl.Boolean,
    events=pl.List(pl.Int64),
)
"""As the occurrences of a day, of an employee-month; `num` / `den` is the rate where the measure
itself gives it: a predicate's, a punishment's or a shortfall's."""


def month_occurrences(
    rule: Rule, months: pl.DataFrame, every: pl.DataFrame, sums: Sums
) -> pl.LazyFrame:
    """Columns of `MONTH_OCCURRENCES`, in order, for those of `months` that the rule concerns."""
    asked = months.lazy().filter(any_of("em") & concerns(rule.who, "month_end"))
    match rule.measure:
        case PredicateGiven():
            found = predicate(asked, every.lazy(), rule.measure, rule.rate)
        case Activity():
            found = activity(asked, rule.measure, rule.rate)
        case Reports():
            found = reports(asked, every.lazy(), rule.measure, rule.rate)
        case Discipline() if months["punishment"].list.len().max():
            found = discipline(asked, rule.measure, rule.rate)
        case Accumulated() | Days():
            found = _summed(rule.measure, asked, sums)
        case _:
            found = pl.LazyFrame(schema=MONTH_OCCURRENCES)
    return found.select(MONTH_OCCURRENCES.names()).cast(MONTH_OCCURRENCES).sort("em", "pos")


def _summed(measure: Accumulated | Days, asked: pl.LazyFrame, sums: Sums) -> pl.LazyFrame:
    found = sums.of(measure).lazy().join(asked.select("em"), on="em", how="semi").pipe(computed)
    if found.is_empty():
        return pl.LazyFrame(schema=MONTH_OCCURRENCES)
    events = sums.events(measure, found["em"]).lazy()
    cited = found.lazy().join(events, on="em", how="left")
    return cited.select(
        "em",
        pl.lit(0).alias("pos"),
        pl.col("quantity").alias("number"),
        "quantity",
        pl.lit(None).alias("num"),
        pl.lit(None).alias("den"),
        pl.lit(value=False).alias("waived"),
        pl.col("events").fill_null([]),
    )
