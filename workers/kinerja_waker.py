"""Wakes the delivery of performance entries: feeds its outbox, and puts its job into the queue."""

from contextlib import closing, suppress
from datetime import UTC, datetime
from threading import Event as Signal
from typing import Final

import psycopg
import structlog
from redis.exceptions import RedisError
from rq import Queue

from projections.log import CHANNEL
from workers.kinerja_delivery import deliver
from workers.kinerja_outbox import Outbox
from workers.queue import open_queue

_LOOK_AGAIN_S: Final = 1.0
_LONGEST_S: Final = 300
"""Of the job: longer than a run and the attempts under way at its end."""
_FAILED_KEPT_S: Final = 24 * 3600
_JOB: Final = f"{deliver.__module__}.{deliver.__name__}"

_LOG = structlog.get_logger("kinerja")


class Waker:
    """Follows the log, and puts the job into the queue whenever something is due.

    Nothing rests on the queue: one that is down is tried again, one that was emptied is filled.
    """

    def __init__(self, database_url: str, redis_url: str) -> None:
        self._database_url = database_url
        self._redis_url = redis_url
        self._stopping = Signal()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Returns when `stop` was called from another thread."""
        queue = open_queue(self._redis_url)
        with closing(queue.connection):
            while not self._stopping.is_set():
                try:
                    self._follow(queue)
                except psycopg.Error as error:
                    _LOG.warning("database not reachable", error=type(error).__name__)
                    self._stopping.wait(_LOOK_AGAIN_S)

    def _follow(self, queue: Queue) -> None:
        with psycopg.connect(self._database_url, autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            outbox = Outbox(connection)
            while not self._stopping.is_set():
                outbox.feed(datetime.now(UTC))
                if outbox.due(datetime.now(UTC)):
                    wake(queue)
                for _ in connection.notifies(timeout=_LOOK_AGAIN_S, stop_after=1):
                    pass


def wake(queue: Queue) -> bool:
    """Unless it waits there already; two of them do no harm, as only one delivers."""
    with suppress(RedisError):
        if not any(job.func_name == _JOB for job in queue.get_jobs()):
            queue.enqueue(deliver, job_timeout=_LONGEST_S, result_ttl=0, failure_ttl=_FAILED_KEPT_S)
        return True
    _LOG.warning("queue not reachable")
    return False
