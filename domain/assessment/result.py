"""The answer: regulations heard together, lines, caps and effects as one ledger, and its sums."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from domain.assessment.by_month import added, summed
from domain.assessment.caps import NO_CAPS, capped
from domain.assessment.case import Case
from domain.assessment.charge import Charge
from domain.assessment.effects import Charged, Happened, happened
from domain.assessment.plans import computed
from domain.assessment.settle import in_rupiah, replaced, replacing
from domain.assessment.shape import same
from domain.rupiah import PPM


class Settled(NamedTuple):
    """A charge with its lines in rupiah, the lines of its caps, and its effects."""

    charge: Charge
    lines: pl.DataFrame
    caps: pl.DataFrame
    effects: Happened


def settled(charges: Sequence[Charge]) -> list[Settled]:
    """Leave replaces, amounts are rounded, caps limit, effects follow."""
    if not charges:
        return []
    months = pl.concat([replacing(charge.lines, charge.perbup) for charge in charges])
    limited = []
    for charge in charges:
        lines = in_rupiah(replaced(charge.lines, charge.perbup, months), charge.perbup)
        limited.append(capped(lines, charge.perbup, charge.amounts))
    charged = [
        Charged(charge.perbup, lines) for charge, (lines, _) in zip(charges, limited, strict=True)
    ]
    return [
        Settled(
            charge,
            lines,
            caps,
            happened(charge.months, charge.perbup, charge.amounts, charge.sums, charged),
        )
        for charge, (lines, caps) in zip(charges, limited, strict=True)
    ]


def taken(case: Case, parts: Sequence[Settled]) -> pl.DataFrame:
    """What lines and effects take of each employee-month, `live` and in `trial`."""
    months = len(case.months)
    sums = [_by_mode(part.lines, "kept", months) for part in parts]
    effects = [part.effects.lines.sort("em") for part in parts if len(part.effects.lines)]
    sums += [_by_mode(lines, "rupiah", months) for lines in effects]
    nothing = same(0, months, pl.Int64)
    return added(sums) if sums else pl.DataFrame({"live": nothing, "trial": nothing})


def _by_mode(lines: pl.DataFrame, amount: str, months: int) -> pl.DataFrame:
    by_mode = lines.lazy().select(
        "em",
        live=pl.when("trial").then(0).otherwise(amount),
        trial=pl.when("trial").then(amount).otherwise(0),
    )
    return summed(by_mode, months)


def final_caps(case: Case, sums: pl.DataFrame) -> pl.DataFrame:
    """Columns of `CAPS`: nobody is cut more than the gross. `sums`: what is taken."""
    gross = case.months["gross_rupiah"]
    if not (sums["live"] > gross).any() and not (sums["trial"] > gross).any():
        return NO_CAPS
    beside = sums.hstack(case.months.select("em", base_rupiah="gross_rupiah")).lazy()
    return pl.concat(
        beside.filter(pl.col(mode) > pl.col("base_rupiah")).select(
            "em",
            on=pl.lit(None, dtype=pl.Date),
            trial=mode == "trial",
            index=pl.lit(0, dtype=pl.Int16),
            base_rupiah="base_rupiah",
            rate_ppm=pl.lit(PPM, dtype=pl.Int64),
            rupiah=pl.col("base_rupiah") - pl.col(mode),
        )
        for mode in ("live", "trial")
    ).pipe(computed)
