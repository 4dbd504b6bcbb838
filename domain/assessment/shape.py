"""Shapes of the frames that the parts of the assessment hand to each other."""

import polars as pl


def shape(**columns: pl.DataType | type[pl.DataType]) -> pl.Schema:
    """Columns with their types, in order."""
    return pl.Schema(columns)
