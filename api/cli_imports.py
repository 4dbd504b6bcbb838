"""The command `epresensi import`: shows what a file would change, and with --apply changes it."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from api.import_words import report_lines
from application.imports.asked import Asked
from application.imports.draft import Who
from application.imports.importing import KINDS, Importer, Report

SOUND, FAULTY, UNREADABLE = 0, 1, 2
"""Exit codes: nothing wrong; faults were listed; a file cannot be read at all."""

ACTOR: Final = "epresensi import"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `import`, which sets `run`, from the arguments to an exit code."""
    told = "impor dari CSV, XLSX, atau log mesin; tanpa --apply hanya menunjukkan akibatnya"
    parser = subparsers.add_parser("import", help=told, description=told)
    parser.add_argument("kind", metavar="JENIS", choices=tuple(KINDS), help=", ".join(KINDS))
    parser.add_argument("file", metavar="BERKAS", type=Path)
    parser.add_argument("--apply", action="store_true", help="simpan; semua atau tidak sama sekali")
    parser.add_argument("--sheet", metavar="LEMBAR")
    parser.add_argument("--encoding", metavar="ENCODING", help="bila tidak dikenali sendiri")
    parser.add_argument(
        "--map",
        metavar="KOLOM=ISIAN",
        action="append",
        type=pair,
        default=[],
        help="kolom mana berarti apa; ISIAN - berarti kolom itu diabaikan",
    )
    parser.add_argument(
        "--set",
        metavar="ISIAN=NILAI",
        action="append",
        type=pair,
        default=[],
        help="nilai yang berlaku bagi semua baris",
    )
    parser.add_argument("--dates", choices=("dmy", "mdy"), help="urutan tanggal seperti 03/10/2022")
    parser.add_argument("--people", metavar="BERKAS", type=Path, help="nomor mesin dan NIP")
    parser.add_argument(
        "--assess-from",
        metavar="TANGGAL",
        type=date.fromisoformat,
        help="sejak tanggal ini pegawai dalam log wajib presensi",
    )
    parser.add_argument("--language", choices=("id", "en"), default="id")
    parser.set_defaults(run=run)


def pair(text: str) -> tuple[str, str]:
    """The last `=` divides: headers may have one of their own."""
    left, divided, right = text.rpartition("=")
    if not (divided and left.strip() and right.strip()):
        raise argparse.ArgumentTypeError(text)
    return left.strip(), right.strip()


def run(parsed: argparse.Namespace) -> int:
    try:
        asked = _asked(parsed)
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return UNREADABLE
    report = _imported(parsed.kind, asked, apply=parsed.apply)
    for line in report_lines(report, parsed.language):
        sys.stdout.write(f"{line}\n")
    return FAULTY if report.faulty else SOUND


def _asked(parsed: argparse.Namespace) -> Asked:
    return Asked(
        content=parsed.file.read_bytes(),
        sheet=parsed.sheet,
        encoding=parsed.encoding,
        mapping=dict(parsed.map),
        told=dict(parsed.set),
        dates=parsed.dates,
        people=parsed.people.read_bytes() if parsed.people else None,
        assess_from=parsed.assess_from,
    )


def _imported(kind: str, asked: Asked, *, apply: bool) -> Report:
    from api.cli import connected
    from application.migrate import migrate
    from application.store import Store

    with connected() as settings:
        database_url = settings.database_url or ""
        migrate(database_url)
        store = Store(database_url, settings.key_for("person-keys"))
        try:
            importer = Importer(store, database_url)
            who = Who(actor=ACTOR, now=datetime.now(UTC))
            return (importer.apply if apply else importer.look)(kind, asked, who)
        finally:
            store.close()
