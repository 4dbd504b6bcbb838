"""How plans are computed: in memory and as they are written, for small ones cost little then."""

from collections.abc import Sequence

import polars as pl

_AS_WRITTEN = pl.QueryOptFlags.none()


def computed(plan: pl.LazyFrame) -> pl.DataFrame:
    """Each step of a lone plan would wake the threads anew; of a list they are woken once."""
    return all_computed([plan])[0]


def all_computed(plans: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    return pl.collect_all(plans, engine="in-memory", optimizations=_AS_WRITTEN)
