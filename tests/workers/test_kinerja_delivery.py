"""Performance entries arrive once, in order, whatever the website does, and nothing is lost."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from random import Random
from threading import Barrier, Thread
from time import monotonic
from typing import Any
from uuid import UUID, uuid5

import msgspec
import psycopg
import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from application.keyring import Keyring
from application.store import Store
from domain import kinerja
from domain.employee import EmployeeRegistered
from domain.personal import Personal
from domain.streams import employee_stream, kinerja_stream
from tests.conftest import MASTER_KEY
from tests.projections.histories import EMPLOYEES, Teller, Told
from tests.workers.website import Website
from workers.kinerja_delivery import Deliverer, Policy
from workers.kinerja_outbox import Outbox, State
from workers.kinerja_sending import POSITIONS, Endpoint, retry_after_s
from workers.kinerja_waker import Waker, wake
from workers.queue import open_queue

ANI, BUDI = EMPLOYEES[:2]
MONTH = date(2022, 11, 1)
NIP = "199001012020011001"
PATIENT = Policy(attempts=5, jitter=0.5, run_s=30.0)
START = datetime(2022, 11, 3, 8, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Post:
    """A deliverer as the job makes it, but for its clock, and what became of the entries."""

    def __init__(self, connection: psycopg.Connection[Any], website: Website, store: Store) -> None:
        self.connection = connection
        self.website = website
        self.store = store
        self.clock = Clock()
        self.drawn = 0.0
        self.outbox = Outbox(connection)
        self.endpoint = Endpoint(url=website.url, token="rahasia-uji", timeout_s=60.0)
        self._teller = Teller(store)

    def tell(self, told: Told) -> int:
        return self._teller.tell(told)

    def run(self, policy: Policy = PATIENT, **changed: Any) -> int:
        endpoint = msgspec.structs.replace(self.endpoint, **changed)
        keyring = Keyring(MASTER_KEY, lambda: nullcontext(self.connection))
        return Deliverer(
            self.connection, keyring, endpoint, policy, self.clock, lambda: self.drawn
        ).run()

    def states(self, employee: str) -> list[State]:
        return [delivery.state for delivery in self.outbox.page(employee=employee)]


@pytest.fixture
def post(own_database_url: str, own_store: Store, website: Website) -> Iterator[Post]:
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        post = Post(connection, website, own_store)
        post.tell([hired(ANI), hired(BUDI)])
        yield post


def hired(who: str) -> tuple[str, Any]:
    registered = EmployeeRegistered(
        name="Pegawai Uji",
        employment="pns",
        opd="dinas-uji",
        office="dinas-uji",
        pattern="lima-hari",
        from_on=date(2022, 1, 1),
        nip=NIP,
    )
    return employee_stream(who), registered


def recorded(who: str, entry: str, activity: str = "Menyusun laporan uji") -> tuple[str, Any]:
    event = kinerja.KinerjaRecorded(
        entry=entry,
        on=date(2022, 11, 2),
        minutes=90,
        quantity=2,
        unit="berkas",
        personal=Personal(activity=activity),
    )
    return kinerja_stream(who, MONTH), event


def verified(who: str, entry: str) -> tuple[str, Any]:
    return kinerja_stream(who, MONTH), kinerja.KinerjaVerified(entry=entry)


# ---- what is sent


def test_an_entry_arrives_whole_with_a_key_made_from_its_position(
    post: Post, website: Website
) -> None:
    position = post.tell([recorded(ANI, "k-1")])
    assert post.run() == 1
    key = str(uuid5(POSITIONS, str(position)))
    assert website.asked == [key]
    message = website.kept[key]
    assert UUID(key).version == 5
    assert message.pop("recorded_at")
    assert message == {
        "position": position,
        "event": "recorded",
        "employee": ANI,
        "nip": NIP,
        "month": "2022-11-01",
        "entry": "k-1",
        "on": "2022-11-02",
        "status": "recorded",
        "minutes": 90,
        "quantity": 2,
        "unit": "berkas",
        "activity": "Menyusun laporan uji",
        "attachment": "",
        "by": "uji",
    }
    assert website.headers[0]["Authorization"] == "Bearer rahasia-uji"
    delivery = post.outbox.page()[0]
    assert (delivery.state, delivery.attempts, delivery.status) == ("delivered", 1, 200)
    assert delivery.delivered_at == START


def test_each_event_tells_the_entry_as_it_then_stood(post: Post, website: Website) -> None:
    stream = kinerja_stream(ANI, MONTH)
    revised = kinerja.KinerjaRevised(
        entry="k-1", minutes=60, quantity=1, unit="berkas", personal=Personal(activity="Lain")
    )
    post.tell(
        [
            recorded(ANI, "k-1"),
            (stream, kinerja.KinerjaReturned(entry="k-1")),
            (stream, revised),
            recorded(ANI, "k-2"),
            verified(ANI, "k-1"),
            (stream, kinerja.KinerjaPredicateGiven(month=MONTH, predicate="baik")),
            (stream, kinerja.KinerjaWithdrawn(entry="k-2")),
        ]
    )
    assert post.run() == 6
    told = [
        (m["event"], m["entry"], m["status"], m["minutes"], m["activity"])
        for m in website.kept.values()
    ]
    assert told == [
        ("recorded", "k-1", "recorded", 90, "Menyusun laporan uji"),
        ("returned", "k-1", "returned", 90, "Menyusun laporan uji"),
        ("revised", "k-1", "recorded", 60, "Lain"),
        ("recorded", "k-2", "recorded", 90, "Menyusun laporan uji"),
        ("verified", "k-1", "verified", 60, "Lain"),
        ("withdrawn", "k-2", "withdrawn", 90, "Menyusun laporan uji"),
    ]


def test_of_an_erased_employee_no_text_is_sent(post: Post, website: Website) -> None:
    post.tell([recorded(ANI, "k-1")])
    post.store.keyring.erase(ANI)
    post.run()
    assert [m["activity"] for m in website.kept.values()] == [None]


# ---- order, and who is held back


def test_entries_of_one_employee_arrive_in_their_order(post: Post, website: Website) -> None:
    told = [recorded(who, f"k-{n}") for n in range(5) for who in (ANI, BUDI)]
    positions = [post.tell([one]) for one in told]
    assert post.run() == 10
    assert website.entries(ANI) == positions[0::2]
    assert website.entries(BUDI) == positions[1::2]


def test_a_failing_entry_holds_back_its_own_employee_alone(post: Post, website: Website) -> None:
    post.tell([recorded(who, f"k-{n}") for n in range(3) for who in (ANI, BUDI)])
    website.script[ANI].append("500")
    assert post.run() == 3
    assert post.states(ANI) == ["waiting"] * 3
    assert post.states(BUDI) == ["delivered"] * 3
    assert [d.attempts for d in post.outbox.page(employee=ANI)] == [1, 0, 0]
    post.clock.forward(2)
    assert post.run() == 3
    assert website.entries(ANI) == sorted(website.entries(ANI))
    assert post.states(ANI) == ["delivered"] * 3


def test_employees_are_served_beside_one_another_up_to_a_limit(
    post: Post, website: Website
) -> None:
    post.tell([hired(who) for who in EMPLOYEES[2:]])
    post.tell([recorded(who, "k-1") for who in EMPLOYEES])
    website.script["*"].extend(["meet"] * 6)
    website.meeting = Barrier(3, timeout=30)
    assert post.run(Policy(at_once=3)) == 6
    website.script["*"].extend(["meet"] * 3)
    website.meeting = Barrier(3, timeout=0.5)
    post.tell([recorded(who, "k-2") for who in EMPLOYEES[:3]])
    assert post.run(Policy(at_once=2)) == 0


# ---- every way to fail

FAILURES = ("500", "502", "503", "404", "401", "302", "hang", "drip", "reset", "cut", "garbage")


@pytest.mark.parametrize("how", [*FAILURES, "lost"])
def test_what_fails_is_sent_again_and_taken_in_once(post: Post, website: Website, how: str) -> None:
    post.tell([recorded(ANI, "k-1"), verified(ANI, "k-1")])
    website.script["*"].append(how)
    assert post.run(timeout_s=0.4) == 0
    first, second = post.outbox.page()
    assert (first.state, first.attempts, second.attempts) == ("waiting", 1, 0)
    assert first.error
    assert first.next_at == START + timedelta(seconds=PATIENT.first_s)
    assert post.run() == 0, "not before its time"
    post.clock.forward(PATIENT.first_s)
    assert post.run() == 2
    assert website.asked[0] == website.asked[1]
    assert len(website.kept) == 2
    assert post.states(ANI) == ["delivered"] * 2
    assert post.outbox.page()[0].error is None


def test_a_website_that_is_away_is_tried_again(post: Post, website: Website) -> None:
    post.tell([recorded(ANI, "k-1")])
    assert post.run(url="http://127.0.0.1:1/laporan") == 0
    delivery = post.outbox.page()[0]
    assert (delivery.state, delivery.status) == ("waiting", None)
    assert "ConnectError" in (delivery.error or "")
    post.clock.forward(2)
    assert post.run() == 1


def test_waits_double_up_to_the_longest_and_lose_at_most_the_jitter() -> None:
    policy = Policy(first_s=2, longest_s=60, jitter=0.5)
    assert [policy.wait_s(n, 0.0) for n in range(1, 8)] == [2, 4, 8, 16, 32, 60, 60]
    assert [policy.wait_s(n, 1.0) for n in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    assert policy.wait_s(10_000, 0.0) == 60


def test_the_drawn_jitter_is_what_is_waited(post: Post, website: Website) -> None:
    post.tell([recorded(ANI, "k-1")])
    website.script["*"].append("500")
    post.drawn = 1.0
    post.run()
    assert post.outbox.page()[0].next_at == START + timedelta(seconds=1)


# ---- a website that asks to be left alone


@pytest.mark.parametrize("status", ["429", "503"])
def test_retry_after_is_honoured_for_everybody_and_counts_as_no_attempt(
    post: Post, website: Website, status: str
) -> None:
    post.tell([recorded(ANI, "k-1"), recorded(BUDI, "k-1")])
    website.script["*"].append(status)
    website.retry_after = "90"
    assert post.run(Policy(at_once=1)) == 0
    assert len(website.asked) == 1
    assert [d.attempts for d in post.outbox.page()] == [0, 0]
    post.clock.forward(89)
    assert post.outbox.due(post.clock()) == []
    assert post.run() == 0
    assert len(website.asked) == 1
    post.clock.forward(1)
    assert post.run() == 2


def test_a_busy_website_that_gives_no_time_is_left_alone_for_a_minute(
    post: Post, website: Website
) -> None:
    post.tell([recorded(ANI, "k-1")])
    website.script["*"].append("429")
    post.run()
    assert post.outbox.paused_until() == START + timedelta(seconds=60)


def test_a_busy_website_never_makes_an_entry_dead(post: Post, website: Website) -> None:
    post.tell([recorded(ANI, "k-1")])
    website.script["*"].extend(["429"] * 4)
    for _ in range(4):
        post.run(Policy(attempts=2))
        post.clock.forward(60)
    assert post.run() == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("0", 0.0),
        ("999999999", 86_400.0),
        ("nanti", None),
        ("-3", None),
        (format_datetime(START + timedelta(seconds=30), usegmt=True), 30.0),
        (format_datetime(START - timedelta(seconds=30), usegmt=True), 0.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(
    header: str | None, seconds: float | None
) -> None:
    assert retry_after_s(header, START) == seconds


# ---- the dead letters


def test_after_its_attempts_an_entry_is_dead_and_a_retry_delivers_what_is_behind_it(
    post: Post, website: Website
) -> None:
    post.tell([recorded(ANI, "k-1"), recorded(ANI, "k-2")])
    website.script["*"].extend(["500"] * 3)
    for _ in range(3):
        post.run(Policy(attempts=3))
        post.clock.forward(3600)
    assert post.states(ANI) == ["dead", "waiting"]
    assert post.run() == 0
    assert len(website.asked) == 3
    assert (post.outbox.counts().dead, post.outbox.counts().waiting) == (1, 1)
    dead = post.outbox.page("dead")[0]
    assert (dead.status, dead.error) == (500, "HTTP 500 jawaban 500")
    assert post.outbox.retry([dead.position], "akun-uji", post.clock()) == 1
    assert post.run() == 2
    assert website.entries(ANI) == [d.position for d in post.outbox.page()]
    assert post.outbox.page()[0].decided_by == "akun-uji"


def test_an_answer_that_would_stay_the_same_is_not_asked_for_again(
    post: Post, website: Website
) -> None:
    post.tell([recorded(ANI, "k-1"), recorded(BUDI, "k-1")])
    website.script[ANI].append("422")
    assert post.run() == 1
    assert post.states(ANI) == ["dead"]
    assert post.outbox.page("dead")[0].attempts == 1


def test_all_dead_ones_are_retried_at_once(post: Post, website: Website) -> None:
    post.tell([recorded(ANI, "k-1"), recorded(BUDI, "k-1")])
    website.script["*"].extend(["422", "422"])
    post.run()
    assert post.outbox.retry(None, "akun-uji", post.clock()) == 2
    assert post.run() == 2


def test_a_dead_one_that_is_let_go_lets_those_behind_it_pass(post: Post, website: Website) -> None:
    first = post.tell([recorded(ANI, "k-1")])
    second = post.tell([recorded(ANI, "k-2")])
    website.script["*"].append("422")
    post.run()
    assert post.outbox.dismiss([first, second], "Tidak dikenal situs", "akun-uji", START) == 1
    assert post.run() == 1
    assert post.states(ANI) == ["dismissed", "delivered"]
    assert website.entries(ANI) == [second]


def test_an_event_that_cannot_be_told_is_dead_and_names_the_reason(
    post: Post, website: Website
) -> None:
    post.tell([verified(ANI, "tidak-pernah-dicatat"), recorded(BUDI, "k-1")])
    assert post.run() == 1
    assert post.states(ANI) == ["dead"]
    assert "EntryUntold" in (post.outbox.page("dead")[0].error or "")


# ---- nothing is lost


def test_the_log_is_read_once_whoever_reads_it(post: Post, own_database_url: str) -> None:
    post.tell([recorded(ANI, f"k-{n}") for n in range(20)])

    def feed() -> None:
        with psycopg.connect(own_database_url, autocommit=True) as connection:
            Outbox(connection).feed(START)

    threads = [Thread(target=feed) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(post.outbox.page()) == 20
    assert post.outbox.feed(START) == 0
    post.tell([recorded(ANI, "k-20"), hired("c" * 16)])
    assert post.outbox.feed(START) == 1


def test_only_one_delivers_at_a_time(post: Post, own_database_url: str) -> None:
    post.tell([recorded(ANI, "k-1")])
    with psycopg.connect(own_database_url, autocommit=True) as other:
        assert Outbox(other).alone()
        assert post.run() == 0
    assert_eventually(lambda: post.run() == 1)


def test_who_is_killed_after_the_answer_sends_the_same_key_again(
    post: Post, website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.tell([recorded(ANI, "k-1")])

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            post.run()
    assert post.states(ANI) == ["waiting"]
    assert post.run() == 1
    assert len(website.asked) == 2
    assert len(website.kept) == 1


def test_random_failures_change_neither_order_nor_number(post: Post, website: Website) -> None:
    random = Random(5)  # noqa: S311 - repeatable, not secret
    post.tell([hired(who) for who in EMPLOYEES[2:]])
    told = [recorded(random.choice(EMPLOYEES), f"k-{n}") for n in range(60)]
    for one in told:
        post.tell([one])
    ways = (*FAILURES[:6], "reset", "cut", "garbage", "lost", "200", "200", "200")
    for who in EMPLOYEES:
        website.script[who].extend(random.choices(ways, k=15))
    for _ in range(60):
        post.run(Policy(attempts=100))
        post.clock.forward(3600)
    positions = [delivery.position for delivery in post.outbox.page()]
    assert post.outbox.counts().delivered == len(positions) == 60
    for who in EMPLOYEES:
        own = [d.position for d in post.outbox.page(employee=who)]
        assert website.entries(who) == own
    assert sorted(m["position"] for m in website.kept.values()) == positions
    assert len(website.asked) > 80


# ---- the queue only wakes


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


def assert_eventually(holds: Any, within_s: float = 60.0) -> None:
    until = monotonic() + within_s
    while not holds():
        assert monotonic() < until


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
