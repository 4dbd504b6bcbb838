"""A NIP is taken once for all, whichever process takes it, and is free once it was given back."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from application import employees
from application.commit import Committer
from application.employees import ChangeNip, RegisterEmployee, WithdrawEntry
from application.imports.importing import Importer
from application.plan import Plan
from application.store import Store
from domain.reference_checks import NipInUse
from domain.references import References
from domain.streams import parse_stream
from tests.conftest import MASTER_KEY
from tests.domain.regency import PLACES as REGENCY
from tests.domain.regency import told
from tests.imports.conftest import BEGAN, PLACES, WHO, asked, nip
from tests.imports.test_saving import Disturbed, staff

LATER = date(2022, 10, 3)
HERE = REGENCY[:4]


class Office:
    """One process's committer, and its references as they were when last looked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.committer = Committer(store)
        self.references = told(after=HERE)
        self.position = 0

    def look(self) -> References:
        for recorded in self.store.read(self.position, 1_000):
            self.references.apply(recorded.stream, recorded.event, recorded.position)
            self.position = recorded.position
        return self.references

    def send(self, plan: Plan) -> str:
        self.committer.execute(plan.command(uuid4(), b"", "bkpsdm"))
        return parse_stream(plan.streams[0]).key

    def register(self, number: int) -> str:
        return self.send(employees.register(self.references, person(number)))

    def change(self, employee: str, number: int, from_on: date = BEGAN) -> None:
        form = ChangeNip(nip=nip(number), from_on=from_on)
        self.send(employees.change_nip(self.references, employee, form))


def person(number: int) -> RegisterEmployee:
    return RegisterEmployee(
        name=f"Contoh {number}",
        employment="pns",
        opd="dinas-a",
        office="kantor-a",
        pattern="lima",
        from_on=LATER,
        nip=nip(number),
    )


@pytest.fixture
def offices(own_database_url: str) -> Iterator[tuple[Office, Office]]:
    stores = [Store(own_database_url, MASTER_KEY) for _ in range(2)]
    first, second = map(Office, stores)
    yield first, second
    for office in (first, second):
        office.committer.close()
        office.store.close()


def holders(store: Store, number: int) -> list[str]:
    """Streams that ever took the NIP."""
    taken = (r for r in store.read(0, 10_000) if getattr(r.event, "nip", None) == nip(number))
    return [recorded.stream for recorded in taken]


def test_who_has_not_heard_of_a_registration_is_refused_its_nip(
    offices: tuple[Office, Office],
) -> None:
    first, second = offices
    first.register(1)
    with pytest.raises(NipInUse):
        second.register(1)
    assert len(holders(first.store, 1)) == 1


def test_a_change_of_nip_takes_it_from_who_has_not_heard_of_it(
    offices: tuple[Office, Office],
) -> None:
    first, second = offices
    changing, registered = first.register(1), second.register(2)
    first.look()
    second.look()
    first.change(changing, 3, LATER)
    with pytest.raises(NipInUse):
        second.register(3)
    with pytest.raises(NipInUse):
        second.change(registered, 3, LATER)
    assert len(holders(first.store, 3)) == 1


def test_a_nip_that_was_given_back_is_its_right_owners_once(
    offices: tuple[Office, Office],
) -> None:
    first, second = offices
    mistyped = first.register(1)
    first.look()
    first.change(mistyped, 2, LATER)
    with pytest.raises(NipInUse):
        second.register(1)
    first.look()
    second.look()
    owner = first.register(1)
    with pytest.raises(NipInUse):
        second.register(1)
    assert holders(first.store, 1) == [f"{mistyped}/employee", f"{owner}/employee"]


def test_a_nip_can_be_withdrawn_and_taken_again_and_again(offices: tuple[Office, Office]) -> None:
    first, second = offices
    who = first.register(1)
    withdrawn = WithdrawEntry(entry="nip", from_on=LATER, reason="salah ketik")
    for _ in range(3):
        first.send(employees.withdraw_entry(who, withdrawn))
        first.look()
        first.change(who, 1, LATER)
    with pytest.raises(NipInUse):
        second.register(1)
    assert len(holders(first.store, 1)) == 4


def test_the_same_nip_again_takes_nothing(offices: tuple[Office, Office]) -> None:
    first, second = offices
    who = first.register(1)
    second.change(who, 1, LATER)
    assert len(holders(first.store, 1)) == 1


def register_from_own_process(database_url: str, numbers: Sequence[int]) -> list[str]:
    office = Office(Store(database_url, MASTER_KEY))

    def outcome(number: int) -> str:
        try:
            return office.register(number)
        except NipInUse as refusal:
            return refusal.code

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(outcome, numbers))
    office.committer.close()
    office.store.close()
    return outcomes


def test_two_processes_that_register_the_same_people_register_each_once(
    own_database_url: str,
) -> None:
    numbers = range(1, 41)
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        outcomes = pool.starmap(
            register_from_own_process, [(own_database_url, numbers), (own_database_url, numbers)]
        )
    refused = [sorted(pair).count("nip_in_use") for pair in zip(*outcomes, strict=True)]
    assert refused == [1] * 40
    store = Store(own_database_url, MASTER_KEY)
    assert [len(holders(store, number)) for number in numbers] == [1] * 40
    store.close()


def test_an_import_finds_who_was_registered_while_it_was_decided(own_database_url: str) -> None:
    rival = Office(Store(own_database_url, MASTER_KEY))
    for stream, event in PLACES:
        rival.store.append(stream, 0, [event], actor="penguji")
    rival.look()
    elsewhere: dict[str, Any] = {"opd": "disdik", "office": "dinkes", "from_on": BEGAN}

    def register() -> None:
        form = RegisterEmployee(
            name="Pegawai Uji 1", employment="pns", pattern="lima", nip=nip(1), **elsewhere
        )
        rival.send(employees.register(rival.references, form))

    store = Disturbed(own_database_url, register)
    report = Importer(store, own_database_url).apply("employees", asked(staff(1, 2)), WHO)
    assert (report.new, report.changed) == (1, 1)
    assert len(holders(store, 1)) == 1
    late = Office(store)
    with pytest.raises(NipInUse):
        late.register(2)
    late.committer.close()
    store.close()
    rival.committer.close()
    rival.store.close()
