"""A JPEG without anything but its picture: metadata and trailers cut off, no pixel decoded."""

import re
from collections.abc import Iterator

import msgspec
from PIL import Image

_START, _END, _SCAN, _EXIF, _ADOBE, _JFIF = 0xD8, 0xD9, 0xDA, 0xE1, 0xEE, 0xE0
_QUANTISATION = 0xDB
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive; other codings are left to a real decoder."""
_TABLES = frozenset({0xC4, _QUANTISATION, 0xDD})
_DROPPED = frozenset({*range(0xE0, 0xF0), 0xFE})

_ENTROPY_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_CANONICAL_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ORIENTATION_TAG = 0x0112
_UPRIGHT = 1


class NotPlainJpeg(Exception):
    """Broken, or of a form that only a decoder understands."""


class Jpeg(msgspec.Struct, frozen=True):
    """`picture` is a whole JPEG again, of the same pixels; `upright` when it needs no turning."""

    width: int
    height: int
    upright: bool
    picture: bytes


def read_jpeg(data: bytes) -> Jpeg:
    parts: list[bytes] = [b"\xff\xd8"]
    size: tuple[int, int] | None = None
    upright, scans = True, 0
    for marker, segment, payload in _segments(data):
        if marker in _FRAMES:
            size = _size(payload, size)
        if marker == _SCAN:
            _check_scan(payload, size)
            scans += 1
        if marker == _QUANTISATION:
            _check_quantisation(payload)
        if marker == _EXIF and payload.startswith(b"Exif\x00\x00"):
            upright = _is_upright(payload)
        parts.append(_kept(marker, segment, payload))
    if size is None or not scans:
        raise NotPlainJpeg
    return Jpeg(*size, upright, b"".join([*parts, b"\xff\xd9"]))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, whole segment (of a scan with its data), and payload, up to the end marker."""
    at = 2
    while True:
        start, marker = _marker(data, at)
        if marker == _END:
            return
        length = int.from_bytes(data[start + 2 : start + 4])
        at = start + 2 + length
        payload = data[start + 4 : at]
        if length < 2 or len(payload) != length - 2:
            raise NotPlainJpeg
        if marker == _SCAN:
            at = _after_scan(data, at)
        yield marker, data[start:at], payload


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Where the next marker begins, and which it is; fill bytes before it are skipped."""
    while data[at : at + 2] == b"\xff\xff":
        at += 1
    if len(data) < at + 2 or data[at] != 0xFF:
        raise NotPlainJpeg
    return at, data[at + 1]


def _after_scan(data: bytes, at: int) -> int:
    found = _ENTROPY_END.search(data, at)
    if found is None:
        raise NotPlainJpeg
    return found.start()


def _size(payload: bytes, before: tuple[int, int] | None) -> tuple[int, int]:
    """Grey or three colours of eight bits, one frame, its height known from the start."""
    height, width = int.from_bytes(payload[1:3]), int.from_bytes(payload[3:5])
    plain = len(payload) > 5 and payload[0] == 8 and payload[5] in {1, 3}
    plain = plain and len(payload) == 6 + 3 * payload[5]
    if before is not None or not plain or not height or not width:
        raise NotPlainJpeg
    return width, height


def _check_scan(payload: bytes, size: tuple[int, int] | None) -> None:
    """After the frame; two bytes for each component, and three that say which coefficients."""
    if size is None or not payload or len(payload) != 4 + 2 * payload[0]:
        raise NotPlainJpeg


def _check_quantisation(payload: bytes) -> None:
    """Whole tables: a byte of precision and number, then 64 values of one byte or two."""
    at = 0
    while at < len(payload):
        precision, number = divmod(payload[at], 16)
        if precision > 1 or number > 3:
            raise NotPlainJpeg
        at += 1 + 64 * (precision + 1)
    if at != len(payload):
        raise NotPlainJpeg


def _is_upright(payload: bytes) -> bool:
    exif = Image.Exif()
    try:
        exif.load(payload)
    except Exception as fault:  # malformed EXIF fails in many ways
        raise NotPlainJpeg from fault
    return bool(exif.get(_ORIENTATION_TAG, _UPRIGHT) == _UPRIGHT)


def _kept(marker: int, segment: bytes, payload: bytes) -> bytes:
    """Only what a decoder needs; of the application segments, those that tell what colours are."""
    if marker in _FRAMES or marker in _TABLES or marker == _SCAN:
        return segment
    if marker == _JFIF and payload.startswith(b"JFIF\x00"):
        return _CANONICAL_JFIF
    if marker == _ADOBE and payload.startswith(b"Adobe") and len(payload) == 12:
        return segment
    if marker in _DROPPED:
        return b""
    raise NotPlainJpeg
