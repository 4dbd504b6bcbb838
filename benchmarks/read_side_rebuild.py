"""All views made again from the log, by one worker and by two, beside reading and decoding it."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import NamedTuple

import psycopg

from benchmarks.regency import Regency
from benchmarks.report import Line, Report, seconds
from domain.recorded import decode
from projections import rebuild
from projections.catalogue import CATALOGUE
from projections.swap import Outcome, finish
from workers.jobs import run_rebuild

MOST_MIB = 2_048
KILLS = 3
_ROUNDS = 2
_READ = """
SELECT originator_id, originator_version, topic, state, notification_id FROM log.stored_events
WHERE notification_id > %s ORDER BY notification_id LIMIT 5000
"""
_WORK = """
import sys
from projections.rebuild import work
for _ in work(sys.argv[1], int(sys.argv[2])):
    print("part", flush=True)
status = open("/proc/self/status").read()
print(status.split("VmHWM:")[1].split()[0])
"""

Worker = subprocess.Popen[str]


class Differs(Exception):
    """Two rebuilds of the same log made different views."""


class Run(NamedTuple):
    """`most_mib` is what the largest worker held."""

    workers: int
    read_s: float
    rebuilt_s: float
    most_mib: int


def measure(town: Regency) -> Report:
    """The best of some runs each, in turn: what else this machine does slows down single ones."""
    report = Report("Rebuild of all views, beside reading the log and decoding every event")
    _killed(town, Random(1))
    runs = [_run(town, workers) for _ in range(_ROUNDS) for workers in (1, 2)]
    floor = min(run.read_s for run in runs)
    for workers in (1, 2):
        of = [run for run in runs if run.workers == workers]
        taken, most_mib = min(run.rebuilt_s for run in of), max(run.most_mib for run in of)
        name = f"{workers} worker{'s' if workers > 1 else ''}, indexes, comparison and swap"
        told = f"{taken:.1f} s for {town.events / 1e6:.2f} million events"
        read_in = f"{floor:.1f} s to read and decode them"
        report.add(Line(name, told, read_in, taken / floor, at_most=3.0))
        memory = Line(
            f"memory of each, {workers}",
            f"{most_mib} MiB at most",
            f"{MOST_MIB} MiB, the goal",
            most_mib / MOST_MIB,
            at_most=1.0,
        )
        report.add(memory)
    name = f"killed {KILLS} times (kill -9), gone on with each time"
    report.add(Line(name, "no view differs", "a rebuild that nobody killed"))
    return report


def _run(town: Regency, workers: int) -> Run:
    read_s, _ = seconds(lambda: read(town.database_url))
    return Run(workers, read_s, *_rebuilt(town, workers))


def read(database_url: str) -> int:
    """The whole log, in pages through a binary cursor, each event decoded."""
    count = after = 0
    with psycopg.connect(database_url, autocommit=True) as connection:
        cursor = connection.cursor(binary=True)
        while rows := cursor.execute(_READ, (after,)).fetchall():
            for row in rows:
                decode(*row)
            after = rows[-1][4]
            count += len(rows)
    return count


def _rebuilt(town: Regency, workers: int) -> tuple[float, int]:
    """How long it took until the views were changed over, and the most that a worker held."""
    start = time.perf_counter()
    number = _begun(town)
    with _workers(town, number, workers) as working:
        most_kib = max(int(_told(worker)[-1]) for worker in working)
    _compared(finish(town.database_url, number, "always"))
    return time.perf_counter() - start, most_kib // 1024


def _killed(town: Regency, random: Random) -> None:
    """The first rebuild: each time it is killed after some more parts are made."""
    number = _begun(town)
    for _ in range(KILLS):
        with _workers(town, number, 1) as (worker,):
            for _ in range(random.randint(1, 5)):
                if worker.stdout:
                    worker.stdout.readline()
            time.sleep(random.uniform(0, 0.5))
            worker.send_signal(signal.SIGKILL)
    run_rebuild(town.database_url, number)


def _begun(town: Regency) -> int:
    with psycopg.connect(town.database_url, autocommit=True) as connection:
        return rebuild.start(connection, list(CATALOGUE))


@contextmanager
def _workers(town: Regency, number: int, count: int) -> Iterator[list[Worker]]:
    command = [sys.executable, "-c", _WORK, town.database_url, str(number)]
    working = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
        for _ in range(count)
    ]
    try:
        yield working
    finally:
        for worker in working:
            worker.kill()
            worker.wait()


def _told(worker: Worker) -> list[str]:
    """Its words until it ends."""
    told = worker.stdout.read() if worker.stdout else ""
    if worker.wait():
        raise subprocess.CalledProcessError(worker.returncode, worker.args, told)
    return told.split()


def _compared(outcome: Outcome | None) -> None:
    if outcome is None or not outcome.swapped or outcome.differences != ():
        raise Differs(outcome)
