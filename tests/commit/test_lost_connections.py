"""A database that goes away in the midst of a commit loses and doubles nothing."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event as Signal
from typing import Any

import psycopg
import pytest

from application.command import Command, Committed
from application.commit import Committer
from application.embedded import Addresses
from application.envelope import StoreUnavailable
from application.store import KeyedRecorder, Store
from tests.commit.commands import counting, numbers, together

TERMINATE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND state <> 'idle'
"""


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
