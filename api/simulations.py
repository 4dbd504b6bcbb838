"""What-if, for BKPSDM: what a draft regulation would make of months that are past."""

from typing import Final

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody
from psycopg import Connection

from api.identity import may
from api.parameters import parse_month
from api.queueing import on_queue
from api.reading import read, read_log
from api.reports import ReportUnknown
from api.services import ApiRequest, references_of
from application.plan import Form
from domain.perbup_stream import PerbupUnknown, RegisteredPerbup
from projections.comparison import Compared, compared
from projections.reports import Progress, progress_of
from projections.rule_change import Scope
from projections.what_if import open_simulation
from workers.jobs import enqueue_simulation

TAGS: Final = ["Perbup"]
BKPSDM: Final = may(bkpsdm="all")


class Simulate(Form):
    """Months as 2022-11, both inclusive; what is left out does not narrow."""

    from_month: str
    until_month: str | None = None
    employments: tuple[str, ...] = ()
    opds: tuple[str, ...] = ()


@post(
    "/v1/perbup/{perbup:str}/simulations",
    allow=BKPSDM,
    status_code=202,
    tags=TAGS,
    summary="Coba sebuah rancangan Perbup pada bulan-bulan yang lalu",
    description="Rancangan yang tersimpan, atau naskah terakhir bila tidak ada rancangan. Tidak "
    "mengubah angka apa pun; hasilnya di /v1/reports/{report}.",
)
async def simulate(
    request: ApiRequest, perbup: FromPath[str], data: JSONBody[Simulate]
) -> Progress:
    text = _text(references_of(request).perbup(perbup))
    report = await read_log(request, open_simulation, perbup, _scope(data), request.user.actor)
    await on_queue(request, enqueue_simulation, report, text)
    return await read(request, _known, report)


@get(
    "/v1/reports/{report:int}/comparison",
    allow=may(bkpsdm="all", auditor="all", finance="all"),
    tags=TAGS,
    summary="Bandingkan dua laporan atas bulan yang sama, menurut OPD",
)
async def compare(
    request: ApiRequest, report: FromPath[int], other: FromQuery[int]
) -> list[Compared]:
    for number in (report, other):
        await read(request, _known, number)
    return await read(request, compared, report, other)


ROUTES: Final = (simulate, compare)


def _known(connection: Connection[object], report: int) -> Progress:
    progress = progress_of(connection, report)
    if progress is None:
        raise ReportUnknown
    return progress


def _text(registered: RegisteredPerbup | None) -> str:
    texts = (
        (registered.draft, *(version.perbup for version in reversed(registered.versions)))
        if (registered)
        else ()
    )
    text = next((text for text in texts if text), None)
    if text is None:
        raise PerbupUnknown
    return msgspec.json.encode(text).decode()


def _scope(form: Simulate) -> Scope:
    return Scope(
        from_month=parse_month(form.from_month),
        until_month=parse_month(form.until_month) if form.until_month else None,
        employments=list(form.employments) or None,
        opds=list(form.opds) or None,
    )
