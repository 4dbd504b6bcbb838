"""The boards of an OPD: today, live, and the month."""

from collections.abc import AsyncIterator
from datetime import date
from hashlib import blake2b
from typing import Final

import msgspec
from litestar import get
from litestar.params import FromPath, FromQuery
from litestar.response import ServerSentEvent, ServerSentEventMessage

from api import clock
from api.guard import require_own
from api.identity import may
from api.parameters import parse_month
from api.reading import ATTENDANCE, After, caught_up, read
from api.services import ApiRequest, references_of, services_of
from domain.opd import OpdUnknown
from projections.board import BoardRow, MonthRow, State, board_of, opd_month, states_of

TAGS: Final = ["Papan OPD"]
HEADS: Final = may(opd_head="opd", bkpsdm="all", auditor="all")

_TICK_S: Final = 15.0
_LONGEST_WATCH: Final = 240
_CONFIRMED_WITHIN_S: Final = 60.0


class Board(msgspec.Struct, frozen=True, kw_only=True):
    opd: str
    name: str
    on: date
    rows: tuple[BoardRow, ...]


class Confirmation(msgspec.Struct, frozen=True):
    """`reached`: the views show the event at this position."""

    position: int
    reached: bool


@get(
    "/v1/opd/{opd:str}/today",
    allow=HEADS,
    tags=TAGS,
    summary="Siapa terlambat, tidak hadir, menunggu, atau cuti hari ini",
    description="`on` untuk tanggal lain, `only` untuk satu keadaan saja.",
)
async def today(
    request: ApiRequest,
    opd: FromPath[str],
    on: FromQuery[date | None] = None,
    only: FromQuery[State | None] = None,
    after: After = 0,
) -> Board:
    await caught_up(request, after, ATTENDANCE)
    return await _board(request, opd, on or clock.today(request), (only,) if only else ())


@get(
    "/v1/opd/{opd:str}/months/{month:str}",
    allow=may(opd_head="opd", bkpsdm="all", auditor="all", finance="all"),
    tags=TAGS,
    summary="Sebulan di suatu OPD, menurut pegawai",
)
async def month_board(
    request: ApiRequest, opd: FromPath[str], month: FromPath[str], after: After = 0
) -> list[MonthRow]:
    _name_of(request, opd)
    await caught_up(request, after, ATTENDANCE)
    return await read(request, opd_month, opd, parse_month(month))


@get(
    "/v1/boards",
    allow=may(bkpsdm="all", auditor="all"),
    tags=TAGS,
    summary="Berapa pegawai dalam tiap keadaan, menurut OPD",
)
async def boards(
    request: ApiRequest, on: FromQuery[date | None] = None, after: After = 0
) -> dict[str, dict[str, int]]:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, states_of, on or clock.today(request))


@get(
    "/v1/opd/{opd:str}/board",
    allow=HEADS,
    tags=TAGS,
    summary="Papan hari ini, langsung (server-sent events)",
    description="Kiriman pertama adalah papan sekarang; setelah itu tiap kali berubah. Sambungan "
    "ulang dengan `Last-Event-ID` tidak mendapat lagi papan yang sudah ada.",
    media_type="text/event-stream",
)
async def live_board(request: ApiRequest, opd: FromPath[str]) -> ServerSentEvent:
    _name_of(request, opd)
    return ServerSentEvent(_changes(request, opd))


@get(
    "/v1/me/confirmations",
    allow=may(employee="own"),
    tags=["Presensi"],
    summary="Kabar bahwa presensi sudah terlihat (server-sent events)",
    description="`position` dari jawaban presensi; satu kabar, lalu aliran ditutup.",
    media_type="text/event-stream",
)
async def confirmations(request: ApiRequest, position: FromQuery[int]) -> ServerSentEvent:
    require_own(request.user)
    return ServerSentEvent(_confirmed(request, position))


ROUTES: Final = (today, month_board, boards, live_board, confirmations)


async def _board(request: ApiRequest, opd: str, on: date, states: tuple[State, ...] = ()) -> Board:
    name = _name_of(request, opd)
    rows = await read(request, board_of, opd, on, states)
    return Board(opd=opd, name=name, on=on, rows=tuple(rows))


async def _changes(request: ApiRequest, opd: str) -> AsyncIterator[ServerSentEventMessage]:
    """Ends after an hour, and when the client goes; a browser connects again by itself, naming what
    it has in Last-Event-ID: that is not sent again."""
    pulse, shown = services_of(request).pulse, request.headers.get("last-event-id", "")
    for _ in range(_LONGEST_WATCH):
        position = pulse.reached(ATTENDANCE)
        told = msgspec.json.encode(await _board(request, opd, clock.today(request)))
        digest = blake2b(told, digest_size=12).hexdigest()
        if digest != shown:
            shown = digest
            yield ServerSentEventMessage(told.decode(), event="board", id=digest)
        else:
            yield ServerSentEventMessage(data=None, comment="masih di sini")
        await pulse.wait_beyond(position, ATTENDANCE, _TICK_S)


async def _confirmed(request: ApiRequest, position: int) -> AsyncIterator[ServerSentEventMessage]:
    pulse = services_of(request).pulse
    reached = await pulse.wait_for(position, ATTENDANCE, _CONFIRMED_WITHIN_S)
    told = msgspec.json.encode(Confirmation(position, reached)).decode()
    yield ServerSentEventMessage(told, event="confirmation", id=str(position))


def _name_of(request: ApiRequest, opd: str) -> str:
    known = references_of(request).opd(opd)
    if known is None:
        raise OpdUnknown
    return known.name
