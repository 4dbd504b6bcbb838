"""Shapes of the frames and series that the parts of the assessment hand to each other."""

import polars as pl


def shape(**columns: pl.DataType | type[pl.DataType]) -> pl.Schema:
    """Columns with their types, in order."""
    return pl.Schema(columns)


def same(value: object, length: int, kind: type[pl.DataType]) -> pl.Series:
    """One value so many times."""
    return pl.Series([value], dtype=kind).new_from_index(0, length)
