"""Synthetic selfies: small JPEG drawings, each unlike the others and like no person."""

import io
from hashlib import sha256
from random import Random

from PIL import Image, ImageDraw

SIDE_PX = 96
_CELLS = 6


def selfie(name: str) -> bytes:
    """The picture of this name; the same name gives the same bytes."""
    draw = Random(sha256(name.encode()).digest())
    mosaic = Image.frombytes("RGB", (_CELLS, _CELLS), draw.randbytes(3 * _CELLS * _CELLS))
    picture = mosaic.resize((SIDE_PX, SIDE_PX), Image.Resampling.NEAREST)
    _face(ImageDraw.Draw(picture), draw)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


def _face(pen: ImageDraw.ImageDraw, draw: Random) -> None:
    """A round drawn face in a colour that no skin has, labelled as an example."""
    x, y, size = draw.randrange(16, 32), draw.randrange(10, 24), draw.randrange(44, 54)
    pen.ellipse((x, y, x + size, y + size), fill=(90, 200, draw.randrange(120, 255)))
    for eye in (x + size // 3, x + 2 * size // 3):
        pen.ellipse((eye - 3, y + size // 3 - 3, eye + 3, y + size // 3 + 3), fill=(0, 0, 0))
    mouth = (x + size // 4, y + size // 2, x + 3 * size // 4, y + 5 * size // 6)
    pen.arc(mouth, start=20, end=160, fill=(0, 0, 0), width=2)
    pen.text((28, SIDE_PX - 14), "CONTOH", fill=(255, 255, 255))
