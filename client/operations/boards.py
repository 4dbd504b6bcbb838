"""Operations of the API: boards. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from client import models
from client.streams import Event
from client.transport import Transport, path_of


class Boards:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def boards(self, *, on: date | None = None, after: int = 0) -> dict[str, dict[str, int]]:
        """Berapa pegawai dalam tiap keadaan, menurut OPD."""
        return self._transport.call(
            "GET", "/v1/boards", dict[str, dict[str, int]], query={"on": on, "after": after}
        )

    def confirmations(self, *, position: int, last_event_id: str = "") -> Iterator[Event]:
        """Kabar bahwa presensi sudah terlihat (server-sent events)."""
        return self._transport.listen(
            "/v1/me/confirmations", query={"position": position}, last_event_id=last_event_id
        )

    def live_board(self, opd: str, *, last_event_id: str = "") -> Iterator[Event]:
        """Papan hari ini, langsung (server-sent events)."""
        return self._transport.listen(
            path_of("/v1/opd/{opd}/board", opd=opd), last_event_id=last_event_id
        )

    def month_board(self, opd: str, month: str, *, after: int = 0) -> list[models.MonthRow]:
        """Sebulan di suatu OPD, menurut pegawai."""
        return self._transport.call(
            "GET",
            path_of("/v1/opd/{opd}/months/{month}", opd=opd, month=month),
            list[models.MonthRow],
            query={"after": after},
        )

    def today(
        self,
        opd: str,
        *,
        on: date | None = None,
        only: Literal[
            "off", "cuti", "absent", "pending", "late", "present", "expected", None
        ] = None,
        after: int = 0,
    ) -> models.Board:
        """Siapa terlambat, tidak hadir, menunggu, atau cuti hari ini."""
        return self._transport.call(
            "GET",
            path_of("/v1/opd/{opd}/today", opd=opd),
            models.Board,
            query={"on": on, "only": only, "after": after},
        )
