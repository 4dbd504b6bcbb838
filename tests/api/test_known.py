"""The reasons of a month, what was known of it when, and what a draft would make of it."""

import re
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from domain import perbup_catalogue
from domain.perbup_loading import to_file_form
from tests.api.client import refused
from tests.api.regency import Regency
from tests.api.test_views import at, check_in
from workers.projector import Projector
from workers.queue import QUEUE

PERBUP, OTHER = "contoh-pringsewu-2022", "contoh-pringsewu-2022-pengganti"


@pytest.fixture(scope="module", autouse=True)
def projector(database_url: str) -> Iterator[None]:
    projector = Projector(database_url)
    thread = Thread(target=projector.run)
    thread.start()
    yield
    projector.stop()
    thread.join()


@pytest.fixture(scope="module")
def position(regency: Regency) -> int:
    """A late arrival on 2 November, excused on the 4th."""
    text = {"perbup": to_file_form(perbup_catalogue.load(PERBUP))}
    founded = at("08:00", "2022-09-26")
    regency.bkpsdm.ok(f"/v1/perbup/{PERBUP}/drafts", text, headers=founded)
    path, body = f"/v1/perbup/{PERBUP}/enactments", {"on": "2022-09-26"}
    regency.bkpsdm.ok(path, body, headers=founded)
    check_in(regency.staff, "08:15:00", "2022-11-02")
    path = f"/v1/employees/{regency.staff.employee}/days/2022-11-02/excuses"
    excuse = {"session": "pagi", "kind": "duty", "reason": "Tugas dari kepala"}
    answer = regency.head.client.ok(path, excuse, headers=at("08:00", "2022-11-04"))
    return int(answer["position"])


def month_of(regency: Regency, suffix: str = "") -> str:
    return f"/v1/employees/{regency.staff.employee}/months/2022-11{suffix}"


def known_at(regency: Regency, instant: str) -> dict[str, Any]:
    answer = regency.auditor.get(month_of(regency, "/as-known-at"), params={"at": instant})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_month_is_shown_as_it_was_known_at_an_instant(regency: Regency, position: int) -> None:
    late = known_at(regency, "2022-11-03T00:00:00+07:00")
    excused = known_at(regency, "2022-11-05T00:00:00+07:00")
    before = known_at(regency, "2022-11-01T00:00:00+07:00")
    assert late["month"]["deduction"]["cut_rupiah"] > excused["month"]["deduction"]["cut_rupiah"]
    assert late["position"] < excused["position"] == position
    assert [perbup["id"] for perbup in before["perbups"]] == [PERBUP]
    shown = regency.auditor.read(month_of(regency, f"?after={position}"))
    assert shown["deduction"] == excused["month"]["deduction"]
    assert shown["ledger"] == excused["month"]["ledger"]


def test_what_changed_since_is_told_event_by_event(regency: Regency, position: int) -> None:
    path, since = month_of(regency, "/changes-since"), {"at": "2022-11-03T00:00:00+07:00"}
    events = regency.auditor.get(path, params=since).json()
    assert [event["tag"] for event in events if event["recorded_at"] < "2023"] == ["SessionExcused"]
    assert events[-1]["told"]
    naive = regency.auditor.get(path, params={"at": "2022-11-03T00:00:00"})
    assert refused(naive) == (400, "time_without_offset")


def test_every_rupiah_has_its_clause_its_arithmetic_and_its_events(
    regency: Regency, position: int
) -> None:
    explanation = regency.staff.client.read(month_of(regency, f"/explanation?after={position}"))
    live = [line for line in explanation["lines"] if line["mode"] == "live"]
    assert sum(line["rupiah"] for line in live) == explanation["deduction"]["cut_rupiah"]
    waived = [line for line in explanation["lines"] if line["session"] == "pagi"]
    for line in explanation["lines"]:
        assert line["words"]
        assert line["arithmetic"].replace(".", "").endswith(str(abs(line["rupiah"])))
    told = [event["told"] for line in waived for event in line["events"]]
    assert explanation["sums"][0].startswith("TPP sebulan: Rp3.000.000")
    assert any("pagi" in words for words in told) or not waived


def test_the_explanation_is_a_page_that_prints_without_the_internet(
    regency: Regency, position: int
) -> None:
    answer = regency.finance.get(month_of(regency, f"/explanation.html?after={position}"))
    assert answer.headers["content-type"].startswith("text/html")
    assert not re.findall(r"""(?:src|href)\s*=|url\(|@import|<script""", answer.text)
    assert "Penjelasan TPP" in answer.text
    english = {"Accept-Language": "en"}
    page = regency.finance.get(month_of(regency, "/explanation.html"), headers=english).text
    assert "Explanation of the allowance" in page


@pytest.fixture
def queue(regency: Regency, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """Empty at first; its worker works on the database of the API."""
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", regency.services.settings.database_url or "")
    client = Redis.from_url(regency.services.settings.redis_url or "")
    client.flushdb()
    yield Queue(QUEUE, connection=client, serializer=JSONSerializer)
    client.close()


def work(queue: Queue) -> None:
    worker = SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="WARNING")


def test_a_draft_is_tried_on_past_months_and_nothing_changes(
    regency: Regency, position: int, queue: Queue
) -> None:
    before = regency.finance.read("/v1/deductions?month=2022-11")
    text = {"perbup": to_file_form(perbup_catalogue.load(OTHER))}
    regency.bkpsdm.ok(f"/v1/perbup/{OTHER}/drafts", text)
    asked = {"from_month": "2022-11", "until_month": "2022-11", "opds": ["dinkes"]}
    path = f"/v1/perbup/{OTHER}/simulations"
    reports = [regency.bkpsdm.ok(path, asked)["report"] for _ in range(2)]
    work(queue)
    report = regency.bkpsdm.read(f"/v1/reports/{reports[0]}")
    assert report["progress"]["status"] == "done"
    assert report["progress"]["kind"] == "simulation"
    assert regency.bkpsdm.read(f"/v1/reports/{reports[0]}/comparison?other={reports[1]}") == []
    assert regency.finance.read("/v1/deductions?month=2022-11") == before
    assert refused(regency.finance.post(path, asked)) == (403, "not_allowed")
    unknown = regency.bkpsdm.post("/v1/perbup/entah/simulations", asked)
    assert refused(unknown) == (404, "perbup_unknown")


def test_views_are_rebuilt_on_demand_and_tell_how_far_they_are(
    regency: Regency, position: int, queue: Queue
) -> None:
    begun = regency.kominfo.ok("/v1/rebuilds", {"projections": ["inbox"]})
    assert begun["status"] == "running"
    work(queue)
    path = f"/v1/rebuilds/{begun['rebuild']}"
    assert regency.kominfo.read(path)["status"] == "swapped"
    assert refused(regency.kominfo.get("/v1/rebuilds/999999")) == (404, "rebuild_unknown")
    assert refused(regency.bkpsdm.post("/v1/rebuilds", {})) == (403, "not_allowed")
    positions = {row["projection"]: row for row in regency.kominfo.read("/v1/positions")}
    assert positions["attendance"]["error"] is None


def test_a_simulation_is_stopped_and_a_change_of_the_rules_that_is_done_is_not(
    regency: Regency, position: int, queue: Queue
) -> None:
    path = f"/v1/perbup/{PERBUP}/simulations"
    report = regency.bkpsdm.ok(path, {"from_month": "2022-11"})["report"]
    stopped = regency.bkpsdm.ok(f"/v1/reports/{report}/cancellations")
    assert stopped["status"] == "cancelled"
    path, body = f"/v1/perbup/{PERBUP}/revocations", {"from_on": "2022-11-01", "reason": "Dicabut"}
    revoked = regency.bkpsdm.ok(path, body)["position"]
    change = regency.bkpsdm.read(f"/v1/reports?perbup={PERBUP}&after={revoked}")[0]
    stopped = regency.bkpsdm.ok(f"/v1/reports/{change['report']}/cancellations")
    assert (stopped["status"], stopped["behind"]) == ("done", False)
    answer = regency.bkpsdm.post(f"/v1/reports/{report}/resumptions")
    assert refused(answer) == (409, "not_a_rule_change")
