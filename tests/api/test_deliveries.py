"""Deliveries over HTTP and on the command line: what is stuck is seen, retried and let go."""

import argparse
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from api import cli_deliveries
from tests.api.client import Client, refused
from tests.api.regency import Regency
from workers.kinerja_outbox import Delivery, Outbox

NOW = datetime(2024, 6, 3, tzinfo=UTC)
PATH = "/v1/kinerja/deliveries"


@pytest.fixture
def outbox(regency: Regency, database_url: str) -> Any:
    """With one entry of each of two people, both dead."""
    for person in (regency.staff, regency.stranger):
        body = {"on": "2024-06-03", "minutes": 60, "quantity": 1, "unit": "berkas"}
        entry = f"k-{datetime.now(UTC).timestamp():.6f}".replace(".", "-")
        answer = person.client.post(
            "/v1/kinerja", {**body, "entry": entry, "activity": "Menyusun uji"}
        )
        assert answer.is_success, answer.text
    with psycopg.connect(database_url, autocommit=True) as connection:
        outbox = Outbox(connection)
        outbox.feed(NOW)
        for delivery in outbox.page("waiting"):
            died(outbox, delivery)
        yield outbox
        connection.execute("DELETE FROM delivery.kinerja")


def died(outbox: Outbox, delivery: Delivery) -> None:
    outbox.settle(delivery, "dead", attempts=20, next_at=NOW, status=500, error="HTTP 500 rusak")


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli_deliveries.register(parser.add_subparsers())
    parsed = parser.parse_args(["deliveries", *arguments])
    return int(parsed.run(parsed))


def rows(client: Client, **query: Any) -> list[dict[str, Any]]:
    return list(client.read(PATH, params=query)["rows"])


def test_what_is_stuck_is_seen_with_its_reason(regency: Regency, outbox: Outbox) -> None:
    dead = rows(regency.kominfo, state="dead")
    assert [row["employee"] for row in dead] == [regency.staff.employee, regency.stranger.employee]
    assert {(row["attempts"], row["status"], row["error"]) for row in dead} == {
        (20, 500, "HTTP 500 rusak")
    }
    assert rows(regency.bkpsdm, state="delivered") == []
    assert regency.auditor.read(f"{PATH}/counts") == {
        "waiting": 0,
        "delivered": 0,
        "dead": 2,
        "dismissed": 0,
    }


def test_deliveries_come_in_pages(regency: Regency, outbox: Outbox) -> None:
    first = regency.kominfo.read(PATH, params={"limit": 1})
    second = regency.kominfo.read(PATH, params={"limit": 1, "cursor": first["next"]})
    assert first["rows"] + second["rows"] == rows(regency.kominfo)
    assert second["next"] is None


def test_an_employee_sees_the_own_alone(regency: Regency, outbox: Outbox) -> None:
    for query in ({}, {"employee": regency.stranger.employee}):
        seen = rows(regency.staff.client, **query)
        assert {row["employee"] for row in seen} == {regency.staff.employee}
    assert refused(regency.finance.get(PATH)) == (403, "not_allowed")


def test_dead_ones_are_retried_by_position_or_all(regency: Regency, outbox: Outbox) -> None:
    one = rows(regency.kominfo, state="dead")[0]["position"]
    assert regency.kominfo.ok(f"{PATH}/retries", {"positions": [one]}) == {"changed": 1}
    assert regency.bkpsdm.ok(f"{PATH}/retries", {}) == {"changed": 1}
    assert regency.bkpsdm.ok(f"{PATH}/retries", {}) == {"changed": 0}
    assert {row["state"] for row in rows(regency.kominfo)} == {"waiting"}
    assert rows(regency.kominfo)[0]["decided_by"] == regency.kominfo.read("/v1/me")["account"]


def test_letting_go_needs_a_reason(regency: Regency, outbox: Outbox) -> None:
    one = rows(regency.kominfo, state="dead")[0]["position"]
    answer = regency.kominfo.post(f"{PATH}/dismissals", {"positions": [one], "note": " "})
    assert refused(answer) == (422, "text_missing")
    body = {"positions": [one], "note": "Tidak dikenal situs kinerja"}
    assert regency.kominfo.ok(f"{PATH}/dismissals", body) == {"changed": 1}
    assert rows(regency.kominfo, state="dismissed")[0]["note"] == "Tidak dikenal situs kinerja"


def test_the_command_line_sees_retries_and_lets_go(
    regency: Regency,
    outbox: Outbox,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", database_url)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", regency.services.settings.redis_url or "")
    monkeypatch.setenv("EPRESENSI_VAR", str(regency.services.settings.var))
    positions = [str(row["position"]) for row in rows(regency.kominfo)]
    capsys.readouterr()
    assert run("list") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "waiting 0, delivered 0, dead 2, dismissed 0"
    assert [line.split("\t")[0] for line in told[1:]] == positions
    assert run("dismiss", positions[0], "--note", "Uji") == 0
    assert run("retry") == 0
    assert capsys.readouterr().out.splitlines() == ["1 dilepaskan", "1 dicoba lagi"]
    assert [row["state"] for row in rows(regency.kominfo)] == ["dismissed", "waiting"]


def test_without_an_address_there_is_nobody_to_follow_the_log_for(
    database_url: str,
    regency: Regency,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", database_url)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", regency.services.settings.redis_url or "")
    monkeypatch.setenv("EPRESENSI_VAR", str(regency.services.settings.var))
    monkeypatch.delenv("EPRESENSI_KINERJA_URL", raising=False)
    assert run("follow") == 2
    assert "EPRESENSI_KINERJA_URL" in capsys.readouterr().err
