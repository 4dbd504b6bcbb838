"""Makes the indexes of rebuilt tables, two at a time, as those of the live tables are defined."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import psycopg

_AT_ONCE = 2
_SORTED_IN = "256MB"
"""The memory in which an index is made: enough for a year of a regency."""

_MISSING = """
SELECT pg_get_indexdef(i.indexrelid)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass
    AND NOT EXISTS (SELECT FROM pg_indexes WHERE schemaname = %s AND indexname = c.relname)
ORDER BY c.relname
"""
_KEY = """
SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass AND i.indisprimary
    AND NOT EXISTS (
        SELECT FROM pg_constraint AS k WHERE k.conrelid = %s::regclass AND k.contype = 'p'
    )
"""

Connections = list[psycopg.Connection[Any]]


def make_indexes(database_url: str, live: str, fresh: str, tables: Sequence[str]) -> None:
    """Those that the tables of the schema `fresh` lack; then their statistics."""
    with ExitStack() as opened:
        spare = [
            opened.enter_context(psycopg.connect(database_url, autocommit=True))
            for _ in range(_AT_ONCE)
        ]
        for connection in spare:
            connection.execute(f"SET maintenance_work_mem = '{_SORTED_IN}'")
        first = spare[0]
        missing = [
            definition.replace(f" ON {live}.", f" ON {fresh}.")
            for table in tables
            for (definition,) in first.execute(_MISSING, (f"{live}.{table}", fresh)).fetchall()
        ]
        _side_by_side(spare, missing)
        for table in tables:
            _name_key(first, f"{live}.{table}", f"{fresh}.{table}")
        _side_by_side(spare, (f"ANALYZE {fresh}.{table}" for table in tables))


def _name_key(connection: psycopg.Connection[Any], live: str, fresh: str) -> None:
    for (index,) in connection.execute(_KEY, (live, fresh)).fetchall():
        connection.execute(f"ALTER TABLE {fresh} ADD PRIMARY KEY USING INDEX {index}")


def _side_by_side(spare: Connections, statements: Iterable[str]) -> None:
    def execute(statement: str) -> None:
        connection = spare.pop()
        try:
            connection.execute(statement)
        finally:
            spare.append(connection)

    with ThreadPoolExecutor(len(spare)) as pool:
        for _ in pool.map(execute, statements):
            pass
