"""Exports for finance, auditors and BKPSDM, and of the own OPD for its head: asked for, fetched."""

from base64 import b64encode
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from api import texts
from api.guard import require_opd
from api.identity import may
from api.parameters import idempotency_key, parse_month
from api.queueing import on_queue
from api.services import ApiRequest, services_of
from application.command import CommandKeyReused
from application.export_store import ExportStore
from application.plan import Form
from domain.employee import Employment
from domain.identifiers import parse_code
from domain.refusals import Refusal, Unknown
from domain.spans import require_order
from projections.export_columns import Kind
from projections.exports import Format, Wanted
from workers import export_jobs
from workers.export_jobs import Export, Made, Progress, Status

TAGS: Final = ["Ekspor"]
ASKERS: Final = may(opd_head="opd", bkpsdm="all", auditor="all", finance="all")
MOST_MONTHS: Final = 60

_EXPORTS: Final = UUID("9d0c8f5e-3a44-5c07-8a0e-1b7f52c6e9d3")
"""The namespace of the names of exports that were asked for with a key."""


class ExportUnknown(Unknown):
    """There is none of this name, or somebody else asked for it, or its time is over."""

    code = "export_unknown"


class ExportNotReady(Refusal):
    """It is still being made, or it was cancelled or failed."""

    code = "export_not_ready"


class ExportTooLong(Refusal):
    code = "export_too_long"
    field = "until_month"


class AskExport(Form):
    """`until_month` (inclusive) is `month` if it is left out. `perbup` is that of the month."""

    kind: Kind
    format: Format
    month: str
    until_month: str | None = None
    opd: str | None = None
    employment: Employment | None = None
    perbup: str | None = None


class Refused(msgspec.Struct, frozen=True):
    code: str
    detail: str


class ExportView(msgspec.Struct, frozen=True, kw_only=True):
    """`progress` counts months while it reads and rows while it writes. `made` is what can be
    fetched; `refused` tells why there is nothing."""

    export: str
    status: Status
    wanted: Wanted
    progress: Progress
    made: Made | None
    refused: Refused | None


@post(
    "/v1/exports",
    allow=ASKERS,
    tags=TAGS,
    status_code=202,
    summary="Minta ekspor potongan, rincian, atau presensi",
    description="CSV (juga untuk Excel Indonesia), XLSX, atau Parquet; beberapa bulan sebagai "
    "Parquet menjadi ZIP berisi satu folder sebulan. Dengan Idempotency-Key yang sama, ekspor yang "
    "sama. Kepala OPD menyebut `opd`-nya.",
)
async def ask(request: ApiRequest, data: JSONBody[AskExport]) -> Response[ExportView]:
    wanted = _wanted(data)
    if not request.user.everyone:
        require_opd(request.user, wanted.opd or "")
    hours = services_of(request).settings.export_hours
    name, account = _name(request), request.user.actor
    export = await on_queue(request, export_jobs.ask, name, account, wanted, hours)
    if export.wanted != wanted:
        raise CommandKeyReused
    location = {"Location": f"/v1/exports/{name}"}
    return Response(_view(request, export), status_code=202, headers=location)


@get("/v1/exports/{job:str}", allow=ASKERS, tags=TAGS, summary="Kemajuan suatu ekspor")
async def show(request: ApiRequest, job: FromPath[str]) -> ExportView:
    return _view(request, await _own(request, job))


@get(
    "/v1/exports/{job:str}/file",
    allow=ASKERS,
    tags=TAGS,
    summary="Unduh ekspor yang selesai",
    description="Repr-Digest memuat SHA-256 isinya.",
    media_type="application/octet-stream",
)
async def fetch(request: ApiRequest, job: FromPath[str]) -> Stream:
    made = (await _own(request, job)).made
    if made is None:
        raise ExportNotReady
    store = ExportStore(services_of(request).settings.exports_url or "")
    content = await store.content(made.kept.key)
    if content is None:
        raise ExportUnknown
    return Stream(content, media_type="application/octet-stream", headers=_headers(made))


@post(
    "/v1/exports/{job:str}/cancellations",
    allow=ASKERS,
    tags=TAGS,
    status_code=202,
    summary="Batalkan ekspor yang belum selesai",
)
async def cancel(request: ApiRequest, job: FromPath[str]) -> ExportView:
    """One that is running ends a little later."""
    await _own(request, job)
    await on_queue(request, export_jobs.cancel, job)
    return _view(request, await _own(request, job))


ROUTES: Final = (ask, show, fetch, cancel)


def _wanted(form: AskExport) -> Wanted:
    month = parse_month(form.month)
    until = parse_month(form.until_month) if form.until_month else month
    require_order(month, until, field="until_month")
    wanted = Wanted(
        kind=form.kind,
        format=form.format,
        month=month,
        until_month=until,
        opd=parse_code(form.opd, "opd") if form.opd else None,
        employment=form.employment,
        perbup=parse_code(form.perbup, "perbup") if form.perbup else None,
    )
    if len(list(wanted.months())) > MOST_MONTHS:
        raise ExportTooLong(most=MOST_MONTHS)
    return wanted


def _name(request: ApiRequest) -> str:
    """Without a key each request is another export."""
    if "idempotency-key" not in request.headers:
        return str(uuid4())
    return str(uuid5(_EXPORTS, f"{request.user.actor} {idempotency_key(request)}"))


async def _own(request: ApiRequest, name: str) -> Export:
    export = await on_queue(request, export_jobs.find, name)
    if export is None or export.account != request.user.actor:
        raise ExportUnknown
    return export


def _view(request: ApiRequest, export: Export) -> ExportView:
    return ExportView(
        export=export.export,
        status=export.status,
        wanted=export.wanted,
        progress=export.progress,
        made=export.made,
        refused=_refused(request, export.refused, export.wanted),
    )


def _refused(request: ApiRequest, code: str | None, wanted: Wanted) -> Refused | None:
    if code is None:
        return None
    details: dict[str, Any] = {"field": "format", "format": wanted.format}
    return Refused(code, texts.text(code, texts.language_of(request), details))


def _headers(made: Made) -> dict[str, str]:
    digest = b64encode(bytes.fromhex(made.kept.sha256)).decode()
    return {
        "Content-Disposition": f'attachment; filename="{made.file_name}"',
        "Content-Length": str(made.kept.size_bytes),
        "Repr-Digest": f"sha-256=:{digest}:",
        "Cache-Control": "private, no-store",
    }
