"""A log, the photos that it cites, and what is made of them."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import psycopg

from application.photo_register import PhotoRegister
from application.photos import Photos
from application.settings import Settings
from application.store import Store
from domain.attendance import CheckedIn
from domain.event import Event
from domain.sessions import ZONES
from tests.domain.regency import A
from workers.photo_jobs import look_at

MONDAY, TUESDAY = date(2022, 10, 3), date(2022, 10, 4)
NOW = datetime(2022, 12, 1, tzinfo=UTC)


class Photographed(msgspec.Struct, frozen=True):
    """A log, the photos that it cites, and what is made of them."""

    store: Store
    settings: Settings
    connection: psycopg.Connection
    register: PhotoRegister
    photos: Photos

    def keep(self, jpeg: bytes) -> str:
        return self.photos.keep(jpeg).sha256

    def record(self, employee: str, event: Event) -> int:
        stream = f"{employee}/day/{event.on}"
        version = len(self.store.load(stream))
        return self.store.append(stream, version, [event], actor=employee)[-1]

    def check_in(self, on: date, jpeg: bytes, employee: str = A) -> int:
        return self.record(employee, checked_in(on, self.keep(jpeg)))

    def look(self) -> None:
        """The job, over everything that waits."""
        self.register.feed()
        look_at(self.register.waiting(NOW, 1_000))

    def alike(self) -> list[tuple[int, int]]:
        """The selfies that are flagged, and which earlier one each is alike to."""
        query = "SELECT event, earlier_event FROM photos.alike ORDER BY event"
        return self.connection.execute(query).fetchall()


def checked_in(on: date, selfie: str, **fields: object) -> CheckedIn:
    at = datetime.combine(on, datetime.min.time(), ZONES["Asia/Jakarta"]) + timedelta(hours=7)
    told = {"session": "pagi", "office": "kantor-a", "distance_m": 0, "accuracy_m": 9}
    return CheckedIn(on=on, at=at, selfie=selfie, **told | fields)
