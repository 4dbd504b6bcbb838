"""Operations of the API: employee_card. Made by `make client`: change the API, not this file."""

from datetime import date

from client import models
from client.transport import Transport, path_of


class EmployeeCard:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def show(self, employee: str, *, on: date | None = None) -> models.EmployeeCard:
        """Data pegawai pada suatu tanggal."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}", employee=employee),
            models.EmployeeCard,
            query={"on": on},
        )
