"""Group commit: nothing lost, nothing doubled, every key answered once and alike ever after."""

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from datetime import date
from threading import Event as Signal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from prometheus_client import REGISTRY

from application.command import (
    Command,
    CommandInFlight,
    CommandKeyReused,
    Committed,
    Decision,
    Histories,
    RepeatedRefusal,
    StreamContended,
    TooManyWaiting,
)
from application.commit import Committer
from application.embedded import Addresses
from application.envelope import StoreUnavailable
from application.store import KeyedRecorder, Store
from domain.calendar import DayEnded, HolidayWithdrawn
from domain.event import Event
from domain.refusals import Refusal
from tests.conftest import MASTER_KEY

DAY = date(2022, 10, 3)


TERMINATE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND state <> 'idle'
"""


class AlreadyEnded(Refusal):
    code = "already_ended"


@pytest.fixture
def committer(store: Store) -> Iterator[Committer]:
    committer = Committer(store)
    yield committer
    committer.close()


@pytest.fixture
def stream() -> str:
    return f"calendar/{uuid4()}"


def appending(stream: str, *events: Event, answer: bytes = b'{"ok":true}') -> Command:
    return deciding(stream, lambda _: Decision(events={stream: events}, answer=answer))


def deciding(stream: str, decide: Callable[[Histories], Decision], **fields: object) -> Command:
    given = {"command_id": uuid4(), "body_hash": b"body", "actor": "kominfo"} | fields
    return Command(streams=(stream,), decide=decide, **given)


def again(command: Command, **changes: object) -> Command:
    fields = {name: getattr(command, name) for name in command.__struct_fields__}
    return Command(**(fields | changes))


def counting(stream: str) -> Command:
    """Appends an event that says how many it saw, so that a lost update would show."""

    def decide(histories: Histories) -> Decision:
        seen = DayEnded(on=date.fromordinal(1 + len(histories[stream])))
        return Decision(events={stream: (seen,)})

    return deciding(stream, decide)


def numbers(store: Store, stream: str) -> list[int]:
    return [recorded.event.on.toordinal() for recorded in store.load(stream)]


def together(committer: Committer, commands: Sequence[Command]) -> list[Committed | BaseException]:
    """All of them arrive before the first is decided."""

    async def send() -> list[Committed | BaseException]:
        return await asyncio.gather(*map(committer.commit, commands), return_exceptions=True)

    return asyncio.run(send())


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


def test_a_command_is_decided_again_when_another_process_wrote_in_between(
    store: Store, committer: Committer, stream: str
) -> None:
    seen: list[int] = []

    def decide(histories: Histories) -> Decision:
        seen.append(len(histories[stream]))
        if len(seen) == 1:
            store.append(stream, 0, [DayEnded(on=DAY)], actor="somebody else")
        return Decision(events={stream: (DayEnded(on=DAY),)})

    committed = committer.execute(deciding(stream, decide))
    assert seen == [0, 1]
    assert not committed.repeated
    assert [recorded.version for recorded in store.load(stream)] == [1, 2]


def test_a_conflict_in_every_batch_delays_only_its_own_command(
    store: Store, committer: Committer, stream: str
) -> None:
    rival = f"{stream}/rival"
    rounds: list[int] = []

    def decide(histories: Histories) -> Decision:
        version = len(histories[rival])
        rounds.append(version)
        if version < 6:
            store.append(rival, version, [DayEnded(on=DAY)], actor="somebody faster")
        return Decision(events={rival: (DayEnded(on=DAY),)})

    answers = together(committer, [deciding(rival, decide), counting(stream), counting(stream)])
    assert all(isinstance(answer, Committed) for answer in answers)
    assert rounds == [0, 1, 2, 3, 4, 5, 6]
    assert numbers(store, stream) == [1, 2]


def test_a_command_that_always_comes_too_late_is_refused_in_the_end(
    store: Store, committer: Committer, stream: str
) -> None:
    def decide(histories: Histories) -> Decision:
        store.append(stream, len(histories[stream]), [DayEnded(on=DAY)], actor="always faster")
        return Decision(events={stream: (DayEnded(on=DAY),)})

    with pytest.raises(StreamContended):
        committer.execute(deciding(stream, decide))
    assert {recorded.actor for recorded in store.load(stream)} == {"always faster"}


def test_what_is_claimed_once_is_taken_for_every_stream(
    store: Store, committer: Committer, stream: str
) -> None:
    selfie = uuid4().bytes

    def claiming(own_stream: str) -> Command:
        def decide(histories: Histories) -> Decision:
            if selfie in histories.taken:
                raise AlreadyEnded(by=histories.taken[selfie])
            return Decision(events={own_stream: (DayEnded(on=DAY),)}, claims=(selfie,))

        return deciding(own_stream, decide, claims=(selfie,))

    commands = [claiming(f"{stream}/{number}") for number in range(3)]
    first, second, third = together(committer, commands)
    assert isinstance(first, Committed)
    assert isinstance(second, AlreadyEnded)
    assert isinstance(third, AlreadyEnded)
    rival = Committer(store)
    with pytest.raises(AlreadyEnded) as refused:
        rival.execute(claiming(f"{stream}/elsewhere"))
    rival.close()
    assert refused.value.details == {"by": commands[0].command_id}
    assert store.load(f"{stream}/elsewhere") == []


def test_a_claim_that_another_process_takes_in_between_is_seen_on_the_second_look(
    store: Store, committer: Committer, stream: str
) -> None:
    selfie, rival = uuid4().bytes, Committer(store)
    theirs = deciding(
        f"{stream}/theirs",
        lambda _: Decision(events={f"{stream}/theirs": (DayEnded(on=DAY),)}, claims=(selfie,)),
        claims=(selfie,),
    )

    def decide(histories: Histories) -> Decision:
        if selfie in histories.taken:
            raise AlreadyEnded
        rival.execute(theirs)
        return Decision(events={stream: (DayEnded(on=DAY),)}, claims=(selfie,))

    with pytest.raises(AlreadyEnded):
        committer.execute(deciding(stream, decide, claims=(selfie,)))
    rival.close()
    assert store.load(stream) == []


def test_a_claim_that_was_not_asked_for_is_a_fault(committer: Committer, stream: str) -> None:
    with pytest.raises(Exception, match=stream):
        committer.execute(deciding(stream, lambda _: Decision(claims=(b"unasked",))))


def test_many_threads_on_one_stream_lose_and_double_nothing(
    store: Store, committer: Committer, stream: str
) -> None:
    with ThreadPoolExecutor(16) as pool:
        positions = [
            committed.position
            for committed in pool.map(committer.execute, (counting(stream) for _ in range(400)))
        ]
    assert numbers(store, stream) == list(range(1, 401))
    assert sorted(positions) == [recorded.position for recorded in store.load(stream)]


def send_from_own_process(database_url: str, stream: str, keys: list[UUID]) -> list[int]:
    store = Store(database_url, MASTER_KEY)
    committer = Committer(store)
    commands = [again(counting(stream), command_id=key) for key in keys]
    answers = together(committer, commands)
    committer.close()
    store.close()
    return [answer.position for answer in answers if isinstance(answer, Committed)]


def test_many_processes_on_one_stream_with_the_same_keys_lose_and_double_nothing(
    database_url: str, store: Store, stream: str
) -> None:
    keys = [uuid4() for _ in range(60)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        answers = pool.starmap(send_from_own_process, [(database_url, stream, keys)] * 3)
    assert numbers(store, stream) == list(range(1, 61))
    position_of = {recorded.command_id: recorded.position for recorded in store.load(stream)}
    assert answers == [[position_of[key] for key in keys]] * 3


def test_a_connection_that_dies_after_the_commit_is_answered_as_committed(
    store: Store, committer: Committer, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts = cut_after_next_commit(store, monkeypatch)
    answers = together(committer, [counting(stream) for _ in range(20)])
    assert cuts == []
    assert [answer.repeated for answer in answers if isinstance(answer, Committed)] == [False] * 20
    assert numbers(store, stream) == list(range(1, 21))


def cut_after_next_commit(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The save is committed, but the connection dies before that is told."""
    cuts = ["once"]
    connected, insert = store._datastore.get_connection, KeyedRecorder.insert_events
    saving: list[bool] = []

    def inserting(self: KeyedRecorder, *stored: Any, **keyed: Any) -> Sequence[int]:
        saving.append(True)
        return insert(self, *stored, **keyed)

    @contextmanager
    def connection() -> Iterator[psycopg.Connection[Any]]:
        with connected() as opened:
            yield opened
            if saving and cuts:
                cuts.pop()
                opened.close()
                raise psycopg.OperationalError("the connection died")

    monkeypatch.setattr(KeyedRecorder, "insert_events", inserting)
    monkeypatch.setattr(store._datastore, "get_connection", connection)
    return cuts


def test_sessions_that_are_terminated_again_and_again_lose_and_double_nothing(
    servers: Addresses, store: Store, committer: Committer, stream: str
) -> None:
    answered = Signal()

    def send(command: Command) -> int:
        """As a phone does: the same key until there is an answer."""
        while True:
            with suppress(StoreUnavailable):
                return committer.execute(command).position

    def terminate() -> int:
        database, hits = store._datastore.pool.kwargs["dbname"], 0
        with psycopg.connect(servers.database_url, autocommit=True) as connection:
            while hits < 8 and not answered.is_set():
                hits += len(connection.execute(TERMINATE, (database,)).fetchall())
        return hits

    with ThreadPoolExecutor(9) as pool:
        hits = pool.submit(terminate)
        positions = list(pool.map(send, (counting(stream) for _ in range(2000))))
        answered.set()
        assert hits.result() >= 8
    assert numbers(store, stream) == list(range(1, 2001))
    assert sorted(positions) == [recorded.position for recorded in store.load(stream)]


def test_a_database_that_does_not_answer_fails_every_waiting_command(
    store: Store, committer: Committer, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object) -> None:
        raise StoreUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(store, "before", unavailable)
        answers = together(committer, [counting(stream) for _ in range(3)])
    assert [type(answer) for answer in answers] == [StoreUnavailable] * 3
    assert isinstance(committer.execute(counting(stream)), Committed)


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
