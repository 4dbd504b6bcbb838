"""A small regency in a database of each test's own, and files to import into it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import msgspec
import pytest

from api.import_words import fault_place, fault_text
from application.imports.asked import Asked
from application.imports.draft import Who
from application.imports.importing import Importer, Report
from application.store import Store
from domain.dated import at
from domain.employee_state import Employee, evolve
from domain.event import Event
from domain.office import OfficeOpened
from domain.opd import OpdEstablished
from domain.recorded import Recorded, fold
from domain.streams import parse_stream
from domain.work_pattern import WorkPatternDefined
from tests.conftest import MASTER_KEY
from tests.domain.regency import AREA, ROUND_THE_CLOCK, WEEK

BEGAN = date(2022, 1, 3)
NOW = datetime(2022, 12, 1, 3, tzinfo=UTC)
WHO = Who(actor="penguji", now=NOW)


class Imported(msgspec.Struct, frozen=True):
    """An importer on a database, and what its log says."""

    importer: Importer
    store: Store
    database_url: str

    def look(self, kind: str, content: bytes | str, **options: object) -> Report:
        return self.importer.look(kind, asked(content, **options), WHO)

    def apply(self, kind: str, content: bytes | str, **options: object) -> Report:
        return self.importer.apply(kind, asked(content, **options), WHO)

    def log(self) -> list[Recorded]:
        return self.store.read(0, 1_000_000)

    def people(self) -> dict[str, Employee]:
        """By name."""
        streams = [r.stream for r in self.log() if parse_stream(r.stream).kind == "employee"]
        found = (fold(self.store.load(s), evolve, Employee()) for s in dict.fromkeys(streams))
        return {person.name: person for person in found}


def asked(content: bytes | str, **options: object) -> Asked:
    return Asked(content=content.encode() if isinstance(content, str) else content, **options)


def faults(report: Report, language: str = "id") -> list[str]:
    """Where, what stands there, and why."""
    return [
        f"{fault_place(f, language)} [{f.value}]: {f.code}: {fault_text(f, language)}"
        for f in report.faults
    ]


def codes(report: Report) -> list[tuple[int, str, str]]:
    return [(f.row, f.column, f.code) for f in report.faults]


def noticed(report: Report) -> set[str]:
    return {notice.code.removeprefix("note_") for notice in report.notices}


def nip(number: int) -> str:
    return f"19900101201501{number:04d}"


PLACES: list[tuple[str, Event]] = [
    ("opd/dinkes", OpdEstablished(code="dinkes", name="Dinas Kesehatan")),
    ("opd/disdik", OpdEstablished(code="disdik", name="Dinas Pendidikan")),
    ("opd/012", OpdEstablished(code="012", name="Kecamatan Contoh")),
    (
        "office/dinkes",
        OfficeOpened(
            code="dinkes", name="Kantor Dinkes", opd="dinkes", area=AREA, from_on=date(2020, 1, 1)
        ),
    ),
    (
        "pattern/lima",
        WorkPatternDefined(code="lima", name="Lima hari", from_on=BEGAN, days=(WEEK,)),
    ),
    ("pattern/piket", msgspec.structs.replace(ROUND_THE_CLOCK, from_on=BEGAN)),
]


@pytest.fixture
def imported(own_database_url: str) -> Iterator[Imported]:
    store = Store(own_database_url, MASTER_KEY)
    for stream, event in PLACES:
        store.append(stream, 0, [event], actor="penguji")
    yield Imported(Importer(store, own_database_url), store, own_database_url)
    store.close()


def base_of(person: Employee, month: date) -> int | None:
    base = at(person.bases, month)
    return base.rupiah if base else None
