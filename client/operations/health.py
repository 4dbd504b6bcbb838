"""Operations of the API: health. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport


class Health:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def health(self) -> models.Health:
        """Sejauh mana tiap tampilan, dan apa yang menghentikannya."""
        return self._transport.call("GET", "/health", models.Health)

    def live(self) -> models.Alive:
        """Proses hidup."""
        return self._transport.call("GET", "/health/live", models.Alive)

    def metrics(self) -> str:
        """Ukuran untuk Prometheus."""
        return self._transport.call("GET", "/metrics", str)

    def ready(self) -> models.Ready:
        """Siap melayani."""
        return self._transport.call("GET", "/health/ready", models.Ready)
