"""Operations of the API: periods. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator

from client import models
from client.transport import Transport, path_of


class Periods:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def adjustments(
        self,
        month: str,
        *,
        employee: str | None = None,
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> models.AdjustmentPage:
        """Kurang dan kelebihan bayar bulan tertutup, yang dibayar pada bulan ini."""
        return self._transport.call(
            "GET",
            path_of("/v1/periods/{month}/adjustments", month=month),
            models.AdjustmentPage,
            query={"employee": employee, "cursor": cursor, "limit": limit, "after": after},
        )

    def adjustments_pages(
        self,
        month: str,
        *,
        employee: str | None = None,
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> Iterator[models.AdjustmentPage]:
        """Kurang dan kelebihan bayar bulan tertutup, yang dibayar pada bulan ini."""
        while True:
            page = self.adjustments(
                month=month, employee=employee, cursor=cursor, limit=limit, after=after
            )
            yield page
            if page.next is None:
                return
            cursor = page.next

    def close(self, month: str, *, key: str = "") -> models.Accepted:
        """Tutup bulan dengan angkanya sekarang."""
        return self._transport.call(
            "POST", path_of("/v1/periods/{month}/closings", month=month), models.Accepted, key=key
        )

    def history(self, month: str, *, after: int = 0) -> list[models.PeriodChange]:
        """Kapan bulan itu ditutup dan dibuka lagi, dan mengapa."""
        return self._transport.call(
            "GET",
            path_of("/v1/periods/{month}/history", month=month),
            list[models.PeriodChange],
            query={"after": after},
        )

    def list_closed(self, *, after: int = 0, key: str = "") -> list[models.ClosedPeriod]:
        """Bulan-bulan yang ditutup."""
        return self._transport.call(
            "GET", "/v1/periods", list[models.ClosedPeriod], query={"after": after}, key=key
        )

    def period(self, month: str, *, key: str = "") -> models.PeriodView:
        """Sudahkah bulan itu ditutup."""
        return self._transport.call(
            "GET", path_of("/v1/periods/{month}", month=month), models.PeriodView, key=key
        )

    def reopen(self, month: str, data: models.ReopenPeriod, *, key: str = "") -> models.Accepted:
        """Buka lagi bulan yang sudah ditutup."""
        return self._transport.call(
            "POST",
            path_of("/v1/periods/{month}/reopenings", month=month),
            models.Accepted,
            body=data,
            key=key,
        )
