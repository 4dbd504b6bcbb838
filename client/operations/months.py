"""Operations of the API: months. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class Months:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def employee_kinerja(
        self, employee: str, month: str, *, after: int = 0
    ) -> list[models.KinerjaEntry]:
        """Laporan kinerja sebulan."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/kinerja/{month}", employee=employee, month=month),
            list[models.KinerjaEntry],
            query={"after": after},
        )

    def employee_month(self, employee: str, month: str, *, after: int = 0) -> models.Month:
        """Bulan seorang pegawai."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/months/{month}", employee=employee, month=month),
            models.Month,
            query={"after": after},
        )

    def employee_year(self, employee: str, year: int, *, after: int = 0) -> list[models.Deduction]:
        """Potongan seorang pegawai dalam setahun, bulan demi bulan."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/years/{year}", employee=employee, year=year),
            list[models.Deduction],
            query={"after": after},
        )

    def my_month(self, month: str, *, after: int = 0) -> models.Month:
        """Bulan saya: hari, potongan berjalan, dan alasannya."""
        return self._transport.call(
            "GET",
            path_of("/v1/me/months/{month}", month=month),
            models.Month,
            query={"after": after},
        )
