"""The processes of one machine: a dead one is started again, and none is left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from api.cli import programs
from api.supervisor import Program, Supervisor
from tests.api.serving import free_port, ready

ROOT = Path(__file__).parents[2]

_TREE = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "a").write("started\\n")
time.sleep(600)
"""


def until(condition: Callable[[], bool], within_s: float = 60.0) -> None:
    deadline = monotonic() + within_s
    while not condition():
        assert monotonic() < deadline, "it did not come true"
        sleep(0.02)  # between polls of a condition


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Where each start of the program leaves a line."""
    return tmp_path / "started"


@pytest.fixture
def supervisor(
    tmp_path: Path, started: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Supervisor]:
    """Of one program, which has a child of its own."""
    script = tmp_path / "program.py"
    script.write_text(_TREE)
    monkeypatch.setattr(
        "api.supervisor.command_of", lambda _: [sys.executable, str(script), str(started)]
    )
    with Supervisor([Program("tree", ())]) as supervisor:
        until(started.exists)
        yield supervisor


def tree_of(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


def test_a_program_that_dies_is_started_again_and_its_children_are_not_left(
    supervisor: Supervisor, started: Path
) -> None:
    first = supervisor.pids()["tree"]
    until(lambda: len(tree_of(first)) == 2)
    family = tree_of(first)
    os.kill(first, signal.SIGKILL)
    until(lambda: started.read_text().count("started") == 2)
    assert supervisor.pids()["tree"] != first
    until(lambda: gone(family))


def test_nothing_is_left_once_it_is_over(tmp_path: Path, supervisor: Supervisor) -> None:
    pid = supervisor.pids()["tree"]
    until(lambda: len(tree_of(pid)) == 2)
    family = tree_of(pid)
    supervisor.stop()
    supervisor.__exit__(None, None, None)
    until(lambda: gone(family))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_serve_leaves_no_process_behind_however_it_ends(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Embedded servers included; a killed supervisor takes its programs along, and the last of
    them stops the servers."""
    port = free_port()
    environment = {
        **os.environ,
        "EPRESENSI_VAR": str(tmp_path),
        "EPRESENSI_PORT": str(port),
    }
    command = [sys.executable, "-m", "api.cli", "--log-level", "error", "serve", "--workers", "1"]
    output = tmp_path / "output"
    with output.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 # our own
            command, env=environment, cwd=ROOT, stdout=out
        )
    try:
        ready(f"http://127.0.0.1:{port}")
        until(lambda: len(tree_of(process.pid)) >= len(programs(1)) + 1)
        family = tree_of(process.pid)
        process.send_signal(number)
        process.wait(90)
        until(lambda: gone(family), 60)
        until(lambda: not _using(tmp_path), 60)
    finally:
        process.kill()
        process.wait()


def _using(folder: Path) -> list[psutil.Process]:
    """Processes that were told this folder, such as the servers."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(folder) in part for part in process.info["cmdline"] or [])
    ]
