"""Exports as jobs: made by a worker, kept under their hash, cancelled, cleared away."""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.request import url2pathname

import msgspec
import psycopg
import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from application.export_store import ExportStore
from application.settings import Settings, load_settings
from application.store import Store
from domain.dated import month_after
from projections.export_columns import Kind
from projections.exports import Wanted
from tests.conftest import MASTER_KEY
from tests.projections.following import following
from tests.projections.histories import EMPLOYEES, Teller
from tests.two_months import LIVE, two_months
from workers import export_jobs
from workers.export_jobs import ask, cancel, find, make
from workers.queue import open_queue

WANTED = Wanted(kind="deductions", format="csv", month=LIVE, until_month=LIVE)


@pytest.fixture(scope="module")
def views(database_url: str) -> str:
    store = Store(database_url, MASTER_KEY)
    Teller(store).tell(two_months())
    with following(database_url) as live:
        live.catch_up()
    store.close()
    return database_url


@pytest.fixture
def settings(
    views: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """As a worker reads them."""
    monkeypatch.setenv("EPRESENSI_VAR", str(tmp_path))
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", views)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", redis_url)
    return load_settings()


@pytest.fixture
def queue(settings: Settings) -> Iterator[Queue]:
    queue = open_queue(settings.redis_url or "")
    yield queue
    queue.connection.close()


def work(queue: Queue) -> None:
    """Everything that waits, in this process."""
    worker = SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="WARNING")


def kept(settings: Settings, key: str) -> Path:
    return Path(url2pathname((settings.exports_url or "").removeprefix("file://"))) / key


def test_an_export_is_made_by_a_worker_and_kept_under_its_hash(
    settings: Settings, queue: Queue
) -> None:
    asked = ask(queue, "ekspor-1", "akun-uji", WANTED, 24)
    assert (asked.status, asked.progress.phase, asked.made) == ("waiting", "waiting", None)
    work(queue)
    export = find(queue, "ekspor-1")
    assert export
    assert export.status == "done"
    assert export.made
    content = kept(settings, export.made.kept.key).read_bytes()
    assert hashlib.sha256(content).hexdigest() == export.made.kept.sha256
    assert len(content) == export.made.kept.size_bytes
    assert export.made.rows == len(EMPLOYEES)
    assert export.made.totals["gross_rupiah"] > export.made.totals["net_rupiah"] > 0
    assert export.made.position > 0
    assert export.account == "akun-uji"
    assert export.progress.phase == "writing"
    assert (export.progress.done, export.progress.total) == (len(EMPLOYEES), len(EMPLOYEES))


@pytest.fixture
def unassessed(views: str) -> Iterator[int]:
    """A change of the rules of that month, whose figures the views do not have yet."""
    query = """
        INSERT INTO views.difference_report (kind, perbup, position, from_month, until_month)
        VALUES ('rule_change', 'uji', 1, %(month)s, %(month)s) RETURNING report
    """
    with psycopg.connect(views, autocommit=True) as connection:
        found = connection.execute(query, {"month": LIVE}).fetchone()
        assert found
        yield found[0]
        connection.execute("DELETE FROM views.difference_report")


@pytest.mark.parametrize(
    ("kind", "month", "told"),
    [
        ("deductions", LIVE, True),
        ("ledger", LIVE, True),
        ("deductions", month_after(LIVE), False),
        ("adjustments", month_after(LIVE), True),
        ("attendance", LIVE, False),
    ],
)
def test_a_change_of_the_rules_that_its_figures_do_not_know_is_named(
    settings: Settings, queue: Queue, unassessed: int, kind: Kind, month: date, *, told: bool
) -> None:
    wanted = Wanted(kind=kind, format="csv", month=month, until_month=month)
    ask(queue, "ekspor-1", "akun-uji", wanted, 24)
    work(queue)
    export = find(queue, "ekspor-1")
    assert export
    assert export.made
    assert export.made.behind == ((unassessed,) if told else ())


def test_the_same_export_asked_for_again_is_made_once(queue: Queue) -> None:
    for _ in range(2):
        ask(queue, "ekspor-1", "akun-uji", WANTED, 24)
    assert queue.count == 1


def test_one_that_waits_is_cancelled_and_never_made(settings: Settings, queue: Queue) -> None:
    ask(queue, "ekspor-1", "akun-uji", WANTED, 24)
    cancel(queue, "ekspor-1")
    work(queue)
    export = find(queue, "ekspor-1")
    assert export
    assert (export.status, export.made) == ("cancelled", None)
    assert not (settings.var / "exports").exists()


def test_one_that_runs_ends_at_its_next_step_and_leaves_nothing(
    settings: Settings, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    spooled = export_jobs.spooled

    def cancelled_meanwhile(*given: object) -> Iterator[object]:
        for part in spooled(*given):  # type: ignore[arg-type] # passed on as they came
            cancel(queue, "ekspor-1")
            yield part

    monkeypatch.setattr(export_jobs, "spooled", cancelled_meanwhile)
    ask(queue, "ekspor-1", "akun-uji", WANTED, 24)
    work(queue)
    export = find(queue, "ekspor-1")
    assert export
    assert (export.status, export.made) == ("cancelled", None)
    assert list((settings.var / "exports-drafts").iterdir()) == []


def test_a_sheet_that_cannot_hold_the_rows_is_refused_by_name(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.export_sheet.MOST_ROWS", 2)
    ask(queue, "ekspor-1", "akun-uji", msgspec.structs.replace(WANTED, format="xlsx"), 24)
    work(queue)
    export = find(queue, "ekspor-1")
    assert export
    assert (export.status, export.refused) == ("refused", "sheet_too_long")


def test_one_that_fails_says_so(
    settings: Settings, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", f"{settings.database_url}&options=-cnothing=1")
    ask(queue, "ekspor-1", "akun-uji", WANTED, 24)
    work(queue)
    export = find(queue, "ekspor-1")
    assert export
    assert export.status == "failed"


def test_jobs_that_are_no_exports_are_not_told_about(queue: Queue) -> None:
    queue.enqueue("builtins.print", job_id="lain")
    assert find(queue, "lain") is None
    assert find(queue, "tidak-ada") is None
    assert find(queue, "nama / yang : aneh") is None


def test_files_whose_time_is_over_are_deleted(settings: Settings, tmp_path: Path) -> None:
    store = ExportStore(settings.exports_url or "")
    file = tmp_path / "x.csv"
    file.write_text("a\n")
    now = datetime.now(UTC)
    old, fresh = store.keep("lama", file), store.keep("baru", file)
    then = (now - timedelta(hours=25)).timestamp()
    os.utime(kept(settings, old.key), (then, then))
    assert store.purge(now, 24) == 1
    assert not kept(settings, old.key).exists()
    assert kept(settings, fresh.key).exists()


def test_drafts_of_a_killed_worker_go_after_a_day(settings: Settings, queue: Queue) -> None:
    left = settings.var / "exports-drafts" / "tmpditinggal"
    left.mkdir(parents=True)
    then = (datetime.now(UTC) - timedelta(hours=25)).timestamp()
    os.utime(left, (then, then))
    ask(queue, "ekspor-1", "akun-uji", WANTED, 24)
    work(queue)
    assert not left.exists()


def test_outside_a_worker_nothing_is_made(settings: Settings) -> None:
    with pytest.raises(RuntimeError, match="worker"):
        make(msgspec.to_builtins(WANTED))


def test_an_emptied_queue_has_forgotten_the_export(settings: Settings, queue: Queue) -> None:
    ask(queue, "ekspor-1", "akun-uji", WANTED, 24)
    with Redis.from_url(settings.redis_url or "") as client:
        client.flushdb()
    assert find(queue, "ekspor-1") is None
