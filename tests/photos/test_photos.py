"""Photos: what is accepted, what becomes of it, and that it stays until it is erased."""

import hashlib
import os
from collections.abc import Callable
from errno import ENOSPC
from fcntl import F_GETFL, fcntl
from io import BytesIO
from pathlib import Path
from shutil import rmtree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from application.photo_reading import (
    Photo,
    PhotoKindUnknown,
    PhotoTooLarge,
    PhotoUnreadable,
    read_photo,
)
from application.photos import Photos
from domain.refusals import Refusal

LIMITS = {"limit_bytes": 200_000, "limit_pixels": 100_000}
ROTATED_LEFT = 6
SECRET = b"GPS 5.358 S 104.974 E"


def picture(width: int = 120, height: int = 80) -> Image.Image:
    """Red on top, blue at the bottom left, so that turning it shows."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((200, 0, 0), (0, 0, width, height // 4))
    image.paste((0, 0, 200), (0, height // 2, width // 2, height))
    return image


def encoded(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    out = BytesIO()
    (image or picture()).save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = SECRET.decode()
    return tags


def read(upload: bytes) -> Photo:
    return read_photo(upload, **LIMITS)


def opened(photo: Photo) -> Image.Image:
    image = Image.open(BytesIO(photo.jpeg))
    image.load()
    return image


def differs(first: Image.Image, second: Image.Image) -> int:
    """The largest difference of any pixel in any colour, 0 to 255."""
    bands = ImageChops.difference(first.convert("RGB"), second.convert("RGB")).getextrema()
    return max(high for _, high in bands)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_accepted_kind_becomes_an_upright_jpeg_without_metadata(kind: str) -> None:
    original = picture()
    photo = read(encoded(kind, original, exif=exif(1).tobytes(), quality=95))
    image = opened(photo)
    assert image.format == "JPEG"
    assert (image.size, photo.width, photo.height) == ((120, 80), 120, 80)
    assert not image.getexif()
    assert SECRET not in photo.jpeg
    assert differs(image.crop((70, 25, 118, 78)), original.crop((70, 25, 118, 78))) < 24


def test_a_jpeg_that_is_upright_keeps_its_pixels() -> None:
    upload = encoded("JPEG", exif=exif(1), comment=b"made by nobody", progressive=True)
    photo = read(upload)
    assert differs(opened(photo), Image.open(BytesIO(upload))) == 0
    assert b"made by nobody" not in photo.jpeg


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_that_lies_on_its_side_is_turned(kind: str) -> None:
    photo = read(encoded(kind, exif=exif(ROTATED_LEFT)))
    assert (photo.width, photo.height) == (80, 120)
    red, _, blue = opened(photo).getpixel((75, 60))
    assert red > 150 > blue  # what was on top is now on the right


def test_what_hides_behind_the_end_of_a_jpeg_is_cut_off() -> None:
    photo = read(encoded("JPEG") + b"<script>alert(1)</script>")
    assert b"<script>" not in photo.jpeg
    assert opened(photo).size == (120, 80)


def test_transparent_parts_become_white() -> None:
    photo = read(encoded("PNG", Image.new("RGBA", (40, 40), (255, 0, 0, 0))))
    assert opened(photo).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_print_colours_are_accepted(mode: str) -> None:
    photo = read(encoded("JPEG", picture().convert(mode)))
    assert opened(photo).size == (120, 80)


def test_the_same_upload_gives_the_same_name_and_another_another() -> None:
    upload = encoded("PNG")
    first, second = read(upload), read(upload)
    assert first == second
    assert first.sha256 == hashlib.sha256(first.jpeg).hexdigest()
    assert first.original_sha256 == hashlib.sha256(upload).hexdigest()
    assert read(encoded("PNG", picture(60, 60))).sha256 != first.sha256


def test_other_metadata_does_not_make_a_jpeg_another_photo() -> None:
    plain, tagged = encoded("JPEG"), encoded("JPEG", exif=exif(1))
    assert read(plain).sha256 == read(tagged).sha256
    assert read(plain).original_sha256 != read(tagged).original_sha256


def test_bytes_and_pixels_are_limited_to_the_last_one() -> None:
    upload = encoded("PNG", picture(100, 100))
    exact = {"limit_bytes": len(upload), "limit_pixels": 10_000}
    assert read_photo(upload, **exact).width == 100
    with pytest.raises(PhotoTooLarge) as by_bytes:
        read_photo(upload, **(exact | {"limit_bytes": len(upload) - 1}))
    with pytest.raises(PhotoTooLarge) as by_pixels:
        read_photo(upload, **(exact | {"limit_pixels": 9_999}), field="attachment")
    assert by_bytes.value.details == {"bytes": len(upload), "limit_bytes": len(upload) - 1}
    assert by_pixels.value.details == {"pixels": 10_000, "limit_pixels": 9_999}
    assert (by_bytes.value.field, by_pixels.value.field) == ("selfie", "attachment")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_too_many_pixels_are_refused_before_they_are_decoded(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = encoded(kind, Image.new("RGB", (4000, 4000)))
    monkeypatch.setattr(Image.Image, "load", forbidden)
    with pytest.raises(PhotoTooLarge):
        read(bomb)


def forbidden(*_: object) -> None:
    raise AssertionError("decoded")


@pytest.mark.parametrize(
    "upload",
    [b"GIF89a" + bytes(50), b"%PDF-1.7", b"<svg/>", b"\xff\xd8", bytes(4) + b"ftypmp42" + bytes(9)],
)
def test_other_kinds_are_named(upload: bytes) -> None:
    with pytest.raises(PhotoKindUnknown):
        read(upload)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_a_truncated_photo_is_unreadable(kind: str, keep: float) -> None:
    whole = encoded(kind)
    with pytest.raises(PhotoUnreadable):
        read(whole[: int(len(whole) * keep)])


def test_nothing_is_unreadable() -> None:
    with pytest.raises(PhotoUnreadable):
        read(b"")


MAKERS: list[Callable[[], bytes]] = [
    lambda: encoded("JPEG", exif=exif(1)),
    lambda: encoded("JPEG", exif=exif(ROTATED_LEFT), progressive=True),
    lambda: encoded("PNG", exif=exif(ROTATED_LEFT)),
    lambda: encoded("WEBP"),
]
WHOLE = [make() for make in MAKERS]


@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_damaged_photo_is_refused_or_has_the_size_it_says(
    whole: bytes, damage: list[tuple[float, int]]
) -> None:
    upload = bytearray(whole)
    for where, value in damage:
        upload[int(where * len(upload))] = value
    try:
        photo = read(bytes(upload))
    except Refusal:
        return
    assert Image.open(BytesIO(photo.jpeg)).size == (photo.width, photo.height)


@pytest.mark.parametrize(
    ("mark", "after", "value"), [(b"\xff\xdb", 4, 0x86), (b"\xff\xe0", 1, 0xDA)]
)
def test_a_jpeg_that_no_decoder_opens_is_refused(mark: bytes, after: int, value: int) -> None:
    """A table of values that there is none of; a scan before anything says of what."""
    upload = bytearray(encoded("JPEG"))
    upload[upload.index(mark) + after] = value
    with pytest.raises(PhotoUnreadable):
        read(bytes(upload))


@pytest.fixture
def photos(tmp_path: Path) -> Photos:
    return Photos((tmp_path / "my photos").as_uri(), **LIMITS)


def test_a_photo_is_kept_by_its_hash_until_it_is_erased(photos: Photos) -> None:
    photo = photos.keep(encoded("JPEG"))
    photos.put(photo.sha256, b"small", "thumbnail")
    assert photos.keep(encoded("JPEG")) == photo
    assert photos.get(photo.sha256) == photo.jpeg
    assert photos.get(photo.sha256, "thumbnail") == b"small"
    photos.erase(photo.sha256)
    photos.erase(photo.sha256)
    assert photos.get(photo.sha256) is None
    assert photos.get(photo.sha256, "thumbnail") is None


def test_a_name_that_is_no_hash_reaches_no_file(photos: Photos, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    assert photos.get("../../secret") is None


def test_a_photo_is_on_disk_before_it_is_named(
    photos: Photos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, int]] = []
    sync, write = os.fsync, os.write

    def named() -> int:
        return len(list(tmp_path.rglob("*.jpg")))

    def noted(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, named()))
        sync(descriptor)

    def written(descriptor: int, content: bytes) -> int:
        if fcntl(descriptor, F_GETFL) & os.O_SYNC == os.O_SYNC:
            synced.append((os.fstat(descriptor).st_ino, named()))
        return write(descriptor, content)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(os, "write", written)
    photo = photos.keep(encoded("JPEG"))
    file = tmp_path / "my photos" / "full" / photo.sha256[:2] / f"{photo.sha256}.jpg"
    assert file.read_bytes() == photo.jpeg
    within, full, root = (path.stat().st_ino for path in file.parents[:3])
    assert synced == [(full, 0), (root, 0), (file.stat().st_ino, 0), (within, 1)]


def test_a_folder_that_somebody_removed_is_made_again(photos: Photos, tmp_path: Path) -> None:
    photos.put("f" * 64, b"picture")
    rmtree(tmp_path / "my photos" / "full")
    photos.put("f" * 64, b"picture")
    assert photos.get("f" * 64) == b"picture"


def test_what_could_not_be_written_has_no_name(
    photos: Photos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int, __: bytes) -> int:
        raise OSError(ENOSPC, "no space left on device")

    photos.keep(encoded("PNG"))
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="no space"):
        photos.put("f" * 64, b"picture")
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before] == [
        tmp_path / "my photos" / "full" / "ff"
    ]
