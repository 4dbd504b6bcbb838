"""Operations of the API: me. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport


class Me:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def today(self) -> models.Today:
        """Hari ini: sesi, jatuh tempo, dan yang sudah dilakukan."""
        return self._transport.call("GET", "/v1/me/today", models.Today)
