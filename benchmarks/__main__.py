"""`make bench`: every benchmark, or those named; `--full` for the long ones."""

import argparse
import importlib
import os
import platform
from pathlib import Path

BENCHMARKS = ("assessment", "check_ins", "read_side")
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], default=BENCHMARKS)
    parser.add_argument("--full", action="store_true", help="the sizes of a whole regency's year")
    arguments = parser.parse_args()
    reports = []
    for name in arguments.names:
        reports += importlib.import_module(f"benchmarks.{name}").run(arguments.full)
    if arguments.full:
        _keep(reports)


def _keep(reports: list[object]) -> None:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    head = f"# Performance: the last full run\n\n`make bench ARGS=--full` on {machine}.\n"
    PAGE.write_text("\n".join([head, *map(str, reports)]))


if __name__ == "__main__":
    main()
