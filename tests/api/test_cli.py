"""The command line as a Unix tool: what is not read to its end, and what `serve` starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import programs

ROOT = Path(__file__).parents[2]
SIGPIPE_ENDED = 141


@pytest.mark.parametrize("arguments", ["--help", "perbup list", "rebuild --help", "serve --help"])
def test_output_that_nobody_reads_ends_the_command_quietly(arguments: str, tmp_path: Path) -> None:
    """As `epresensi … | head` has it, once head has its lines."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "api.cli", *arguments.split()]
    environment = {**os.environ, "EPRESENSI_VAR": str(tmp_path), "PYTHONUNBUFFERED": ""}
    ended = subprocess.run(  # noqa: S603 # our own
        command, env=environment, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (SIGPIPE_ENDED, b"")


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_serve_runs_as_many_workers_for_jobs_as_it_is_told(jobs: int) -> None:
    started = [program for program in programs(4, jobs) if program.arguments == ("worker",)]
    assert len({program.name for program in started}) == jobs


def test_serve_runs_two_workers_for_jobs_unless_told() -> None:
    assert programs(1) == programs(1, jobs=2)
