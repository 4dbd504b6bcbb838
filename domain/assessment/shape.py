"""Shapes of the frames and series that the parts of the assessment hand to each other."""

import polars as pl


def shape(**columns: pl.DataType | type[pl.DataType]) -> pl.Schema:
    """Columns with their types, in order."""
    return pl.Schema(columns)


def any_of(column: str) -> pl.Expr:
    """True for every row of a column without nulls. A long frame is filtered in pieces, each of
    which would give a condition without columns one value of its own: too many for no rows."""
    return pl.col(column).is_not_null()


def those(rows: pl.DataFrame, wanted: pl.Expr) -> pl.DataFrame:
    """The rows that are wanted; that all are is often so, and quickly seen."""
    found = rows.select(wanted.alias("wanted"))["wanted"]
    return rows if found.all(ignore_nulls=False) else rows.filter(found)


def same(value: object, length: int, kind: type[pl.DataType]) -> pl.Series:
    """One value so many times."""
    return pl.Series([value], dtype=kind).new_from_index(0, length)
