"""For the Inspektorat: what happened to an employee, event by event, with its evidence."""

import asyncio
from datetime import date, datetime
from typing import Any, Final

import msgspec
from litestar import Response, get
from litestar.params import FromPath, FromQuery

from api import texts
from api.identity import may
from api.parameters import parse_instant
from api.services import ApiRequest, Services, references_of, services_of
from application.evidence import evidence_of
from application.photos import Size
from application.store import Store
from domain.personal import Personal
from domain.recorded import Recorded
from domain.reference_checks import require_employee
from domain.refusals import Refusal, Unknown
from domain.streams import day_stream
from domain.tags import TAGS

TAG: Final = ["Pemeriksaan"]
AUDITORS: Final = may(auditor="all")
_DAY: Final = "/v1/employees/{employee:str}/days/{on:date}"


class PhotoUnknown(Unknown):
    """The day does not cite it."""

    code = "photo_unknown"
    field = "sha256"


class PhotoErased(Refusal):
    """The day cites it, so that it was kept once."""

    code = "photo_erased"
    field = "sha256"


class EventView(msgspec.Struct, frozen=True, kw_only=True):
    """One event: as it is stored (`data`), in words (`told`), and its personal part (`personal`),
    which is null for those who may not see it and once it is erased."""

    position: int
    stream: str
    version: int
    tag: str
    recorded_at: datetime
    actor: str
    command_id: str
    told: str
    data: dict[str, Any]
    personal: Personal | None


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """`next` is the position to go on after, null at the end."""

    events: tuple[EventView, ...]
    next: int | None


@get(
    "/v1/employees/{employee:str}/events",
    allow=AUDITORS,
    tags=TAG,
    summary="Semua peristiwa seorang pegawai",
    description="Menurut urutan pencatatan. `known_at`: yang tercatat sampai saat itu.",
)
async def employee_events(
    request: ApiRequest,
    employee: FromPath[str],
    after_position: FromQuery[int] = 0,
    known_at: FromQuery[datetime | None] = None,
    limit: FromQuery[int] = 200,
) -> EventPage:
    require_employee(references_of(request), employee)
    until = parse_instant(known_at, "known_at") if known_at else None
    store = services_of(request).store
    language = texts.language_of(request)
    history = await asyncio.to_thread(store.prefix, employee)
    wanted = [
        recorded
        for recorded in history
        if recorded.position > after_position and (until is None or recorded.recorded_at <= until)
    ]
    shown = wanted[: max(1, min(limit, 1000))]
    views = await asyncio.to_thread(views_of, store, shown, language)
    more = len(shown) < len(wanted)
    return EventPage(events=tuple(views), next=shown[-1].position if more else None)


@get(
    f"{_DAY}/events",
    allow=may(employee="own", opd_head="opd", auditor="all", bkpsdm="all"),
    tags=TAG,
    summary="Peristiwa suatu hari presensi",
    description="Untuk pegawai sendiri dan kepala OPD-nya, dengan keterangan dan posisinya.",
)
async def day_events(
    request: ApiRequest, employee: FromPath[str], on: FromPath[date]
) -> list[EventView]:
    store = services_of(request).store
    history = await asyncio.to_thread(store.load, day_stream(employee, on))
    return await asyncio.to_thread(views_of, store, history, texts.language_of(request))


@get(
    f"{_DAY}/photos/{{sha256:str}}",
    allow=may(employee="own", opd_head="opd", auditor="all"),
    tags=TAG,
    summary="Selfie atau lampiran yang disebut hari itu",
    media_type="image/jpeg",
)
async def day_photo(
    request: ApiRequest,
    employee: FromPath[str],
    on: FromPath[date],
    sha256: FromPath[str],
    size: FromQuery[Size] = "full",
) -> Response[bytes]:
    services = services_of(request)
    photo = await asyncio.to_thread(_photo, services, day_stream(employee, on), sha256, size)
    return Response(photo, media_type="image/jpeg", headers={"Cache-Control": "private"})


@get(
    "/v1/employees/{employee:str}/evidence",
    allow=AUDITORS,
    tags=TAG,
    summary="Bukti seorang pegawai sebagai arsip ZIP",
    description="Peristiwa persis seperti tersimpan, fotonya, dan manifes SHA-256 tiap berkas.",
    media_type="application/zip",
)
async def evidence(request: ApiRequest, employee: FromPath[str]) -> Response[bytes]:
    require_employee(references_of(request), employee)
    services = services_of(request)
    archive = await asyncio.to_thread(evidence_of, services.store, services.photos, employee)
    headers = {"Content-Disposition": f'attachment; filename="{employee}.zip"'}
    return Response(archive, media_type="application/zip", headers=headers)


ROUTES: Final = (employee_events, day_events, day_photo, evidence)


def views_of(store: Store, history: list[Recorded], language: str) -> list[EventView]:
    opened = store.personal_of(history)
    return [_view(*pair, language) for pair in zip(history, opened, strict=True)]


def _view(recorded: Recorded, personal: Personal | None, language: str) -> EventView:
    tag = TAGS[type(recorded.event)]
    data = msgspec.to_builtins(recorded.event)
    erased = bool(data.pop("personal", None)) and personal is None
    known = _erased(language) if erased else msgspec.to_builtins(personal or Personal())
    return EventView(
        position=recorded.position,
        stream=recorded.stream,
        version=recorded.version,
        tag=tag,
        recorded_at=recorded.recorded_at,
        actor=recorded.actor,
        command_id=str(recorded.command_id),
        told=texts.event_text(tag, language, known | data),
        data=data,
        personal=personal,
    )


def _erased(language: str) -> dict[str, str]:
    """What is told in the place of every personal part."""
    return dict.fromkeys(Personal.__struct_fields__, texts.text("erased", language, {}))


def _photo(services: Services, stream: str, sha256: str, size: Size) -> bytes:
    """A thumbnail that was not made yet is the photo itself."""
    cited = {
        getattr(recorded.event, field, "")
        for recorded in services.store.load(stream)
        for field in ("selfie", "attachment")
    }
    if not sha256 or sha256 not in cited:
        raise PhotoUnknown
    photo = services.photos.get(sha256, size) or services.photos.get(sha256)
    if photo is None:
        raise PhotoErased
    return photo
