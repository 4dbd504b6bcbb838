"""The demonstration from nothing to its report, a second time on the same data, and interrupted."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.demo.ports import free_port

_EMPLOYEES = "12"
_HEADINGS = (
    "Siapa terlambat, ",
    "Sebulan Pegawai Contoh ",
    "Keuangan, November 2022, menurut OPD",
    "contoh-pringsewu-2022-pengganti menggantikan contoh-pringsewu-2022",
    "Coba sendiri",
)
_ENDS_WITHIN_S = 240
_PAUSE = Event()


@contextmanager
def demo(var: Path, *options: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "api.cli", "demo", "--employees", _EMPLOYEES]
    with subprocess.Popen(  # noqa: S603 # our own program
        [*command, "--port", str(free_port()), *options],
        env={**os.environ, "EPRESENSI_VAR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def processes_of(var: Path) -> list[str]:
    """The commands of running processes that know the folder by argument or environment."""
    known = str(var).encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if any(known in part for part in told):
            found.append(told[0].replace(b"\0", b" ").decode())
    return found


def report_of(process: "subprocess.Popen[str]") -> str:
    printed, _ = process.communicate(timeout=_ENDS_WITHIN_S)
    assert process.returncode == 0, printed
    return printed


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """Not under pytest's own folder, which other users, as whom the servers run, may not enter."""
    with tempfile.TemporaryDirectory(prefix="epresensi-demo-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def interrupted(var: Path) -> int:
    """The exit code of a first run that got Ctrl-C in the middle of the load."""
    with demo(var, "--once") as process:
        while not any((var / "photos").rglob("*")):
            assert process.poll() is None, process.communicate()[0]
            _PAUSE.wait(0.1)
        process.send_signal(signal.SIGINT)
        return process.wait(_ENDS_WITHIN_S)


@pytest.fixture(scope="module")
def first(interrupted: int, var: Path) -> str:
    """What the run prints that goes on with the interrupted one."""
    assert interrupted == 130
    assert processes_of(var) == []
    with demo(var, "--once") as process:
        return report_of(process)


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_it_goes_on_after_ctrl_c_and_leaves_no_process(first: str, var: Path) -> None:
    assert "dilanjutkan" in first
    assert "Dimuat lewat HTTP" in first
    assert [heading for heading in _HEADINGS if heading not in first] == []
    assert processes_of(var) == []


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_a_second_run_reuses_the_data_and_says_so(first: str, var: Path) -> None:
    with demo(var, "--once") as process:
        second = report_of(process)
    assert "dipakai lagi" in second
    assert "Dimuat lewat HTTP" not in second
    assert [heading for heading in _HEADINGS if heading not in second] == []
    assert processes_of(var) == []


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_every_process(first: str, var: Path, number: signal.Signals) -> None:
    with demo(var) as process:
        assert process.stdout is not None
        assert any("Server tetap berjalan" in line for line in process.stdout)
        assert processes_of(var) != []
        process.send_signal(number)
        assert process.wait(_ENDS_WITHIN_S) == 0
    assert processes_of(var) == []
