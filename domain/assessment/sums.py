"""Sums of a month or year: minutes and days that other rules counted, and runs of days."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from domain.assessment.plans import computed
from domain.perbup import Perbup
from domain.perbup_measures import Absent, Accumulated, Away, Days, Early, Late, Missing, Short
from domain.perbup_rules import Rule

ZERO = pl.lit(0, dtype=pl.Int64)


NO_PARTS = pl.DataFrame(
    schema={
        "row": pl.UInt32,
        "pos": pl.UInt32,
        "session": pl.String,
        "event": pl.Int64,
        "rule": pl.Int16,
        "amount": pl.Int64,
    }
)
NO_SUMS = pl.DataFrame(schema={"em": pl.UInt32, "quantity": pl.Int64, "before": pl.Int64})


class Sums:
    """What the month's regulation sums for the employee-months `targets` (`em`, `emp`, `ym`,
    `trial`), from the occurrences of its rules on all `days`."""

    def __init__(
        self,
        perbup: Perbup,
        found: Mapping[str, pl.DataFrame],
        days: pl.DataFrame,
        targets: pl.DataFrame,
    ) -> None:
        self._perbup, self._found, self._days, self._targets = perbup, found, days, targets
        self._known: dict[Accumulated | Days, pl.DataFrame] = {}

    def of(self, measure: Accumulated | Days) -> pl.DataFrame:
        """`em`, `quantity`, and `before`: the same at the end of the month before (null where that
        does not matter). Only months that add to the sum."""
        if measure not in self._known:
            self._known[measure] = self._summed(measure)
        return self._known[measure]

    def _summed(self, measure: Accumulated | Days) -> pl.DataFrame:
        parts = self._parts(measure)
        if parts.is_empty():
            return NO_SUMS
        if isinstance(measure, Days) and measure.consecutive:
            return self._runs(measure, parts)
        counted = parts.lazy().unique("row") if isinstance(measure, Days) else parts.lazy()
        whole = _to_date(self._asked(), self._monthly(counted), measure.period)
        return _converted(whole, measure).filter(pl.col("quantity") > 0).pipe(computed)

    def _asked(self) -> pl.LazyFrame:
        return self._targets.lazy().select("em", "emp", "ym", "trial")

    def events(self, measure: Accumulated | Days, months: pl.Series) -> pl.DataFrame:
        """`em` and `events`: of what the sum counts in each of the months."""
        parts = self._counting(self._parts(measure))
        wanted = self._targets.filter(pl.col("em").is_in(months.implode()))
        rows = parts.join(wanted.select("em", "emp", "ym"), on=["emp", "ym"])
        whole_day = rows["event"].is_null() & rows["session"].is_null()
        of_day = self._days["events"].gather(rows["row"])
        cited = rows.with_columns(
            pl.when(whole_day).then(of_day).otherwise(pl.concat_list("event")).alias("events")
        )
        one_by_one = cited.sort("row", "rule", "pos").explode("events", empty_as_null=False)
        return (
            one_by_one.drop_nulls("events")
            .group_by("em")
            .agg(pl.col("events").unique(maintain_order=True))
        )

    def _parts(self, measure: Accumulated | Days) -> pl.DataFrame:
        """The occurrences that are summed: `row`, `amount`, `emp`, `on`, `ym` and their events."""
        frames = [NO_PARTS.lazy()]
        for index, rule in enumerate(self._perbup.rules):
            found = self._found.get(rule.code, NO_PARTS)
            if rule.code in measure.rules and len(found):
                frames.append(
                    found.lazy()
                    .filter(~pl.col("waived"))
                    .select(
                        "row",
                        "pos",
                        "session",
                        "event",
                        pl.lit(index, dtype=pl.Int16).alias("rule"),
                        _amount(rule, measure).cast(pl.Int64).alias("amount"),
                    )
                )
        at = (pl.lit(self._days[name]).gather("row").alias(name) for name in ("emp", "on"))
        ym = pl.col("on").dt.year() * 12 + pl.col("on").dt.month() - 1
        parts = pl.concat(frames).filter(pl.col("amount") > 0)
        return parts.with_columns(at).with_columns(ym=ym).pipe(computed)

    def _is_live(self) -> pl.Expr:
        until = self._perbup.trial_until
        return pl.lit(value=True) if until is None else pl.col("on") > until

    def _counting(self, parts: pl.DataFrame) -> pl.DataFrame:
        """Without the days of trial of months that are live."""
        until = self._perbup.trial_until
        if until is None or self._perbup.mode == "trial":
            return parts
        return parts.filter(self._is_live() | (pl.col("on").dt.month_end() <= until))

    def _monthly(self, parts: pl.LazyFrame) -> pl.LazyFrame:
        """`emp`, `ym`, `all` and `live`: the amounts, and those of days that are not trial."""
        return parts.group_by("emp", "ym").agg(
            pl.col("amount").sum().alias("all"),
            pl.col("amount").filter(self._is_live()).sum().alias("live"),
        )

    def _runs(self, measure: Days, parts: pl.DataFrame) -> pl.DataFrame:
        rows, quantity = parts.lazy().select("row", "emp", "on", "ym"), pl.col("all")
        whole = self._longest(measure, rows, "all")
        found = self._asked().join(whole, on=["emp", "ym"], how="left")
        if self._perbup.trial_until is not None:
            live = self._longest(measure, rows.filter(self._is_live()), "live")
            found = found.join(live, on=["emp", "ym"], how="left")
            quantity = pl.when("trial").then("all").otherwise("live")
        counted = found.select(
            "em", quantity=quantity.cast(pl.Int64), before=pl.lit(None, dtype=pl.Int64)
        )
        return counted.filter(pl.col("quantity") > 0).pipe(computed)

    def _longest(self, measure: Days, parts: pl.LazyFrame, name: str) -> pl.LazyFrame:
        """For each employee and month: how long the longest run that touches it has become."""
        expected = pl.lit(self._days["expected"])
        rows = parts.select("row", "emp", "ym").unique("row").sort("row")
        placed = rows.with_columns(
            expected.cast(pl.UInt32).cum_sum().gather("row").alias("nth"),
            expected.gather("row").alias("expected"),
        ).filter("expected")
        period = pl.col("ym") if measure.period == "month" else pl.col("ym") // 12
        begins = (
            (pl.col("nth") != pl.col("nth").shift() + 1)
            | (pl.col("emp") != pl.col("emp").shift())
            | (period != period.shift())
        )
        runs = placed.with_columns(begins.fill_null(value=True).cum_sum().alias("run"))
        length = (pl.int_range(pl.len()).over("run") + 1).alias("length")
        return (
            runs.with_columns(length).group_by("emp", "ym").agg(pl.col("length").max().alias(name))
        )


def _amount(rule: Rule, measure: Accumulated | Days) -> pl.Expr:
    if isinstance(measure, Days):
        return pl.lit(1)
    match rule.measure:
        case Late() | Early() | Away() | Short():
            return pl.col("quantity")
        case Missing():
            return pl.lit(measure.missing_as_minutes)
        case Absent():
            return pl.lit(measure.absent_as_minutes)
        case _:
            return ZERO


def _to_date(targets: pl.LazyFrame, monthly: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """`em`, `sum` to the month's end and `before` it; only months that add to it."""
    amount = pl.when("trial").then("all").otherwise("live")
    past = pl.col("ym_of") if period == "month" else pl.col("ym_of") // 12
    same = past == (pl.col("ym") if period == "month" else pl.col("ym") // 12)
    joined = targets.join(monthly.rename({"ym": "ym_of"}), on="emp").filter(
        same & (pl.col("ym_of") <= pl.col("ym"))
    )
    now = pl.col("ym_of") == pl.col("ym")
    return (
        joined.group_by("em")
        .agg(
            amount.sum().alias("sum"),
            amount.filter(~now).sum().alias("before"),
            amount.filter(now).sum().alias("own"),
        )
        .filter(pl.col("own") > 0)
    )


def _converted(whole: pl.LazyFrame, measure: Accumulated | Days) -> pl.LazyFrame:
    quantity, before = pl.col("sum"), pl.col("before")
    carries = False
    if isinstance(measure, Accumulated) and measure.per_minutes:
        quantity, before = quantity // measure.per_minutes, before // measure.per_minutes
        carries = measure.carry and measure.period == "year"
    if carries:
        quantity = quantity - before
    past = pl.lit(None, dtype=pl.Int64) if carries or measure.period == "month" else before
    return whole.select("em", quantity.alias("quantity"), past.alias("before"))


def trial_of(perbup: Perbup, on: pl.Expr) -> pl.Expr:
    """Whether a line of this date is one of trial."""
    if perbup.mode == "trial":
        return pl.lit(value=True)
    until: date | None = perbup.trial_until
    return pl.lit(value=False) if until is None else (on <= until).fill_null(value=False)
