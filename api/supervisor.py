"""Runs the processes of one machine together: none is left behind, a dead one starts again."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Final, Self

import msgspec
import structlog

from api.termination import Termination

_LOG = structlog.get_logger("supervisor")

_LOOK_EVERY_S: Final = 0.2
_STOP_WITHIN_S: Final = 20.0
_LONGEST_PAUSE_S: Final = 30.0
_SETTLED_AFTER_S: Final = 60.0
_PR_SET_PDEATHSIG: Final = 1


class Program(msgspec.Struct, frozen=True):
    """`arguments` are those of the `epresensi` command."""

    name: str
    arguments: tuple[str, ...]


def command_of(program: Program) -> list[str]:
    return [sys.executable, "-m", "api.cli", *program.arguments]


class Child:
    """One program's process. In a session of its own, so that a signal from the terminal reaches
    it only through the supervisor, and so that its own children go with it."""

    def __init__(self, program: Program, environment: Mapping[str, str]) -> None:
        self.program = program
        self._environment = environment
        self._pause_s = 1.0
        self._due_at = 0.0
        self._process = self._started()

    @property
    def pid(self) -> int:
        return self._process.pid

    def look_after(self) -> None:
        """Reports a death, and starts the program again after a pause that grows."""
        code = self._process.poll()
        if code is None:
            return
        if not self._due_at:
            self._clear()
            if monotonic() - self._since > _SETTLED_AFTER_S:
                self._pause_s = 1.0
            _LOG.error("process died", name=self.program.name, code=code, again_in_s=self._pause_s)
            self._due_at = monotonic() + self._pause_s
            self._pause_s = min(2 * self._pause_s, _LONGEST_PAUSE_S)
        if monotonic() >= self._due_at:
            self._due_at = 0.0
            self._process = self._started()

    def terminate(self) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Kills what has not ended by then."""
        try:
            self._process.wait(max(0.0, until - monotonic()))
        except subprocess.TimeoutExpired:
            _LOG.warning("process killed", name=self.program.name)
        self._clear()
        self._process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        self._since = monotonic()
        return subprocess.Popen(  # noqa: S603 # our own program with our own arguments
            command_of(self.program),
            env=dict(self._environment),
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 # nothing but one system call
        )

    def _clear(self) -> None:
        """Children of a process that died without ending them."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


class Supervisor:
    """Starts the programs, and stops them all when it is left, in whatever way."""

    def __init__(
        self, programs: Sequence[Program], environment: Mapping[str, str] = os.environ
    ) -> None:
        self._programs = programs
        self._environment = environment
        self._children: list[Child] = []
        self._termination = Termination()
        self._stopping = Event()
        self._looking = Lock()
        self._thread = Thread(target=self._look_after, name="supervisor", daemon=True)

    def pids(self) -> dict[str, int]:
        with self._looking:
            return {child.program.name: child.pid for child in self._children}

    def stop(self) -> None:
        """From a signal handler or another thread."""
        self._termination.tell()

    def listen(self) -> None:
        """From here on the signals that end a program end `wait`."""
        self._termination.listen()

    def wait(self) -> None:
        """Until `stop`, or a signal that was listened to."""
        self._termination.wait()

    def __enter__(self) -> Self:
        self._children = [Child(program, self._environment) for program in self._programs]
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._thread.join()
        for child in self._children:
            child.terminate()
        until = monotonic() + _STOP_WITHIN_S
        for child in self._children:
            child.wait(until)

    def _look_after(self) -> None:
        while not self._stopping.wait(_LOOK_EVERY_S):
            with self._looking:
                for child in self._children:
                    child.look_after()


def _die_with_parent() -> None:
    """On Linux a killed supervisor takes its programs along; elsewhere they must be stopped."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
