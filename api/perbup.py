"""Regulations, for BKPSDM: checked, drafted, enacted, amended, revoked."""

from typing import Any, Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from api.commands import Accepted, execute
from api.identity import EVERY_ROLE, may
from api.services import ApiRequest, references_of
from api.texts import language_of
from application import perbup as commands
from application.perbup import AmendPerbup, DraftPerbup, EnactPerbup, RevokePerbup
from domain.perbup_faults import Language
from domain.perbup_loading import schema
from domain.perbup_stream import PerbupUnknown, RegisteredPerbup
from domain.perbup_validation import faults_of

TAGS: Final = ["Perbup"]
BKPSDM: Final = may(bkpsdm="all")


class FaultView(msgspec.Struct, frozen=True):
    """`path` is the place in the file; `severity` a warning does not refuse the regulation."""

    path: str
    code: str
    severity: str
    text: str


class Checked(msgspec.Struct, frozen=True):
    faults: tuple[FaultView, ...]


class Registered(msgspec.Struct, frozen=True, kw_only=True):
    """`tag` is for If-Match."""

    perbup: str
    status: str
    tag: str
    draft: dict[str, Any] | None
    versions: tuple[dict[str, Any], ...]


@post(
    "/v1/perbup-checks",
    allow=may(bkpsdm="all", auditor="all"),
    status_code=200,
    tags=TAGS,
    summary="Periksa naskah Perbup tanpa menyimpannya",
    description="Semua kesalahan disebut sekaligus, masing-masing dengan tempatnya di berkas.",
)
async def check(request: ApiRequest, data: JSONBody[DraftPerbup]) -> Checked:
    return Checked(faults_in_words(request, data.perbup))


@post(
    "/v1/perbup/{perbup:str}/drafts",
    allow=BKPSDM,
    tags=TAGS,
    if_match=True,
    summary="Simpan rancangan Perbup",
)
async def draft(
    request: ApiRequest, perbup: FromPath[str], data: JSONBody[DraftPerbup]
) -> Response[Accepted]:
    """Whoever sends If-Match with the tag that was read overwrites nobody else's work."""
    read_as = request.headers.get("if-match")
    return await execute(
        request, commands.draft(perbup, data, read_as.strip('" ') if read_as else None)
    )


@post("/v1/perbup/{perbup:str}/enactments", allow=BKPSDM, tags=TAGS, summary="Undangkan Perbup")
async def enact(
    request: ApiRequest, perbup: FromPath[str], data: JSONBody[EnactPerbup]
) -> Response[Accepted]:
    return await execute(request, commands.enact(perbup, data))


@post("/v1/perbup/{perbup:str}/amendments", allow=BKPSDM, tags=TAGS, summary="Perubahan Perbup")
async def amend(
    request: ApiRequest, perbup: FromPath[str], data: JSONBody[AmendPerbup]
) -> Response[Accepted]:
    return await execute(request, commands.amend(perbup, data))


@post("/v1/perbup/{perbup:str}/revocations", allow=BKPSDM, tags=TAGS, summary="Cabut Perbup")
async def revoke(
    request: ApiRequest, perbup: FromPath[str], data: JSONBody[RevokePerbup]
) -> Response[Accepted]:
    return await execute(request, commands.revoke(perbup, data))


@get("/v1/perbup", allow=EVERY_ROLE, tags=TAGS, summary="Semua Perbup")
async def list_all(request: ApiRequest) -> list[Registered]:
    known = references_of(request).perbups()
    return [_view(perbup, registered) for perbup, registered in sorted(known.items())]


@get("/v1/perbup/{perbup:str}", allow=EVERY_ROLE, tags=TAGS, summary="Satu Perbup dan naskahnya")
async def show(request: ApiRequest, perbup: FromPath[str]) -> Registered:
    known = references_of(request).perbup(perbup)
    if known is None:
        raise PerbupUnknown
    return _view(perbup, known)


@get("/v1/perbup-schema", allow=EVERY_ROLE, tags=TAGS, summary="JSON Schema naskah Perbup")
async def show_schema() -> dict[str, Any]:
    return schema()


ROUTES: Final = (check, draft, enact, amend, revoke, list_all, show, show_schema)


def faults_in_words(request: ApiRequest, data: dict[str, Any]) -> tuple[FaultView, ...]:
    language: Language = "en" if language_of(request) == "en" else "id"
    return tuple(
        FaultView(fault.path, fault.code, fault.severity, fault.text(language))
        for fault in faults_of(data)
    )


def _view(perbup: str, registered: RegisteredPerbup) -> Registered:
    return Registered(
        perbup=perbup,
        status=registered.status,
        tag=commands.tag_of(registered),
        draft=registered.draft,
        versions=tuple(version.perbup for version in registered.versions),
    )
