"""Imports by HTTP, for BKPSDM: what a file would change, and with `apply` the change itself."""

import asyncio
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, post
from litestar.enums import MediaType
from litestar.params import FromPath, FromQuery, QueryParameter

from api import clock, texts
from api.commands import body_hash
from api.identity import may
from api.import_words import fault_place, fault_text, notice_text
from api.parameters import idempotency_key
from api.problems import MEDIA_TYPE, FieldFault, Problem, problem_of, request_id_of
from api.services import ApiRequest, Services, services_of
from api.uploads import MediaTypeUnsupported, PartMissing, parts_of
from application.command import CommandKeyReused
from application.envelope import CommandKey, StoredKey
from application.imports.asked import Asked
from application.imports.cells import DateOrder
from application.imports.draft import Who
from application.imports.importing import KINDS, Importer, Report
from application.imports.reasons import FaultyImport, ImportKindUnknown
from domain.refusals import Unreadable


class OptionUnreadable(Unreadable):
    """A pair that is not written as `left=right`."""

    code = "option_unreadable"


class FaultView(msgspec.Struct, frozen=True, kw_only=True):
    """`row` is 0 for the file as a whole; `file` is empty, or people."""

    file: str
    row: int
    column: str
    value: str
    code: str
    text: str


class NoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """What was noticed, keeps nothing from being imported, and is told once."""

    code: str
    row: int
    times: int
    text: str


class RowView(msgspec.Struct, frozen=True, kw_only=True):
    """A row that would change something, and the events that it would record."""

    row: int
    status: str
    events: tuple[str, ...]


class ImportAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows are new, changed and so on; faulty ones are in no other count. `position` is
    that of the last event once it is stored."""

    position: int | None
    kind: str
    sha256: str
    applied: bool
    rows: int
    new: int
    changed: int
    unchanged: int
    skipped: int
    faulty: int
    events: int
    sheet: str
    encoding: str
    delimiter: str
    faults: tuple[FaultView, ...]
    notices: tuple[NoticeView, ...]
    changes: tuple[RowView, ...]


@post(
    "/v1/imports/{kind:str}",
    allow=may(bkpsdm="all"),
    status_code=200,
    tags=["Impor"],
    body_of=None,
    files=("file",),
    summary="Impor dari CSV, XLSX, atau log mesin",
    description="`kind`: employees, offices, tpp, holidays, attlog, attendance. Tanpa `apply=true` "
    "hanya menunjukkan akibatnya. Dengan `apply=true` semua baris disimpan, atau tidak satu pun. "
    "`map` dan `set` berbentuk `kolom=isian` dan `isian=nilai`. Log mesin memerlukan bagian "
    "`people`: berkas nomor mesin dan NIP.",
)
async def import_file(
    request: ApiRequest,
    kind: FromPath[str],
    apply: FromQuery[bool] = False,
    sheet: FromQuery[str | None] = None,
    encoding: FromQuery[str | None] = None,
    mapping: Annotated[list[str] | None, QueryParameter(name="map")] = None,
    told: Annotated[list[str] | None, QueryParameter(name="set")] = None,
    dates: FromQuery[DateOrder | None] = None,
    assess_from: FromQuery[date | None] = None,
) -> Response[ImportAnswer]:
    if kind not in KINDS:
        raise ImportKindUnknown(kinds=list(KINDS))
    parts = await _parts(request)
    asked = Asked(
        content=parts["file"],
        sheet=sheet,
        encoding=encoding,
        mapping=dict(_pair(pair, "map") for pair in mapping or ()),
        told=dict(_pair(pair, "set") for pair in told or ()),
        dates=dates,
        people=parts.get("people"),
        assess_from=assess_from,
    )
    if apply:
        return await _apply(request, kind, asked)
    services = services_of(request)
    report = await asyncio.to_thread(_importer(services).look, kind, asked, _who(request))
    return _answer(request, report)


ROUTES: Final = (import_file,)


async def _parts(request: ApiRequest) -> dict[str, bytes]:
    content_type = request.headers.get("content-type", "")
    if not content_type.startswith("multipart/form-data"):
        raise MediaTypeUnsupported
    parts = parts_of(content_type, await request.body())
    if "file" not in parts:
        raise PartMissing(field="file")
    return parts


def _pair(text: str, field: str) -> tuple[str, str]:
    left, divided, right = text.partition("=")
    if not (divided and left.strip() and right.strip()):
        raise OptionUnreadable(field=field, value=text)
    return left.strip(), right.strip()


async def _apply(request: ApiRequest, kind: str, asked: Asked) -> Response[ImportAnswer]:
    """The same key and file get the first answer; a faulty file is refused with every fault."""
    services = services_of(request)
    key = CommandKey(
        command_id=idempotency_key(request), body_hash=_hash(request, kind, asked), answer=b"{}"
    )
    stored = await asyncio.to_thread(_stored, services, key)
    if stored is not None:
        report = msgspec.json.decode(stored.answer, type=Report)
        again = msgspec.structs.replace(report, position=stored.position or None)
        return _answer(request, again, {"Idempotent-Replay": "true"})
    importer = _importer(services)
    report = await asyncio.to_thread(importer.apply, kind, asked, _who(request), key)
    if report.faulty:
        return _refused(request, report)
    await asyncio.to_thread(services.directory.refresh)
    return _answer(request, report)


def _importer(services: Services) -> Importer:
    return Importer(services.store, str(services.settings.database_url))


def _who(request: ApiRequest) -> Who:
    return Who(actor=request.user.actor, now=clock.now(request))


def _hash(request: ApiRequest, kind: str, asked: Asked) -> bytes:
    """Of what was read: another boundary of the same parts is the same command."""
    return body_hash(request, kind.encode() + msgspec.json.encode(asked))


def _stored(services: Services, key: CommandKey) -> StoredKey | None:
    stored = services.store.before([], [key.command_id]).keys.get(key.command_id)
    if stored is not None and stored.body_hash != key.body_hash:
        raise CommandKeyReused
    return stored


def _refused(request: ApiRequest, report: Report) -> Response[Any]:
    language = texts.language_of(request)
    refusal = FaultyImport(faulty=report.faulty)
    errors = tuple(
        FieldFault(fault_place(fault, language), fault_text(fault, language))
        for fault in report.faults
    )
    problem: Problem = msgspec.structs.replace(
        problem_of(refusal, language, request_id_of(request)), errors=errors
    )
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE)


def _answer(
    request: ApiRequest, report: Report, headers: dict[str, str] | None = None
) -> Response[ImportAnswer]:
    answer = _told(report, texts.language_of(request))
    return Response(answer, status_code=200, media_type=MediaType.JSON, headers=headers or {})


def _told(report: Report, language: str) -> ImportAnswer:
    same = {
        name: getattr(report, name)
        for name in ImportAnswer.__struct_fields__
        if name in Report.__struct_fields__
    }
    faults = tuple(
        FaultView(
            file=fault.file,
            row=fault.row,
            column=fault.column,
            value=fault.value,
            code=fault.code,
            text=fault_text(fault, language),
        )
        for fault in report.faults
    )
    notices = tuple(
        NoticeView(code=n.code, row=n.row, times=n.times, text=notice_text(n, language))
        for n in report.notices
    )
    changes = tuple(
        RowView(row=outcome.row, status=outcome.status, events=outcome.tags)
        for outcome in report.outcomes
    )
    return ImportAnswer(**same | {"faults": faults, "notices": notices, "changes": changes})
