"""Jobs about the views: put in, worked off, put in again where one died, given up by hand."""

from collections.abc import Iterator
from typing import Any

import msgspec
import psycopg
import pytest
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from application.store import Store
from domain import perbup_catalogue
from domain.perbup_loading import to_file_form
from projections import rebuild, reports, rule_change, what_if
from projections.catalogue import CATALOGUE
from tests.projections.following import following
from tests.projections.histories import SUCCESSOR, Teller
from tests.projections.test_queries import NOVEMBER
from tests.projections.test_rule_change import late_in_november, successor, surroundings
from workers import jobs
from workers.queue import open_queue


@pytest.fixture
def queue(
    own_database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Queue]:
    """As a worker of this database finds it."""
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", own_database_url)
    queue = open_queue(redis_url)
    yield queue
    queue.connection.close()


@pytest.fixture
def connection(own_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def teller(own_store: Store, own_database_url: str) -> Teller:
    """Of a November that the views show."""
    teller = Teller(own_store)
    teller.tell([*surroundings(), *late_in_november()])
    catch_up(own_database_url)
    return teller


def catch_up(database_url: str) -> None:
    with following(database_url) as live:
        live.catch_up()


def work(queue: Queue) -> None:
    """Everything that waits, in this process."""
    worker = SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="CRITICAL")


def large_change(teller: Teller, connection: psycopg.Connection[Any], database_url: str) -> int:
    """The report of a change of the rules that the projection leaves to the queue."""
    position = teller.tell(successor(effective_from="2022-11-01"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("projections.attendance.MONTHS_AT_ONCE", 1)
        catch_up(database_url)
    report = reports.report_at(connection, position)
    assert report is not None
    assert report.status == "pending"
    return report.report


def test_a_rebuild_is_a_job_for_itself_and_one_for_each_helper(
    queue: Queue, connection: psycopg.Connection[Any], teller: Teller
) -> None:
    number = rebuild.start(connection, list(CATALOGUE))
    last = jobs.enqueue_rebuild(queue, number, helpers=2)
    names = [job.func_name.rpartition(".")[2] for job in queue.jobs]
    assert names == ["help_rebuild", "help_rebuild", "rebuild"]
    assert {job.timeout for job in queue.jobs} == {-1}, "it takes as long as it takes"
    helper = queue.jobs[0]
    work(queue)
    helper.refresh()
    last.refresh()
    assert helper.meta["progress"]["parts_done"] == helper.meta["progress"]["parts"] > 0
    assert last.return_value() == {"rebuild": number, "swapped": True, "differences": []}
    assert last.is_finished


def test_a_rebuild_that_is_put_in_again_does_nothing_more(
    queue: Queue, connection: psycopg.Connection[Any], teller: Teller
) -> None:
    number = rebuild.start(connection, ["inbox"])
    for _ in range(2):
        last = jobs.enqueue_rebuild(queue, number)
        work(queue)
    assert last.return_value() == {}
    assert queue.failed_job_registry.count == 0


def test_a_change_of_the_rules_is_put_in_once_for_as_long_as_it_waits(
    queue: Queue, connection: psycopg.Connection[Any], teller: Teller, own_database_url: str
) -> None:
    report = large_change(teller, connection, own_database_url)
    hand_over = jobs.enqueue_rule_change(queue)
    for _ in range(3):
        hand_over(report)
    assert [job.args for job in queue.jobs] == [[report]]
    waiting = queue.jobs[0]
    work(queue)
    waiting.refresh()
    done = reports.progress_of(connection, report)
    assert done is not None
    assert (done.status, done.done) == ("done", done.total)
    assert waiting.meta["progress"]["done"] == done.total > 0


def test_a_job_that_failed_is_kept_and_goes_on_when_it_is_resumed(
    queue: Queue,
    connection: psycopg.Connection[Any],
    teller: Teller,
    own_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = large_change(teller, connection, own_database_url)
    hand_over, calls = jobs.enqueue_rule_change(queue), []

    def failing(*given: Any) -> Any:
        calls.append(given)
        raise ArithmeticError("of a test")

    with monkeypatch.context() as patch:
        patch.setattr(rule_change, "reassess", failing)
        hand_over(report)
        work(queue)
    (name,) = queue.failed_job_registry.get_job_ids()
    dead = Job.fetch(name, connection=queue.connection, serializer=JSONSerializer)
    result = dead.latest_result()
    assert result is not None
    assert "ArithmeticError: of a test" in (result.exc_string or "")
    assert (len(calls), queue.count) == (1, 0), "it is not tried for ever by the queue itself"
    failed = reports.progress_of(connection, report)
    assert failed is not None
    assert (failed.status, failed.behind) == ("failed", True)
    assert reports.pending(connection) == [], "nor by the projector"
    reports.resume(connection, report)
    assert reports.pending(connection) == [report]
    hand_over(report)
    work(queue)
    assert reports.pending(connection) == reports.behind(connection) == []
    assert queue.failed_job_registry.count == 0


def test_a_change_whose_database_went_away_waits_for_it(
    queue: Queue,
    connection: psycopg.Connection[Any],
    teller: Teller,
    own_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = large_change(teller, connection, own_database_url)

    def away(*_: Any) -> Any:
        raise psycopg.OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(rule_change, "reassess", away)
        jobs.enqueue_rule_change(queue)(report)
        work(queue)
    assert queue.failed_job_registry.count == 1
    assert reports.pending(connection) == [report], "the projector hands it over again"


def test_a_simulation_that_fails_says_so(
    queue: Queue, connection: psycopg.Connection[Any], teller: Teller
) -> None:
    scope = rule_change.Scope(NOVEMBER, None, None, None)
    report = what_if.open_simulation(connection, SUCCESSOR, scope, "penguji")
    jobs.enqueue_simulation(queue, report, "{")
    work(queue)
    failed = reports.progress_of(connection, report)
    assert failed is not None
    assert (failed.status, failed.behind) == ("failed", False)


def test_a_job_whose_change_was_stopped_meanwhile_changes_no_figure(
    queue: Queue, connection: psycopg.Connection[Any], teller: Teller, own_database_url: str
) -> None:
    report = large_change(teller, connection, own_database_url)
    before = connection.execute("SELECT sum(net_rupiah) FROM views.tpp_deduction").fetchone()
    jobs.enqueue_rule_change(queue)(report)
    reports.cancel(connection, report)
    work(queue)
    now = connection.execute("SELECT sum(net_rupiah) FROM views.tpp_deduction").fetchone()
    stopped = reports.progress_of(connection, report)
    assert stopped is not None
    assert (stopped.status, stopped.done, now) == ("cancelled", 0, before)


def test_a_simulation_is_a_job_that_shows_how_far_it_is(
    queue: Queue, connection: psycopg.Connection[Any], teller: Teller
) -> None:
    text = to_file_form(perbup_catalogue.load(SUCCESSOR)) | {"effective_from": "2022-11-01"}
    scope = rule_change.Scope(NOVEMBER, None, None, None)
    report = what_if.open_simulation(connection, SUCCESSOR, scope, "penguji")
    job = jobs.enqueue_simulation(queue, report, msgspec.json.encode(text).decode())
    work(queue)
    job.refresh()
    done = reports.progress_of(connection, report)
    assert done is not None
    assert (done.status, job.is_finished) == ("done", True)
    assert job.meta["progress"]["report"] == report
    assert reports.sums_of(connection, report).employees > 0
    assert reports.pending(connection) == reports.behind(connection) == []
