"""The job queue: where jobs are put, and the worker that runs them."""

from typing import Final

from redis import Redis
from rq import Queue, Worker
from rq.serializers import JSONSerializer

QUEUE: Final = "epresensi"


def open_queue(redis_url: str) -> Queue:
    """Jobs are functions by name with arguments of JSON: nothing that is unpickled."""
    return Queue(QUEUE, connection=Redis.from_url(redis_url), serializer=JSONSerializer)


def work(redis_url: str) -> None:
    """Until a signal ends it: SIGTERM lets the job that runs end first."""
    queue = open_queue(redis_url)
    Worker([queue], connection=queue.connection, serializer=JSONSerializer).work(
        with_scheduler=True, logging_level="WARNING"
    )
