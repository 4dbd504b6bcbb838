"""Exports over HTTP: asked for, watched, fetched whole with their hash; only by who asked."""

import csv
import hashlib
import io
from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from litestar import Litestar
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from application.settings import Settings
from projections.export_columns import LAYOUTS
from tests.api.client import Client, refused
from tests.api.regency import Regency
from tests.projections.following import following
from tests.projections.histories import EMPLOYEES, Teller
from tests.two_months import LIVE, two_months
from workers.queue import QUEUE

ASKED = {"kind": "deductions", "format": "csv", "month": "2022-11"}


@pytest.fixture(scope="module")
def settings(app: Litestar, regency: Regency, database_url: str) -> Settings:
    """With two months of six people more in the views."""
    teller = Teller(regency.services.store)
    teller.tell(two_months())
    with following(database_url) as live:
        live.catch_up()
        assert live.stopped == []
    return regency.services.settings


@pytest.fixture
def queue(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """Empty at first; its worker reads the settings of the API."""
    monkeypatch.setenv("EPRESENSI_VAR", str(settings.var))
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", settings.database_url or "")
    monkeypatch.setenv("EPRESENSI_REDIS_URL", settings.redis_url or "")
    monkeypatch.setenv("EPRESENSI_EXPORTS_URL", settings.exports_url or "")
    client = Redis.from_url(settings.redis_url or "")
    client.flushdb()
    yield Queue(QUEUE, connection=client, serializer=JSONSerializer)
    client.close()


def work(queue: Queue) -> None:
    worker = SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="WARNING")


def made(client: Client, queue: Queue, **asked: Any) -> dict[str, Any]:
    export = client.ok("/v1/exports", {**ASKED, **asked})["export"]
    work(queue)
    return dict(client.read(f"/v1/exports/{export}"))


def test_an_export_has_the_figures_of_the_pages_to_the_rupiah(
    regency: Regency, queue: Queue
) -> None:
    answer = regency.finance.post("/v1/exports", ASKED)
    assert answer.status_code == 202
    where = answer.headers["Location"]
    assert answer.json()["status"] == "waiting"
    work(queue)
    export = regency.finance.read(where)
    assert export["status"] == "done"
    pages = regency.finance.read("/v1/deductions", params={"month": "2022-11", "limit": 1000})
    shown = {name: pages["totals"][name] for name in export["made"]["totals"]}
    assert export["made"]["totals"] == shown
    assert export["made"]["rows"] == pages["totals"]["employees"]
    file = regency.finance.get(f"{where}/file")
    found = list(csv.DictReader(io.StringIO(file.content.decode())))
    headings = {column.name: column.heading for column in LAYOUTS["deductions"].columns}
    names = ("employee", "nip", "name", "cut_rupiah", "net_rupiah", "postponed_rupiah")
    assert {tuple(row[headings[name]] for name in names) for row in found} == {
        tuple(str(row[name]) for name in names) for row in pages["rows"]
    }
    assert sum(int(row["Potongan"]) for row in found) > 0


def test_what_is_fetched_has_the_hash_that_was_told(regency: Regency, queue: Queue) -> None:
    export = made(regency.auditor, queue, format="xlsx", kind="ledger")
    answer = regency.auditor.get(f"/v1/exports/{export['export']}/file")
    digest = hashlib.sha256(answer.content)
    assert digest.hexdigest() == export["made"]["kept"]["sha256"]
    assert answer.headers["Repr-Digest"] == f"sha-256=:{b64encode(digest.digest()).decode()}:"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ledger-2022-11.xlsx"'
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.content.startswith(b"PK")


def test_the_same_key_is_the_same_export_and_not_another(regency: Regency, queue: Queue) -> None:
    headers = {"Idempotency-Key": str(uuid4())}
    first, again = (
        regency.finance.ok("/v1/exports", ASKED, headers=headers)["export"] for _ in range(2)
    )
    assert first == again
    assert queue.count == 1
    other = regency.finance.post("/v1/exports", {**ASKED, "format": "xlsx"}, headers=headers)
    assert refused(other) == (422, "command_key_reused")
    assert regency.auditor.ok("/v1/exports", ASKED, headers=headers)["export"] != first


def test_an_export_belongs_to_who_asked_for_it(regency: Regency, queue: Queue) -> None:
    export = made(regency.finance, queue)["export"]
    for path in (f"/v1/exports/{export}", f"/v1/exports/{export}/file"):
        assert refused(regency.auditor.get(path)) == (404, "export_unknown")
        assert refused(regency.staff.client.get(path)) == (403, "not_allowed")
    answer = regency.bkpsdm.post(f"/v1/exports/{export}/cancellations")
    assert refused(answer) == (404, "export_unknown")


def test_a_head_exports_the_own_opd_alone(regency: Regency, queue: Queue) -> None:
    head = regency.head.client
    export = made(head, queue, opd="dinkes", month="2024-06")
    assert export["status"] == "done"
    for opd in ({"opd": "disdik"}, {}):
        assert refused(head.post("/v1/exports", {**ASKED, **opd})) == (403, "outside_scope")


def test_one_that_is_not_made_yet_is_cancelled_and_cannot_be_fetched(
    regency: Regency, queue: Queue
) -> None:
    export = regency.finance.ok("/v1/exports", ASKED)["export"]
    answer = regency.finance.get(f"/v1/exports/{export}/file")
    assert refused(answer) == (409, "export_not_ready")
    cancelled = regency.finance.ok(f"/v1/exports/{export}/cancellations")
    assert cancelled["status"] == "cancelled"
    work(queue)
    assert regency.finance.read(f"/v1/exports/{export}")["status"] == "cancelled"


def test_one_whose_file_is_gone_is_unknown(regency: Regency, queue: Queue) -> None:
    export = made(regency.finance, queue)
    folder = regency.services.settings.var / "exports"
    (folder / export["made"]["kept"]["key"]).unlink()
    answer = regency.finance.get(f"/v1/exports/{export['export']}/file")
    assert refused(answer) == (404, "export_unknown")


def test_why_there_is_no_spreadsheet_is_told_in_words(
    regency: Regency, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.export_sheet.MOST_ROWS", len(EMPLOYEES) - 1)
    export = made(regency.finance, queue, format="xlsx")
    assert export["status"] == "refused"
    assert export["refused"]["code"] == "sheet_too_long"
    assert "Parquet" in export["refused"]["detail"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"until_month": "2022-10"}, "dates_reversed"),
        ({"until_month": "2032-11"}, "export_too_long"),
        ({"month": "2022-13"}, "month_unreadable"),
        ({"opd": "../x"}, "unreadable_value"),
        ({"kind": "gossip"}, "invalid_body"),
    ],
)
def test_what_cannot_be_exported_is_refused_at_once(
    regency: Regency, queue: Queue, asked: dict[str, str], code: str
) -> None:
    answer = regency.finance.post("/v1/exports", {**ASKED, **asked})
    assert refused(answer)[1] == code
    assert queue.count == 0


def test_several_months_are_exported_as_far_as_the_last(regency: Regency, queue: Queue) -> None:
    export = made(regency.finance, queue, month="2022-10", until_month="2022-11", format="parquet")
    assert export["progress"]["phase"] == "writing"
    assert export["made"]["file_name"] == "deductions-2022-10--2022-11.zip"
    assert export["wanted"]["until_month"] == str(LIVE)
