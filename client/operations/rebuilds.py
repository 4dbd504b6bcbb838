"""Operations of the API: rebuilds. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class Rebuilds:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def begin(self, data: models.Rebuild, *, key: str = "") -> models.ProjectionsRebuildProgress:
        """Bangun ulang tampilan dari peristiwa pertama."""
        return self._transport.call(
            "POST", "/v1/rebuilds", models.ProjectionsRebuildProgress, body=data, key=key
        )

    def show(self, rebuild: int, *, key: str = "") -> models.ProjectionsRebuildProgress:
        """Kemajuan bangun ulang."""
        return self._transport.call(
            "GET",
            path_of("/v1/rebuilds/{rebuild}", rebuild=rebuild),
            models.ProjectionsRebuildProgress,
            key=key,
        )

    def show_positions(self, *, key: str = "") -> list[models.Position]:
        """Sejauh mana tampilan membaca catatan, dan peristiwa yang menghentikannya."""
        return self._transport.call("GET", "/v1/positions", list[models.Position], key=key)

    def stop(self, rebuild: int, *, key: str = "") -> models.ProjectionsRebuildProgress:
        """Hentikan bangun ulang; tampilan yang ada tetap."""
        return self._transport.call(
            "POST",
            path_of("/v1/rebuilds/{rebuild}/cancellations", rebuild=rebuild),
            models.ProjectionsRebuildProgress,
            key=key,
        )
