"""Exports as jobs of the queue: made with progress, kept for a day, cancelled on the way."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from typing import Any, Final, Literal

import msgspec
from rq import Queue, get_current_job
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from application.export_store import ExportStore, Kept
from application.settings import Settings, load_settings
from domain.refusals import Refusal
from projections.export_files import file_name, write
from projections.exports import Spooled, Wanted, spooled, totals_of

LONGEST_S: Final = 2 * 3600
_TOLD_EVERY_S: Final = 0.5
_DRAFTS_KEPT: Final = timedelta(days=1)

Phase = Literal["waiting", "reading", "writing"]
Status = Literal["waiting", "running", "done", "refused", "failed", "cancelled"]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """Of the months that are read, then of the rows that are written."""

    phase: Phase = "waiting"
    done: int = 0
    total: int = 0


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """Every event up to `position` is in it; `totals` are of the columns of rupiah. `behind`:
    reports of changes of the rules that some of its figures do not know."""

    kept: Kept
    file_name: str
    rows: int
    totals: dict[str, int]
    position: int
    expires_at: datetime
    behind: tuple[int, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three."""

    made: Made | None = None
    refused: str | None = None
    cancelled: bool = False


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one that was asked for, and by whom."""

    export: str
    account: str
    wanted: Wanted
    status: Status
    progress: Progress
    made: Made | None
    refused: str | None


class _Cancelled(Exception):
    """Somebody does not want it any more."""


def ask(queue: Queue, export: str, account: str, wanted: Wanted, kept_hours: int) -> Export:
    """Puts it into the queue, unless it is there: then that one is told."""
    kept_s = kept_hours * 3600
    with suppress(DuplicateJobError):
        job = queue.enqueue(
            make,
            msgspec.to_builtins(wanted),
            job_id=export,
            unique=True,
            meta={"account": account},
            job_timeout=LONGEST_S,
            result_ttl=kept_s,
            failure_ttl=kept_s,
        )
        return _told(job)
    return _told(queue.fetch_job(export))


def find(queue: Queue, export: str) -> Export | None:
    """None if there was none of this name, or if its time is over."""
    job = _job(queue, export)
    return _told(job) if job else None


def cancel(queue: Queue, export: str) -> None:
    """One that waits never begins; one that runs ends at its next step."""
    job = _job(queue, export)
    if job is None:
        return
    queue.connection.set(_cancel_key(export), 1, ex=LONGEST_S)
    if job.get_status() == JobStatus.QUEUED:
        job.cancel()


def make(asked: dict[str, Any]) -> dict[str, Any]:
    """The job itself."""
    settings, wanted = load_settings(), msgspec.convert(asked, Wanted)
    store = ExportStore(settings.exports_url or "")
    store.purge(datetime.now(UTC), settings.export_hours)
    try:
        with _draft_folder(settings.var / "exports-drafts") as folder:
            outcome = Outcome(made=_made(settings, wanted, store, folder, _Teller()))
    except Refusal as refusal:
        outcome = Outcome(refused=refusal.code)
    except _Cancelled:
        outcome = Outcome(cancelled=True)
    told: dict[str, Any] = msgspec.to_builtins(outcome)
    return told


def _made(
    settings: Settings, wanted: Wanted, store: ExportStore, folder: Path, teller: "_Teller"
) -> Made:
    months = len(list(wanted.months()))
    parts: list[Spooled] = []
    for part in spooled(settings.database_url or "", wanted, folder):
        parts.append(part)
        teller.tell("reading", len(parts), months)
    rows = sum(part.rows for part in parts)
    path = folder / file_name(wanted)
    write(wanted, parts, path, lambda done: teller.tell("writing", done, rows))
    return Made(
        kept=store.keep(teller.export, path),
        file_name=path.name,
        rows=rows,
        totals=totals_of(wanted, parts),
        position=min(part.position for part in parts),
        expires_at=datetime.now(UTC) + timedelta(hours=settings.export_hours),
        behind=tuple(sorted({report for part in parts for report in part.behind})),
    )


class _Teller:
    """Writes the progress down now and then, and hears whether to go on."""

    def __init__(self) -> None:
        job = get_current_job()
        if job is None:
            raise RuntimeError("an export is made by a worker of the queue")
        self._job = job
        self._due = 0.0

    @property
    def export(self) -> str:
        return str(self._job.id)

    def tell(self, phase: Phase, done: int, total: int) -> None:
        if self._job.connection.exists(_cancel_key(self.export)):
            raise _Cancelled
        if done < total and monotonic() < self._due:
            return
        self._due = monotonic() + _TOLD_EVERY_S
        self._job.meta["progress"] = {"phase": phase, "done": done, "total": total}
        self._job.save_meta()  # type: ignore[no-untyped-call] # has no types


@contextmanager
def _draft_folder(drafts: Path) -> Iterator[Path]:
    """Gone afterwards; those of workers that were killed go after a day."""
    drafts.mkdir(parents=True, exist_ok=True)
    before = (datetime.now(UTC) - _DRAFTS_KEPT).timestamp()
    for left in drafts.iterdir():
        if left.stat().st_mtime < before:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(mkdtemp(dir=drafts))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _job(queue: Queue, export: str) -> Job | None:
    """Of the jobs that are exports; others are not told about."""
    try:
        job = Job.fetch(export, connection=queue.connection, serializer=JSONSerializer)
    except (NoSuchJobError, ValueError):
        return None
    return job if job.func_name == f"{make.__module__}.{make.__name__}" else None


def _told(job: Any) -> Export:
    outcome = msgspec.convert(job.return_value() or {}, Outcome)
    return Export(
        export=job.id,
        account=job.meta["account"],
        wanted=msgspec.convert(job.args[0], Wanted),
        status=_status(job.get_status(), outcome),
        progress=msgspec.convert(job.meta.get("progress", {}), Progress),
        made=outcome.made,
        refused=outcome.refused,
    )


_STATUS: dict[JobStatus, Status] = {
    JobStatus.STARTED: "running",
    JobStatus.FINISHED: "done",
    JobStatus.FAILED: "failed",
    JobStatus.STOPPED: "cancelled",
    JobStatus.CANCELED: "cancelled",
}


def _status(of_job: JobStatus, outcome: Outcome) -> Status:
    if outcome.cancelled:
        return "cancelled"
    return "refused" if outcome.refused else _STATUS.get(of_job, "waiting")


def _cancel_key(export: str) -> str:
    return f"epresensi:cancelled:{export}"
