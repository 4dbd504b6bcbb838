"""Photos after the check-in: thumbnails, likeness, nothing lost, erased when their time is over."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic
from uuid import uuid4

import msgspec
import psycopg
import pytest
from PIL import Image, ImageEnhance
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from api.cli import main
from api.cli_photos import DONE, TOO_YOUNG
from application.embedded import DATABASE, Addresses
from application.photo_likeness import ALIKE_BITS, THUMBNAIL_PX, dhash, differing_bits
from application.photo_register import ASK_AGAIN, PhotoRegister
from application.photo_retention import erase, overdue
from application.photos import Photos
from application.settings import Settings
from application.store import Store
from domain.attendance import CheckedIn, CheckInAttemptRefused, SpecialAttendanceRecorded
from domain.cuti import CutiRequested
from domain.event import Event
from domain.sessions import ZONES
from projections.attempts import attempts_of
from tests.conftest import MASTER_KEY
from tests.domain.regency import PLACES, A, B
from tests.projections.following import following
from workers.photo_jobs import PHOTOS_A_JOB, PhotoFollower, ask, look_at, open_photos
from workers.queue import QUEUE, open_queue

MONDAY, TUESDAY = date(2022, 10, 3), date(2022, 10, 4)
NOW = datetime(2022, 12, 1, tzinfo=UTC)
EVERYWHERE = (date(2022, 1, 1), date(2022, 12, 31))


def face(seed: int) -> Image.Image:
    """Some blobs on a gradient, another arrangement for each seed."""
    draw = Random(seed)  # noqa: S311 # the same picture each time
    small = Image.frombytes("RGB", (7, 7), draw.randbytes(7 * 7 * 3))
    return small.resize((480, 640), Image.Resampling.BICUBIC)


def encoded(image: Image.Image, quality: int = 90) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def changed(seed: int) -> list[bytes]:
    """What people do to a picture to post it again."""
    image = face(seed)
    return [
        encoded(image, quality=40),
        encoded(image.resize((300, 400))),
        encoded(ImageEnhance.Brightness(image).enhance(1.15)),
        encoded(image.crop((4, 5, 476, 635))),
    ]


def test_a_picture_that_was_saved_again_looks_alike() -> None:
    for seed in range(20):
        first = dhash(encoded(face(seed)))
        assert all(differing_bits(first, dhash(copy)) <= ALIKE_BITS for copy in changed(seed))


def test_other_pictures_do_not_look_alike() -> None:
    hashes = [dhash(encoded(face(seed))) for seed in range(60)]
    nearest = min(
        differing_bits(one, other) for n, one in enumerate(hashes) for other in hashes[:n]
    )
    assert nearest > 2 * ALIKE_BITS


# ---- with a log, photos and a queue


class Photographed(msgspec.Struct, frozen=True):
    """A log, the photos that it cites, and what is made of them."""

    store: Store
    settings: Settings
    connection: psycopg.Connection
    register: PhotoRegister
    photos: Photos

    def keep(self, jpeg: bytes) -> str:
        return self.photos.keep(jpeg).sha256

    def record(self, employee: str, event: Event) -> int:
        stream = f"{employee}/day/{event.on}"
        version = len(self.store.load(stream))
        return self.store.append(stream, version, [event], actor=employee)[-1]

    def check_in(self, on: date, jpeg: bytes, employee: str = A) -> int:
        return self.record(employee, checked_in(on, self.keep(jpeg)))

    def look(self) -> None:
        """The job, over everything that waits."""
        self.register.feed()
        look_at(self.register.waiting(NOW, 1_000))

    def alike(self) -> list[tuple[int, int]]:
        """The selfies that are flagged, and which earlier one each is alike to."""
        query = "SELECT event, earlier_event FROM photos.alike ORDER BY event"
        return self.connection.execute(query).fetchall()


@pytest.fixture
def own_database_url(servers: Addresses, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield servers.database_url.replace(f"/{DATABASE}?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def own_store(own_database_url: str) -> Iterator[Store]:
    store = Store(own_database_url, MASTER_KEY)
    yield store
    store.close()


def checked_in(on: date, selfie: str, **fields: object) -> CheckedIn:
    at = datetime.combine(on, datetime.min.time(), ZONES["Asia/Jakarta"]) + timedelta(hours=7)
    told = {"session": "pagi", "office": "kantor-a", "distance_m": 0, "accuracy_m": 9}
    return CheckedIn(on=on, at=at, selfie=selfie, **told | fields)


@pytest.fixture
def photographed(
    own_store: Store,
    own_database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    redis_url: str,
) -> Iterator[Photographed]:
    monkeypatch.setenv("EPRESENSI_VAR", str(tmp_path))
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", own_database_url)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", redis_url)
    settings = Settings(
        var=tmp_path,
        secret=MASTER_KEY,
        database_url=own_database_url,
        redis_url=redis_url,
        photos_url=(tmp_path / "photos").as_uri(),
    )
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield Photographed(
            own_store, settings, connection, PhotoRegister(connection), open_photos(settings)
        )


def test_a_thumbnail_is_kept_beside_the_photo(photographed: Photographed) -> None:
    sha256 = photographed.keep(encoded(face(1)))
    photographed.record(A, checked_in(MONDAY, sha256))
    photographed.look()
    small = photographed.photos.get(sha256, "thumbnail")
    assert small is not None
    with Image.open(BytesIO(small)) as image:
        assert max(image.size) == THUMBNAIL_PX
        assert not image.getexif()


@pytest.mark.parametrize("copy", range(4))
def test_a_selfie_like_that_of_another_day_is_flagged(
    photographed: Photographed, copy: int
) -> None:
    first = photographed.check_in(MONDAY, encoded(face(1)))
    second = photographed.check_in(TUESDAY, changed(1)[copy])
    photographed.check_in(TUESDAY, encoded(face(2)))
    photographed.look()
    assert photographed.alike() == [(second, first)]


def test_the_later_one_is_flagged_whichever_was_looked_at_first(
    photographed: Photographed,
) -> None:
    first = photographed.keep(encoded(face(1)))
    events = [photographed.record(A, checked_in(MONDAY, first))]
    events.append(photographed.check_in(TUESDAY, changed(1)[0]))
    photographed.register.feed()
    later = [photo for photo in photographed.register.waiting(NOW, 10) if photo != first]
    look_at([*later, first])
    look_at([*later, first])
    assert photographed.alike() == [(events[1], events[0])]


def test_one_of_the_same_day_or_of_another_person_is_not_flagged(
    photographed: Photographed,
) -> None:
    photographed.check_in(MONDAY, encoded(face(1)))
    photographed.check_in(MONDAY, changed(1)[0])
    photographed.check_in(TUESDAY, changed(1)[1], B)
    photographed.look()
    assert photographed.alike() == []


def test_the_head_sees_it_among_the_suspicious_ones(photographed: Photographed) -> None:
    for stream, event in PLACES:
        version = len(photographed.store.load(stream))
        photographed.store.append(stream, version, [event], actor="penguji")
    first = photographed.check_in(MONDAY, encoded(face(1)))
    plain = photographed.check_in(TUESDAY, changed(1)[0])
    selfie = photographed.keep(changed(1)[1])
    skewed = checked_in(date(2022, 10, 5), selfie, flags=("clock_skew",))
    flagged = photographed.record(A, skewed)
    photographed.look()
    with following(str(photographed.settings.database_url)) as views:
        views.catch_up()
    rows = attempts_of(photographed.connection, *EVERYWHERE, opds=["dinas-a"])
    assert [(row.event, row.reason, row.flags, row.alike_event) for row in rows] == [
        (flagged, "flagged", ["clock_skew", "selfie_alike"], rows[0].alike_event),
        (plain, "flagged", ["selfie_alike"], first),
    ]
    assert rows[0].alike_event in {first, plain}
    assert (rows[1].alike_on, rows[1].on, rows[1].session) == (MONDAY, TUESDAY, "pagi")
    assert attempts_of(photographed.connection, *EVERYWHERE, opds=["dinas-b"]) == []


def test_a_photo_that_is_gone_or_broken_is_looked_at_once(photographed: Photographed) -> None:
    gone, broken = "0" * 64, "1" * 64
    photographed.photos.put(broken, b"\xff\xd8\xff\xe0 no picture")
    photographed.record(A, checked_in(MONDAY, gone))
    photographed.record(A, checked_in(MONDAY, broken))
    photographed.look()
    assert photographed.register.waiting(NOW + timedelta(days=1), 10) == []


# ---- nothing is lost


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


# ---- erased when their time is over


def left(photographed: Photographed, *photos: str) -> list[bool]:
    return [photographed.photos.has(photo) for photo in photos]


def erase_before(photographed: Photographed, before: date) -> list[str]:
    now = datetime.now(UTC) + timedelta(days=30)
    gone = overdue(photographed.register, photographed.photos, before, now)
    list(erase(photographed.register, photographed.photos, gone, now))
    return gone


def test_photos_of_old_days_are_erased_and_the_log_stays_whole(
    photographed: Photographed,
) -> None:
    old, young, refused = (photographed.keep(encoded(face(n))) for n in (1, 2, 3))
    photographed.record(A, checked_in(MONDAY, old))
    photographed.record(A, checked_in(TUESDAY, young))
    attempt = checked_in(MONDAY, refused)
    refusal = CheckInAttemptRefused(on=MONDAY, at=attempt.at, reason="too_far", selfie=refused)
    photographed.record(A, refusal)
    photographed.look()
    before = photographed.store.read(0, 100)
    assert sorted(erase_before(photographed, TUESDAY)) == sorted([old, refused])
    assert left(photographed, old, young, refused) == [False, True, False]
    assert photographed.photos.get(old, "thumbnail") is None
    assert photographed.photos.get(young, "thumbnail") is not None
    assert photographed.store.read(0, 100) == before
    assert erase_before(photographed, TUESDAY) == []


def test_what_it_looked_like_is_forgotten_with_it(photographed: Photographed) -> None:
    photographed.check_in(MONDAY, encoded(face(1)))
    photographed.look()
    erase_before(photographed, TUESDAY)
    hashes = photographed.connection.execute("SELECT dhash FROM photos.photo").fetchall()
    assert hashes == [(None,)]


def test_a_photo_that_is_erased_while_it_is_looked_at_leaves_no_thumbnail(
    photographed: Photographed,
) -> None:
    jpeg = encoded(face(3))
    photographed.check_in(MONDAY, jpeg)
    photographed.register.feed()
    (photo,) = photographed.register.waiting(NOW, 10)
    photographed.register.erased([photo], NOW)
    look_at([photo])
    assert photographed.photos.get(photo, "thumbnail") is None


def test_an_attachment_that_a_younger_day_cites_too_is_kept(photographed: Photographed) -> None:
    selfies = [photographed.keep(encoded(face(n))) for n in (1, 2)]
    letter = photographed.keep(encoded(face(3)))
    for on, selfie in zip((MONDAY, TUESDAY), selfies, strict=True):
        special = SpecialAttendanceRecorded(
            special="rapat",
            on=on,
            at=checked_in(on, "").at,
            kind="rapat",
            sessions=("pagi", "sore"),
            selfie=selfie,
            attachment=letter,
        )
        photographed.record(A, special)
    erase_before(photographed, TUESDAY)
    assert left(photographed, *selfies, letter) == [False, True, True]


def test_a_document_of_leave_is_not_of_a_day(photographed: Photographed) -> None:
    letter = photographed.keep(encoded(face(1)))
    request = CutiRequested(
        cuti="c1", kind="tahunan", from_on=MONDAY, until_on=MONDAY, document=letter
    )
    photographed.store.append(f"{A}/cuti/c1", 0, [request], actor=A)
    erase_before(photographed, date(2023, 1, 1))
    assert left(photographed, letter) == [True]


def test_a_photo_that_no_event_names_is_erased_after_a_while(photographed: Photographed) -> None:
    unnamed = photographed.keep(encoded(face(1)))
    now = datetime.now(ZONES["Asia/Jakarta"])
    tomorrow = now.date() + timedelta(days=1)
    assert overdue(photographed.register, photographed.photos, tomorrow, now) == []
    assert erase_before(photographed, tomorrow) == [unnamed]


def test_an_erasure_that_stopped_half_way_goes_on(photographed: Photographed) -> None:
    first, second = (photographed.keep(encoded(face(n))) for n in (1, 2))
    for photo in (first, second):
        photographed.record(A, checked_in(MONDAY, photo))
    photographed.register.feed()
    photographed.photos.erase(first)
    assert sorted(erase_before(photographed, TUESDAY)) == sorted([first, second])
    assert left(photographed, first, second) == [False, False]


def test_a_photo_that_is_posted_again_is_looked_at_again(photographed: Photographed) -> None:
    jpeg = encoded(face(1))
    photographed.check_in(MONDAY, jpeg)
    photographed.look()
    erase_before(photographed, TUESDAY)
    photographed.check_in(date(2022, 11, 1), jpeg, B)
    photographed.register.feed()
    assert len(photographed.register.waiting(NOW, 10)) == 1


def test_the_command_erases_and_tells_how_many(
    photographed: Photographed,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # logs are kept open for the whole process, and the stream of one test is closed after it
    monkeypatch.setattr("api.cli.configure_logs", lambda _: None)
    photo = photographed.keep(encoded(face(1)))
    photographed.record(A, checked_in(MONDAY, photo))
    command = ["photos", "erase", "--before", "2022-10-04"]
    assert main([*command, "--dry-run"]) == DONE
    assert left(photographed, photo) == [True]
    assert main(command) == DONE
    assert left(photographed, photo) == [False]
    assert capsys.readouterr().out.splitlines() == [
        "1 foto akan dihapus. Jalankan tanpa --dry-run untuk menghapus.",
        "1 foto dihapus; peristiwanya tetap.",
    ]
    assert main(["photos", "erase", "--before", "2999-01-01"]) == TOO_YOUNG
