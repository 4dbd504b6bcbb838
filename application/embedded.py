"""The embedded PostgreSQL and Valkey under `var`: what runs where no address is set."""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import msgspec

from application.embedded_postgres import EmbeddedPostgres
from application.embedded_valkey import EmbeddedValkey

DATABASE = "epresensi"


class Addresses(msgspec.Struct, frozen=True):
    database_url: str
    redis_url: str


class Embedded:
    """Both servers, shared by every process that has started them here.

    The last that stops, stops them, also if others were killed: each process holds a shared lock on
    a file for as long as it lives.
    """

    def __init__(self, var: Path, postgres_options: Mapping[str, str] | None = None) -> None:
        self._var = var.absolute()
        self._postgres = EmbeddedPostgres(self._var / "postgres", postgres_options or {})
        self._valkey = EmbeddedValkey(self._var / "valkey")
        self._lease: IO[bytes] | None = None

    def start(self) -> Addresses:
        """Starts what does not run yet; many processes may call it at the same time."""
        self._var.mkdir(parents=True, exist_ok=True)
        with ExitStack() as on_failure:
            on_failure.callback(self.stop)
            with self._alone():
                self._hold_lease()
                self._postgres.start()
                self._postgres.ensure_database(DATABASE)
                self._valkey.start()
            on_failure.pop_all()
        return Addresses(self._postgres.url(DATABASE), self._valkey.url)

    def stop(self) -> None:
        """Stops both, unless another process still uses them."""
        if self._lease is None:
            return
        with self._alone(), self._lease, ExitStack() as all_of_them:
            if _is_last(self._lease):
                all_of_them.callback(self._postgres.stop)
                all_of_them.callback(self._valkey.stop)
        self._lease = None

    def running(self) -> bool:
        return self._postgres.running() and self._valkey.running()

    def __enter__(self) -> Addresses:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._var / "embedded.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _hold_lease(self) -> None:
        self._lease = self._lease or (self._var / "embedded.lease").open("ab")
        fcntl.flock(self._lease, fcntl.LOCK_SH)


def _is_last(lease: IO[bytes]) -> bool:
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
