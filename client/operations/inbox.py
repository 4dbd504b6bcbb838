"""Operations of the API: inbox. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator
from datetime import date

from client import models
from client.transport import Transport


class Inbox:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def attempts(
        self,
        *,
        from_on: date | None = None,
        until_on: date | None = None,
        opd: str | None = None,
        employee: str | None = None,
        before: int = 4611686018427387904,
        limit: int = 100,
        after: int = 0,
    ) -> list[models.Attempt]:
        """Presensi yang ditolak atau ditandai."""
        return self._transport.call(
            "GET",
            "/v1/attempts",
            list[models.Attempt],
            query={
                "from_on": from_on,
                "until_on": until_on,
                "opd": opd,
                "employee": employee,
                "before": before,
                "limit": limit,
                "after": after,
            },
        )

    def inbox(self, *, cursor: str = "", limit: int = 100, after: int = 0) -> models.Inbox:
        """Yang menunggu keputusan: absensi khusus dan cuti."""
        return self._transport.call(
            "GET",
            "/v1/inbox",
            models.Inbox,
            query={"cursor": cursor, "limit": limit, "after": after},
        )

    def inbox_pages(
        self, *, cursor: str = "", limit: int = 100, after: int = 0
    ) -> Iterator[models.Inbox]:
        """Yang menunggu keputusan: absensi khusus dan cuti."""
        while True:
            page = self.inbox(cursor=cursor, limit=limit, after=after)
            yield page
            if page.next is None:
                return
            cursor = page.next

    def kinerja_inbox(self, *, month: str, after: int = 0) -> list[models.KinerjaEntry]:
        """Laporan kinerja bawahan saya yang belum diputuskan."""
        return self._transport.call(
            "GET",
            "/v1/inbox/kinerja",
            list[models.KinerjaEntry],
            query={"month": month, "after": after},
        )
