"""Writers of one stream, and takers of one claim, lose and double nothing."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest

from application.command import Command, Committed, Decision, Histories, StreamContended
from application.commit import Committer
from application.store import Store
from domain.calendar import DayEnded
from tests.commit.commands import DAY, AlreadyEnded, again, counting, deciding, numbers, together
from tests.conftest import MASTER_KEY


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
