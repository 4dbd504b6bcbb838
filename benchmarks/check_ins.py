"""Check-ins per second over HTTP through the whole path, beside one INSERT on the same server."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from application.embedded import Embedded
from application.migrate import migrate
from application.settings import Settings
from application.store import Store
from benchmarks import serving
from benchmarks.check_in_town import Requests, build, people_for
from benchmarks.report import Line, Report
from benchmarks.wrk import Measured, measure, write_requests

THREADS = 1
FLOOR = "benchmarks.floor_app:create_app"
CONNECTIONS = 128
POOL_AS_IT_COMES, POOL_ENLARGED = 4, 16
"""Connections of the floor: what its library opens when nothing is set, and as many as help it."""
PER_SECOND = {"json": 6_000, "multipart": 2_500}
"""Requests made ready for a second of a run: more than were ever answered."""
_ROUNDS = 3
_OF_A_TOWN = (2 * _ROUNDS + 1) * PER_SECOND["json"] + _ROUNDS * PER_SECOND["multipart"]
"""As many as all runs of the whole path on one town have ready."""
_FLOOR_TABLE = """
CREATE TABLE floor_check_ins (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL, key text NOT NULL UNIQUE, tag text NOT NULL, state bytea NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp())
"""


@dataclass(frozen=True)
class Bench:
    folder: Path
    environment: dict[str, str]
    requests: Requests
    floor_requests: Requests
    seconds: int

    def run(self, floor: bool, kind: str, *, workers: int = 1, pause_ms: int = 0) -> Measured:
        """One server, started for this run alone, and as many requests as it answers."""
        path = f"/{kind}" if floor else "/v1/check-ins"
        requests = self.floor_requests if floor else self.requests
        make = requests.json if kind == "json" else requests.multipart
        folder = self.folder / "requests"
        ready = PER_SECOND[kind] * self.seconds
        write_requests(folder, make(path, ready), THREADS)
        program = FLOOR if floor else serving.API
        with serving.api(self.environment, program=program, workers=workers):
            measured = measure(
                f"http://127.0.0.1:{serving.PORT}",
                folder,
                seconds=self.seconds,
                connections=CONNECTIONS,
                threads=THREADS,
                pause_ms=pause_ms,
            )
        if measured.errors:
            raise ValueError(f"{measured.errors} of {measured.requests} were refused")
        if measured.requests >= ready:
            raise ValueError(f"answered all {ready} before the time was over")
        return measured


def run(full: bool) -> list[Report]:
    report = Report("Check-ins over HTTP, one load generator on the same two cores")
    seconds = 10 if full else 4
    with tempfile.TemporaryDirectory(prefix="epresensi-bench-") as name:
        _measure_all(report, Path(name), seconds, {})
        _measure_slow_disk(report, Path(name) / "slow", seconds)
    return [report]


def _measure_all(report: Report, folder: Path, seconds: int, options: dict[str, str]) -> None:
    with _bench(folder, seconds, options) as bench:
        floor, figure = _both(lambda f: bench.run(f, "json"))
        report.add(_throughput("JSON only, one process", figure, floor, 1.0))
        report.add(_at_seventy_percent(bench, figure, floor))
        floor, figure = _both(lambda f: bench.run(f, "multipart"))
        report.add(_throughput("60 KB selfie, floor with one durable file", figure, floor, 0.8))
        floor, figure = _both(lambda f: bench.run(f, "json", workers=4))
        report.add(_throughput("JSON only, four processes", figure, floor, 1.0))


def _measure_slow_disk(report: Report, folder: Path, seconds: int) -> None:
    """Every flush of the log waits three milliseconds more, as on a slow disk. The database lets
    transactions that wait together share a flush, so that the floor rises with its connections."""
    slow = {"commit_delay": "3000", "commit_siblings": "0"}
    with _bench(folder, seconds, slow) as bench:
        for connections, at_least in ((POOL_AS_IT_COMES, 3.0), (POOL_ENLARGED, None)):
            bench.environment["FLOOR_CONNECTIONS"] = str(connections)
            floor, figure = _both(lambda f: bench.run(f, "json"))
            name = f"JSON only, 3 ms more for each flush, floor with {connections} connections"
            report.add(_throughput(name, figure, floor, at_least))


def _both(one: Callable[[bool], Measured]) -> tuple[Measured, Measured]:
    """The best of some runs each, in turn: what else this machine does slows down single ones."""
    runs = [(one(True), one(False)) for _ in range(_ROUNDS)]
    best = [max(side, key=lambda m: m.per_second) for side in zip(*runs, strict=True)]
    return best[0], best[1]


def _throughput(name: str, figure: Measured, floor: Measured, at_least: float | None) -> Line:
    return Line(
        name,
        f"{figure.per_second:,.0f}/s",
        f"{floor.per_second:,.0f}/s",
        figure.per_second / floor.per_second,
        at_least=at_least,
    )


def _at_seventy_percent(bench: Bench, figure: Measured, floor: Measured) -> Line:
    """Each at seventy percent of the load that it bore."""
    calm = [
        bench.run(is_floor, "json", pause_ms=round(1000 * CONNECTIONS / (0.7 * full.per_second)))
        for is_floor, full in ((True, floor), (False, figure))
    ]
    return Line(
        "p99 at 70 % load",
        f"{calm[1].p99_ms:.1f} ms at {calm[1].per_second:,.0f}/s",
        f"{calm[0].p99_ms:.1f} ms at {calm[0].per_second:,.0f}/s",
        calm[1].p99_ms / calm[0].p99_ms,
        at_most=3.0,
    )


@contextmanager
def _bench(folder: Path, seconds: int, options: dict[str, str]) -> Iterator[Bench]:
    embedded = Embedded(folder / "var", options)
    addresses = embedded.start()
    try:
        migrate(addresses.database_url)
        with psycopg.connect(addresses.database_url, autocommit=True) as connection:
            connection.execute(_FLOOR_TABLE)
        photos_folder, floor_folder = folder / "photos", folder / "floor"
        floor_folder.mkdir(parents=True)
        settings = Settings(
            var=folder / "var",
            secret=b"b" * 32,
            database_url=addresses.database_url,
            photos_url=photos_folder.as_uri(),
        )
        store = Store(addresses.database_url, settings.key_for("person-keys"))
        town = build(store, settings, people=people_for(_OF_A_TOWN * seconds))
        store.close()
        environment = _environment(settings, addresses.redis_url, floor_folder)
        requests, of_floor = (Requests(town, photos_folder, seed) for seed in (1, 2))
        yield Bench(folder, environment, requests, of_floor, seconds)
    finally:
        embedded.stop()


def _environment(settings: Settings, redis_url: str, floor_folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "EPRESENSI_VAR": str(settings.var),
        "EPRESENSI_SECRET": "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=",
        "EPRESENSI_DATABASE_URL": settings.database_url or "",
        "EPRESENSI_REDIS_URL": redis_url,
        "EPRESENSI_PHOTOS_URL": settings.photos_url,
        "EPRESENSI_LOG_LEVEL": "warning",
        "FLOOR_FOLDER": str(floor_folder),
        "FLOOR_CONNECTIONS": str(POOL_ENLARGED),
    }
