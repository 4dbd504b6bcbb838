"""Effects: what happens to the month when a sum reaches an interval."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from domain.assessment.bases import family
from domain.assessment.plans import computed
from domain.assessment.rounding import rounded
from domain.assessment.shape import any_of, shape
from domain.assessment.sums import Sums
from domain.assessment.who import concerns, holds
from domain.perbup import Perbup
from domain.perbup_measures import Accumulated, Days
from domain.perbup_rules import CutMore, Effect, Postpone, Propose, Zero
from domain.perbup_words import ppm
from domain.rupiah import PPM

EFFECTS = shape(
    em=pl.UInt32,
    trial=pl.Boolean,
    index=pl.Int16,
    quantity=pl.Int64,
    base_rupiah=pl.Int64,
    rate_ppm=pl.Int64,
    rupiah=pl.Int64,
    events=pl.List(pl.Int64),
)
"""An effect's own line; `index` is its place in the regulation."""

PROPOSED = shape(em=pl.UInt32, quantity=pl.Int64, index=pl.Int16)


class Charged(NamedTuple):
    """The lines of one regulation after its caps; `em`, `trial`, `rule` and `kept` are read."""

    perbup: Perbup
    lines: pl.DataFrame


class Happened(NamedTuple):
    """Lines of effects; `em`, `quantity` and `index` of proposals; `em` of what is postponed."""

    lines: pl.DataFrame
    proposals: pl.DataFrame
    postponed: pl.DataFrame


NOTHING = Happened(
    pl.DataFrame(schema=EFFECTS),
    pl.DataFrame(schema=PROPOSED),
    pl.DataFrame(schema={"em": pl.UInt32}),
)


def happened(
    months: pl.DataFrame,
    perbup: Perbup,
    amounts: pl.DataFrame,
    sums: Sums,
    charged: Sequence[Charged],
) -> Happened:
    """Reads `em`, `trial`, `month_end`, opd, employment and grade of the months."""
    if not perbup.effects:
        return NOTHING
    lines, proposals, postponed = ([frame] for frame in NOTHING)
    measures = {effect.measure for effect in perbup.effects}
    entered = {measure: _entered(perbup, measure, sums) for measure in measures}
    for index, effect in enumerate(perbup.effects):
        here = entered[effect.measure][str(index)]
        if not here.any():
            continue
        hit = _asked(effect, sums.of(effect.measure).filter(here), months).with_columns(
            index=pl.lit(index, dtype=pl.Int16)
        )
        live = hit.filter(~pl.col("trial"))
        if isinstance(effect.do, Propose):
            proposals.append(live.select(PROPOSED.names()))
        elif len(hit):
            cut = _cut(effect, hit, perbup, amounts, charged, pl.concat(lines))
            lines.append(_citing(cut, sums.events(effect.measure, cut["em"])))
        if isinstance(effect.do, Postpone):
            postponed.append(live.select("em"))
    return Happened(pl.concat(lines), pl.concat(proposals), pl.concat(postponed))


def _citing(cut: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    cited = cut.join(events, on="em", how="left", maintain_order="left")
    return cited.with_columns(pl.col("events").fill_null([])).select(EFFECTS.names()).cast(EFFECTS)


def _entered(perbup: Perbup, measure: Accumulated | Days, sums: Sums) -> pl.DataFrame:
    """For each effect of the sum, by its place: whether the sum lies in its interval, and did not a
    month before."""
    asked = _enterings(perbup, measure)
    return sums.of(measure).lazy().select(asked).pipe(computed)


@lru_cache
def _enterings(perbup: Perbup, measure: Accumulated | Days) -> list[pl.Expr]:
    quantity, before = pl.col("quantity"), pl.col("before")
    return [
        (holds(effect.within, quantity) & ~holds(effect.within, before)).alias(str(index))
        for index, effect in enumerate(perbup.effects)
        if effect.measure == measure
    ]


def _asked(effect: Effect, entered: pl.DataFrame, months: pl.DataFrame) -> pl.DataFrame:
    """Those of the months that the effect concerns, in order."""
    asked = months.lazy().filter(any_of("em") & concerns(effect.who, "month_end"))
    return entered.lazy().join(asked.select("em", "trial"), on="em").sort("em").pipe(computed)


def _cut(
    effect: Effect,
    hit: pl.DataFrame,
    perbup: Perbup,
    amounts: pl.DataFrame,
    charged: Sequence[Charged],
    earlier: pl.DataFrame,
) -> pl.DataFrame:
    nothing = pl.lit(None, dtype=pl.Int64)
    match effect.do:
        case Zero(base=base):
            due = hit.with_columns(amounts[base].gather(hit["em"]).alias("base_rupiah"))
            taken = _taken(base, perbup, charged, earlier)
            joined = due.join(taken, on=["em", "trial"], how="left", maintain_order="left")
            left = (pl.col("base_rupiah") - pl.col("kept").fill_null(0)).clip(0)
            return joined.with_columns(left.alias("rupiah"), nothing.alias("rate_ppm")).filter(
                pl.col("rupiah") > 0
            )
        case CutMore(base=base, cut=cut):
            due = hit.with_columns(amounts[base].gather(hit["em"]).alias("base_rupiah"))
            share = rounded(pl.col("base_rupiah") * ppm(cut), PPM, perbup.rounding.how)
            rate = pl.lit(ppm(cut), dtype=pl.Int64)
            return due.with_columns(share.alias("rupiah"), rate.alias("rate_ppm"))
        case _:
            gross = amounts["tpp"].gather(hit["em"])
            return hit.with_columns(
                gross.alias("base_rupiah"), pl.lit(0).alias("rupiah"), nothing.alias("rate_ppm")
            )


def _taken(
    base: str, perbup: Perbup, charged: Sequence[Charged], earlier: pl.DataFrame
) -> pl.DataFrame:
    """`em`, `trial` and `kept`: what lines and effects have already taken of the base."""
    of_effects = [
        i
        for i, effect in enumerate(perbup.effects)
        if isinstance(effect.do, Zero | CutMore) and effect.do.base in family(base, perbup)
    ]
    taken = [
        earlier.filter(pl.col("index").is_in(of_effects)).select(
            "em", "trial", pl.col("rupiah").alias("kept")
        )
    ]
    for other, lines in charged:
        members = family(base, other)
        rules = [i for i, rule in enumerate(other.rules) if rule.base in members]
        taken.append(lines.filter(pl.col("rule").is_in(rules)).select("em", "trial", "kept"))
    return pl.concat(taken).group_by("em", "trial").agg(pl.col("kept").sum())


def effect_base(effect: Effect) -> str:
    return effect.do.base if isinstance(effect.do, Zero | CutMore) else "tpp"
