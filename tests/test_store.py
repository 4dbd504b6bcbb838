"""The event store: versions, positions, prefixes, keys and claims, on real PostgreSQL."""

from datetime import UTC, date, datetime
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from application.envelope import (
    Claim,
    CommandKey,
    Envelope,
    KeyTaken,
    StaleVersion,
    StoreUnavailable,
)
from application.store import MsgspecMapper, Store
from domain.calendar import DayEnded, HolidayDeclared
from domain.event import Event
from domain.recorded import Recorded
from projections import log
from tests.conftest import MASTER_KEY

STREAM = "calendar/2022"


def ended(day: int) -> DayEnded:
    return DayEnded(on=date(2022, 10, day))


@pytest.fixture
def stream() -> str:
    return f"calendar/{uuid4()}"


def envelope(stream: str, version: int, event: Event) -> Envelope:
    return Envelope(
        originator_id=stream,
        originator_version=version,
        recorded_at=datetime(2022, 10, 3, 0, 30, tzinfo=UTC),
        actor="kominfo",
        command_id=uuid4(),
        event=event,
    )


def key(**fields: object) -> CommandKey:
    return CommandKey(**({"command_id": uuid4(), "body_hash": b"body", "answer": b"{}"} | fields))


def test_what_is_appended_is_loaded_in_order_with_its_envelope(store: Store, stream: str) -> None:
    before = datetime.now(UTC)
    events = [HolidayDeclared(on=date(2022, 10, 8), kind="holiday", name="Maulid"), ended(1)]
    positions = store.append(stream, 0, events, actor="kominfo")
    history = store.load(stream)
    assert [recorded.event for recorded in history] == events
    assert [recorded.version for recorded in history] == [1, 2]
    assert [recorded.position for recorded in history] == positions
    assert {recorded.actor for recorded in history} == {"kominfo"}
    assert before <= history[0].recorded_at <= datetime.now(UTC)


def test_a_version_that_is_taken_is_refused(store: Store, stream: str) -> None:
    store.append(stream, 0, [ended(1)], actor="first")
    with pytest.raises(StaleVersion):
        store.append(stream, 0, [ended(2)], actor="second")
    assert [recorded.actor for recorded in store.load(stream)] == ["first"]


def test_the_state_of_a_stream_is_its_events_folded(store: Store, stream: str) -> None:
    store.append(stream, 0, [ended(4), ended(5)], actor="kominfo")
    assert store.state(stream, lambda days, event: days + event.on.day, 100) == (109, 2)
    assert store.state(f"{stream}/none", lambda days, _: days + 1, 0) == (0, 0)


def test_an_employee_s_history_is_every_stream_of_theirs_in_the_order_of_the_log(
    store: Store,
) -> None:
    for number, rest in enumerate(("day/2022-10-03", "employee", "day/2022-10-03", "cuti/1")):
        version = len(store.load(f"abcd/{rest}"))
        store.append(f"abcd/{rest}", version, [ended(number + 1)], actor="kominfo")
    for stranger in ("abc/employee", "abcde/employee", "abcd", "abcd0/employee", "abcd-/employee"):
        store.append(stranger, 0, [ended(9)], actor="kominfo")
    history = store.prefix("abcd")
    assert [recorded.event.on.day for recorded in history] == [1, 2, 3, 4]
    positions = [recorded.position for recorded in history]
    assert positions == sorted(positions)


def test_the_primary_key_serves_the_prefix(store: Store) -> None:
    with store.connection() as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(
            "EXPLAIN SELECT * FROM log.stored_events"
            " WHERE originator_id >= 'abcd/' AND originator_id < 'abcd0'"
        ).fetchall()
        connection.execute("RESET enable_seqscan")
    assert "Index Cond: ((originator_id >= 'abcd/'" in str(plan)


def test_the_log_is_read_in_pages_after_a_position(store: Store, stream: str) -> None:
    start = store.head()
    positions = store.append(stream, 0, [ended(day) for day in range(1, 8)], actor="kominfo")
    pages = []
    after = start
    while page := store.read(after, 3):
        pages.append(page)
        after = page[-1].position
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [recorded.position for page in pages for recorded in page] == positions
    assert store.head() == positions[-1]


def test_nothing_of_a_save_stays_when_a_part_of_it_is_refused(store: Store, stream: str) -> None:
    taken, claimed = key(), Claim(uuid4().bytes, uuid4())
    store.save([envelope(stream, 1, ended(1))], [taken], [claimed])
    other = f"{stream}/other"
    with pytest.raises(KeyTaken):
        store.save([envelope(other, 1, ended(1))], [key(), taken])
    with pytest.raises(StaleVersion):
        store.save([envelope(other, 1, ended(1))], [key()], [claimed])
    fresh = key()
    with pytest.raises(StaleVersion):
        store.save([envelope(other, 1, ended(1)), envelope(stream, 1, ended(2))], [fresh])
    assert store.load(other) == []
    assert store.before([], [fresh.command_id]).keys == {}


def test_a_key_without_events_is_refused_the_second_time_too(store: Store) -> None:
    nothing = key(answer=b'{"already":true}')
    assert store.save([], [nothing]) == []
    with pytest.raises(KeyTaken):
        store.save([], [nothing])
    stored = store.before([], [nothing.command_id]).keys[nothing.command_id]
    assert (stored.answer, stored.body_hash, stored.position) == (b'{"already":true}', b"body", 0)


def test_a_batch_is_read_in_one_go(store: Store, stream: str) -> None:
    known, claimed = key(stream=stream, version=2, refusal=b"{}"), Claim(uuid4().bytes, uuid4())
    events = [envelope(stream, 1, ended(1)), envelope(stream, 2, ended(2))]
    positions = store.save(events, [known], [claimed])
    before = store.before(
        [stream, stream, f"{stream}/none"], [known.command_id, uuid4()], [claimed.claim, b"free"]
    )
    assert [recorded.version for recorded in before.histories[stream]] == [1, 2]
    assert before.histories[f"{stream}/none"] == []
    assert list(before.keys) == [known.command_id]
    assert before.keys[known.command_id].position == positions[-1]
    assert before.keys[known.command_id].refusal == b"{}"
    assert before.taken == {claimed.claim: claimed.command_id}


def test_what_is_stored_can_be_read_without_this_program(
    store: Store, database_url: str, stream: str
) -> None:
    given = envelope(stream, 1, ended(3))
    store.save([given])
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "SELECT topic, convert_from(state, 'UTF8') FROM log.stored_events"
            " WHERE originator_id = %s",
            (stream,),
        ).fetchone()
    state = (
        '{"recorded_at":"2022-10-03T00:30:00Z","actor":"kominfo",'
        f'"command_id":"{given.command_id}","data":{{"on":"2022-10-03"}}}}'
    )
    assert row == ("DayEnded", state)


def test_the_mapper_gives_back_the_envelope_that_it_stored() -> None:
    given = envelope("calendar/2022", 7, ended(3))
    mapper = MsgspecMapper()
    assert mapper.to_domain_event(mapper.to_stored_event(given)) == given


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log.stored_events SET topic = 'Forged'",
        "DELETE FROM log.stored_events",
        "TRUNCATE log.stored_events",
    ],
)
def test_the_database_refuses_to_alter_the_log(
    store: Store, database_url: str, stream: str, statement: str
) -> None:
    store.append(stream, 0, [ended(1)], actor="kominfo")
    with psycopg.connect(database_url) as connection:
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute(statement)
        connection.rollback()
    assert len(store.load(stream)) == 1


def test_an_append_goes_on_beside_a_vacuum(store: Store, stream: str, database_url: str) -> None:
    with psycopg.connect(database_url) as vacuum:
        vacuum.execute("LOCK TABLE log.stored_events IN SHARE UPDATE EXCLUSIVE MODE")
        assert len(store.append(stream, 0, [ended(1)], actor="kominfo")) == 1


def test_an_append_waits_for_the_one_before_it(database_url: str) -> None:
    """So that positions become visible in their order."""
    nothing = "SELECT log.append({})".format(", ".join(["'{}'"] * 12))
    with psycopg.connect(database_url) as earlier, psycopg.connect(database_url) as later:
        earlier.execute(nothing)
        later.execute("SET statement_timeout = '500ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            later.execute(nothing)


def test_whoever_listens_is_woken_by_each_commit(
    store: Store, database_url: str, stream: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"LISTEN {log.CHANNEL}")
        store.append(stream, 0, [ended(1)], actor="kominfo")
        woken = list(connection.notifies(timeout=10, stop_after=1))
    assert [notice.channel for notice in woken] == [log.CHANNEL]


def test_a_session_that_died_in_the_pool_is_replaced_unnoticed(
    store: Store, database_url: str, stream: str
) -> None:
    store.append(stream, 0, [ended(1)], actor="kominfo")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert len(store.load(stream)) == 1


def test_a_database_that_is_not_there_is_said_to_be_unavailable(database_url: str) -> None:
    with pytest.raises(StoreUnavailable):
        Store(make_conninfo(database_url, dbname="nowhere"), MASTER_KEY)


def test_further_parts_of_the_address_reach_the_connection(database_url: str) -> None:
    store = Store(make_conninfo(database_url, application_name="audit of the log"), MASTER_KEY)
    with store.connection() as connection:
        row = connection.execute("SHOW application_name").fetchone()
    store.close()
    assert row == {"application_name": "audit of the log"}


def test_the_environment_of_the_process_does_not_reach_the_library(
    database_url: str, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORED_POSTGRES_DBNAME", "elsewhere")
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    monkeypatch.setenv("COMPRESSOR_TOPIC", "zlib")
    store = Store(database_url, MASTER_KEY)
    store.append(stream, 0, [ended(1)], actor="kominfo")
    (recorded,) = store.load(stream)
    store.close()
    assert isinstance(recorded, Recorded)
