"""Operations of the API: erasures. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class Erasures:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def erase(self, employee: str, data: models.ErasePerson, *, key: str = "") -> models.Erasure:
        """Hapus bagian pribadi seorang pegawai, untuk selamanya."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/erasures", employee=employee),
            models.Erasure,
            body=data,
            key=key,
        )
