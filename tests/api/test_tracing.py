"""Spans of requests, commits, views and jobs: joined to each other, and about nobody."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import monotonic, sleep

import psycopg
import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from redis import Redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from api.clock import SIMULATED
from application import tracing
from projections.positions import reached
from tests.api.regency import HERE, Regency, nip, picture
from workers.projector import Projector
from workers.queue import TracedWorker, queue_of

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}


@pytest.fixture
def exporter() -> Iterator[InMemorySpanExporter]:
    made = InMemorySpanExporter()
    tracing.use(SimpleSpanProcessor(made), "test")
    yield made
    tracing.off()


def spans(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in exporter.get_finished_spans()}


def check_in(regency: Regency, seed: int, at: str) -> int:
    files = {
        "data": (None, json.dumps({**HERE, "note": "Cuaca cerah"}), "application/json"),
        "selfie": ("selfie.jpg", picture(seed), "image/jpeg"),
    }
    answer = regency.staff.client.request(
        "POST", "/v1/check-ins", headers={SIMULATED: at, **PARENT}, files=files
    )
    assert answer.status_code == 201, answer.text
    return int(answer.json()["position"])


def test_a_request_belongs_to_the_callers_trace_and_its_commit_links_to_it(
    regency: Regency, exporter: InMemorySpanExporter
) -> None:
    check_in(regency, 90_001, "2024-03-04T07:20:00+07:00")
    found = spans(exporter)
    request, commit = found["POST /v1/check-ins"], found["commit batch"]
    assert request.kind is SpanKind.SERVER
    assert request.context
    assert f"{request.context.trace_id:032x}" == TRACE
    assert request.attributes == {
        "http.request.method": "POST",
        "http.route": "/v1/check-ins",
        "http.response.status_code": 201,
    }
    assert [link.context.span_id for link in commit.links] == [request.context.span_id]
    assert commit.attributes == {"epresensi.commands": 1}


def test_a_batch_of_a_view_is_a_span(
    regency: Regency, exporter: InMemorySpanExporter, database_url: str
) -> None:
    position = check_in(regency, 90_002, "2024-03-05T07:20:00+07:00")
    projector = Projector(database_url)
    thread = Thread(target=projector.run)
    thread.start()
    with psycopg.connect(database_url, autocommit=True) as connection:
        until = monotonic() + 60
        while reached(connection, ["attendance"]) < position and monotonic() < until:
            sleep(0.02)  # between polls of a condition
    projector.stop()
    thread.join()
    batches = [
        dict(span.attributes or {})
        for span in exporter.get_finished_spans()
        if span.name == "projection batch"
    ]
    upto = max(b["epresensi.upto"] for b in batches if b["epresensi.projection"] == "attendance")
    assert upto == position


class InThisProcess(SimpleWorker, TracedWorker):
    """Forks nothing, so that its spans stay here."""


def greet(name: str) -> str:
    return f"Selamat pagi, {name}"


def stumble(name: str) -> None:
    raise ValueError(name)


def test_a_job_goes_on_with_the_trace_it_was_put_in_from(
    exporter: InMemorySpanExporter, redis_url: str
) -> None:
    queue = queue_of(Redis.from_url(redis_url))
    with tracing.span("asked", carried=PARENT):
        queue.enqueue(greet, "Pegawai Uji 2")
        queue.enqueue(stumble, "Pegawai Uji 2")
    worker = InThisProcess([queue], connection=queue.connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="CRITICAL")
    queue.connection.close()
    found = spans(exporter)
    done, failed = found[f"job {__name__}.greet"], found[f"job {__name__}.stumble"]
    assert done.context
    assert f"{done.context.trace_id:032x}" == TRACE
    assert done.status.status_code is StatusCode.UNSET
    assert failed.status.status_code is StatusCode.ERROR
    assert "Pegawai" not in "".join(span.to_json() for span in exporter.get_finished_spans())


def test_no_span_says_whose_it_was(regency: Regency, exporter: InMemorySpanExporter) -> None:
    check_in(regency, 90_003, "2024-03-06T07:20:00+07:00")
    employee = regency.staff.employee
    regency.bkpsdm.get(f"/v1/employees?search={nip(2)}")
    regency.bkpsdm.get(f"/v1/employees/{employee}")
    regency.http.get(f"/entah/{employee}?nip={nip(2)}")
    told = "".join(span.to_json() for span in exporter.get_finished_spans())
    assert "GET /v1/employees/{employee}" in spans(exporter)
    for personal in (employee, nip(2), "Pegawai", "Cuaca", regency.staff.device, "testclient"):
        assert personal not in told


def test_a_fault_of_ours_marks_its_span(
    regency: Regency, exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError(nip(2))

    monkeypatch.setattr("api.rebuilds.positions", broken)
    monkeypatch.setattr(regency.http._transport, "raise_server_exceptions", False)
    assert regency.bkpsdm.get("/v1/positions").status_code == 500
    span = spans(exporter)["GET /v1/positions"]
    assert span.status.status_code is StatusCode.ERROR
    assert nip(2) not in span.to_json()


def test_without_an_address_nothing_is_made(regency: Regency) -> None:
    tracing.configure(None, "test")
    with tracing.span("anything") as span:
        assert not span.is_recording()
        assert tracing.here() is None
        assert tracing.carry() == {}
    assert tracing.carried_by([(b"traceparent", b"00-1-2-01")]) == {}


def test_spans_are_sent_to_the_address_that_is_set() -> None:
    came: list[tuple[str, int]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append((self.path, len(self.rfile.read(int(self.headers["content-length"])))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        tracing.configure(f"http://127.0.0.1:{server.server_port}/v1/traces", "test")
        with tracing.span("anything"):
            pass
        tracing.flush()
        tracing.off()
        server.shutdown()
        thread.join()
    assert [path for path, size in came if size] == ["/v1/traces"]
