"""`make bench`: every benchmark, or those named; `--full` for the long ones."""

import argparse
import importlib
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import Report

BENCHMARKS = ("assessment", "check_ins", "read_side")
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
SECTION = "\n## "
HEAD = """# Performance: the last full run of each benchmark

`make bench ARGS=--full`, or with the name of one benchmark after it, writes this page. The machine:
{machine}; embedded PostgreSQL and Valkey run on it as well.
Each figure stands beside a floor that was measured in the same run, since absolute figures hold for
one machine and one day.
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], default=BENCHMARKS)
    parser.add_argument("--full", action="store_true", help="the sizes of a whole regency's year")
    arguments = parser.parse_args()
    reports: list[Report] = []
    for name in arguments.names:
        reports += importlib.import_module(f"benchmarks.{name}").run(arguments.full)
    if arguments.full:
        _keep(reports)


def _keep(reports: Sequence[Report]) -> None:
    """On the page, each in the place of its last full run; the others stay as they were."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    sections = {report.title: str(report) for report in reports}
    known = PAGE.read_text().split(SECTION)[1:] if PAGE.exists() else []
    kept = {text.partition("\n")[0]: f"## {text}".strip() + "\n" for text in known}
    PAGE.write_text("\n".join([HEAD.format(machine=machine), *(kept | sections).values()]))


if __name__ == "__main__":
    main()
