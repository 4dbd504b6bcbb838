"""Operations of the API: perbup. Made by `make client`: change the API, not this file."""

from typing import Any

from client import models
from client.transport import Transport, path_of


class Perbup:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def amend(self, perbup: str, data: models.AmendPerbup, *, key: str = "") -> models.Accepted:
        """Perubahan Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/amendments", perbup=perbup),
            models.Accepted,
            body=data,
            key=key,
        )

    def check(self, data: models.DraftPerbup) -> models.Checked:
        """Periksa naskah Perbup tanpa menyimpannya."""
        return self._transport.call("POST", "/v1/perbup-checks", models.Checked, body=data)

    def draft(
        self, perbup: str, data: models.DraftPerbup, *, key: str = "", if_match: str = ""
    ) -> models.Accepted:
        """Simpan rancangan Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/drafts", perbup=perbup),
            models.Accepted,
            body=data,
            key=key,
            if_match=if_match,
        )

    def enact(self, perbup: str, data: models.EnactPerbup, *, key: str = "") -> models.Accepted:
        """Undangkan Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/enactments", perbup=perbup),
            models.Accepted,
            body=data,
            key=key,
        )

    def list_all(self) -> list[models.PerbupRegistered]:
        """Semua Perbup."""
        return self._transport.call("GET", "/v1/perbup", list[models.PerbupRegistered])

    def revoke(self, perbup: str, data: models.RevokePerbup, *, key: str = "") -> models.Accepted:
        """Cabut Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/revocations", perbup=perbup),
            models.Accepted,
            body=data,
            key=key,
        )

    def show(self, perbup: str) -> models.PerbupRegistered:
        """Satu Perbup dan naskahnya."""
        return self._transport.call(
            "GET", path_of("/v1/perbup/{perbup}", perbup=perbup), models.PerbupRegistered
        )

    def show_schema(self) -> dict[str, Any]:
        """JSON Schema naskah Perbup."""
        return self._transport.call("GET", "/v1/perbup-schema", dict[str, Any])
