"""Every key is answered once and alike ever after; a refused or faulty command fails alone."""

import asyncio
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Event as Signal

import pytest
from prometheus_client import REGISTRY

from application.command import (
    CommandInFlight,
    CommandKeyReused,
    Committed,
    Decision,
    Histories,
    RepeatedRefusal,
    TooManyWaiting,
)
from application.commit import Committer
from application.envelope import StoreUnavailable
from application.store import Store
from domain.calendar import DayEnded, HolidayWithdrawn
from domain.refusals import Refusal
from tests.commit.commands import (
    DAY,
    AlreadyEnded,
    again,
    appending,
    counting,
    deciding,
    numbers,
    together,
)


def test_a_command_is_answered_with_the_position_of_its_last_event(
    store: Store, committer: Committer, stream: str
) -> None:
    command = appending(stream, DayEnded(on=DAY), HolidayWithdrawn(on=DAY))
    committed = committer.execute(command)
    history = store.load(stream)
    assert committed == Committed(history[-1].position, b'{"ok":true}')
    assert committed.body == b'{"position":%d,"ok":true}' % history[-1].position
    assert [recorded.command_id for recorded in history] == [command.command_id] * 2
    assert {recorded.actor for recorded in history} == {"kominfo"}


def test_an_empty_answer_is_the_position_alone() -> None:
    assert Committed(7, b"{}").body == b'{"position":7}'


def test_the_same_key_and_body_gets_the_first_answer_and_records_nothing(
    store: Store, committer: Committer, stream: str
) -> None:
    command = appending(stream, DayEnded(on=DAY))
    first = committer.execute(command)
    committer.execute(counting(stream))
    second = committer.execute(again(command, decide=appending(stream).decide))
    assert (second.position, second.answer, second.body) == (
        first.position,
        first.answer,
        first.body,
    )
    assert second.repeated
    assert len(store.load(stream)) == 2


def test_the_same_key_with_another_body_is_refused(
    store: Store, committer: Committer, stream: str
) -> None:
    command = appending(stream, DayEnded(on=DAY))
    committer.execute(command)
    with pytest.raises(CommandKeyReused):
        committer.execute(again(command, body_hash=b"another"))
    assert len(store.load(stream)) == 1


@pytest.mark.parametrize(
    ("body_hash", "refusal"), [(b"body", CommandInFlight), (b"another", CommandKeyReused)]
)
def test_a_key_in_flight_is_refused_until_it_is_answered(
    committer: Committer, stream: str, body_hash: bytes, refusal: type[Refusal]
) -> None:
    deciding_now, go_on = Signal(), Signal()

    def decide(_: Histories) -> Decision:
        deciding_now.set()
        assert go_on.wait(30)
        return Decision(events={stream: (DayEnded(on=DAY),)})

    command = deciding(stream, decide)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(committer.execute, command)
        assert deciding_now.wait(30)
        with pytest.raises(refusal):
            committer.execute(again(command, body_hash=body_hash))
        go_on.set()
        assert not first.result().repeated
    assert committer.execute(command).repeated


def test_a_refusal_is_raised_and_records_nothing(
    store: Store, committer: Committer, stream: str
) -> None:
    def refuse(_: Histories) -> Decision:
        raise AlreadyEnded(on=DAY)

    command = deciding(stream, refuse)
    with pytest.raises(AlreadyEnded):
        committer.execute(command)
    assert store.load(stream) == []
    corrected = again(command, decide=appending(stream, DayEnded(on=DAY)).decide)
    assert not committer.execute(corrected).repeated


def test_a_refused_attempt_is_kept_and_its_key_is_refused_alike_again(
    store: Store, committer: Committer, stream: str
) -> None:
    kept = Decision(
        events={stream: (DayEnded(on=DAY),)}, refusal=AlreadyEnded(field="on", on=DAY, metres=120)
    )
    command = deciding(stream, lambda _: kept)
    with pytest.raises(AlreadyEnded) as first:
        committer.execute(command)
    with pytest.raises(RepeatedRefusal) as second:
        committer.execute(command)
    assert len(store.load(stream)) == 1
    for refusal in (first.value, second.value):
        assert (refusal.code, refusal.field) == ("already_ended", "on")
        assert refusal.details == {"on": "2022-10-03", "metres": 120}


def test_a_command_that_records_nothing_is_answered_with_what_it_was_decided_on(
    store: Store, committer: Committer, stream: str
) -> None:
    nothing = deciding(stream, lambda _: Decision(answer=b'{"already":true}'))
    assert committer.execute(nothing) == Committed(0, b'{"already":true}')
    done = committer.execute(counting(stream))
    later = deciding(stream, lambda _: Decision())
    assert committer.execute(later).position == done.position
    committer.execute(counting(stream))
    assert committer.execute(later) == Committed(done.position, b"{}", repeated=True)


def test_later_commands_of_a_batch_see_what_earlier_ones_did(
    store: Store, committer: Committer, stream: str
) -> None:
    nothing = deciding(stream, lambda _: Decision())
    answers = together(committer, [counting(stream) for _ in range(200)] + [nothing])
    positions = [answer.position for answer in answers if isinstance(answer, Committed)]
    assert len(positions) == 201
    assert numbers(store, stream) == list(range(1, 201))
    assert positions[-1] == positions[-2] == store.head()


def test_one_faulty_command_fails_alone(store: Store, committer: Committer, stream: str) -> None:
    other = f"{stream}/other"
    faulty = [
        deciding(stream, lambda _: 1 / 0),
        deciding(stream, lambda _: Decision(events={other: (DayEnded(on=DAY),)})),
        deciding(stream, lambda _: Decision(events={stream: (DayEnded(on=object()),)})),
        deciding(stream, lambda _: Decision(answer=object())),
    ]
    good = [counting(stream) for _ in range(5)]
    answers = together(committer, [*good[:2], *faulty, *good[2:]])
    assert [isinstance(answer, Committed) for answer in answers] == [
        *[True] * 2,
        *[False] * 4,
        *[True] * 3,
    ]
    assert numbers(store, stream) == [1, 2, 3, 4, 5]
    assert store.load(other) == []


def test_a_task_that_is_cancelled_leaves_its_command_to_be_committed(
    store: Store, committer: Committer, stream: str
) -> None:
    command = counting(stream)

    async def give_up() -> None:
        waiting = asyncio.ensure_future(committer.commit(command))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await committer.commit(counting(stream))

    asyncio.run(give_up())
    assert committer.execute(command).repeated
    assert numbers(store, stream) == [1, 2]


def test_what_waits_is_answered_before_closing_and_nothing_is_accepted_after(
    store: Store, stream: str
) -> None:
    committer = Committer(store, batch=7)
    with ThreadPoolExecutor(30) as pool:
        waiting = [pool.submit(committer.execute, counting(stream)) for _ in range(30)]
        wait(waiting, return_when=FIRST_COMPLETED)
        committer.close()
    answered = [future for future in waiting if future.exception() is None]
    assert len(numbers(store, stream)) == len(answered) > 0
    with pytest.raises(StoreUnavailable):
        committer.execute(counting(stream))


def test_more_commands_than_can_wait_are_refused(
    committer: Committer, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("application.commit._MAX_WAITING", 2)
    answers = together(committer, [counting(stream) for _ in range(4)])
    assert [type(answer) for answer in answers] == [Committed] * 2 + [TooManyWaiting] * 2


def test_a_lone_command_waits_for_no_other_and_those_that_come_together_do(
    committer: Committer, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("application.commit.sleep", waits.append)
    for _ in range(3):
        committer.execute(counting(stream))
    assert not waits
    sent = Signal()

    def decide(_: Histories) -> Decision:
        sent.wait(60)
        return Decision(events={})

    async def all_sent() -> None:
        sent.set()

    async def send() -> None:
        others = [committer.commit(counting(stream)) for _ in range(2)]
        await asyncio.gather(committer.commit(deciding(stream, decide)), *others, all_sent())

    asyncio.run(send())
    committer.execute(counting(stream))
    assert waits


def test_concurrent_commands_share_transactions_and_are_measured(
    store: Store, committer: Committer, stream: str
) -> None:
    batches, commands = measured("commit_batch_commands_count"), measured("command_seconds_count")
    together(committer, [counting(f"{stream}/{number}") for number in range(1000)])
    assert measured("command_seconds_count") - commands == 1000
    assert measured("commit_batch_commands_count") - batches <= 10


def measured(name: str) -> float:
    samples = (sample for family in REGISTRY.collect() for sample in family.samples)
    return sum(sample.value for sample in samples if sample.name == f"epresensi_{name}")
