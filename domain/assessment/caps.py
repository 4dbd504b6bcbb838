"""Caps: what is cut beyond a limit is given back."""

import polars as pl

from domain.assessment.lines import CUT
from domain.assessment.plans import computed
from domain.assessment.rounding import rounded
from domain.assessment.shape import shape
from domain.perbup import Perbup
from domain.perbup_rules import Cap
from domain.perbup_words import ppm
from domain.rupiah import PPM

CAPS = shape(
    em=pl.UInt32,
    on=pl.Date,
    trial=pl.Boolean,
    index=pl.Int16,
    base_rupiah=pl.Int64,
    rate_ppm=pl.Int64,
    rupiah=pl.Int64,
)
"""A cap's own line; `index` is the cap's place in the regulation."""


NO_CAPS = pl.DataFrame(schema=CAPS)


def capped(
    lines: pl.DataFrame, perbup: Perbup, amounts: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Adds to the lines, in ledger order, `kept`: what the caps leave of `rupiah`; and the lines of
    the caps, with the columns of `CAPS`."""
    lines = lines.with_columns(kept="rupiah")
    given_back = [NO_CAPS]
    for index, cap in enumerate(perbup.caps):
        fitted = _fitted(lines, cap, perbup, amounts[cap.base])
        if fitted.is_empty():
            continue
        keys = ["em", "on", "trial"] if cap.per == "day" else ["em", "trial"]
        excess = fitted.group_by(*keys, "base_rupiah").agg((pl.col("fits") - pl.col("kept")).sum())
        on = pl.col("on") if cap.per == "day" else pl.lit(None, dtype=pl.Date)
        given_back.append(
            excess.select(
                "em",
                on.alias("on"),
                "trial",
                pl.lit(index, dtype=pl.Int16).alias("index"),
                "base_rupiah",
                pl.lit(ppm(cap.max), dtype=pl.Int64).alias("rate_ppm"),
                pl.col("fits").alias("rupiah"),
            )
        )
        lines = lines.with_columns(lines["kept"].scatter(fitted["line"], fitted["fits"]))
    return lines, pl.concat(given_back)


def _fitted(lines: pl.DataFrame, cap: Cap, perbup: Perbup, amounts: pl.Series) -> pl.DataFrame:
    """The lines of a full cap: `line`, their place, and `fits`, what of `kept` fits in it; of no
    cap that is full nothing at all."""
    keys = ["em", "on", "trial"] if cap.per == "day" else ["em", "trial"]
    rules = [i for i, r in enumerate(perbup.rules) if not cap.rules or r.code in cap.rules]
    limited = pl.col("rule").is_in(rules) & (pl.col("status") == CUT) & (pl.col("kept") > 0)
    if cap.per == "day":
        limited &= pl.col("on").is_not_null()
    found = lines.lazy().with_row_index("line").filter(limited).select("line", *keys, "kept")
    limit = rounded(pl.col("base_rupiah") * ppm(cap.max), PPM, perbup.rounding.how)
    full = (
        found.group_by(keys)
        .agg(pl.col("kept").sum().alias("sum"))
        .with_columns(base_rupiah=pl.lit(amounts).gather("em"))
        .with_columns(limit=limit)
        .filter(pl.col("sum") > pl.col("limit"))
        .pipe(computed)
    )
    if full.is_empty():
        return full
    over = found.join(full.lazy(), on=keys, maintain_order="left")
    reached = pl.col("kept").cum_sum().over(keys)
    fits = pl.min_horizontal(reached, "limit") - pl.min_horizontal(
        reached - pl.col("kept"), "limit"
    )
    return over.select("line", *keys, "base_rupiah", "kept", fits=fits).pipe(computed)
