"""Performance entries arrive once, in order, whatever the website does, and nothing is lost."""

from random import Random
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid5

import psycopg
import pytest

from domain import kinerja
from domain.personal import Personal
from domain.streams import kinerja_stream
from tests.projections.histories import EMPLOYEES
from tests.workers.delivery_post import (
    ANI,
    BUDI,
    MONTH,
    NIP,
    START,
    Post,
    assert_eventually,
    hired,
    recorded,
    verified,
)
from tests.workers.website import FAILURES, Website
from workers.kinerja_delivery import Policy
from workers.kinerja_outbox import Outbox
from workers.kinerja_sending import POSITIONS


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
