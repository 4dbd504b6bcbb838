"""The command `epresensi rebuild`: what it says, what it puts in place, and its exit codes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.cli import main
from application.store import Store
from projections.rebuild import cancel, progress, start
from tests.projections.following import ALL, following
from tests.projections.histories import Teller, surroundings
from tests.projections.random_history import RandomHistory

EQUAL = "sama dengan tampilan yang ada."


@pytest.fixture
def connection(own_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture(autouse=True)
def live(
    own_database_url: str,
    own_store: Store,
    redis_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Views that show a random history, where the command finds them."""
    monkeypatch.setenv("EPRESENSI_VAR", str(tmp_path))
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", own_database_url)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", redis_url)
    # logs are kept open for the whole process, and the stream of one test is closed after it
    monkeypatch.setattr("api.cli.configure_logs", lambda _: None)
    teller, history = Teller(own_store), RandomHistory(5)
    teller.tell(surroundings())
    for _ in range(40):
        teller.tell(history.next())
    with following(own_database_url) as views:
        views.catch_up()


def generations(connection: psycopg.Connection[Any]) -> dict[str, int]:
    query = "SELECT projection, generation FROM views.position WHERE projection NOT LIKE 'next:%'"
    return dict(connection.execute(query).fetchall())


def names(connection: psycopg.Connection[Any]) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM views.employee_directory")}


def test_all_views_are_rebuilt_and_put_in_place(
    connection: psycopg.Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    before = generations(connection)
    assert main(["rebuild"]) == 0
    assert capsys.readouterr().out.strip() == f"Bangun ulang 1: {EQUAL}"
    assert generations(connection) == {name: number + 1 for name, number in before.items()}
    made = progress(connection, 1)
    assert made is not None
    assert (made.status, {*made.projections}) == ("swapped", {*ALL})


def test_rebuilt_tables_are_vacuumed_like_any(connection: psycopg.Connection[Any]) -> None:
    query = "SELECT relname, reloptions FROM pg_class WHERE relnamespace = 'views'::regnamespace"
    before = dict(connection.execute(query).fetchall())
    assert main(["rebuild"]) == 0
    assert dict(connection.execute(query).fetchall()) == before


def test_only_the_views_named_are_rebuilt(connection: psycopg.Connection[Any]) -> None:
    before = generations(connection)
    assert main(["rebuild", "inbox", "performance"]) == 0
    after = generations(connection)
    assert {name for name in after if after[name] != before[name]} == {"inbox", "performance"}


def test_a_difference_is_told_and_mended_unless_only_compared(
    connection: psycopg.Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    known = names(connection)
    connection.execute("UPDATE views.employee_directory SET name = 'Salah'")
    for swap in ("never", "if_equal"):
        assert main(["rebuild", "directories", "--swap", swap]) == 1
        assert names(connection) == {"Salah"}
        told = capsys.readouterr().out
        assert "berbeda dari tampilan yang ada" in told
        assert "employee_directory" in told
    assert main(["rebuild", "directories"]) == 1
    assert names(connection) == known
    capsys.readouterr()
    assert main(["rebuild", "directories"]) == 0
    assert EQUAL in capsys.readouterr().out


def test_one_that_was_killed_is_gone_on_with(
    connection: psycopg.Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    number = start(connection, ["inbox"])
    assert main(["rebuild", "directories"]) == 0
    assert f"Bangun ulang {number}:" in capsys.readouterr().out
    made = progress(connection, number)
    assert made is not None
    assert (made.status, made.projections) == ("swapped", ["inbox"])


def test_one_that_is_cancelled_meanwhile_is_told(
    connection: psycopg.Connection[Any],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = start(connection, ["inbox"])
    cancel(connection, number)
    before = generations(connection)
    monkeypatch.setattr("projections.rebuild.start", lambda *_: number)
    assert main(["rebuild"]) == 1
    assert "dihentikan" in capsys.readouterr().out
    assert generations(connection) == before


def test_a_view_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["rebuild", "presensi"])
    assert left.value.code == 2
    assert "presensi" in capsys.readouterr().err
