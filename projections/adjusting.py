"""Adjustments: what is known now of closed months, less what was paid of them, line by line."""

import polars as pl

from projections.periods import Periods

_LINE = ["on", "perbup", "rule", "clause", "kind", "session"]
_ABOUT = ["employee", "about"]

_ADJUSTMENT: dict[str, pl.DataType | type[pl.DataType]] = {
    "employee": pl.String,
    "about": pl.Date,
    "month": pl.Date,
    "settled": pl.Boolean,
    "line": pl.Int32,
    "kind": pl.String,
    "on": pl.Date,
    "perbup": pl.String,
    "rule": pl.String,
    "clause": pl.String,
    "session": pl.String,
    "rupiah": pl.Int64,
    "events": pl.List(pl.Int64),
}
ADJUSTMENT = pl.Schema(_ADJUSTMENT)
"""The rows of `views.adjustment`."""

PAYABLE = pl.Schema({name: ADJUSTMENT[name] for name in (*_ABOUT, *_LINE, "rupiah", "events")})
"""What makes up the net of an employee-month: its gross, and what each line takes, negative."""


def payable(deductions: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """PAYABLE of the columns of DEDUCTIONS and LEDGER; sums to the net of each employee-month."""
    gross = deductions.select(
        "employee",
        about="month",
        kind=pl.lit("gross"),
        rupiah="gross_rupiah",
        events=pl.lit([], pl.List(pl.Int64)),
    )
    cuts = ledger.filter((pl.col("mode") == "live") & (pl.col("rupiah") != 0)).select(
        "employee", pl.col("month").alias("about"), *_LINE, -pl.col("rupiah"), "events"
    )
    empty = pl.DataFrame(schema=PAYABLE)
    return pl.concat([empty, gross, cuts], how="diagonal").cast(PAYABLE)


def adjustments(
    current: pl.DataFrame, closed: pl.DataFrame, settled: pl.DataFrame, periods: Periods
) -> pl.DataFrame:
    """ADJUSTMENT, not settled, of the employee-months that the frames are about.

    `current` and `closed` are PAYABLE of the same closed months; `settled` are the ADJUSTMENT rows
    of closed months about these and about months that are open again: those pay their own figures,
    so that what was settled is taken back.
    """
    sides = [
        _side(current.filter(pl.col("about").is_in(list(periods.closed))), 1, 0),
        _side(closed, -1, 1),
        _side(settled, -1, 2),
    ]
    sums = (
        pl.concat(sides)
        .group_by(*_ABOUT, *_LINE)
        .agg(pl.col("rupiah").sum(), events=pl.col("events").sort_by("source").first())
        .filter(pl.col("rupiah") != 0)
        .sort(*_ABOUT, *_LINE)
    )
    return _placed(sums, periods)


def _side(lines: pl.DataFrame, sign: int, source: int) -> pl.DataFrame:
    return lines.select(
        *_ABOUT, *_LINE, pl.col("rupiah") * sign, "events", pl.lit(source).alias("source")
    )


def _placed(sums: pl.DataFrame, periods: Periods) -> pl.DataFrame:
    abouts = list(sums["about"].unique())
    paid_in = pl.DataFrame(
        {"about": abouts, "month": [periods.paid_in(about) for about in abouts]},
        schema={"about": pl.Date, "month": pl.Date},
    )
    return (
        sums.join(paid_in, on="about", maintain_order="left")
        .with_columns(
            settled=pl.lit(value=False),
            line=pl.int_range(1, pl.len() + 1).over(_ABOUT),
            events=pl.col("events").fill_null([]),
        )
        .select(pl.col(name).cast(kind) for name, kind in ADJUSTMENT.items())
    )
