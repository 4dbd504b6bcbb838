"""Operations of the API: deliveries. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator
from typing import Literal

from client import models
from client.transport import Transport


class Deliveries:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def counts(self) -> models.Counts:
        """Banyaknya pengiriman menurut keadaannya."""
        return self._transport.call("GET", "/v1/kinerja/deliveries/counts", models.Counts)

    def deliveries(
        self,
        *,
        state: Literal["waiting", "delivered", "dead", "dismissed", None] = None,
        employee: str | None = None,
        cursor: int = 0,
        limit: int = 100,
    ) -> models.DeliveryPage:
        """Pengiriman laporan kinerja ke situs kinerja."""
        return self._transport.call(
            "GET",
            "/v1/kinerja/deliveries",
            models.DeliveryPage,
            query={"state": state, "employee": employee, "cursor": cursor, "limit": limit},
        )

    def deliveries_pages(
        self,
        *,
        state: Literal["waiting", "delivered", "dead", "dismissed", None] = None,
        employee: str | None = None,
        cursor: int = 0,
        limit: int = 100,
    ) -> Iterator[models.DeliveryPage]:
        """Pengiriman laporan kinerja ke situs kinerja."""
        while True:
            page = self.deliveries(state=state, employee=employee, cursor=cursor, limit=limit)
            yield page
            if page.next is None:
                return
            cursor = page.next

    def dismiss(self, data: models.Dismissal) -> models.Changed:
        """Lepaskan pengiriman gagal yang tidak akan pernah diterima."""
        return self._transport.call(
            "POST", "/v1/kinerja/deliveries/dismissals", models.Changed, body=data
        )

    def retry(self, data: models.Retry) -> models.Changed:
        """Coba lagi pengiriman yang gagal."""
        return self._transport.call(
            "POST", "/v1/kinerja/deliveries/retries", models.Changed, body=data
        )
