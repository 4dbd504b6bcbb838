"""`make soak`: a hundred thousand commands of eight client processes, on servers of its own."""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from application.embedded import Embedded
from application.migrate import migrate
from application.settings import Settings
from application.store import Store
from tests.soak.checks import different, faults, read, stale_views
from tests.soak.running import Size, Soaked, soak
from tests.soak.summary import summary

_SECRET = b"of a soak, whose people are made up"


def main(arguments: Sequence[str] | None = None) -> int:
    parsed = _parser().parse_args(arguments)
    size = Size(seed=parsed.seed, clients=parsed.clients, commands=parsed.commands)
    first, found = _once(size, views=True)
    _say(summary(first))
    if parsed.twice:
        second, _ = _once(size, views=False)
        found += different(first.done, second.done)
        _say(["", *summary(second)])
    _say(["", *(found or ["nothing lost, nothing doubled, views equal the rebuild"])])
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--commands", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--twice", action="store_true", help="compare the decisions of two runs")
    return parser


def _once(size: Size, *, views: bool) -> tuple[Soaked, list[str]]:
    """On a database of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="epresensi-soak-") as folder:
        var = Path(folder)
        with Embedded(var) as addresses:
            database_url = addresses.database_url
            migrate(database_url)
            settings = Settings(
                var=var,
                secret=_SECRET,
                database_url=database_url,
                redis_url=addresses.redis_url,
                photos_url=(var / "photos").as_uri(),
            )
            with ProcessPoolExecutor(size.clients, get_context("spawn")) as executor:
                soaked = soak(settings, size, executor, views=views)
            found = _checked(settings, database_url, soaked)
            return soaked, [*found, *(stale_views(database_url) if views else [])]


def _checked(settings: Settings, database_url: str, soaked: Soaked) -> list[str]:
    store = Store(database_url, settings.key_for("person-keys"))
    try:
        return faults(soaked, read(database_url, store))
    finally:
        store.close()


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
