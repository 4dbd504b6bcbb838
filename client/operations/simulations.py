"""Operations of the API: simulations. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class Simulations:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def compare(self, report: int, *, other: int) -> list[models.Compared]:
        """Bandingkan dua laporan atas bulan yang sama, menurut OPD."""
        return self._transport.call(
            "GET",
            path_of("/v1/reports/{report}/comparison", report=report),
            list[models.Compared],
            query={"other": other},
        )

    def simulate(
        self, perbup: str, data: models.Simulate, *, key: str = ""
    ) -> models.ProjectionsReportsProgress:
        """Coba sebuah rancangan Perbup pada bulan-bulan yang lalu."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/simulations", perbup=perbup),
            models.ProjectionsReportsProgress,
            body=data,
            key=key,
        )
