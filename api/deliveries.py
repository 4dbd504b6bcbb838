"""Performance entries on their way to the performance website: what arrived, what is stuck."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Final

import msgspec
from litestar import get, post
from litestar.params import FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from api import clock
from api.guard import require_own
from api.identity import may
from api.reading import After, Limit, read
from api.services import ApiRequest, services_of
from application.plan import Form
from domain.identifiers import parse_text
from workers.kinerja_outbox import Counts, Delivery, Outbox, State

TAGS: Final = ["Kinerja"]
REPAIRERS: Final = may(bkpsdm="all", kominfo="all")

StateQuery = Annotated[State | None, QueryParameter(name="state")]
Positions = Annotated[tuple[Annotated[int, Meta(ge=0, le=2**62)], ...], Meta(max_length=10_000)]


class DeliveryPage(msgspec.Struct, frozen=True, kw_only=True):
    """`next` is null on the last page."""

    rows: tuple[Delivery, ...]
    next: int | None


class Retry(Form):
    """The dead ones of these positions; null: all that are dead."""

    positions: Positions | None = None


class Dismissal(Form):
    """The dead ones of these positions are never delivered, and those behind them go on."""

    positions: Positions
    note: str


class Changed(msgspec.Struct, frozen=True):
    """How many were dead and are not any more."""

    changed: int


@get(
    "/v1/kinerja/deliveries",
    allow=may(employee="own", bkpsdm="all", kominfo="all", auditor="all"),
    tags=TAGS,
    summary="Pengiriman laporan kinerja ke situs kinerja",
    description="Menurut urutan pencatatan; pegawai melihat miliknya sendiri. `state`: waiting, "
    "delivered, dead (perlu dicoba lagi), atau dismissed. `cursor` adalah `next` halaman lalu.",
)
async def deliveries(
    request: ApiRequest,
    wanted: StateQuery = None,
    employee: FromQuery[str | None] = None,
    cursor: After = 0,
    limit: Limit = 100,
) -> DeliveryPage:
    whose = employee if request.user.everyone else require_own(request.user)
    rows = await read(
        request, lambda connection: Outbox(connection).page(wanted, whose, cursor, limit + 1)
    )
    shown = rows[:limit]
    return DeliveryPage(rows=tuple(shown), next=shown[-1].position if len(rows) > limit else None)


@get(
    "/v1/kinerja/deliveries/counts",
    allow=may(bkpsdm="all", kominfo="all", auditor="all"),
    tags=TAGS,
    summary="Banyaknya pengiriman menurut keadaannya",
)
async def counts(request: ApiRequest) -> Counts:
    return await read(request, lambda connection: Outbox(connection).counts())


@post(
    "/v1/kinerja/deliveries/retries",
    allow=REPAIRERS,
    tags=TAGS,
    status_code=200,
    summary="Coba lagi pengiriman yang gagal",
    description="Tanpa `positions`: semua yang gagal. Diulang tidak mengubah apa-apa.",
)
async def retry(request: ApiRequest, data: JSONBody[Retry]) -> Changed:
    by, now = request.user.actor, clock.now(request)
    return await _changed(request, lambda outbox: outbox.retry(data.positions, by, now))


@post(
    "/v1/kinerja/deliveries/dismissals",
    allow=REPAIRERS,
    tags=TAGS,
    status_code=200,
    summary="Lepaskan pengiriman gagal yang tidak akan pernah diterima",
)
async def dismiss(request: ApiRequest, data: JSONBody[Dismissal]) -> Changed:
    by, now, note = request.user.actor, clock.now(request), parse_text(data.note, "note")
    return await _changed(request, lambda outbox: outbox.dismiss(data.positions, note, by, now))


ROUTES: Final = (deliveries, counts, retry, dismiss)


async def _changed(request: ApiRequest, change: Callable[[Outbox], int]) -> Changed:
    def changing() -> int:
        with services_of(request).pool.connection() as connection:
            return change(Outbox(connection))

    return Changed(await asyncio.to_thread(changing))
