"""However many signals arrive, and wherever they interrupt, a program ends in order."""

import signal
import subprocess
import sys

import pytest

from api.cli import main
from api.http_server import HttpServer
from api.termination import ENDING, run_until_terminated
from tests.conftest import signals_kept

_PROGRAM = """
import sys
from threading import Event
from api.http_server import HttpServer
from api.termination import ENDING, run_until_terminated

stopping = Event()

def run():
    print("started", flush=True)
    while not stopping.wait(0.00001):
        pass
    print("ended", flush=True)

run_until_terminated(run, stopping.set)
sys.stdin.read()
"""


def test_a_hail_of_signals_ends_it_once() -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline() == "started\n"
        for number in (signal.SIGTERM, signal.SIGINT) * 100:
            program.send_signal(number)
        assert program.stdout.readline() == "ended\n"
        program.stdin.close()
    assert program.returncode == 0


def test_a_fault_of_its_own_ends_it_with_that_fault() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_until_terminated(fail, lambda: None)


class _Interrupted:
    """Set under a lock that a second setting waits for, as the event of a thread is."""

    def __init__(self) -> None:
        self.locked = False

    def set(self) -> None:
        assert not self.locked
        self.locked = True
        signal.raise_signal(signal.SIGTERM)
        self.locked = False


def test_a_signal_in_the_midst_of_another_leaves_the_server_ending() -> None:
    server = HttpServer("api.app:serving")
    server.main_loop_interrupt = _Interrupted()
    for number in ENDING:
        signal.signal(number, server.signal_handler_interrupt)
    signal.raise_signal(signal.SIGTERM)
    assert server.interrupt_signal


def test_a_command_that_a_test_runs_leaves_no_handler_of_signals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # logs are kept open for the whole process, and the stream of one test is closed after it
    monkeypatch.setattr("api.cli.configure_logs", lambda _: None)
    before = {number: signal.getsignal(number) for number in ENDING}
    with signals_kept():
        assert main(["perbup", "list"]) == 0
        assert signal.getsignal(signal.SIGTERM) != before[signal.SIGTERM]
    assert {number: signal.getsignal(number) for number in ENDING} == before
