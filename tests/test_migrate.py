"""Migrations: each once, whole or not at all, also when several processes start together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from application.embedded import DATABASE, Addresses
from application.migrate import APPLICATION_MIGRATIONS, migrate


@pytest.fixture
def empty_url(servers: Addresses) -> Iterator[str]:
    name = f"empty_{uuid4().hex}"
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield servers.database_url.replace(f"/{DATABASE}?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "feature" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0002_more.sql").write_text("INSERT INTO numbers VALUES (2); SELECT '100%';")
    (folder / "0001_first.sql").write_text("CREATE TABLE numbers (n int UNIQUE); -- %s")
    (folder / "README.md").write_text("not SQL")
    return folder


def numbers(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT n FROM numbers ORDER BY n")]


def test_files_are_applied_once_in_the_order_of_their_numbers(empty_url: str, folder: Path) -> None:
    assert migrate(empty_url, [folder]) == ["feature/0001_first", "feature/0002_more"]
    assert migrate(empty_url, [folder]) == []
    (folder / "0003_last.sql").write_text("INSERT INTO numbers VALUES (3)")
    assert migrate(empty_url, [folder]) == ["feature/0003_last"]
    assert numbers(empty_url) == [2, 3]


def test_a_file_that_fails_leaves_nothing_of_itself(empty_url: str, folder: Path) -> None:
    (folder / "0003_bad.sql").write_text("INSERT INTO numbers VALUES (3); SELECT nonsense;")
    with pytest.raises(psycopg.errors.UndefinedColumn):
        migrate(empty_url, [folder])
    assert numbers(empty_url) == [2]
    (folder / "0003_bad.sql").write_text("INSERT INTO numbers VALUES (4)")
    assert migrate(empty_url, [folder]) == ["feature/0003_bad"]
    assert numbers(empty_url) == [2, 4]


def test_processes_that_start_together_apply_each_file_once(empty_url: str, folder: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        applied = list(pool.map(lambda _: migrate(empty_url, [folder]), range(6)))
    assert sorted(map(len, applied)) == [0, 0, 0, 0, 0, 2]
    assert numbers(empty_url) == [2]


def test_our_own_migrations_make_the_log(empty_url: str) -> None:
    assert "application/0001_log" in migrate(empty_url, [APPLICATION_MIGRATIONS])
    assert migrate(empty_url, [APPLICATION_MIGRATIONS]) == []
