"""The job queue: where jobs are put, and the worker that runs them."""

from typing import Any, Final

from opentelemetry.trace import SpanKind
from redis import Redis
from rq import Queue, Worker
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer

from application import tracing

QUEUE: Final = "epresensi"
_CARRIED: Final = "trace"


class TracedQueue(Queue):
    """A job remembers the span in which it was put in."""

    def create_job(self, *args: Any, **kwargs: Any) -> Job:
        job = super().create_job(*args, **kwargs)
        carried = tracing.carry()
        if carried:
            job.meta[_CARRIED] = carried
        return job


class TracedWorker(Worker):
    """A span for each job by the name of its function, without its arguments."""

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        name, carried = f"job {job.func_name}", job.meta.get(_CARRIED)
        with tracing.span(name, kind=SpanKind.CONSUMER, carried=carried) as span:
            done = super().perform_job(job, queue, execution)
            if not done:
                tracing.fail(span)
        tracing.flush()
        return done


def open_queue(redis_url: str) -> Queue:
    """Jobs are functions by name with arguments of JSON: nothing that is unpickled."""
    return queue_of(Redis.from_url(redis_url))


def queue_of(connection: Redis) -> Queue:
    return TracedQueue(QUEUE, connection=connection, serializer=JSONSerializer)


def work(redis_url: str) -> None:
    """Until a signal ends it: SIGTERM lets the job that runs end first."""
    queue = open_queue(redis_url)
    TracedWorker([queue], connection=queue.connection, serializer=JSONSerializer).work(
        with_scheduler=True, logging_level="WARNING"
    )
