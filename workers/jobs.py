"""Jobs of the queue about the views: rebuilds, large changes of the rules, and simulations.

Arguments are JSON. A job that dies can be put in again: what it had done stays done.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import psycopg
from rq import Queue, get_current_job
from rq.job import Job

from projections import rebuild as rebuilding
from projections import rule_change, what_if
from projections.follower import is_outage
from projections.reports import failed
from projections.swap import Outcome, Swap, finish

_LOOK_AGAIN_S = 0.5
_NO_LIMIT = -1
"""A job takes as long as it takes; who wants it to end cancels it."""


def enqueue_rebuild(queue: Queue, number: int, *, helpers: int = 0, swap: Swap = "always") -> Job:
    """The job that ends the rebuild; `helpers` more take part, on whatever host."""
    for _ in range(helpers):
        queue.enqueue(help_rebuild, number, job_timeout=_NO_LIMIT)
    return queue.enqueue(rebuild, number, swap, job_timeout=_NO_LIMIT)


def enqueue_rule_change(queue: Queue) -> Callable[[int], None]:
    """For the projector: puts the job in, once for as long as it waits or runs."""

    def enqueue(report: int) -> None:
        name = f"rule-change-{report}"
        known = Job.exists(name, connection=queue.connection)
        if known and _unfinished(queue, name):
            return
        queue.failed_job_registry.remove(name)  # it goes on: no longer given up
        queue.enqueue(change_rules, report, job_id=name, job_timeout=_NO_LIMIT)

    return enqueue


def enqueue_simulation(queue: Queue, report: int, text: str) -> Job:
    """`text` is the draft as JSON; the report was opened by `open_simulation`."""
    return queue.enqueue(simulate, report, text, job_timeout=_NO_LIMIT)


def rebuild(number: int, swap: Swap) -> dict[str, Any]:
    """Its own parts and those that helpers leave; answers with the outcome."""
    outcome = run_rebuild(_database_url(), number, swap, _show)
    return {} if outcome is None else msgspec.to_builtins(outcome)


def help_rebuild(number: int) -> None:
    database_url = _database_url()
    with psycopg.connect(database_url, autocommit=True) as connection:
        for _ in rebuilding.work(database_url, number):
            _show(rebuilding.progress(connection, number))


def change_rules(report: int) -> None:
    with _failing(report):
        for progress in rule_change.run(_database_url(), report):
            _show(progress)


def simulate(report: int, text: str) -> None:
    with _failing(report):
        for progress in what_if.run_simulation(_database_url(), report, text):
            _show(progress)


def run_rebuild(
    database_url: str,
    number: int,
    swap: Swap = "always",
    show: Callable[[rebuilding.Progress | None], None] = lambda _: None,
) -> Outcome | None:
    """Goes on with a rebuild until it is done; None if it was cancelled or another finished it."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        while _is_open(connection, number):
            for _ in rebuilding.work(database_url, number):
                show(rebuilding.progress(connection, number))
            if _is_open(connection, number):
                time.sleep(_LOOK_AGAIN_S)
    return finish(database_url, number, swap)


@contextmanager
def _failing(report: int) -> Iterator[None]:
    """What would fail again is told as failed, and waits to be resumed; an outage passes."""
    try:
        yield
    except Exception as error:
        if not is_outage(error):
            with psycopg.connect(_database_url(), autocommit=True) as connection:
                failed(connection, report)
        raise


def _is_open(connection: psycopg.Connection[Any], number: int) -> bool:
    """Are parts left, here or with a helper that may still die?"""
    made = rebuilding.progress(connection, number)
    return made is not None and made.status == "running" and made.parts_done < made.parts


def _unfinished(queue: Queue, name: str) -> bool:
    job = Job.fetch(name, connection=queue.connection, serializer=queue.serializer)
    return job.get_status() in {"queued", "started", "deferred", "scheduled"}


def _show(progress: object) -> None:
    job = get_current_job()
    if job is not None and progress is not None:
        job.meta["progress"] = msgspec.to_builtins(progress)
        job.save_meta()  # type: ignore[no-untyped-call] # rq leaves it untyped


def _database_url() -> str:
    """Where the worker's process was told that it is."""
    return os.environ["EPRESENSI_DATABASE_URL"]
