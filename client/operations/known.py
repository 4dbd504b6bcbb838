"""Operations of the API: known. Made by `make client`: change the API, not this file."""

from datetime import datetime

from client import models
from client.transport import Transport, path_of


class Known:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def as_known_at(
        self, employee: str, month: str, *, at: datetime, key: str = ""
    ) -> models.KnownMonth:
        """Bulan seorang pegawai sebagaimana diketahui pada suatu saat."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/months/{month}/as-known-at",
                employee=employee,
                month=month,
            ),
            models.KnownMonth,
            query={"at": at},
            key=key,
        )

    def changes_since(
        self, employee: str, month: str, *, at: datetime, key: str = ""
    ) -> list[models.EventView]:
        """Apa yang tercatat setelah suatu saat dan dapat mengubah bulan itu."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/months/{month}/changes-since",
                employee=employee,
                month=month,
            ),
            list[models.EventView],
            query={"at": at},
            key=key,
        )

    def explanation(
        self, employee: str, month: str, *, after: int = 0, key: str = ""
    ) -> models.Explanation:
        """Penjelasan tiap rupiah: pasal, hitungan, dan peristiwanya."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/months/{month}/explanation",
                employee=employee,
                month=month,
            ),
            models.Explanation,
            query={"after": after},
            key=key,
        )

    def explanation_page(self, employee: str, month: str, *, after: int = 0) -> str:
        """Penjelasan yang sama sebagai halaman untuk dicetak."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/months/{month}/explanation.html",
                employee=employee,
                month=month,
            ),
            str,
            query={"after": after},
        )
