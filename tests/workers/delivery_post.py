"""A deliverer of performance entries as the job makes it, and entries to deliver."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Any

import msgspec
import psycopg

from application.keyring import Keyring
from application.store import Store
from domain import kinerja
from domain.employee import EmployeeRegistered
from domain.personal import Personal
from domain.streams import employee_stream, kinerja_stream
from tests.conftest import MASTER_KEY
from tests.projections.histories import EMPLOYEES, Teller, Told
from tests.workers.website import Website
from workers.kinerja_delivery import Deliverer, Policy
from workers.kinerja_outbox import Outbox, State
from workers.kinerja_sending import Endpoint

ANI, BUDI = EMPLOYEES[:2]
MONTH = date(2022, 11, 1)
NIP = "199001012020011001"
PATIENT = Policy(attempts=5, jitter=0.5, run_s=30.0)
START = datetime(2022, 11, 3, 8, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Post:
    """A deliverer as the job makes it, but for its clock, and what became of the entries."""

    def __init__(self, connection: psycopg.Connection[Any], website: Website, store: Store) -> None:
        self.connection = connection
        self.website = website
        self.store = store
        self.clock = Clock()
        self.drawn = 0.0
        self.outbox = Outbox(connection)
        self.endpoint = Endpoint(url=website.url, token="rahasia-uji", timeout_s=60.0)
        self._teller = Teller(store)

    def tell(self, told: Told) -> int:
        return self._teller.tell(told)

    def run(self, policy: Policy = PATIENT, **changed: Any) -> int:
        endpoint = msgspec.structs.replace(self.endpoint, **changed)
        keyring = Keyring(MASTER_KEY, lambda: nullcontext(self.connection))
        return Deliverer(
            self.connection, keyring, endpoint, policy, self.clock, lambda: self.drawn
        ).run()

    def states(self, employee: str) -> list[State]:
        return [delivery.state for delivery in self.outbox.page(employee=employee)]


def hired(who: str) -> tuple[str, Any]:
    registered = EmployeeRegistered(
        name="Pegawai Uji",
        employment="pns",
        opd="dinas-uji",
        office="dinas-uji",
        pattern="lima-hari",
        from_on=date(2022, 1, 1),
        nip=NIP,
    )
    return employee_stream(who), registered


def recorded(who: str, entry: str, activity: str = "Menyusun laporan uji") -> tuple[str, Any]:
    event = kinerja.KinerjaRecorded(
        entry=entry,
        on=date(2022, 11, 2),
        minutes=90,
        quantity=2,
        unit="berkas",
        personal=Personal(activity=activity),
    )
    return kinerja_stream(who, MONTH), event


def verified(who: str, entry: str) -> tuple[str, Any]:
    return kinerja_stream(who, MONTH), kinerja.KinerjaVerified(entry=entry)


def assert_eventually(holds: Any, within_s: float = 60.0) -> None:
    until = monotonic() + within_s
    while not holds():
        assert monotonic() < until
