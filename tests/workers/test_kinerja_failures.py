"""What the website does not take in is sent again, put off, or kept as a dead letter."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from tests.workers.delivery_post import ANI, BUDI, PATIENT, START, Post, recorded, verified
from tests.workers.website import FAILURES, Website
from workers.kinerja_delivery import Policy
from workers.kinerja_sending import retry_after_s


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
