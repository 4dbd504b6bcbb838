"""The processes that a benchmark measures: started for it alone, ended with it."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection

PORT = 18_432
_PATIENCE_S = 60
_SERVE = f"""
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
Granian("api.app:serving", factory=True, interface=Interfaces.ASGI, address="127.0.0.1",
        port={PORT}, workers=1, websockets=False, log_level=LogLevels.error).serve()
"""
_PROJECT = """
import os
from workers.projector import Projector
Projector(os.environ["EPRESENSI_DATABASE_URL"]).run()
"""


class NotServing(Exception):
    """The API did not come up."""


@contextmanager
def api(environment: Mapping[str, str]) -> Iterator[None]:
    """One process of it, on PORT."""
    with running([sys.executable, "-c", _SERVE], environment):
        _wait()
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


def _wait() -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=1)
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
