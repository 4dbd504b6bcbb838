"""Files that are on disk, name and content, once they are written: the object store flushes none.

A draft's name is one that the object store lists as no file of its own.
"""

import os
from datetime import datetime
from math import inf
from pathlib import Path
from secrets import randbits


class DurableFolder:
    """Thread-safe, also between processes. A file is never seen by its name before it is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._flushed: set[Path] = set()

    def put(self, name: str, content: bytes) -> None:
        """`name` may lead through folders, which are made. What was there is replaced."""
        path = self._folder / name
        self._make(path.parent)
        try:
            _put(path, content)
        except FileNotFoundError:  # somebody removed the folder
            self._flushed.discard(path.parent)
            self._make(path.parent)
            _put(path, content)

    def drop_drafts(self, before: datetime) -> None:
        """Those that a crash left, begun before the instant."""
        for draft in self._folder.rglob("*#*"):
            if draft.suffix.partition("#")[2].isdecimal() and _begun(draft) < before.timestamp():
                draft.unlink(missing_ok=True)

    def _make(self, folder: Path) -> None:
        """The names of the folders that lead there are flushed once."""
        if folder in self._flushed:
            return
        folder.mkdir(parents=True, exist_ok=True)
        for parent in (folder, *folder.parents):
            if parent == self._folder:
                break
            _sync(parent.parent)
        self._flushed.add(folder)


def _begun(draft: Path) -> float:
    """One that is gone meanwhile is of now."""
    try:
        return draft.stat().st_mtime
    except FileNotFoundError:
        return inf


def _put(path: Path, content: bytes) -> None:
    draft = f"{path}#{randbits(64)}"
    try:
        _write(draft, content)
        os.replace(draft, path)  # noqa: PTH105 - a path of text is quicker
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _write(path: str, content: bytes) -> None:
    """Flushed as it is written: one step less than to flush it after."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_SYNC, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
