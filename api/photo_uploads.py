"""Photos in parts, for lines that break: begun, gone on with, and at the end a photo like any."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

import msgspec
from litestar import delete, get, patch, post
from litestar.exceptions import InternalServerException
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta

from api.check_ins import EMPLOYEE, TAGS, KeptPhoto
from api.services import ApiRequest, services_of
from api.uploads import keep_photo
from application.photo_reading import PhotoTooLarge
from application.uploads import Upload, UploadElsewhere, UploadTooLong
from domain.refusals import Refusal

Offset = Annotated[
    int, QueryParameter(ge=0, le=2**31 - 1, description="`received` menurut server.")
]


class BeginUpload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    length: Annotated[int, Meta(ge=1, le=2**31 - 1, description="Panjang seluruh foto, bita.")]


class UploadState(msgspec.Struct, frozen=True, kw_only=True):
    """Go on at `received`. `photo` once everything came: cite its `sha256`."""

    upload: UUID
    length: int
    received: int
    photo: KeptPhoto | None


@post(
    "/v1/photo-uploads",
    allow=EMPLOYEE,
    tags=TAGS,
    summary="Mulai kirim foto sebagian demi sebagian",
    description="Untuk sinyal yang sering putus: yang sudah sampai disimpan sehari, lalu sisanya "
    "menyusul. Foto yang jadi disebut dengan sha256-nya, seperti kiriman lain.",
)
async def begin_upload(request: ApiRequest, data: JSONBody[BeginUpload]) -> UploadState:
    services = services_of(request)
    limit = services.settings.photo_limit_bytes
    if data.length > limit:
        raise PhotoTooLarge(field="length", bytes=data.length, limit_bytes=limit)
    actor: str = request.user.actor
    return _state(await asyncio.to_thread(services.uploads.begin, actor, data.length))


@get(
    "/v1/photo-uploads/{upload:uuid}",
    allow=EMPLOYEE,
    tags=TAGS,
    summary="Sampai mana kiriman foto",
)
async def show_upload(request: ApiRequest, upload: FromPath[UUID]) -> UploadState:
    uploads = services_of(request).uploads
    return _state(await asyncio.to_thread(uploads.find, request.user.actor, upload))


@patch(
    "/v1/photo-uploads/{upload:uuid}",
    allow=EMPLOYEE,
    tags=TAGS,
    raw_body=True,
    status_code=200,
    summary="Kirim bagian berikut dari foto",
    description="Isinya bita foto sejak `offset`. Bila sambungan putus, tanya sampai mana, lalu "
    "lanjutkan dari sana. Bagian terakhir menjadikannya foto.",
)
async def add_part(request: ApiRequest, upload: FromPath[UUID], offset: Offset) -> UploadState:
    uploads, actor = services_of(request).uploads, request.user.actor
    known = await asyncio.to_thread(uploads.find, actor, upload)
    if known.received != offset:
        raise UploadElsewhere(offset=known.received)
    content, broken = await _received(request, known.length - offset)
    known = await asyncio.to_thread(uploads.add, actor, upload, offset, content)
    if broken is not None:
        raise broken
    if known.received == known.length and known.sha256 is None:
        await _finish(request, upload)
        known = await asyncio.to_thread(uploads.find, actor, upload)
    return _state(known)


@delete(
    "/v1/photo-uploads/{upload:uuid}",
    allow=EMPLOYEE,
    tags=TAGS,
    summary="Batalkan kiriman foto",
)
async def cancel_upload(request: ApiRequest, upload: FromPath[UUID]) -> None:
    uploads = services_of(request).uploads
    await asyncio.to_thread(uploads.close, request.user.actor, upload)


ROUTES: Final = (begin_upload, show_upload, add_part, cancel_upload)


async def _received(request: ApiRequest, most: int) -> tuple[bytes, InternalServerException | None]:
    """What came, also when the connection broke within it."""
    content = bytearray()
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > most:
                raise UploadTooLong(length=most)
    except InternalServerException as broken:
        return bytes(content), broken
    return bytes(content), None


async def _finish(request: ApiRequest, upload: UUID) -> None:
    """What turns out to be no photo is given up."""
    uploads = services_of(request).uploads
    whole = await asyncio.to_thread(uploads.whole, upload)
    try:
        photo = await keep_photo(request, whole, "photo")
    except Refusal:
        await asyncio.to_thread(uploads.close, request.user.actor, upload)
        raise
    await asyncio.to_thread(uploads.finish, upload, photo)


def _state(known: Upload) -> UploadState:
    photo = None
    if known.sha256 and known.width and known.height:
        photo = KeptPhoto(sha256=known.sha256, width=known.width, height=known.height)
    return UploadState(
        upload=known.upload, length=known.length, received=known.received, photo=photo
    )
