"""A server of its own for a test: a port that is free, and the moment at which it is ready."""

import os
import socket
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx

from tests.conftest import MASTER_KEY


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(address: str) -> str:
    until = monotonic() + 150
    while monotonic() < until:
        try:
            if httpx.get(f"{address}/health/ready").is_success:
                return address
        except httpx.TransportError:
            sleep(0.05)  # between polls of a condition
    raise TimeoutError(address)


@contextmanager
def api_alone(database_url: str, var: Path) -> Iterator[str]:
    """The API as `epresensi api` runs it, on a database that a test has filled."""
    port = free_port()
    environment = {
        **os.environ,
        "EPRESENSI_VAR": str(var),
        "EPRESENSI_SECRET": urlsafe_b64encode(MASTER_KEY).decode(),
        "EPRESENSI_DATABASE_URL": database_url,
        "EPRESENSI_REDIS_URL": "redis://127.0.0.1:1",
        "EPRESENSI_PORT": str(port),
        "EPRESENSI_SIMULATED_CLOCK": "1",
    }
    command = [sys.executable, "-m", "api.cli", "--log-level", "error", "api", "--workers", "1"]
    process = subprocess.Popen(command, env=environment)  # noqa: S603 # our own
    try:
        yield ready(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        assert process.wait(20) == 0
