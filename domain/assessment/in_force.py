"""Which regulation is in force for a person on a date, and for a whole month."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from domain.assessment.plans import computed
from domain.assessment.shape import same
from domain.assessment.who import concerns, needs
from domain.perbup import Perbup

DAY = timedelta(days=1)


class InForce:
    """Answers with the place of a regulation in the list, null where none is in force.

    Between two dates on which anything begins or ends the answer depends on opd, employment and
    grade alone, so it is found once for each of their combinations.
    """

    def __init__(self, perbups: Sequence[Perbup]) -> None:
        self._perbups = perbups
        self._last_on = [_last_on(perbup, perbups) for perbup in perbups]
        self._asks = sorted(set().union(*(needs(p.who) for p in perbups))) if perbups else []
        self._answer = self._in_force()
        self.breaks = sorted(self._dates())
        """The dates from which on another regulation may be in force."""

    @property
    def asks(self) -> list[str]:
        """The columns that decide beside the date."""
        return self._asks

    def of(self, rows: pl.DataFrame, on: str) -> pl.Series:
        """Reads the columns `asks` and the date column `on`."""
        if not self._perbups:
            return same(None, len(rows), pl.Int16)
        within = self._within(rows[on].min(), rows[on].max())
        if not within and not self._asks:
            first = rows.select(pl.col(on).min().alias("on")).select(self._answer)
            return same(first.item(), len(rows), pl.Int16)
        segment = sum(((pl.col(on) >= b).cast(pl.UInt16) for b in within), pl.lit(0))
        keyed = rows.select(*self._asks, segment.alias("segment"), pl.col(on).alias("on"))
        kinds = keyed.lazy().group_by(*self._asks, "segment").agg(pl.col("on").min())
        answers = kinds.with_columns(regulation=self._answer).pipe(computed)
        if len(answers) == 1:
            return same(answers["regulation"].item(), len(rows), pl.Int16)
        keys = [*self._asks, "segment"]
        return keyed.join(
            answers.drop("on"), on=keys, how="left", nulls_equal=True, maintain_order="left"
        )["regulation"]

    def of_months(self, postings: pl.DataFrame, months: int) -> pl.Series:
        """For each employee-month: of the latest date on which any is in force for its posting.

        Reads `em`, `from_on`, `until_on` and the columns `asks` of the postings.
        """
        breaks = self._within(postings["from_on"].min(), postings["until_on"].max())
        ends = [pl.col("until_on"), *(pl.lit(b - DAY) for b in breaks)]
        on = pl.col("on")
        last = (
            pl.concat(
                postings.lazy().select(
                    "em", "posting", "from_on", "until_on", *self._asks, end.alias("on")
                )
                for end in ends
            )
            .filter(on.is_between("from_on", "until_on"))
            .with_columns(self._answer.alias("regulation"))
            .drop_nulls("regulation")
            .sort("em", "on", "posting")
            .unique("em", keep="last", maintain_order=True)
        )
        every = pl.LazyFrame({"em": pl.int_range(months, dtype=pl.UInt32, eager=True)})
        joined = every.join(last, on="em", how="left", maintain_order="left")
        return joined.select("regulation").pipe(computed)["regulation"]

    def _dates(self) -> set[date]:
        dates = {perbup.effective_from for perbup in self._perbups}
        dates |= {last + DAY for last in self._last_on if last is not None and last < date.max}
        return dates | {phase.from_on for p in self._perbups for phase in p.who.phases}

    def _within(self, first: object, last: object) -> list[date]:
        if not isinstance(first, date) or not isinstance(last, date):
            return []
        return [b for b in self.breaks if first < b <= last]

    def _in_force(self) -> pl.Expr:
        """The first that fits, of the regulations from the latest to the earliest."""
        order = sorted(
            range(len(self._perbups)),
            key=lambda i: (self._perbups[i].effective_from, self._perbups[i].id, i),
            reverse=True,
        )
        return pl.coalesce(
            *(pl.when(self._covers(i)).then(pl.lit(i, dtype=pl.Int16)) for i in order),
            pl.lit(None, dtype=pl.Int16),
        )

    def _covers(self, index: int) -> pl.Expr:
        on, perbup, last = pl.col("on"), self._perbups[index], self._last_on[index]
        covers = concerns(perbup.who, "on") & (on >= perbup.effective_from)
        return covers if last is None else covers & (on <= last)


def _last_on(perbup: Perbup, perbups: Sequence[Perbup]) -> date | None:
    """The last date: its own, or the day before a newer one that amends or replaces it."""
    ends = [perbup.effective_until] if perbup.effective_until else []
    ends += [
        other.effective_from - DAY
        for other in perbups
        if other.effective_from > date.min and _ends(other, perbup)
    ]
    return min(ends, default=None)


def _ends(newer: Perbup, older: Perbup) -> bool:
    if newer.id == older.id:
        return newer.effective_from > older.effective_from
    return newer.amends == older.id or older.id in newer.replaces
