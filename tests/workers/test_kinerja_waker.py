"""The queue only wakes who delivers: whatever it loses, no entry is lost with it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread

import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from tests.workers.delivery_post import ANI, Post, assert_eventually, recorded
from tests.workers.website import Website
from workers.kinerja_waker import Waker, wake
from workers.queue import open_queue


@contextmanager
def woken(database_url: str, redis_url: str) -> Iterator[Queue]:
    waker, queue = Waker(database_url, redis_url), open_queue(redis_url)
    thread = Thread(target=waker.run)
    thread.start()
    try:
        with closing(queue.connection):
            yield queue
    finally:
        waker.stop()
        thread.join()


def work(queue: Queue) -> None:
    worker = SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="WARNING")


@pytest.fixture
def environment(
    own_database_url: str, redis_url: str, website: Website, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Of a worker."""
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", own_database_url)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", redis_url)
    monkeypatch.setenv("EPRESENSI_KINERJA_URL", website.url)
    monkeypatch.setenv("EPRESENSI_SECRET", "eA" * 32)
    return redis_url


def test_an_entry_is_delivered_by_a_worker_although_the_queue_was_emptied(
    post: Post, website: Website, environment: str, own_database_url: str
) -> None:
    with woken(own_database_url, environment) as queue:
        post.tell([recorded(ANI, "k-1")])
        post.store.keyring.erase(ANI)  # the worker of this test has another secret
        assert_eventually(lambda: queue.count == 1)
        with Redis.from_url(environment) as client:
            client.flushdb()
        assert_eventually(lambda: queue.count == 1)
        work(queue)
        assert_eventually(lambda: post.states(ANI) == ["delivered"])
        assert len(website.kept) == 1


def test_the_waker_puts_in_one_job_however_often_it_looks(
    post: Post, environment: str, own_database_url: str
) -> None:
    post.tell([recorded(ANI, "k-1")])
    with closing(open_queue(environment).connection) as connection:
        queue = Queue("epresensi", connection=connection, serializer=JSONSerializer)
        assert wake(queue)
        assert wake(queue)
        assert queue.count == 1


def test_a_queue_that_is_down_stops_nobody() -> None:
    queue = open_queue("redis://127.0.0.1:1/0")
    assert not wake(queue)


def test_without_a_website_the_job_sends_nothing(
    post: Post, website: Website, environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workers.kinerja_delivery import deliver

    monkeypatch.delenv("EPRESENSI_KINERJA_URL")
    post.tell([recorded(ANI, "k-1")])
    assert deliver() == 0
    assert website.asked == []
