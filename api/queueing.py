"""The job queue as the API uses it: one client a process, that never waits for long."""

import asyncio
from collections.abc import Callable
from functools import cache
from typing import Concatenate, Final, ParamSpec, TypeVar

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue

from api.services import ApiRequest, services_of
from application.envelope import StoreUnavailable
from workers.queue import queue_of

P = ParamSpec("P")
T = TypeVar("T")

_PATIENCE_S: Final = 5.0


async def on_queue(
    request: ApiRequest,
    call: Callable[Concatenate[Queue, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Raises StoreUnavailable while the queue does not answer, or if there is none."""
    url = services_of(request).settings.redis_url
    if url is None:
        raise StoreUnavailable
    try:
        return await asyncio.to_thread(call, _queue(url), *args, **kwargs)
    except RedisError as error:
        raise StoreUnavailable from error


@cache
def _queue(redis_url: str) -> Queue:
    client = Redis.from_url(
        redis_url, socket_timeout=_PATIENCE_S, socket_connect_timeout=_PATIENCE_S
    )
    return queue_of(client)
