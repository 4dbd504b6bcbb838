"""More facts than fit in memory: days assessed from files in a process of its own.

`python -m benchmarks.streamed FOLDER REGULATION` says how many days and lines there were, how long
it took, and the most memory that the process held.
"""

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.made_up_facts import PEOPLE, days, months_of, renamed
from benchmarks.report import Line
from domain.assessment import assess_streamed
from domain.perbup_loading import load

CATALOGUE = Path(__file__).parent.parent / "domain" / "perbup_catalogue"
FIRST, MONTHS = date(2023, 1, 1), 12
FEW, MANY = 17_000, 66_000
"""People: 6 and 24 million days of a year."""


class Streamed(NamedTuple):
    days: int
    lines: int
    seconds: float
    peak_mb: float


def streamed_lines(perbup: str, sessions: dict[str, str]) -> list[Line]:
    few, many = (_measured(people, perbup, sessions) for people in (FEW, MANY))
    what = f"{perbup}, {many.days / 1e6:.0f} million days from files"
    beside = f"of {few.days / 1e6:.0f} million"
    memory = Line(
        f"{what}: most memory",
        f"{many.peak_mb:.0f} MB",
        f"{few.peak_mb:.0f} MB {beside}",
        many.peak_mb / few.peak_mb,
        at_most=1.15,
    )
    fast, floor = many.days / many.seconds, few.days / few.seconds
    speed = Line(
        f"{what}: speed",
        f"{fast / 1e6:.2f} million days/s",
        f"{floor / 1e6:.2f} million days/s {beside}",
        fast / floor,
    )
    return [memory, speed]


def _measured(people: int, perbup: str, sessions: dict[str, str]) -> Streamed:
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), people, sessions)
        command = [sys.executable, "-m", "benchmarks.streamed", folder, perbup]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    return Streamed(*json.loads(done.stdout))


def _write(folder: Path, people: int, sessions: dict[str, str]) -> None:
    """A file of days and one of months for each block of people."""
    facts = {
        "days": days(PEOPLE, FIRST, MONTHS, sessions),
        "months": months_of(PEOPLE, FIRST, MONTHS),
    }
    for number in range(people // PEOPLE):
        for name, block in facts.items():
            renamed(block, number).write_parquet(folder / f"{name}-{number:05}.parquet")


def _assess(folder: Path, perbup: str) -> Streamed:
    terms = load((CATALOGUE / f"{perbup}.toml").read_text(), "toml")
    facts, known = (pl.scan_parquet(folder / f"{name}-*.parquet") for name in ("days", "months"))
    count = facts.select(pl.len()).collect().item()
    began = time.perf_counter()
    lines = sum(len(part.ledger) for part in assess_streamed(facts, known, [terms]))
    taken_s = time.perf_counter() - began
    return Streamed(count, lines, taken_s, _peak_mb())


def _peak_mb() -> float:
    """Of this program alone: what `getrusage` says begins with the parent's memory."""
    said = Path("/proc/self/status").read_text()
    return int(said.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    print(json.dumps(_assess(Path(sys.argv[1]), sys.argv[2])))
