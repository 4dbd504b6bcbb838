"""What monitoring is told: how far each view is, what stopped it, and nothing about anybody."""

from typing import Any

import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.clock import SIMULATED
from projections.positions import failed
from tests.api.regency import Regency
from tests.projections.following import following


@pytest.fixture(autouse=True)
def caught_up(regency: Regency, database_url: str) -> None:
    with following(database_url) as live:
        live.catch_up()


def views(regency: Regency) -> tuple[str, dict[str, dict[str, Any]]]:
    told = regency.http.get("/health").json()
    return told["status"], {each["projection"]: each for each in told["projections"]}


def gauges(regency: Regency) -> dict[tuple[str, str], float]:
    text = regency.http.get("/metrics").text
    return {
        (sample.name, sample.labels.get("projection", "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.startswith(("epresensi_projection", "epresensi_database"))
    }


def test_a_view_that_has_read_everything_does_not_lag(regency: Regency) -> None:
    status, told = views(regency)
    assert status == "ok"
    assert set(told) >= {"attendance", "directories", "inbox", "performance"}
    assert all(each["position"] == each["head"] > 0 for each in told.values())
    assert {(each["lag_events"], each["lag_s"]) for each in told.values()} == {(0, 0)}
    shown = gauges(regency)
    assert shown["epresensi_database_up", ""] == 1
    assert shown["epresensi_projection_position", "attendance"] == told["attendance"]["position"]


def test_what_waits_is_told_in_events_and_in_seconds(regency: Regency) -> None:
    long_ago = {SIMULATED: "2022-01-04T08:00:00+07:00"}
    for code in ("bkad", "dpmd"):
        regency.bkpsdm.ok("/v1/opd", {"code": code, "name": code}, headers=long_ago)
    status, told = views(regency)
    assert status == "behind"
    assert told["directories"]["lag_events"] == 2
    shown = gauges(regency)
    assert shown["epresensi_projection_lag_events", "directories"] == 2
    assert shown["epresensi_projection_lag_seconds", "directories"] > 3600


def test_a_view_that_never_began_is_behind(regency: Regency, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM views.position WHERE projection = 'inbox'")
    assert views(regency)[0] == "behind"


def test_what_stopped_a_view_is_named_without_what_is_in_it(
    regency: Regency, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        failed(connection, "inbox", 7, "CutiRequested", "ValueError: Pegawai Uji 2, 199001012")
        answer = regency.http.get("/health")
        status, told = views(regency)
        shown = gauges(regency)
        connection.execute("UPDATE views.position SET failed_position = NULL, error = NULL")
    assert status == "failed"
    stopped = told["inbox"]
    assert (stopped["failed_position"], stopped["failed_event"]) == (7, "CutiRequested")
    assert stopped["error"] == "ValueError"
    assert "Pegawai" not in answer.text
    assert shown["epresensi_projection_failed", "inbox"] == 1
    assert shown["epresensi_projection_failed", "attendance"] == 0


def test_a_database_that_is_away_is_told_and_measured(
    regency: Regency, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise psycopg.OperationalError("away")

    monkeypatch.setattr("api.health.positions", away)
    assert views(regency) == ("database_away", {})
    assert gauges(regency) == {("epresensi_database_up", ""): 0}
