"""`epresensi rebuild`: the views made again from the log, with a bar, in this process."""

import argparse
from typing import Any

from projections.catalogue import CATALOGUE


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    told = "make views again from the log, beside the live ones, and put them in their place"
    parser = subparsers.add_parser("rebuild", help=told, description=told)
    parser.add_argument("views", nargs="*", choices=[*CATALOGUE, []], help="all if none is named")
    parser.add_argument(
        "--swap",
        choices=("always", "if_equal", "never"),
        default="always",
        help="put them in place whatever the comparison says, only if equal, or never",
    )
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Exit code 1 where the rebuilt tables differ from the live ones, or nothing was finished."""
    import psycopg
    from rich.console import Console

    from api.cli import connected
    from application.migrate import migrate
    from projections import rebuild as rebuilding
    from workers.jobs import run_rebuild

    console = Console(highlight=False)
    with connected() as settings:
        database_url = settings.database_url or ""
        migrate(database_url)
        with psycopg.connect(database_url, autocommit=True) as connection:
            number = rebuilding.start(connection, parsed.views or list(CATALOGUE))
        with _Bar(console, number) as bar:
            outcome = run_rebuild(database_url, number, parsed.swap, bar.show)
    if outcome is None:
        console.print("Bangun ulang dihentikan atau diselesaikan proses lain.")
        return 1
    console.print(f"Bangun ulang {number}: {_compared(outcome.differences)}")
    return 1 if outcome.differences else 0


def _compared(differences: Any) -> str:
    if differences is None:
        return "tidak dibandingkan, karena tampilan yang ada tertinggal."
    if not differences:
        return "sama dengan tampilan yang ada."
    return "berbeda dari tampilan yang ada: " + ", ".join(str(found) for found in differences)


class _Bar:
    """Parts that are done; nothing where the output is no terminal."""

    def __init__(self, console: Any, number: int) -> None:
        from rich.progress import Progress

        self._progress = Progress(console=console, transient=True)
        self._task = self._progress.add_task(f"bangun ulang {number}", total=None)

    def __enter__(self) -> "_Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, made: Any) -> None:
        if made is not None:
            self._progress.update(self._task, total=made.parts, completed=made.parts_done)
