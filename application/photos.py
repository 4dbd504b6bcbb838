"""Photos by the hash of their content: in a folder or any S3-compatible store, erasable."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from os.path import exists
from pathlib import Path
from typing import Literal

import obstore
from obstore.store import LocalStore, from_url

from application.durable import DurableFolder
from application.photo_reading import Photo, read_photo

Size = Literal["full", "thumbnail"]

_SIZES: tuple[Size, ...] = ("full", "thumbnail")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Photos:
    """`url`: file:///folder, s3://bucket/prefix …; thread-safe."""

    def __init__(self, url: str, *, limit_bytes: int, limit_pixels: int) -> None:
        local = url.startswith("file:")
        self._store = from_url(url, mkdir=True) if local else from_url(url)
        self._folder = str(self._store.prefix) if isinstance(self._store, LocalStore) else ""
        self._durable = DurableFolder(Path(self._folder)) if self._folder else None
        self._limit_bytes = limit_bytes
        self._limit_pixels = limit_pixels

    def keep(self, upload: bytes, field: str = "selfie") -> Photo:
        """On disk, or with the store, before it returns: an event may name it from then on.

        Raises PhotoTooLarge, PhotoKindUnknown and PhotoUnreadable, with `field`.
        """
        photo = read_photo(
            upload,
            limit_bytes=self._limit_bytes,
            limit_pixels=self._limit_pixels,
            field=field,
        )
        self.put(photo.sha256, photo.jpeg)
        return photo

    def put(self, sha256: str, jpeg: bytes, size: Size = "full") -> None:
        if self._durable:
            self._durable.put(_path(sha256, size), jpeg)
        else:
            obstore.put(self._store, _path(sha256, size), jpeg)

    def get(self, sha256: str, size: Size = "full") -> bytes | None:
        """None if there is none of this name, or none any more."""
        if not _SHA256.fullmatch(sha256):
            return None
        try:
            return bytes(obstore.get(self._store, _path(sha256, size)).bytes())
        except FileNotFoundError:
            return None

    @property
    def local(self) -> bool:
        """In a folder of this machine, where asking is cheap."""
        return bool(self._folder)

    def has(self, sha256: str) -> bool:
        if not _SHA256.fullmatch(sha256):
            return False
        if self._folder:
            return exists(f"{self._folder}/{_path(sha256, 'full')}")  # noqa: PTH110 - a fifth of the time that Path takes
        with suppress(FileNotFoundError):
            obstore.head(self._store, _path(sha256, "full"))
            return True
        return False

    def kept_before(self, at: datetime) -> Iterator[list[str]]:
        """The photos that were put there before the instant, some at a time."""
        for some in obstore.list(self._store, "full/"):
            yield [_name(found["path"]) for found in some if found["last_modified"] < at]

    def drop_drafts(self, before: datetime) -> None:
        """What a crash left of photos that were not whole yet; an object store keeps none."""
        if self._durable:
            self._durable.drop_drafts(before)

    def erase(self, sha256: str) -> None:
        """In every size. Events go on naming it."""
        for size in _SIZES:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, _path(sha256, size))


def _path(sha256: str, size: Size) -> str:
    return f"{size}/{sha256[:2]}/{sha256}.jpg"


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".jpg")
