"""The embedded servers: durable, shared, restarted after any kill, and gone after the last stop."""

import multiprocessing
import os
import pwd
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psutil
import psycopg
import pytest
from redis import Redis

from application.embedded import Addresses, Embedded
from application.embedded_folders import EmbeddedFailed, make_readable

SMALL = {"shared_buffers": "16MB", "max_connections": "20"}

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def var() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="epresensi-") as folder:
        yield Path(folder) / "var"
        assert processes(Path(folder)) == []


def processes(folder: Path) -> list[psutil.Process]:
    """Those that work in the folder, which every server process does."""
    found = []
    for process in psutil.process_iter():
        try:
            if folder in Path(process.cwd()).parents:
                found.append(process)
        except psutil.Error:
            continue
    return found


def kill(victims: list[psutil.Process]) -> None:
    assert victims
    for victim in victims:
        victim.send_signal(signal.SIGKILL)
    psutil.wait_procs(victims, timeout=30)


def postmasters(var: Path) -> list[psutil.Process]:
    return [process for process in processes(var) if "-D" in process.cmdline()]


def write(addresses: Addresses, word: str) -> None:
    with psycopg.connect(addresses.database_url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(1)")  # IF NOT EXISTS alone races
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", (word,))
    with Redis.from_url(addresses.redis_url) as client:
        client.rpush("words", word)


def words(addresses: Addresses) -> tuple[list[str], list[str]]:
    with psycopg.connect(addresses.database_url) as connection:
        rows = connection.execute("SELECT word FROM words").fetchall()
    with Redis.from_url(addresses.redis_url, decode_responses=True) as client:
        return [row[0] for row in rows], client.lrange("words", 0, -1)


def test_what_was_written_is_there_after_a_stop_and_a_start(var: Path) -> None:
    embedded = Embedded(var, SMALL)
    write(embedded.start(), "kept")
    assert embedded.running()
    embedded.stop()
    assert not embedded.running()
    with embedded as addresses:
        assert words(addresses) == (["kept"], ["kept"])
    embedded.stop()


def test_a_commit_is_durable_by_default(var: Path) -> None:
    with Embedded(var) as addresses, psycopg.connect(addresses.database_url) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)
        assert connection.execute("SHOW timezone").fetchone() == ("UTC",)


def test_everything_killed_starts_again_with_what_was_committed(var: Path) -> None:
    embedded = Embedded(var, SMALL)
    write(embedded.start(), "kept")
    kill(processes(var))
    assert not embedded.running()
    with embedded as addresses:
        assert words(addresses) == (["kept"], ["kept"])


def test_a_killed_postmaster_is_replaced_while_its_sessions_still_end(var: Path) -> None:
    with Embedded(var, SMALL) as addresses:
        session = psycopg.connect(addresses.database_url)
        session.execute("CREATE TEMPORARY TABLE busy AS SELECT 1")
        kill(postmasters(var))
        with Embedded(var, SMALL) as again:
            write(again, "kept")
            assert words(again) == (["kept"], ["kept"])
        session.close()


@pytest.mark.parametrize("pid", [os.getpid(), 1, 4_000_000], ids=["mine", "init", "nobody"])
def test_a_stale_pid_file_does_not_keep_it_from_starting(var: Path, pid: int) -> None:
    embedded = Embedded(var, SMALL)
    embedded.start()
    pid_file = var / "postgres" / "postmaster.pid"
    content = pid_file.read_text()
    kill(processes(var))
    pid_file.write_text(f"{pid}\n{content.partition(chr(10))[2]}")
    with embedded as addresses:
        write(addresses, "kept")


def test_servers_that_were_killed_are_left_without_an_error(var: Path) -> None:
    with Embedded(var, SMALL):
        kill(processes(var))
        assert (var / "valkey" / "valkey.pid").exists()


def test_a_path_too_long_for_a_socket_works_alike(var: Path) -> None:
    long = var / ("folder" * 20) / ("with a space" * 5)
    with Embedded(long, SMALL) as addresses:
        write(addresses, "kept")
    with Embedded(long, SMALL) as addresses:
        assert words(addresses) == (["kept"], ["kept"])
        sockets = {folder_of(address) for address in (addresses.database_url, addresses.redis_url)}
        assert all(folder.is_dir() for folder in sockets)
    assert not any(folder.exists() for folder in sockets)


def folder_of(address: str) -> Path:
    """Where the socket of an address is."""
    url = urlsplit(address)
    return Path(parse_qs(url.query)["host"][0]) if url.query else Path(unquote(url.path)).parent


def test_the_last_of_several_users_stops_the_servers(var: Path) -> None:
    first, second = Embedded(var, SMALL), Embedded(var, SMALL)
    assert first.start() == second.start()
    first.stop()
    assert second.running()
    second.stop()
    assert not first.running()


def test_a_user_that_was_killed_counts_no_longer(var: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from application.embedded import Embedded
Embedded(Path({str(var)!r}), {SMALL!r}).start()
print("up", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(  # noqa: S603 # this very Python
        [sys.executable, "-W", "error", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == "up\n"
        user.kill()
    embedded = Embedded(var, SMALL)
    assert embedded.running()
    embedded.start()
    embedded.stop()
    assert not embedded.running()


def started(var: Path) -> Addresses:
    with Embedded(var, SMALL) as addresses:
        write(addresses, str(os.getpid()))
    return addresses


def test_processes_that_start_together_share_the_servers(var: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        addresses = pool.map(started, [var] * 3, chunksize=1)
    assert len(set(map(str, addresses))) == 1
    with Embedded(var, SMALL) as shared:
        assert [len(written) for written in words(shared)] == [3, 3]


def test_an_interrupted_initialisation_is_begun_again(var: Path) -> None:
    (var / "postgres" / "base").mkdir(parents=True)
    (var / "postgres" / "postgresql.conf").write_text("half a fi")
    with Embedded(var, SMALL) as addresses:
        write(addresses, "kept")


def test_a_server_that_cannot_start_says_why_and_leaves_nothing_behind(var: Path) -> None:
    with Embedded(var, SMALL):
        pass
    (var / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedFailed, match="version"):
        Embedded(var, SMALL).start()
    assert processes(var) == []


@as_root
def test_servers_started_by_root_run_as_another_user_in_folders_that_only_it_enters(
    var: Path,
) -> None:
    with Embedded(var, SMALL):
        assert {process.uids().effective for process in processes(var)} == {
            pwd.getpwnam("nobody").pw_uid
        }
        for folder in ("postgres", "valkey"):
            assert (var / folder).stat().st_mode & 0o777 == 0o700


@as_root
def test_a_folder_that_an_ordinary_user_made_is_served_as_that_user(var: Path) -> None:
    owner = pwd.getpwnam("daemon").pw_uid
    for folder in ("postgres", "valkey"):
        (var / folder).mkdir(parents=True)
        os.chown(var / folder, owner, -1)
    with Embedded(var, SMALL):
        assert {process.uids().effective for process in processes(var)} == {owner}


@as_root
def test_programs_installed_under_a_strict_umask_become_runnable_for_others(tmp_path: Path) -> None:
    program, text = tmp_path / "bin" / "program", tmp_path / "bin" / "text"
    program.parent.mkdir(mode=0o700)
    program.touch(mode=0o700)
    text.touch(mode=0o600)
    make_readable(program.parent)
    modes = [path.stat().st_mode & 0o777 for path in (program.parent, program, text)]
    assert modes == [0o755, 0o755, 0o644]
