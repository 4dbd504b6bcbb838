"""Jobs about photos: a thumbnail beside each one, and selfies that look like earlier ones."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from threading import Event as Signal
from typing import Any, Final

import psycopg
import structlog
from redis.exceptions import RedisError
from rq import Queue

from application.photo_likeness import dhash, thumbnail
from application.photo_register import PhotoRegister
from application.photos import Photos
from application.settings import Settings, load_settings
from projections.log import CHANNEL
from workers.queue import open_queue

LOCK: Final = 0x666F746F  # any number that nothing else in this database locks
PHOTOS_A_JOB: Final = 25
_JOBS_AT_ONCE: Final = 40
_LONGEST_S: Final = 600
_FAILED_KEPT_S: Final = 24 * 3600
_LOOK_AGAIN_S: Final = 1.0
_TRY_AGAIN_S: Final = 1.0

_LOG = structlog.get_logger("photos")


class PhotoFollower:
    """Follows the log, and puts what it cites into the queue. Of several, one works.

    Nothing rests on the queue: what it does not take is offered again, and what it loses too.
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
                    self._follow_under_lock(queue)
                except psycopg.Error as error:
                    _LOG.warning("database not reachable", error=type(error).__name__)
                    self._stopping.wait(_TRY_AGAIN_S)

    def _follow_under_lock(self, queue: Queue) -> None:
        with psycopg.connect(self._database_url, autocommit=True) as connection:
            while not _locked(connection):
                if self._stopping.wait(_TRY_AGAIN_S):
                    return
            connection.execute(f"LISTEN {CHANNEL}")
            register = PhotoRegister(connection)
            while not self._stopping.is_set():
                register.feed()
                ask(register, queue, datetime.now(UTC))
                for _ in connection.notifies(timeout=_LOOK_AGAIN_S, stop_after=1):
                    pass


def ask(register: PhotoRegister, queue: Queue, now: datetime) -> int:
    """Puts waiting photos into the queue, some to a job; how many. None while it is down."""
    waiting = register.waiting(now, PHOTOS_A_JOB * _JOBS_AT_ONCE)
    asked = 0
    for part in _parts(waiting):
        try:
            queue.enqueue(
                look_at,
                part,
                job_timeout=_LONGEST_S,
                result_ttl=0,
                failure_ttl=_FAILED_KEPT_S,
            )
        except RedisError as error:
            _LOG.warning("queue not reachable", error=type(error).__name__)
            break
        register.asked(part, now)
        asked += len(part)
    return asked


def look_at(photos: list[str]) -> None:
    """The job itself; done again it changes nothing. A thumbnail of a photo that was erased while
    it was made goes as well."""
    settings = load_settings()
    kept = open_photos(settings)
    with psycopg.connect(settings.database_url or "", autocommit=True) as connection:
        register = PhotoRegister(connection)
        for sha256 in photos:
            register.made(sha256, _made(kept, sha256), datetime.now(UTC))
            if register.is_erased(sha256):
                kept.erase(sha256)


def open_photos(settings: Settings) -> Photos:
    return Photos(
        settings.photos_url,
        limit_bytes=settings.photo_limit_bytes,
        limit_pixels=settings.photo_limit_pixels,
    )


def _made(kept: Photos, sha256: str) -> bytes | None:
    """What the photo looks like; None of one that is gone, or that nobody can read."""
    jpeg = kept.get(sha256)
    if jpeg is None:
        return None
    try:
        kept.put(sha256, thumbnail(jpeg), "thumbnail")
        return dhash(jpeg)
    except (OSError, SyntaxError, ValueError) as error:
        _LOG.warning("photo unreadable", photo=sha256, error=type(error).__name__)
        return None


def _parts(photos: Sequence[str]) -> list[list[str]]:
    return [
        list(photos[first : first + PHOTOS_A_JOB]) for first in range(0, len(photos), PHOTOS_A_JOB)
    ]


def _locked(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
    return bool(row and row[0])
