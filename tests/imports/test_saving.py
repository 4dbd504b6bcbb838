"""An import is stored wholly or not at all, whatever happens beside it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from application.envelope import CommandKey, Envelope, StaleVersion, StoreUnavailable
from application.imports.importing import Importer
from application.imports.reasons import ImportKindUnknown, ImportRunning
from application.store import Store
from domain.employee import NameCorrected
from domain.streams import parse_stream
from tests.conftest import MASTER_KEY
from tests.imports.conftest import WHO, Imported, asked, nip

HEADER = "nip,nama,status,opd,kantor,pola,tmt\n"


def staff(*numbers: int, name: str = "Pegawai Uji") -> str:
    return HEADER + "".join(
        f"{nip(n)},{name} {n},PNS,dinkes,dinkes,lima,2022-01-03\n" for n in numbers
    )


class Disturbed(Store):
    """Something happens just before it saves, once."""

    def __init__(self, database_url: str, disturb) -> None:
        super().__init__(database_url, MASTER_KEY)
        self.disturb = disturb

    def save(
        self, envelopes: Sequence[Envelope], keys: Sequence[CommandKey] = (), claims: Sequence = ()
    ) -> list[int]:
        disturb, self.disturb = self.disturb, None
        if disturb:
            disturb()
        return super().save(envelopes, keys, claims)


def test_a_connection_that_breaks_leaves_nothing(
    imported: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = imported.log()

    def broken() -> None:
        raise StoreUnavailable

    store = Disturbed(imported.database_url, broken)
    importer = Importer(store, imported.database_url)
    with pytest.raises(StoreUnavailable):
        importer.apply("employees", asked(staff(1, 2, 3)), WHO)
    assert imported.log() == before
    assert importer.apply("employees", asked(staff(1, 2, 3)), WHO).new == 3
    store.close()


def test_what_another_wrote_meanwhile_is_decided_on(imported: Imported) -> None:
    imported.apply("employees", staff(1, 2))
    stream = next(
        r.stream
        for r in imported.log()
        if parse_stream(r.stream).kind == "employee" and r.event.nip == nip(1)
    )

    def renamed_by_another() -> None:
        imported.store.append(stream, 1, [NameCorrected(name="Pegawai Baru 1")], actor="lain")

    store = Disturbed(imported.database_url, renamed_by_another)
    report = Importer(store, imported.database_url).apply(
        "employees", asked(staff(1, 2, name="Pegawai Baru")), WHO
    )
    store.close()
    assert (report.changed, report.unchanged) == (1, 1)
    assert [recorded.actor for recorded in imported.store.load(stream)] == ["penguji", "lain"]
    assert set(imported.people()) == {"Pegawai Baru 1", "Pegawai Baru 2"}


def test_a_commit_whose_answer_was_lost_is_not_done_twice(
    imported: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = imported.store.save

    def saved_but_unheard(*given: object) -> list[int]:
        save(*given)
        raise StaleVersion

    monkeypatch.setattr(imported.store, "save", saved_but_unheard)
    report = imported.apply("employees", staff(1, 2))
    assert (report.applied, report.new) == (True, 2)
    assert report.position is not None
    assert len(imported.people()) == 2


def test_of_two_imports_at_once_one_is_refused(imported: Imported) -> None:
    held: list[Exception] = []

    def meanwhile() -> None:
        with ThreadPoolExecutor(1) as other:
            try:
                other.submit(imported.apply, "employees", staff(1)).result()
            except ImportRunning as running:
                held.append(running)

    store = Disturbed(imported.database_url, meanwhile)
    Importer(store, imported.database_url).apply("employees", asked(staff(1)), WHO)
    store.close()
    assert len(held) == 1
    assert len(imported.people()) == 1
    assert imported.apply("employees", staff(1)).unchanged == 1


def test_events_of_a_row_carry_a_key_of_what_the_row_says(imported: Imported) -> None:
    imported.apply("employees", staff(1) + staff(2).removeprefix(HEADER))
    registered = [r for r in imported.log() if parse_stream(r.stream).kind == "employee"]
    ids = {recorded.command_id for recorded in registered}
    assert len(ids) == 2
    with psycopg.connect(imported.database_url) as connection:
        stored = connection.execute("SELECT command_id FROM log.command_keys").fetchall()
    assert {row[0] for row in stored} == ids


def test_a_kind_that_is_not_imported_is_refused(imported: Imported) -> None:
    with pytest.raises(ImportKindUnknown):
        imported.look("entah", staff(1))
