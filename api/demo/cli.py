"""`epresensi demo`: the made-up regency, loaded and shown, and left running to try by hand."""

import argparse
from typing import Any

from api.demo.regency import FEWEST_EMPLOYEES

_TOLD = "an example regency with two months of attendance, loaded through the API and shown"


def register(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser("demo", help=_TOLD, description=_TOLD)
    parser.add_argument(
        "--employees", type=_employees, default=60, metavar="N", help="how many employees (60)"
    )
    parser.add_argument("--once", action="store_true", help="stop after the report, for CI")
    parser.add_argument("--port", type=int, help="of the API (EPRESENSI_PORT, or 8000)")
    parser.set_defaults(run=_run)


def _run(parsed: argparse.Namespace) -> int:
    from api.demo.running import run

    return run(employees=parsed.employees, once=parsed.once, port=parsed.port)


def _employees(text: str) -> int:
    number = int(text)
    if number < FEWEST_EMPLOYEES:
        raise argparse.ArgumentTypeError(f"at least {FEWEST_EMPLOYEES}")
    return number
