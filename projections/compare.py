"""Compares the tables of two schemas: the live views, and the same made from the log again."""

from collections.abc import Iterable
from typing import Any

import msgspec
import psycopg
from psycopg.rows import scalar_row

from projections.view import LIVE

SAMPLES = 5


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that only one of both has, each as PostgreSQL writes a row; `samples` are a few."""

    table: str
    only_live: int
    only_fresh: int
    samples_live: tuple[str, ...]
    samples_fresh: tuple[str, ...]


def differences(
    connection: psycopg.Connection[Any], fresh: str, tables: Iterable[str]
) -> list[Difference]:
    """Of the tables that differ. To see both at one position, ask within one snapshot."""
    return [
        _difference(connection, fresh, table)
        for table in tables
        if _digest(connection, LIVE, table) != _digest(connection, fresh, table)
    ]


def _digest(connection: psycopg.Connection[Any], schema: str, table: str) -> str:
    """Does not depend on the order of rows; equal tables have equal digests, and others do not but
    by a chance of one in 2^64."""
    query = f"""
        SELECT concat(count(*), ' ', sum(hash_record_extended(t, 0)))
        FROM {schema}.{table} AS t
    """
    with connection.cursor(row_factory=scalar_row) as cursor:
        digest: str | None = cursor.execute(query).fetchone()
    return digest or ""


def _difference(connection: psycopg.Connection[Any], fresh: str, table: str) -> Difference:
    live = _only(connection, f"{LIVE}.{table}", f"{fresh}.{table}")
    new = _only(connection, f"{fresh}.{table}", f"{LIVE}.{table}")
    return Difference(
        table=table,
        only_live=live[0],
        only_fresh=new[0],
        samples_live=live[1],
        samples_fresh=new[1],
    )


def _only(
    connection: psycopg.Connection[Any], here: str, there: str
) -> tuple[int, tuple[str, ...]]:
    query = f"""
        WITH lone AS (
            SELECT t::text AS row
            FROM (SELECT * FROM {here} EXCEPT ALL SELECT * FROM {there}) AS t
        )
        SELECT (SELECT count(*) FROM lone),
            ARRAY(SELECT row FROM lone ORDER BY row LIMIT {SAMPLES})
    """
    row = connection.execute(query).fetchone()
    return (row[0], tuple(row[1])) if row else (0, ())
