"""The command `epresensi people erase`: what BKPSDM's erasure does, without a server."""

import argparse
import sys
from typing import Final, get_args
from uuid import uuid4

from domain.employee import ErasureReason
from domain.refusals import Refusal

ACTOR: Final = "epresensi people erase"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `people`. Its command sets `run`, from the arguments to an exit code."""
    people = subparsers.add_parser("people", help="data pribadi pegawai")
    commands = people.add_subparsers(required=True, metavar="PERINTAH")
    told = "hapus untuk selamanya posisi, catatan, dan foto seorang pegawai; log tetap utuh"
    erasing = commands.add_parser("erase", help=told, description=told)
    erasing.add_argument("employee", metavar="PEGAWAI", help="id pegawai, bukan NIP")
    erasing.add_argument("--letter", required=True, metavar="NOMOR", help="nomor surat dasarnya")
    erasing.add_argument("--reason", choices=get_args(ErasureReason), default="requested")
    erasing.add_argument("--language", choices=("id", "en"), default="id")
    erasing.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    from api import texts

    try:
        sys.stdout.write(f"{_erased(parsed)}\n")
    except Refusal as refusal:
        told = {**refusal.details, "field": refusal.field}
        sys.stderr.write(f"{texts.text(refusal.code, parsed.language, told)}\n")
        return 1
    return 0


def _erased(parsed: argparse.Namespace) -> str:
    from api.cli import connected
    from application import erasure
    from application.commit import Committer
    from application.photos import Photos
    from application.store import Store

    form = erasure.ErasePerson(reason=parsed.reason, letter=parsed.letter)
    with connected() as settings:
        database_url = settings.database_url or ""
        store = Store(database_url, settings.key_for("person-keys"))
        committer = Committer(store)
        photos = Photos(
            settings.photos_url,
            limit_bytes=settings.photo_limit_bytes,
            limit_pixels=settings.photo_limit_pixels,
        )
        try:
            plan = erasure.record(parsed.employee, form)
            position = committer.execute(plan.command(uuid4(), b"", ACTOR)).position
            erased = erasure.erase(database_url, store, photos, parsed.employee)
        finally:
            committer.close()
            store.close()
    return f"position {position}, photos {erased.photos}, kept {erased.kept}"
