"""However many signals arrive, and wherever they interrupt, a program ends in order."""

import signal
import subprocess
import sys

import pytest

from api.termination import run_until_terminated

_PROGRAM = """
import sys
from threading import Event
from api.termination import run_until_terminated

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
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def fail() -> None:
        raise ZeroDivisionError

    try:
        with pytest.raises(ZeroDivisionError):
            run_until_terminated(fail, lambda: None)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
