"""Streams what an export asks for from the views to files on disk, one statement a month.

A statement is one snapshot, and lets go of the tables as soon as its rows are on disk: however long
a spreadsheet takes to write, neither the projector nor the swap of a rebuild waits for it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import adbc_driver_postgresql.dbapi as adbc  # type: ignore[import-untyped] # has no types
import msgspec
import polars as pl
import psycopg
from psycopg import sql

from domain.dated import month_after
from projections.export_columns import LAYOUTS, Kind, Layout, query_of
from projections.reports import behind

Format = Literal["csv", "csv_excel", "xlsx", "parquet"]

_AT_ONCE = 20_000
_POSITION = "SELECT position FROM views.position WHERE projection = 'attendance'"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The months from the first to the last, both included; None does not narrow."""

    kind: Kind
    format: Format
    month: date
    until_month: date
    opd: str | None = None
    employment: str | None = None
    perbup: str | None = None

    @property
    def layout(self) -> Layout:
        return LAYOUTS[self.kind]

    def months(self) -> Iterator[date]:
        month = self.month
        while month <= self.until_month:
            yield month
            month = month_after(month)


class Spooled(msgspec.Struct, frozen=True, kw_only=True):
    """A month's rows, as a Parquet file; every event up to `position` is in them, but for changes
    of the rules whose figures the views do not have yet: `behind` are their reports."""

    month: date
    path: Path
    rows: int
    position: int
    behind: tuple[int, ...] = ()


def spooled(database_url: str, wanted: Wanted, folder: Path) -> Iterator[Spooled]:
    """Month by month; what is in memory at a time is a few megabytes, whatever the months hold."""
    with (
        adbc.connect(database_url, autocommit=True) as connection,
        psycopg.connect(database_url, autocommit=True) as asked,
    ):
        for month in wanted.months():
            path = folder / f"{month:%Y-%m}.parquet"
            position, waiting = _position(connection), _behind(asked, wanted, month)
            with connection.cursor() as cursor:
                cursor.execute(_statement(wanted, month))
                rows = pl.scan_arrow_c_stream(cursor.fetch_arrow())
                rows.sink_parquet(path, row_group_size=_AT_ONCE)
            count = pl.scan_parquet(path).select(pl.len()).collect().item()
            yield Spooled(
                month=month, path=path, rows=count, position=position, behind=tuple(waiting)
            )


def totals_of(wanted: Wanted, parts: Sequence[Spooled]) -> dict[str, int]:
    """The sum of each column of rupiah."""
    names = [column.name for column in wanted.layout.columns if column.form == "rupiah"]
    if not names:
        return {}
    sums = rows_of(parts).select(pl.col(names).cast(pl.Int64).sum()).collect()
    return dict(zip(names, sums.row(0), strict=True))


def rows_of(parts: Sequence[Spooled]) -> pl.LazyFrame:
    return pl.scan_parquet([part.path for part in parts])


def batches(parts: Sequence[Spooled]) -> Iterator[pl.DataFrame]:
    """The first is empty: what has no rows has columns all the same."""
    yield rows_of(parts).head(0).collect()
    yield from rows_of(parts).collect_batches(chunk_size=_AT_ONCE, maintain_order=True)


def _position(connection: adbc.Connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_POSITION)
        found = pl.DataFrame(cursor.fetch_arrow())
    return int(found.item()) if found.height else 0


def _behind(connection: psycopg.Connection[Any], wanted: Wanted, month: date) -> list[int]:
    """Asked before the figures are read: what is worked off meanwhile is told all the same."""
    match wanted.kind:
        case "attendance":
            return []
        case "adjustments":  # about any earlier month
            return behind(connection)
        case "deductions" | "ledger":
            return behind(connection, month)


def _statement(wanted: Wanted, month: date) -> str:
    """With literals: a statement with parameters would be answered whole, not as a stream."""
    values = {
        "month": sql.Literal(month),
        "opd": sql.Literal(wanted.opd),
        "employment": sql.Literal(wanted.employment),
        "perbup": sql.Literal(wanted.perbup),
    }
    return sql.SQL(query_of(wanted.layout)).format(**values).as_string()
