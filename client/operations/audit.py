"""Operations of the API: audit. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from client import models
from client.transport import Transport, path_of


class Audit:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def day_events(self, employee: str, on: date, *, key: str = "") -> list[models.EventView]:
        """Peristiwa suatu hari presensi."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/days/{on}/events", employee=employee, on=on),
            list[models.EventView],
            key=key,
        )

    def day_photo(
        self, employee: str, on: date, sha256: str, *, size: Literal["full", "thumbnail"] = "full"
    ) -> bytes:
        """Selfie atau lampiran yang disebut hari itu."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/days/{on}/photos/{sha256}",
                employee=employee,
                on=on,
                sha256=sha256,
            ),
            bytes,
            query={"size": size},
        )

    def employee_events(
        self,
        employee: str,
        *,
        after_position: int = 0,
        known_at: datetime | None = None,
        limit: int = 200,
    ) -> models.EventPage:
        """Semua peristiwa seorang pegawai."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/events", employee=employee),
            models.EventPage,
            query={"after_position": after_position, "known_at": known_at, "limit": limit},
        )

    def employee_events_pages(
        self,
        employee: str,
        *,
        after_position: int = 0,
        known_at: datetime | None = None,
        limit: int = 200,
    ) -> Iterator[models.EventPage]:
        """Semua peristiwa seorang pegawai."""
        while True:
            page = self.employee_events(
                employee=employee, after_position=after_position, known_at=known_at, limit=limit
            )
            yield page
            if page.next is None:
                return
            after_position = page.next

    def evidence(self, employee: str) -> bytes:
        """Bukti seorang pegawai sebagai arsip ZIP."""
        return self._transport.call(
            "GET", path_of("/v1/employees/{employee}/evidence", employee=employee), bytes
        )
