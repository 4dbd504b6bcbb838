"""Folders, users and programs of the embedded servers, which refuse to run as root."""

import hashlib
import os
import pwd
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

SOCKET_PATH_BYTES = 100
"""What every system allows in the path of a unix socket (Linux 107, macOS 103), less some."""

_UNPRIVILEGED = "nobody"
_TRAVERSE = stat.S_IXGRP | stat.S_IXOTH
_READ = stat.S_IRGRP | stat.S_IROTH


class EmbeddedFailed(Exception):
    """An embedded server did not start or stop; the text ends with the last lines of its log."""


class RunAs(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def run_as(folder: Path) -> RunAs:
    """The folder's owner when we are root, else ourselves."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwuid(folder.stat().st_uid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def make_private(folder: Path) -> None:
    """Only the user that the server runs as can enter; that user can reach it."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        if folder.stat().st_uid == 0:
            user = pwd.getpwnam(_UNPRIVILEGED)
            os.chown(folder, user.pw_uid, user.pw_gid)
        open_path_to(folder)
    folder.chmod(0o700)


def make_readable(tree: Path) -> None:
    """An installation as root with a strict umask leaves programs that no other user can run."""
    if os.geteuid() != 0:
        return
    open_path_to(tree)
    for path in (tree, *tree.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | _READ | (_TRAVERSE if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(wanted)


def open_path_to(path: Path) -> None:
    """Lets others pass through (not list) the folders above."""
    for parent in path.absolute().parents:
        mode = parent.stat().st_mode
        if mode | _TRAVERSE != mode:
            parent.chmod(mode | _TRAVERSE)


def socket_folder(data: Path, socket_name: str) -> Path:
    """The data folder, or a short one of our own where its path is too long for a socket."""
    if len(bytes(data / socket_name)) <= SOCKET_PATH_BYTES:
        return data
    name = hashlib.sha256(bytes(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"epresensi-{name}"


def make_socket_folder(folder: Path, data: Path) -> None:
    """In a folder that everybody may write to, nobody else may have made it before us."""
    if folder == data:
        return
    owner = data.stat().st_uid
    made = not folder.exists()
    make_private(folder)
    if made and os.geteuid() == 0:
        os.chown(folder, owner, data.stat().st_gid)
    if folder.stat().st_uid != owner or folder.is_symlink():
        raise EmbeddedFailed(f"{folder} belongs to another user")


def drop_socket_folder(folder: Path, data: Path) -> None:
    if folder != data:
        with suppress(OSError):  # never made, or somebody put something there
            folder.rmdir()


def installed(package: str) -> Path:
    """Where a package lies, without importing it: some warn when they are."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedFailed(f"{package} is not installed for this system")
    return Path(spec.submodule_search_locations[0])


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log, where there is one."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
