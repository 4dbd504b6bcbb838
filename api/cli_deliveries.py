"""The commands `epresensi deliveries`: follow the log for the performance website, see, repair."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workers.kinerja_outbox import Outbox

ACTOR: Final = "epresensi deliveries"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `deliveries`. Its commands set `run`, from the arguments to an exit code."""
    told = "pengiriman laporan kinerja ke situs kinerja"
    deliveries = subparsers.add_parser("deliveries", help=told, description=told)
    commands = deliveries.add_subparsers(required=True, metavar="PERINTAH")
    for name, run, help_ in (
        ("follow", follow, "ikuti log dan bangunkan pengiriman, sampai Ctrl-C"),
        ("list", show, "banyaknya menurut keadaan, dan yang gagal"),
        ("retry", retry, "coba lagi yang gagal: posisi yang disebut, atau semuanya"),
        ("dismiss", dismiss, "lepaskan yang gagal, agar yang di belakangnya berjalan"),
    ):
        command = commands.add_parser(name, help=help_, description=help_)
        command.set_defaults(run=run)
        if name in {"retry", "dismiss"}:
            needed = "+" if name == "dismiss" else "*"
            command.add_argument("positions", metavar="POSISI", type=int, nargs=needed)
        if name == "dismiss":
            command.add_argument("--note", required=True, metavar="ALASAN")


def follow(_: argparse.Namespace) -> int:
    from api.cli import connected
    from api.termination import run_until_terminated
    from workers.kinerja_waker import Waker

    with connected() as settings:
        if settings.kinerja_url is None:
            sys.stderr.write("EPRESENSI_KINERJA_URL belum diatur: tidak ada yang dikirim.\n")
            return 2
        waker = Waker(settings.database_url or "", settings.redis_url or "")
        run_until_terminated(waker.run, waker.stop)
    return 0


def show(_: argparse.Namespace) -> int:
    with _outbox() as outbox:
        counts = outbox.counts()
        told = ", ".join(f"{name} {getattr(counts, name)}" for name in counts.__struct_fields__)
        sys.stdout.write(f"{told}\n")
        for dead in outbox.page("dead"):
            words = f"{dead.attempts} percobaan; {dead.error}"
            sys.stdout.write(f"{dead.position}\t{dead.employee}\t{dead.entry}\t{words}\n")
    return 0


def retry(parsed: argparse.Namespace) -> int:
    with _outbox() as outbox:
        changed = outbox.retry(parsed.positions or None, ACTOR, datetime.now(UTC))
    sys.stdout.write(f"{changed} dicoba lagi\n")
    return 0


def dismiss(parsed: argparse.Namespace) -> int:
    with _outbox() as outbox:
        changed = outbox.dismiss(parsed.positions, parsed.note, ACTOR, datetime.now(UTC))
    sys.stdout.write(f"{changed} dilepaskan\n")
    return 0


@contextmanager
def _outbox() -> Iterator["Outbox"]:
    import psycopg

    from api.cli import connected
    from workers.kinerja_outbox import Outbox

    with (
        connected() as settings,
        psycopg.connect(settings.database_url or "", autocommit=True) as connection,
    ):
        yield Outbox(connection)
