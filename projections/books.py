"""The closed months of some employees: their frozen figures, and what was settled about them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import polars as pl

from projections.adjusting import adjustments, payable
from projections.periods import Periods


class Figures(NamedTuple):
    """Rows of `tpp_deduction` and `lateness_ledger`."""

    deductions: pl.DataFrame
    ledger: pl.DataFrame

    def of(self, months: Iterable[date]) -> "Figures":
        wanted = pl.col("month").is_in(list(months))
        return Figures(self.deductions.filter(wanted), self.ledger.filter(wanted))

    def beside(self, other: "Figures") -> "Figures":
        """Both; they have no rows in common."""
        return Figures(
            pl.concat([self.deductions, other.deductions.select(self.deductions.columns)]),
            pl.concat([self.ledger, other.ledger.select(self.ledger.columns)]),
        )


class Books(NamedTuple):
    """`closed` are the frozen figures; `settled` the ADJUSTMENT rows of closed months."""

    closed: Figures
    settled: pl.DataFrame

    def close(self, month: date, then: Figures, before: Periods) -> "Books":
        """`then`: the figures, as the closing knows them, of the month and of those closed months
        whose differences are paid in it."""
        paying = before.paying(month)
        paid = self.of(paying).pending(then.of(paying), before)
        now = paid.filter(pl.col("month") == month).with_columns(settled=pl.lit(value=True))
        return Books(self.closed.beside(then.of([month])), pl.concat([self.settled, now]))

    def reopen(self, month: date) -> "Books":
        """What was paid in it is not paid yet, and its figures follow what is known."""
        kept = [m for m in self.closed.deductions["month"].unique() if m != month]
        return Books(self.closed.of(kept), self.settled.filter(pl.col("month") != month))

    def of(self, months: Iterable[date]) -> "Books":
        """What is about these months."""
        wanted = list(months)
        return Books(self.closed.of(wanted), self.settled.filter(pl.col("about").is_in(wanted)))

    def pending(self, now: Figures, periods: Periods) -> pl.DataFrame:
        """ADJUSTMENT rows of what is still to be paid: `now` are the figures, as they are known, of
        the closed months that these books are about."""
        return adjustments(payable(*now), payable(*self.closed), self.settled, periods)
