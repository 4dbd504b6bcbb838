"""Personal parts: sealed in the log, opened while the key exists, gone once it is erased."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag

from application.command import Command, Decision
from application.commit import Committer
from application.keyring import Keyring, MasterKeyWrong
from application.store import Store
from domain.attendance import OfficeLeft
from domain.cuti import CutiRefused
from domain.personal import NOTHING_PERSONAL, Personal
from tests.conftest import MASTER_KEY

PERSONAL = Personal(
    latitude=-5.358123, longitude=104.974567, note="rahasia sekali", device="a phone"
)

GOLDEN_KEY = (
    "goldengoldengold",
    bytes.fromhex("b54bf75205d454e1"),
    bytes.fromhex(
        "4ac803913b9f756eb20c1412867dbb5f49f2d6ad3dfc19f3397c86d4c3452293c3c15ac1e0ff8036"
        "ca6ca36dd7bfbf8a335d0a8182df5aa430f34b86"
    ),
)
GOLDEN_SEALED = bytes.fromhex(
    "01b54bf75205d454e1aa76389d657e2b5fec7ce1232c8b3e8542c3bc4daa0c7b086201d411f0b3ed"
    "94baa6ef5714a004b3e5002d441b7016aab44d47a5dbe53b81593c269b7b2e3ad868fea5b8957d19"
    "bc4fcc50c7d9cb57b2880b04b7b9501822de6ca325894dc9c8f62678bac68b602f812cc49db6a329"
    "9ce4b680cd"
)


@pytest.fixture
def employee() -> str:
    return f"{uuid4().int % 10**16:016}"


@pytest.fixture
def other_store(database_url: str) -> Iterator[Store]:
    """As another process would have it."""
    store = Store(database_url, MASTER_KEY)
    yield store
    store.close()


def left(personal: Personal | bytes = PERSONAL) -> OfficeLeft:
    day = date(2022, 10, 3)
    return OfficeLeft(on=day, from_s=36_000, until_s=39_600, permitted=False, personal=personal)


def test_the_log_holds_no_personal_part_in_the_clear(
    store: Store, database_url: str, employee: str
) -> None:
    store.append(f"{employee}/day/2022-10-03", 0, [left()], actor=employee)
    with psycopg.connect(database_url) as connection:
        (state,) = connection.execute(
            "SELECT convert_from(state, 'UTF8') FROM log.stored_events WHERE originator_id LIKE %s",
            (f"{employee}%",),
        ).fetchone() or ("",)
    assert '"from_s":36000' in state
    assert not [part for part in ("rahasia", "5.358", "104.97", "phone") if part in state]


def test_an_auditor_opens_what_replay_leaves_sealed(
    store: Store, other_store: Store, employee: str
) -> None:
    stream = f"{employee}/day/2022-10-03"
    store.append(stream, 0, [left(), left(NOTHING_PERSONAL)], actor=employee)
    sealed, nothing = other_store.load(stream)
    assert isinstance(sealed.event, OfficeLeft)
    assert isinstance(sealed.event.personal, bytes)
    assert other_store.personal(sealed) == PERSONAL
    assert nothing.event == left(NOTHING_PERSONAL)
    assert other_store.personal(nothing) is None


def test_a_personal_part_without_content_is_not_sealed(store: Store, employee: str) -> None:
    stream = f"{employee}/cuti/1"
    store.append(stream, 0, [CutiRefused(cuti="1", personal=Personal())], actor=employee)
    (recorded,) = store.load(stream)
    assert recorded.event == CutiRefused(cuti="1")


def test_commands_that_are_committed_together_are_sealed_each_under_its_own_key(
    store: Store, database_url: str
) -> None:
    employees = [f"{number:016}" for number in range(50)]
    committer = Committer(store)

    def leaving(employee: str) -> Command:
        stream = f"{employee}/day/2022-10-04"
        decision = Decision(events={stream: (left(Personal(note=employee)),)})
        return Command(
            command_id=uuid4(),
            body_hash=b"",
            actor=employee,
            streams=(stream,),
            decide=lambda _: decision,
        )

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(committer.execute, map(leaving, employees)))
    committer.close()
    for employee in employees:
        (recorded,) = store.prefix(employee)
        assert store.personal(recorded) == Personal(note=employee)
    with psycopg.connect(database_url) as connection:
        keys = connection.execute(
            "SELECT wrapped FROM log.person_keys WHERE employee = ANY(%s)", (employees,)
        )
        assert len(set(keys.fetchall())) == 50


def test_an_erased_person_stays_in_the_log_without_the_personal_part(
    store: Store, other_store: Store, employee: str
) -> None:
    stream = f"{employee}/day/2022-10-03"
    store.append(stream, 0, [left()], actor=employee)
    (before,) = other_store.load(stream)
    assert other_store.personal(before) == PERSONAL
    assert store.keyring.erase(employee)
    assert not store.keyring.erase(employee)
    for reader in (store, other_store):
        (after,) = reader.load(stream)
        assert after == before
        assert reader.personal(after) is None


def test_what_follows_an_erasure_has_a_new_key_that_does_not_open_the_old(
    store: Store, employee: str
) -> None:
    stream = f"{employee}/day/2022-10-03"
    store.append(stream, 0, [left()], actor=employee)
    store.keyring.erase(employee)
    store.append(stream, 1, [left(Personal(note="new"))], actor=employee)
    old, new = store.load(stream)
    assert store.personal(old) is None
    assert store.personal(new) == Personal(note="new")


def test_a_key_that_another_process_erased_is_forgotten_within_a_minute(
    store: Store, other_store: Store, employee: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("application.keyring.monotonic", lambda: now)
    stream = f"{employee}/day/2022-10-03"
    store.append(stream, 0, [left()], actor=employee)
    other_store.keyring.erase(employee)
    now += 61
    store.append(stream, 1, [left(Personal(note="new"))], actor=employee)
    assert store.personal(store.load(stream)[1]) == Personal(note="new")


def test_a_sealed_part_cannot_be_moved_to_another_stream(store: Store, employee: str) -> None:
    sealed = store.keyring.seal(f"{employee}/day/2022-10-03", PERSONAL)
    with pytest.raises(InvalidTag):
        store.keyring.open(f"{employee}/day/2022-10-04", sealed)


def test_the_same_part_sealed_twice_differs(store: Store, employee: str) -> None:
    stream = f"{employee}/day/2022-10-03"
    assert store.keyring.seal(stream, PERSONAL) != store.keyring.seal(stream, PERSONAL)


def test_processes_that_need_a_new_key_at_once_agree_on_one(
    store: Store, other_store: Store
) -> None:
    for number in range(20):
        stream = f"new-{number:012}/day/2022-10-03"
        with ThreadPoolExecutor(2) as pool:
            sealed = [
                pool.submit(each.keyring.seal, stream, PERSONAL) for each in (store, other_store)
            ]
        opened = [store.keyring.open(stream, part.result()) for part in sealed]
        assert opened == [PERSONAL] * 2


def test_another_secret_opens_nothing_and_says_so(
    store: Store, database_url: str, employee: str
) -> None:
    sealed = store.keyring.seal(f"{employee}/day/2022-10-03", PERSONAL)
    stranger = Store(database_url, bytes(32))
    with pytest.raises(MasterKeyWrong):
        stranger.keyring.open(f"{employee}/day/2022-10-03", sealed)
    with pytest.raises(MasterKeyWrong):
        stranger.keyring.seal(f"{employee}/day/2022-10-03", PERSONAL)
    stranger.close()


def test_remembered_keys_are_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("application.keyring._CACHED_KEYS", 3)
    keyring = Keyring(MASTER_KEY, store.connection)
    streams = [f"bounded-{number:08}/day/2022-10-03" for number in range(10)]
    sealed = [keyring.seal(stream, PERSONAL) for stream in streams]
    assert len(keyring._cache) == 3
    opened = [keyring.open(*pair) for pair in zip(streams, sealed, strict=True)]
    assert opened == [PERSONAL] * 10


def test_a_part_sealed_by_the_first_release_is_opened_for_ever(
    store: Store, database_url: str
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO log.person_keys VALUES (%s, %s, %s)", GOLDEN_KEY)
    assert store.keyring.open(f"{GOLDEN_KEY[0]}/day/2022-10-03", GOLDEN_SEALED) == PERSONAL
