"""An uploaded picture made safe to keep: upright, a JPEG, without EXIF or anything else."""

import hashlib
from io import BytesIO
from threading import BoundedSemaphore

import msgspec
import pillow_heif
from PIL import Image, ImageOps

from application.jpeg import NotPlainJpeg, read_jpeg
from domain.refusals import Refusal

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # our own limit is checked first, before a pixel is decoded

_QUALITY = 85
_DECODERS = BoundedSemaphore(4)
"""So many pictures at one time are held in memory with all their pixels."""


class PhotoTooLarge(Refusal):
    """More bytes or more pixels than are accepted."""

    code = "photo_too_large"


class PhotoKindUnknown(Refusal):
    """Neither JPEG, PNG, WebP nor HEIC, whatever its name says."""

    code = "photo_kind_unknown"


class PhotoUnreadable(Refusal):
    """Broken, truncated or empty."""

    code = "photo_unreadable"


class Photo(msgspec.Struct, frozen=True):
    """`sha256` (hex) is of `jpeg` and names it; `original_sha256` is of what was uploaded."""

    sha256: str
    original_sha256: str
    jpeg: bytes
    width: int
    height: int


def read_photo(
    upload: bytes, *, limit_bytes: int, limit_pixels: int, field: str = "selfie"
) -> Photo:
    """The same upload gives the same photo. A JPEG that is upright keeps its very pixels."""
    if len(upload) > limit_bytes:
        raise PhotoTooLarge(field=field, bytes=len(upload), limit_bytes=limit_bytes)
    kind = _kind(upload)
    if kind is None:
        raise PhotoUnreadable(field=field) if not upload else PhotoKindUnknown(field=field)
    try:
        jpeg, size = _plain(upload, kind, limit_pixels) or _decoded(upload, kind, limit_pixels)
    except _TooManyPixels as fault:
        raise PhotoTooLarge(field=field, pixels=fault.args[0], limit_pixels=limit_pixels) from None
    except Exception as fault:  # decoders fail on broken files in many ways
        raise PhotoUnreadable(field=field) from fault
    sha256 = _sha256(jpeg)
    original_sha256 = sha256 if jpeg == upload else _sha256(upload)
    return Photo(sha256, original_sha256, jpeg, *size)


class _TooManyPixels(Exception):
    pass


def _kind(upload: bytes) -> str | None:
    """By content, in Pillow's words."""
    if upload.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if upload.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if upload.startswith(b"RIFF") and upload[8:12] == b"WEBP":
        return "WEBP"
    if upload[4:8] == b"ftyp" and upload[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc"}:
        return "HEIF"
    return None


def _plain(upload: bytes, kind: str, limit_pixels: int) -> tuple[bytes, tuple[int, int]] | None:
    """What phones mostly send: a JPEG whose pixels can stay as they are."""
    if kind != "JPEG":
        return None
    try:
        jpeg = read_jpeg(upload)
    except NotPlainJpeg:
        return None
    _check_pixels(jpeg.width, jpeg.height, limit_pixels)
    return (jpeg.picture, (jpeg.width, jpeg.height)) if jpeg.upright else None


def _decoded(upload: bytes, kind: str, limit_pixels: int) -> tuple[bytes, tuple[int, int]]:
    with _DECODERS, Image.open(BytesIO(upload), formats=[kind]) as image:
        _check_pixels(*image.size, limit_pixels)
        upright = _opaque(ImageOps.exif_transpose(image))
        out = BytesIO()
        upright.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), upright.size


def _check_pixels(width: int, height: int, limit_pixels: int) -> None:
    if width * height > limit_pixels:
        raise _TooManyPixels(width * height)


def _opaque(image: Image.Image) -> Image.Image:
    """On white where it is transparent; a copy that carries no metadata along."""
    if not image.has_transparency_data:
        return _bare(image.convert("RGB"))
    coloured = image.convert("RGBA")
    return _bare(
        Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("RGB")
    )


def _bare(image: Image.Image) -> Image.Image:
    image.info.clear()
    return image


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
