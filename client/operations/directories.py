"""Operations of the API: directories. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator
from datetime import date

from client import models
from client.transport import Transport, path_of


class Directories:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def calendar(
        self, *, from_on: date | None = None, until_on: date | None = None, after: int = 0
    ) -> list[models.CalendarDate]:
        """Hari libur dan gangguan."""
        return self._transport.call(
            "GET",
            "/v1/calendar",
            list[models.CalendarDate],
            query={"from_on": from_on, "until_on": until_on, "after": after},
        )

    def employees(
        self,
        *,
        on: date | None = None,
        opd: str | None = None,
        search: str = "",
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> models.PeoplePage:
        """Pegawai, dengan pencarian nama atau NIP."""
        return self._transport.call(
            "GET",
            "/v1/employees",
            models.PeoplePage,
            query={
                "on": on,
                "opd": opd,
                "search": search,
                "cursor": cursor,
                "limit": limit,
                "after": after,
            },
        )

    def employees_pages(
        self,
        *,
        on: date | None = None,
        opd: str | None = None,
        search: str = "",
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> Iterator[models.PeoplePage]:
        """Pegawai, dengan pencarian nama atau NIP."""
        while True:
            page = self.employees(
                on=on, opd=opd, search=search, cursor=cursor, limit=limit, after=after
            )
            yield page
            if page.next is None:
                return
            cursor = page.next

    def history(self, employee: str, *, after: int = 0) -> list[models.Person]:
        """Riwayat penempatan seorang pegawai."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/history", employee=employee),
            list[models.Person],
            query={"after": after},
        )

    def offices(self, *, on: date | None = None, after: int = 0) -> list[models.OfficeEntry]:
        """Semua kantor dan areanya."""
        return self._transport.call(
            "GET", "/v1/offices", list[models.OfficeEntry], query={"on": on, "after": after}
        )

    def opds(self, *, on: date | None = None, after: int = 0) -> list[models.OpdEntry]:
        """Semua OPD dan kepalanya."""
        return self._transport.call(
            "GET", "/v1/opd", list[models.OpdEntry], query={"on": on, "after": after}
        )

    def patterns(self, *, on: date | None = None, after: int = 0) -> list[models.PatternEntry]:
        """Semua pola kerja."""
        return self._transport.call(
            "GET", "/v1/patterns", list[models.PatternEntry], query={"on": on, "after": after}
        )
