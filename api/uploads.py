"""Uploads: the parts of a multipart body, and photos that are processed beside the event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import msgspec
from multipart import (  # type: ignore[import-untyped] # ships no types
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
)

from api.headers import header
from api.services import ApiRequest, services_of
from application.photo_reading import Photo
from domain.nul import has_nul
from domain.refusals import Refusal, TextWithNul, Unknown, Unreadable

_MOST_PARTS: Final = 8
_KEEPING: Final = ThreadPoolExecutor(12, thread_name_prefix="photos")
"""Decoding and flushing let go of the interpreter, so that the loop goes on; what is flushed at
one time shares the disk's work."""


class MultipartUnreadable(Unreadable):
    code = "multipart_unreadable"


class PartMissing(Unreadable):
    """A multipart body without the part of this name."""

    code = "part_missing"


class PhotoNotKept(Unknown):
    """No photo of this hash was posted, or it was erased."""

    code = "photo_not_kept"


class MediaTypeUnsupported(Refusal):
    code = "media_type_unsupported"


class Body(msgspec.Struct, frozen=True):
    """`data` is the JSON; `files` are empty for a plain JSON body."""

    data: bytes
    files: dict[str, bytes]


async def read_body(request: ApiRequest) -> Body:
    """JSON alone, or multipart with the JSON in the part `data` and files in others."""
    content_type = header(request, "content-type") or "application/json"
    body = await request.body()
    if content_type.startswith("application/json"):
        return Body(body, {})
    if not content_type.startswith("multipart/form-data"):
        raise MediaTypeUnsupported
    files = parts_of(content_type, body)
    data = files.pop("data", None)
    if data is None:
        raise PartMissing(field="data")
    if has_nul(data):
        raise TextWithNul(field="data")
    return Body(data, files)


def parts_of(content_type: str, body: bytes) -> dict[str, bytes]:
    """The parts by name; of two of one name the last."""
    boundary = content_type.partition("boundary=")[2].partition(";")[0].strip().strip('"')
    parts: dict[str, bytes] = {}
    try:
        with PushMultipartParser(boundary.encode(), max_segment_count=_MOST_PARTS) as parser:
            name, chunks = "", list[bytes]()
            for event in (*parser.parse(body), *parser.parse(b"")):
                if isinstance(event, MultipartSegment):
                    name, chunks = event.name, []
                elif event:
                    chunks.append(bytes(event))
                else:
                    parts[name] = b"".join(chunks)
    except (MultipartError, ValueError, AssertionError):
        raise MultipartUnreadable from None
    return parts


async def keep_photo(request: ApiRequest, upload: bytes, field: str) -> Photo:
    """Durable when it returns."""
    photos = services_of(request).photos
    return await asyncio.get_running_loop().run_in_executor(_KEEPING, photos.keep, upload, field)


async def kept_sha256(request: ApiRequest, files: dict[str, bytes], cited: str, field: str) -> str:
    """The hash of the photo that came along, else of one that was posted before."""
    upload = files.get(field)
    if upload is not None:
        return (await keep_photo(request, upload, field)).sha256
    if cited and not await _is_kept(request, cited):
        raise PhotoNotKept(field=field)
    return cited


async def _is_kept(request: ApiRequest, sha256: str) -> bool:
    photos = services_of(request).photos
    if photos.local:
        return photos.has(sha256)
    return await asyncio.get_running_loop().run_in_executor(_KEEPING, photos.has, sha256)
