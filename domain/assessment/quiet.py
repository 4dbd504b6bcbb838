"""Days on which nothing happened, left out early: most days cost nothing.

A day is quiet if each entry that counts is in time and in its window, or asked of nobody. All
other days are looked at closely, so a day may be called loud without need, never quiet.
"""

from collections.abc import Iterator
from functools import lru_cache, reduce
from operator import and_, or_

import polars as pl

from domain.assessment.plans import computed
from domain.assessment.shape import same
from domain.assessment.terms import Terms, named, terms_of
from domain.perbup import Perbup
from domain.perbup_measures import Accumulated, AtClock, Days, Early, Late, Short
from domain.perbup_rules import ClockBrackets, Rule
from domain.perbup_words import clock_interval, clock_s, ppm

EARLIEST_S, LATEST_S = -86_400, 172_800
"""A record outside is no record of the date."""

AT = pl.col("at_s")


def loud_days(flat: pl.DataFrame, days: pl.DataFrame, perbup: Perbup) -> pl.Series:
    """True for every day that is not quiet.

    Reads `nth` (the place of the day in `days`), `session`, `due_s`, `opens_s`, `closes_s`, `at_s`,
    `mark`, and `on` where the terms differ by weekday; of the days `duty` and `ended`.
    """
    if any(isinstance(rule.measure, Short) for rule in perbup.rules):
        return same(value=True, length=len(days), kind=pl.Boolean)
    in_time = AT.is_between(EARLIEST_S, LATEST_S) & _in_time(perbup)
    arrives = named(tuple(terms.name for terms in terms_of(perbup) if "arrival" in terms.roles))
    earliest_s = _earliest_leaving_s(flat, perbup)
    odd, after = AT.is_not_null() & ~in_time, arrives & (earliest_s < AT)
    flags = flat.lazy().select(odd=odd, bare=AT.is_null(), after=after).pipe(computed)
    loud = same(value=False, length=len(days), kind=pl.Boolean)
    for found in (
        flat["nth"].filter(flags["odd"]),
        _specially(flat),
        _lacking(pl.DataFrame([flat[n].filter(flags["bare"]) for n in ("nth", "mark")]), days),
        _perhaps_reversed(flat, flags["after"], arrives & (earliest_s >= AT), len(days)),
    ):
        loud = loud.scatter(found, values=True)
    return loud


def _specially(flat: pl.DataFrame) -> pl.Series:
    """Days with an entry that is attended, but neither by phone nor by a manual record."""
    otherwise = flat["mark"] != "phone"
    nth, at_s, mark = (flat[name].filter(otherwise) for name in ("nth", "at_s", "mark"))
    return nth.filter(at_s.is_not_null() & (mark != "manual"))


def _lacking(bare: pl.DataFrame, days: pl.DataFrame) -> pl.Series:
    """Days with an entry without a record that is asked for, or waits for approval."""
    asked = (days["duty"] & days["ended"]).gather(bare["nth"])
    pending = (pl.col("mark") == "pending").fill_null(value=False)
    kept = ((pl.col("mark") == "special") | (pl.col("mark") == "excused")).fill_null(value=False)
    return bare["nth"].filter(bare.select((asked & ~kept) | pending).to_series())


def _earliest_leaving_s(flat: pl.DataFrame, perbup: Perbup) -> int:
    """The earliest due time of any leaving."""
    due = (
        terms.due_s.filter(pl.col("session") == terms.name).min()
        for terms in terms_of(perbup)
        if "leaving" in terms.roles
    )
    earliest: int = flat.select(pl.min_horizontal(pl.lit(LATEST_S), *due)).item()
    return earliest


def _perhaps_reversed(
    flat: pl.DataFrame, after: pl.Series, before: pl.Expr, days: int
) -> pl.Series:
    """Days all of whose arrivals come after the earliest due time of any leaving: only they can
    have a leaving before its arrival, of which neither is out of time."""
    suspects = flat["nth"].filter(after)
    if suspects.is_empty():
        return suspects
    arrived = flat.select(before.alias("before"))["before"]
    safe = same(value=False, length=days, kind=pl.Boolean)
    safe = safe.scatter(flat["nth"].filter(arrived), values=True)
    return suspects.filter(~safe.gather(suspects))


# ---- in time


@lru_cache
def _in_time(perbup: Perbup) -> pl.Expr:
    """Of an entry that counts: it costs nothing and says nothing odd; of any other always true."""
    in_time = pl.lit(value=True)
    for terms in terms_of(perbup):
        quiet = reduce(and_, _conditions(terms, perbup)).fill_null(value=False)
        in_time = pl.when(pl.col("session") == terms.name).then(quiet).otherwise(in_time)
    return in_time


def _conditions(terms: Terms, perbup: Perbup) -> Iterator[pl.Expr]:
    yield (terms.opens_s.fill_null(EARLIEST_S) <= AT) & (terms.closes_s.fill_null(LATEST_S) >= AT)
    flexi = perbup.flexi
    if "arrival" in terms.roles or (flexi and flexi.arrival == terms.name):
        yield terms.due_s >= AT
    if "leaving" in terms.roles or (flexi and flexi.leaving == terms.name):
        yield terms.due_s <= AT
    for rule in perbup.rules:
        if terms.name in getattr(rule.measure, "sessions", ()):
            yield _costs_nothing(rule, terms, perbup)


def _costs_nothing(rule: Rule, terms: Terms, perbup: Perbup) -> pl.Expr:
    measure = rule.measure
    match measure:
        case Late(tolerance=tolerance):
            clock = tolerance and tolerance.how == "clock" and tolerance.clock
            return (terms.due_s >= AT) & (clock_s(clock) >= AT if clock else True)
        case Early(tolerance=tolerance):
            clock = tolerance and tolerance.how == "clock" and tolerance.clock
            return (terms.due_s <= AT) & (clock_s(clock) <= AT if clock else True)
        case AtClock():
            return _by_clock(rule, perbup)
        case _:
            return pl.lit(value=True)


def _by_clock(rule: Rule, perbup: Perbup) -> pl.Expr:
    """Outside all brackets, or in one that costs nothing, where occurrences are not counted."""
    measures = [r.measure for r in perbup.rules] + [e.measure for e in perbup.effects]
    summed = any(rule.code in m.rules for m in measures if isinstance(m, Accumulated | Days))
    if summed or rule.free_per_month or not isinstance(rule.rate, ClockBrackets):
        return pl.lit(value=False)
    ends = [(clock_interval(b.within), ppm(b.cut)) for b in rule.rate.brackets]
    costly = reduce(or_, [_inside(*end) for end, cut in ends if cut], pl.lit(value=False))
    free = reduce(or_, [_inside(*end) for end, cut in ends if not cut], pl.lit(value=False))
    below = min((first for (first, _), _ in ends), default=LATEST_S) > AT
    return below | (free & ~costly)


def _inside(first: int, end: int | None) -> pl.Expr:
    inside = first <= AT
    return inside if end is None else inside & (end > AT)
