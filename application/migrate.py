"""Numbered plain SQL files, each applied once and in its own transaction."""

from collections.abc import Sequence
from pathlib import Path

import psycopg

APPLICATION_MIGRATIONS = Path(__file__).parent / "migrations"
PROJECTION_MIGRATIONS = Path(__file__).parent.parent / "projections" / "migrations"

_LOCK = 0x65707265  # any number that nothing else in this database locks

_TABLE = """
CREATE TABLE IF NOT EXISTS public.migrations (
    name text PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""


def migrate(
    database_url: str, folders: Sequence[Path] = (APPLICATION_MIGRATIONS, PROJECTION_MIGRATIONS)
) -> list[str]:
    """Applies what is new, and returns its names; processes that start together wait in turn."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.execute(_TABLE)
        applied = {row[0] for row in connection.execute("SELECT name FROM public.migrations")}
        fresh = [file for file in _files(folders) if _name(file) not in applied]
        for file in fresh:
            _apply(connection, file)
        return [_name(file) for file in fresh]


def _files(folders: Sequence[Path]) -> list[Path]:
    return [file for folder in folders for file in sorted(folder.glob("[0-9]*.sql"))]


def _name(file: Path) -> str:
    return f"{file.parent.parent.name}/{file.stem}"


def _apply(connection: psycopg.Connection, file: Path) -> None:
    with connection.transaction():
        connection.execute(file.read_bytes())
        connection.execute("INSERT INTO public.migrations (name) VALUES (%s)", (_name(file),))
