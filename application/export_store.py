"""Finished exports: files in a folder or any S3-compatible store, gone when their time is over."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import obstore
from obstore.store import from_url

_CHUNK = 1024 * 1024


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """`key` is where it lies in the store."""

    key: str
    sha256: str
    size_bytes: int


class ExportStore:
    """`url`: file:///folder, s3://bucket/prefix …; thread-safe."""

    def __init__(self, url: str) -> None:
        self._store = from_url(url, mkdir=True) if url.startswith("file:") else from_url(url)

    def keep(self, name: str, file: Path) -> Kept:
        sha256 = hash_of(file)
        key = f"{name}/{sha256}"
        obstore.put(self._store, key, file)
        return Kept(key=key, sha256=sha256, size_bytes=file.stat().st_size)

    async def content(self, key: str) -> AsyncIterator[bytes] | None:
        """In pieces; None if there is none of this key any more."""
        with suppress(FileNotFoundError):
            found = await obstore.get_async(self._store, key)
            return _pieces(found.stream(_CHUNK))
        return None

    def purge(self, now: datetime, kept_hours: int) -> int:
        """How many were deleted because their time is over."""
        before = now - timedelta(hours=kept_hours)
        old = [
            found["path"]
            for page in obstore.list(self._store)
            for found in page
            if found["last_modified"] < before
        ]
        for key in old:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, key)
        return len(old)


def hash_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


async def _pieces(stream: "obstore.BytesStream") -> AsyncIterator[bytes]:
    async for piece in stream:
        yield bytes(piece)
