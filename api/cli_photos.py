"""Commands about photos: the process that has them looked at, and erasing those of old days."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Final

from application.photo_register import PhotoRegister
from application.photos import Photos

DONE, TOO_YOUNG = 0, 1
"""Exit codes: erased; the date is not in the past."""

_WORDS: Final = {
    "id": {
        "would": "{count} foto akan dihapus. Jalankan tanpa --dry-run untuk menghapus.",
        "done": "{count} foto dihapus; peristiwanya tetap.",
        "too_young": "Tanggal harus sudah lewat.",
    },
    "en": {
        "would": "{count} photos would be erased. Run it without --dry-run to erase them.",
        "done": "{count} photos were erased; their events stay.",
        "too_young": "The date must lie in the past.",
    },
}


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `photos`. Each command sets `run`, from the arguments to an exit code."""
    photos = subparsers.add_parser("photos", help="foto: pemeriksaan dan masa simpan")
    commands = photos.add_subparsers(required=True, metavar="PERINTAH")
    following = commands.add_parser("follow", help="proses yang menyerahkan foto baru ke antrean")
    following.set_defaults(run=run_follow)
    erasing = commands.add_parser("erase", help="hapus foto hari-hari lama, untuk selamanya")
    erasing.add_argument("--before", metavar="TANGGAL", type=date.fromisoformat, required=True)
    erasing.add_argument("--dry-run", action="store_true", help="hanya sebutkan jumlahnya")
    erasing.add_argument("--language", choices=("id", "en"), default="id")
    erasing.set_defaults(run=run_erase)


def run_follow(_: argparse.Namespace) -> int:
    from api.cli import connected
    from api.termination import run_until_terminated
    from workers.photo_jobs import PhotoFollower

    with connected() as settings:
        follower = PhotoFollower(settings.database_url or "", settings.redis_url or "")
        run_until_terminated(follower.run, follower.stop)
    return DONE


def run_erase(parsed: argparse.Namespace) -> int:
    from application.photo_retention import erase, overdue

    words, now = _WORDS[parsed.language], datetime.now(UTC)
    if parsed.before > now.date():
        sys.stderr.write(f"{words['too_young']}\n")
        return TOO_YOUNG
    with _opened() as (photo_register, photos):
        gone = overdue(photo_register, photos, parsed.before, now)
        if not parsed.dry_run:
            for done in erase(photo_register, photos, gone, now):
                _show(done, len(gone))
    told = words["would" if parsed.dry_run else "done"]
    sys.stdout.write(f"{told.format(count=len(gone))}\n")
    return DONE


def _show(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done}/{total}{end}")


@contextmanager
def _opened() -> Iterator[tuple[PhotoRegister, Photos]]:
    import psycopg

    from api.cli import connected
    from application.migrate import migrate
    from workers.photo_jobs import open_photos

    with connected() as settings:
        migrate(settings.database_url or "")
        with psycopg.connect(settings.database_url or "", autocommit=True) as connection:
            yield PhotoRegister(connection), open_photos(settings)
