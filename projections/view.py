"""Rows of views and the position that they were made at, written together in one transaction.

Frames go in and out of PostgreSQL as Arrow, in binary, without a Python object for each value.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from typing import Any, NamedTuple

import adbc_driver_postgresql.dbapi as adbc  # type: ignore[import-untyped] # has no types
import polars as pl

LIVE = "views"
CHANNEL = "views_position"
"""On which every move of a position is notified."""

_MOVE = f"""
WITH moved AS (
    UPDATE {LIVE}.position
    SET position = $3, moved_at = now(), failed_position = NULL, failed_event = NULL,
        error = NULL, failed_at = NULL
    WHERE projection = $1 AND position = $2 AND generation = $4
    RETURNING projection
)
SELECT projection, pg_notify('{CHANNEL}', projection)::text FROM moved
"""

_ARRAYS: dict[pl.DataType | type[pl.DataType], str] = {
    pl.String: 'text COLLATE "C"',
    pl.Date: "date",
    pl.Int64: "bigint",
    pl.Int32: "integer",
    pl.Boolean: "boolean",
}


Row = tuple[Any, ...]


class Superseded(Exception):
    """Another process did this meanwhile; nothing was written."""


class Change(NamedTuple):
    """What takes the place of the rows of a table.

    The rows that go are those that `keys` name: by equality of its columns, and where it has
    `from_on` and `until_on`, by `on` between them (inclusive).
    """

    table: str
    keys: pl.DataFrame
    rows: pl.DataFrame


class Claim(NamedTuple):
    """A statement of the transaction that must answer with one row, or else nothing is written."""

    query: str
    parameters: Mapping[str, Any]


def move(projection: str, before: int, after: int, generation: int) -> Claim:
    """The projection has read the log from one position to another, into tables of this
    generation, and nobody else has meanwhile."""
    names = ("projection", "before", "after", "generation")
    values = (projection, before, after, generation)
    return Claim(_MOVE, dict(zip(names, values, strict=True)))


class Frames:
    """One connection, for one thread: reads in autocommit, writes in one transaction a call.

    A write does not wait for the disk, and leaves it to the log's commits: what a crash loses of
    rows it loses of the position with them, and all is made again.
    """

    def __init__(self, database_url: str, schema: str = LIVE) -> None:
        self.schema = schema
        self._connection = adbc.connect(database_url, autocommit=True)
        with self._connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
        self._tables: dict[str, pl.Schema] = {}

    def close(self) -> None:
        self._connection.close()

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> pl.DataFrame:
        """Parameters are $1, $2 … in the order of the mapping, whose names only tell them apart.

        Lists become arrays; a series keeps its type when it is empty.
        """
        with self._connection.cursor() as cursor:
            cursor.execute(query, _row(parameters) if parameters else None)
            return pl.DataFrame(cursor.fetch_arrow())

    def read_many(self, query: str, lists: Mapping[str, pl.Series]) -> pl.DataFrame:
        """The same by COPY, which a great many rows come faster by.

        It knows no parameters: the lists wait in settings of the session.
        """
        kept = ", ".join(
            f"set_config('copied.p{n}', ${n}::text, false) AS p{n}" for n in _places(lists)
        )
        self.read(f"SELECT {kept}", lists)
        kinds = [_ARRAYS[values.dtype].split()[0] for values in lists.values()]

        def setting(found: re.Match[str]) -> str:
            return f"current_setting('copied.p{found[1]}')::{kinds[int(found[1]) - 1]}[]"

        return self.read(re.sub(r"\$(\d+)", setting, query))

    def table(self, name: str) -> pl.Schema:
        """The columns of a table of the views, as the migrations define them."""
        schema = self._tables.get(name)
        if schema is None:
            schema = self.read(f"SELECT * FROM {LIVE}.{name} LIMIT 0").schema
            self._tables[name] = schema
        return schema

    def replace(
        self, table: str, by: Sequence[str], keys: Iterable[Row], rows: Iterable[Row]
    ) -> Change:
        """Rows with all columns of the table in the place of those that have one of the keys."""
        schema = self.table(table)
        named = {name: schema[name] for name in by}
        return Change(
            table,
            pl.DataFrame(list(keys), schema=named, orient="row"),
            pl.DataFrame(list(rows), schema=schema, orient="row"),
        )

    def write(self, changes: Iterable[Change], *claims: Claim) -> None:
        """All or nothing; raises Superseded if a claim is void."""
        with self._transaction():
            for claim in claims:
                self._claim(claim)
            for change in changes:
                self._change(change)

    def fill(self, changes: Iterable[Change], claim: Callable[[int], Claim]) -> None:
        """Rows into tables that have none of their keys, as they are made; all or nothing. The
        claim comes last and is told how many they are."""
        count = 0
        with self._transaction():
            for change in changes:
                self.insert(change.table, change.rows)
                count += change.rows.height
            self._claim(claim(count))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        connection = self._connection.adbc_connection  # the other's rollback does nothing
        connection.set_autocommit(False)
        try:
            yield
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.set_autocommit(True)

    def _claim(self, claim: Claim) -> None:
        if self.read(*claim).height != 1:
            raise Superseded

    def insert(self, table: str, rows: pl.DataFrame) -> None:
        """Rows into a table that has none of their keys."""
        if rows.height:
            schema = self.table(table)
            rows = rows.select(schema.names()).cast(schema)
            with self._connection.cursor() as cursor:
                cursor.adbc_ingest(table, rows, mode="append", db_schema_name=self.schema)

    def _change(self, change: Change) -> None:
        if change.keys.height:
            with self._connection.cursor() as cursor:
                cursor.execute(
                    _delete(f"{self.schema}.{change.table}", change.keys.schema),
                    change.keys.select(pl.all().implode()),
                )
        self.insert(change.table, change.rows)


def _places(parameters: Sized) -> range:
    return range(1, len(parameters) + 1)


def _row(parameters: Mapping[str, Any]) -> pl.DataFrame:
    """One row of parameters; a list is one value, an array."""
    return pl.DataFrame(
        [
            value.implode().alias(name)
            if isinstance(value, pl.Series)
            else pl.Series(name, [value])
            for name, value in parameters.items()
        ]
    )


def keys_from(columns: Mapping[str, pl.DataType | type[pl.DataType]], first: int = 1) -> str:
    """A subquery of array parameters as rows, in a collation that the tables' columns have."""
    names = list(columns)
    arrays = ", ".join(f"${first + place}" for place in range(len(names)))
    typed = ", ".join(f'u."{name}"::{_ARRAYS[kind]} AS "{name}"' for name, kind in columns.items())
    named = ", ".join(f'"{name}"' for name in names)
    return f"(SELECT {typed} FROM unnest({arrays}) AS u ({named}))"


def _delete(table: str, columns: Mapping[str, pl.DataType]) -> str:
    condition = matching(columns)
    return f"DELETE FROM {table} AS t USING {keys_from(columns)} AS k WHERE {condition}"


def matching(columns: Iterable[str]) -> str:
    """The condition that row `t` is named by key `k`."""
    names = set(columns)
    equal = [f't."{name}" = k."{name}"' for name in sorted(names - {"from_on", "until_on"})]
    within = ['t."on" BETWEEN k.from_on AND k.until_on'] if "until_on" in names else []
    return " AND ".join(equal + within)


def union(schema: pl.Schema, frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The rows of all, or none of this schema."""
    return pl.concat([pl.DataFrame(schema=schema), *frames])
