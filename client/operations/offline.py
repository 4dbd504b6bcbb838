"""Operations of the API: offline. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport


class Offline:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def post_batch(self, data: models.Batch) -> models.BatchAnswer:
        """Kirim antrean luring."""
        return self._transport.call("POST", "/v1/check-ins/batch", models.BatchAnswer, body=data)
