"""Every photo is looked at once, whatever becomes of the queue."""

from threading import Thread
from time import monotonic

from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from application.photo_register import ASK_AGAIN
from tests.domain.regency import A
from tests.photos.photographed import MONDAY, NOW, TUESDAY, Photographed, checked_in
from tests.photos.pictures import changed, encoded, face
from workers.photo_jobs import PHOTOS_A_JOB, PhotoFollower, ask
from workers.queue import QUEUE, open_queue


def test_a_queue_that_is_down_is_asked_again(photographed: Photographed) -> None:
    photographed.check_in(MONDAY, encoded(face(1)))
    photographed.register.feed()
    down = Queue(connection=Redis(port=1), serializer=JSONSerializer)
    assert ask(photographed.register, down, NOW) == 0
    assert ask(photographed.register, open_queue(str(photographed.settings.redis_url)), NOW) == 1


def test_what_the_queue_lost_is_put_there_again_later(photographed: Photographed) -> None:
    photographed.check_in(MONDAY, encoded(face(1)))
    photographed.register.feed()
    queue = open_queue(str(photographed.settings.redis_url))
    assert ask(photographed.register, queue, NOW) == 1
    queue.empty()
    assert ask(photographed.register, queue, NOW + ASK_AGAIN / 2) == 0
    assert ask(photographed.register, queue, NOW + ASK_AGAIN * 1.1) == 1


def test_many_photos_share_a_job(photographed: Photographed) -> None:
    for number in range(PHOTOS_A_JOB + 1):
        photographed.record(A, checked_in(MONDAY, f"{number:064x}"))
    assert photographed.register.feed() == PHOTOS_A_JOB + 1
    assert photographed.register.feed() == 0
    queue = open_queue(str(photographed.settings.redis_url))
    assert ask(photographed.register, queue, NOW) == PHOTOS_A_JOB + 1
    assert [len(job.args[0]) for job in queue.get_jobs()] == [PHOTOS_A_JOB, 1]


def test_the_follower_has_every_photo_looked_at(photographed: Photographed) -> None:
    settings = photographed.settings
    first = photographed.check_in(MONDAY, encoded(face(1)))
    followers = [
        PhotoFollower(str(settings.database_url), str(settings.redis_url)) for _ in range(2)
    ]
    threads = [Thread(target=follower.run) for follower in followers]
    for thread in threads:
        thread.start()
    second = photographed.check_in(TUESDAY, changed(1)[0])
    connection = Redis.from_url(str(settings.redis_url))
    queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
    worker = SimpleWorker([queue], connection=connection, serializer=JSONSerializer)
    until = monotonic() + 60
    while photographed.alike() != [(second, first)] and monotonic() < until:
        worker.work(burst=True, logging_level="ERROR")
    for follower, thread in zip(followers, threads, strict=True):
        follower.stop()
        thread.join()
    connection.close()
    assert photographed.alike() == [(second, first)]
