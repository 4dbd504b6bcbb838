"""Pictures that look alike and pictures that do not."""

from io import BytesIO
from random import Random

from PIL import Image, ImageEnhance


def face(seed: int) -> Image.Image:
    """Some blobs on a gradient, another arrangement for each seed."""
    draw = Random(seed)  # noqa: S311 # the same picture each time
    small = Image.frombytes("RGB", (7, 7), draw.randbytes(7 * 7 * 3))
    return small.resize((480, 640), Image.Resampling.BICUBIC)


def encoded(image: Image.Image, quality: int = 90) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def changed(seed: int) -> list[bytes]:
    """What people do to a picture to post it again."""
    image = face(seed)
    return [
        encoded(image, quality=40),
        encoded(image.resize((300, 400))),
        encoded(ImageEnhance.Brightness(image).enhance(1.15)),
        encoded(image.crop((4, 5, 476, 635))),
    ]
