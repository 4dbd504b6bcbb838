"""Views made again from the log, for Diskominfo: started, watched, cancelled."""

from typing import Final, Literal

from litestar import get, post
from litestar.params import FromPath, JSONBody
from psycopg import Connection
from rq import Queue

from api.identity import may
from api.queueing import on_queue
from api.reading import read, read_log
from api.services import ApiRequest
from application.plan import Form
from domain.refusals import Unknown
from projections.catalogue import CATALOGUE
from projections.positions import Position, positions
from projections.rebuild import Progress, cancel, progress, start
from projections.swap import Swap
from workers.jobs import enqueue_rebuild

TAGS: Final = ["Diskominfo"]
KOMINFO: Final = may(kominfo="all")

Projection = Literal["attendance", "directories", "inbox", "performance"]


class RebuildUnknown(Unknown):
    code = "rebuild_unknown"
    field = "rebuild"


class Rebuild(Form):
    """All projections if none is named. `helpers` more jobs take part. `swap`: whatever the
    comparison with the live tables says, only if they are equal, or never (to compare alone)."""

    projections: tuple[Projection, ...] = ()
    helpers: int = 0
    swap: Swap = "always"


@get(
    "/v1/positions",
    allow=may(kominfo="all", bkpsdm="all", auditor="all", finance="all"),
    tags=TAGS,
    summary="Sejauh mana tampilan membaca catatan, dan peristiwa yang menghentikannya",
)
async def show_positions(request: ApiRequest) -> list[Position]:
    return await read(request, positions)


@post(
    "/v1/rebuilds",
    allow=KOMINFO,
    status_code=202,
    tags=TAGS,
    summary="Bangun ulang tampilan dari peristiwa pertama",
    description="Tampilan yang ada tetap melayani sampai diganti. Yang masih berjalan diteruskan.",
)
async def begin(request: ApiRequest, data: JSONBody[Rebuild]) -> Progress:
    number = await read_log(request, start, list(data.projections) or list(CATALOGUE))
    helpers = max(0, min(data.helpers, 32))
    await on_queue(request, _enqueue, number, helpers, data.swap)
    return await read(request, _known, number)


@get("/v1/rebuilds/{rebuild:int}", allow=KOMINFO, tags=TAGS, summary="Kemajuan bangun ulang")
async def show(request: ApiRequest, rebuild: FromPath[int]) -> Progress:
    return await read(request, _known, rebuild)


@post(
    "/v1/rebuilds/{rebuild:int}/cancellations",
    allow=KOMINFO,
    status_code=200,
    tags=TAGS,
    summary="Hentikan bangun ulang; tampilan yang ada tetap",
)
async def stop(request: ApiRequest, rebuild: FromPath[int]) -> Progress:
    await read(request, _known, rebuild)
    await read_log(request, cancel, rebuild)
    return await read(request, _known, rebuild)


ROUTES: Final = (show_positions, begin, show, stop)


def _known(connection: Connection[object], rebuild: int) -> Progress:
    made = progress(connection, rebuild)
    if made is None:
        raise RebuildUnknown
    return made


def _enqueue(queue: Queue, number: int, helpers: int, swap: Swap) -> None:
    enqueue_rebuild(queue, number, helpers=helpers, swap=swap)
