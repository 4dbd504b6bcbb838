"""The `epresensi` command: each process of the system, all of them together, and the tools."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from api.logs import LOG_LEVEL, configure_logs
from application.settings import Settings, load_settings

_OTHERS = (
    "api.cli_perbup",
    "api.demo.cli",
    "api.cli_rebuild",
    "api.cli_imports",
    "api.cli_photos",
    "api.cli_people",
    "api.cli_deliveries",
)
"""Modules with commands of their own, each with a function `register(subparsers)`."""

_JOBS = 2
"""So many workers, so that an export need not wait for a rebuild to end."""


def main(arguments: Sequence[str] | None = None) -> int:
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        return _unread()


def _unread() -> int:
    """Whoever read the output, such as `head`, has enough: the end is quiet, as of other tools."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 128 + signal.SIGPIPE


def _run(arguments: Sequence[str] | None) -> int:
    parsed = _parser().parse_args(arguments)
    os.environ[LOG_LEVEL] = parsed.log_level
    configure_logs(parsed.log_level)
    signal.signal(signal.SIGTERM, _leave)
    code: int | None = parsed.run(parsed)
    return code or 0


def _leave(*_: object) -> None:
    """What is open is closed on the way out, also before a command listens to signals itself."""
    sys.exit(128 + signal.SIGTERM)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="epresensi", description="E-Presensi")
    parser.add_argument(
        "--log-level", default="info", choices=("debug", "info", "warning", "error")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = _add(
        commands, "serve", _serve, "everything on this machine, until Ctrl-C", workers=True
    )
    serve.add_argument("--jobs", type=int, default=_JOBS, help=f"workers for jobs ({_JOBS})")
    _add(commands, "api", _api, "the HTTP API alone", workers=True)
    _add(commands, "projector", _projector, "the process that keeps the views")
    _add(commands, "worker", _worker, "one worker for background jobs")
    _add(commands, "scheduler", _scheduler, "the process that ends days and lets requests lapse")
    _add(commands, "migrate", _migrate, "bring the database's tables up to date")
    _add_admin(commands)
    for module in _OTHERS:
        if _exists(module):
            import_module(module).register(commands)
    return parser


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _add(
    commands: Any, name: str, run: Any, told: str, *, workers: bool = False
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=told, description=told)
    parser.set_defaults(run=run)
    if workers:
        parser.add_argument("--workers", type=int, default=2, help="API processes (2)")
    return parser


def _add_admin(commands: Any) -> None:
    admin = _add(commands, "admin", _admin, "open the first account, which opens the others")
    admin.add_argument("login", help="a name that begins with a letter")
    admin.add_argument("--role", action="append", choices=("bkpsdm", "kominfo"), default=[])


@contextmanager
def connected(settings: Settings | None = None) -> Iterator[Settings]:
    """The settings with addresses: the embedded servers run for as long as it lasts."""
    from msgspec.structs import replace

    from application.embedded import Embedded

    known = settings or load_settings()
    if known.database_url and known.redis_url:
        yield known
        return
    with Embedded(known.var) as addresses:
        known = replace(
            known,
            database_url=known.database_url or addresses.database_url,
            redis_url=known.redis_url or addresses.redis_url,
        )
        yield known


def environment(settings: Settings) -> dict[str, str]:
    """For the processes that are started. Without addresses each holds the embedded servers up for
    as long as it runs, so that the last one stops them, whoever was killed before."""
    metrics = settings.var / "metrics"
    metrics.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "EPRESENSI_VAR": str(settings.var),
        "EPRESENSI_DATABASE_URL": settings.database_url or "",
        "EPRESENSI_REDIS_URL": settings.redis_url or "",
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
    }


def _serve(parsed: argparse.Namespace) -> None:
    from api.supervisor import Supervisor
    from application.migrate import migrate

    given = load_settings()
    with connected(given) as settings:
        migrate(settings.database_url or "")
        _forget_metrics(settings.var / "metrics")
        running = programs(parsed.workers, parsed.jobs)
        if settings.simulated_clock:  # the days of a story end when it tells them to
            running = [program for program in running if program.name != "scheduler"]
        with Supervisor(running, environment(given)) as supervisor:
            supervisor.listen()
            print(f"http://{settings.host}:{settings.port}/docs", flush=True)
            supervisor.wait()


def programs(workers: int, jobs: int = _JOBS) -> list[Any]:
    """What `serve` runs beside the servers."""
    from api.supervisor import Program

    return [
        Program("api", ("api", "--workers", str(workers))),
        Program("projector", ("projector",)),
        *(Program(f"worker-{number}", ("worker",)) for number in range(1, jobs + 1)),
        Program("scheduler", ("scheduler",)),
        Program("photos", ("photos", "follow")),
        *([Program("deliveries", ("deliveries", "follow"))] if _delivers() else []),
    ]


def _delivers() -> bool:
    """Is there a website for performance entries?"""
    return bool(os.environ.get("EPRESENSI_KINERJA_URL"))


def _api(parsed: argparse.Namespace) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from api.http_server import HttpServer

    with connected() as settings:
        os.environ.update(environment(settings))
        HttpServer(
            "api.app:serving",
            factory=True,
            interface=Interfaces.ASGI,
            address=settings.host,
            port=settings.port,
            workers=parsed.workers,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            log_level=LogLevels.warning,
        ).serve()


def _projector(_: argparse.Namespace) -> None:
    from api.termination import run_until_terminated
    from application import tracing
    from workers.jobs import enqueue_rule_change
    from workers.projector import Projector
    from workers.queue import open_queue

    with connected() as settings:
        tracing.configure(settings.otlp_url, "epresensi-projector")
        hand_over = enqueue_rule_change(open_queue(settings.redis_url or ""))
        projector = Projector(settings.database_url or "", hand_over)
        run_until_terminated(projector.run, projector.stop)


def _scheduler(_: argparse.Namespace) -> None:
    from api.termination import run_until_terminated
    from application import tracing
    from application.commit import Committer
    from application.directory import Directory
    from application.store import Store
    from workers.scheduler import Scheduler

    with connected() as settings:
        tracing.configure(settings.otlp_url, "epresensi-scheduler")
        database_url = settings.database_url or ""
        store = Store(database_url, settings.key_for("person-keys"))
        committer, directory = Committer(store), Directory(database_url)
        directory.open()
        scheduler = Scheduler(database_url, committer, directory, lambda: datetime.now(UTC))
        run_until_terminated(scheduler.run, scheduler.stop)
        committer.close()
        directory.close()
        store.close()


def _worker(_: argparse.Namespace) -> None:
    from application import tracing
    from workers.queue import work

    with connected() as settings:
        tracing.configure(settings.otlp_url, "epresensi-worker")
        os.environ.update(environment(settings))
        work(settings.redis_url or "")


def _migrate(_: argparse.Namespace) -> None:
    from application.migrate import migrate

    with connected() as settings:
        for name in migrate(settings.database_url or ""):
            print(name)


def _admin(parsed: argparse.Namespace) -> None:
    from psycopg_pool import ConnectionPool

    from application.accounts import Accounts, Grant
    from application.migrate import migrate

    with connected() as settings:
        migrate(settings.database_url or "")
        with ConnectionPool(settings.database_url or "", min_size=1, max_size=1) as pool:
            accounts = Accounts(pool)
            account, password = accounts.open(account=None, login=parsed.login)
            for role in parsed.role or ("bkpsdm", "kominfo"):
                accounts.grant(account, Grant(role), by="epresensi admin")
        print(f"{parsed.login}\n{password}")


def _forget_metrics(folder: Path) -> None:
    """Of processes that no longer run; counters begin again."""
    for file in folder.glob("*.db"):
        file.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
