"""The answer: regulations heard together, lines, caps and effects as one ledger, and its sums."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from domain.assessment.caps import CAPS, capped
from domain.assessment.case import Case
from domain.assessment.charge import Charge
from domain.assessment.effects import Charged, Happened, happened
from domain.assessment.settle import in_rupiah, replaced, replacing


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
    months = pl.concat([replacing(c.lines, c.perbup) for c in charges]).unique()
    limited = []
    for charge in charges:
        lines = in_rupiah(replaced(charge.lines, charge.perbup, months), charge.perbup)
        limited.append(capped(lines, charge.perbup, charge.amounts))
    charged = [
        Charged(charge.perbup, lines.select("em", "trial", "rule", "kept"))
        for charge, (lines, _) in zip(charges, limited, strict=True)
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


def final_caps(case: Case, parts: Sequence[Settled]) -> pl.DataFrame:
    """Columns of `CAPS`: nobody is cut more than the gross."""
    if not parts:
        return pl.DataFrame(schema=CAPS)
    sums = pl.concat(
        frame.group_by("em", "trial").agg(pl.col(name).sum().alias("sum"))
        for part in parts
        for frame, name in (
            (part.lines.select("em", "trial", "kept").filter(pl.col("kept") > 0), "kept"),
            (part.effects.lines, "rupiah"),
        )
    )
    if len(parts) > 1 or any(len(part.effects.lines) for part in parts):
        sums = sums.group_by("em", "trial").agg(pl.col("sum").sum())
    gross = case.months["gross_rupiah"].gather(sums["em"]).alias("base_rupiah")
    return (
        sums.hstack([gross])
        .filter(pl.col("sum") > pl.col("base_rupiah"))
        .select(
            "em",
            pl.lit(None).alias("on"),
            "trial",
            pl.lit(0).alias("index"),
            "base_rupiah",
            pl.lit(1_000_000).alias("rate_ppm"),
            (pl.col("base_rupiah") - pl.col("sum")).alias("rupiah"),
        )
        .cast(CAPS)
    )
