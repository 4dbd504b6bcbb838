"""The processes that a benchmark measures: started for it alone, ended with it."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection

PORT = 18_432
FLOOR_PORT = 18_433
API = "api.app:serving"
_PATIENCE_S = 60
_SERVE = """
import sys
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
Granian(sys.argv[1], factory=True, interface=Interfaces.ASGI, address="127.0.0.1",
        port=int(sys.argv[2]), workers=int(sys.argv[3]), websockets=False,
        log_level=LogLevels.error).serve()
"""
_PROJECT = """
import os
from workers.projector import Projector
Projector(os.environ["EPRESENSI_DATABASE_URL"]).run()
"""


class NotServing(Exception):
    """The API did not come up."""


@contextmanager
def api(
    environment: Mapping[str, str], *, program: str = API, workers: int = 1, port: int = PORT
) -> Iterator[None]:
    """`program` is what stands in for the API as its floor."""
    command = [sys.executable, "-c", _SERVE, program, str(port), str(workers)]
    with running(command, environment):
        _wait(port)
        yield


@contextmanager
def projector(environment: Mapping[str, str]) -> Iterator[None]:
    with running([sys.executable, "-c", _PROJECT], environment):
        yield


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    with subprocess.Popen(command, env=environment, start_new_session=True) as process:  # noqa: S603 - our own program
        try:
            yield
        finally:
            process.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/health/live")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    raise NotServing
