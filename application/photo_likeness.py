"""How alike two pictures look: 256 bits that say where a small grey copy grows lighter."""

from io import BytesIO
from itertools import pairwise
from typing import Final

from PIL import Image

BITS: Final = 256
ALIKE_BITS: Final = 24
"""So few differ after a picture was made smaller, lighter or saved again; of two pictures of the
same person at the same desk many more do."""

THUMBNAIL_PX: Final = 256
_SIDE: Final = 16
_QUALITY: Final = 75


def dhash(jpeg: bytes) -> bytes:
    """A bit for each pixel of sixteen rows: is the next one lighter?"""
    with Image.open(BytesIO(jpeg), formats=["JPEG"]) as image:
        image.draft("L", (8 * _SIDE, 8 * _SIDE))
        small = image.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    pixels = small.tobytes()
    bits = 0
    for row in range(_SIDE):
        line = pixels[row * (_SIDE + 1) : (row + 1) * (_SIDE + 1)]
        for here, there in pairwise(line):
            bits = bits << 1 | (here < there)
    return bits.to_bytes(BITS // 8)


def differing_bits(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def thumbnail(jpeg: bytes) -> bytes:
    with Image.open(BytesIO(jpeg), formats=["JPEG"]) as image:
        image.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
        out = BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
