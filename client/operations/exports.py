"""Operations of the API: exports. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class Exports:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def ask(self, data: models.AskExport) -> models.ExportView:
        """Minta ekspor potongan, rincian, atau presensi."""
        return self._transport.call("POST", "/v1/exports", models.ExportView, body=data)

    def cancel(self, job: str) -> models.ExportView:
        """Batalkan ekspor yang belum selesai."""
        return self._transport.call(
            "POST", path_of("/v1/exports/{job}/cancellations", job=job), models.ExportView
        )

    def fetch(self, job: str) -> bytes:
        """Unduh ekspor yang selesai."""
        return self._transport.call("GET", path_of("/v1/exports/{job}/file", job=job), bytes)

    def show(self, job: str) -> models.ExportView:
        """Kemajuan suatu ekspor."""
        return self._transport.call("GET", path_of("/v1/exports/{job}", job=job), models.ExportView)
