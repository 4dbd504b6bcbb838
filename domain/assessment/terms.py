"""The terms on which a regulation counts a session: its own, or those of the row."""

from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

import polars as pl

from domain.perbup import Perbup, SessionTerms
from domain.perbup_measures import Short
from domain.perbup_words import clock_s

EVERY_WEEKDAY = frozenset(range(1, 8))
ROLES = pl.Enum(["arrival", "presence", "leaving", "apel"])


class Terms(NamedTuple):
    """Of one session name, expressions over entries; they read `on` only if `by_weekday`. The role
    is one of `ROLES`."""

    name: str
    roles: frozenset[str]
    by_weekday: bool
    role: pl.Expr
    due_s: pl.Expr
    opens_s: pl.Expr
    closes_s: pl.Expr


@lru_cache
def named(names: tuple[str, ...]) -> pl.Expr:
    """Entries of these names; for the few that there are, quicker than a set."""
    same = [pl.col("session") == name for name in names]
    return reduce(or_, same, pl.lit(value=False)).fill_null(value=False)


@lru_cache
def names_of(perbup: Perbup) -> pl.Enum:
    """The sessions that a regulation names: to compare such names is to compare numbers."""
    names = [terms.name for terms in perbup.sessions]
    for measure in (rule.measure for rule in perbup.rules):
        names += getattr(measure, "sessions", ())
        names += [measure.arrival, measure.leaving] if isinstance(measure, Short) else []
    names += [perbup.flexi.arrival, perbup.flexi.leaving] if perbup.flexi else []
    return pl.Enum(list(dict.fromkeys(names)))


@lru_cache
def terms_of(perbup: Perbup) -> list[Terms]:
    names = dict.fromkeys(terms.name for terms in perbup.sessions)
    return [_terms(name, [t for t in perbup.sessions if t.name == name]) for name in names]


def _terms(name: str, own: list[SessionTerms]) -> Terms:
    role: pl.Expr = pl.lit(own[0].role, dtype=ROLES)
    times = {column: pl.col(column) for column in ("due_s", "opens_s", "closes_s")}
    for terms in reversed(own):
        role = _where(terms, pl.lit(terms.role, dtype=ROLES), role)
        for column, clock in _clocks(terms).items():
            time = pl.col(column) if clock is None else pl.lit(clock_s(clock), dtype=pl.Int32)
            times[column] = _where(terms, time, times[column])
    roles = frozenset(terms.role for terms in own)
    by_weekday = any(frozenset(terms.weekdays) != EVERY_WEEKDAY for terms in own)
    return Terms(name, roles, by_weekday, role, **times)


def _where(terms: SessionTerms, value: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
    if frozenset(terms.weekdays) == EVERY_WEEKDAY:
        return value
    here = pl.col("on").dt.weekday().is_in(terms.weekdays)
    return pl.when(here).then(value).otherwise(otherwise)


def _clocks(terms: SessionTerms) -> dict[str, str | None]:
    return {"due_s": terms.due, "opens_s": terms.opens, "closes_s": terms.closes}
