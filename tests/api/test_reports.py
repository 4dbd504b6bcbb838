"""A Perbup that replaces another retroactively: the report of what it makes of every amount."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from domain import perbup_catalogue
from domain.perbup_loading import to_file_form
from tests.api.client import refused
from tests.api.regency import Regency
from tests.api.test_views import at, check_in
from workers.projector import Projector

FIRST = "contoh-pringsewu-2022"
SECOND = "contoh-pringsewu-2022-pengganti"


@pytest.fixture(scope="module", autouse=True)
def projector(database_url: str) -> Iterator[None]:
    projector = Projector(database_url)
    thread = Thread(target=projector.run)
    thread.start()
    yield
    projector.stop()
    thread.join()


def enact(regency: Regency, perbup: str, on: str) -> int:
    headers = at("08:00:00", on)
    text = {"perbup": to_file_form(perbup_catalogue.load(perbup))}
    regency.bkpsdm.ok(f"/v1/perbup/{perbup}/drafts", text, headers=headers)
    answer = regency.bkpsdm.ok(f"/v1/perbup/{perbup}/enactments", {"on": on}, headers=headers)
    return int(answer["position"])


@pytest.fixture(scope="module")
def report(regency: Regency) -> dict[str, Any]:
    """A day of November on which all came late, and then the regulation that replaces the first."""
    enact(regency, FIRST, "2022-09-26")
    for person in (regency.head, regency.staff, regency.stranger):
        check_in(person, "07:50:00", "2022-11-01")
    regency.bkpsdm.ok("/v1/calendar/ended-days", {"on": "2022-11-01"}, headers=at("08:00:00"))
    position = enact(regency, SECOND, "2022-12-15")
    known = regency.finance.read(f"/v1/reports?perbup={SECOND}&after={position}")
    assert [progress["position"] for progress in known] == [position]
    return dict(known[0])


def test_the_sums_are_those_of_the_opd(regency: Regency, report: dict[str, Any]) -> None:
    shown = regency.auditor.read(f"/v1/reports/{report['report']}")
    sums = shown["sums"]
    assert shown["progress"]["status"] == "done"
    assert sums["employees"] == 3
    assert sums["cut_before_rupiah"] != sums["cut_rupiah"]
    for name in ("cut_before_rupiah", "cut_rupiah"):
        assert sums[name] == sum(row[name] for row in shown["by_opd"])
    assert {row["key"] for row in shown["by_opd"]} == {"dinkes", "disdik"}


def test_pages_follow_each_other_without_overlap(regency: Regency, report: dict[str, Any]) -> None:
    path = f"/v1/reports/{report['report']}/differences?limit=1"
    employees, cursor = [], ""
    while cursor is not None:
        page = regency.bkpsdm.read(f"{path}&cursor={cursor}")
        employees += [row["employee"] for row in page["rows"]]
        cursor = page["next"]
    assert len(employees) == len(set(employees)) == 3
    one = regency.bkpsdm.read(f"/v1/reports/{report['report']}/differences?opd=disdik")
    assert [row["employee"] for row in one["rows"]] == [regency.stranger.employee]


def test_each_clause_of_a_difference_says_what_it_took_and_takes(
    regency: Regency, report: dict[str, Any]
) -> None:
    rows = regency.finance.read(f"/v1/reports/{report['report']}/differences")["rows"]
    for row in rows:
        live = [i for i, mode in enumerate(row["mode"]) if mode == "live"]
        assert sum(row["before_rupiah"][i] for i in live) == row["cut_before_rupiah"]
        assert sum(row["now_rupiah"][i] for i in live) == row["cut_rupiah"]


def test_other_regulations_have_no_report(regency: Regency, report: dict[str, Any]) -> None:
    assert regency.finance.read(f"/v1/reports?perbup={FIRST}") == []
    assert report["report"] in [row["report"] for row in regency.finance.read("/v1/reports")]


def test_what_is_unknown_or_unreadable_is_refused(regency: Regency, report: dict[str, Any]) -> None:
    assert refused(regency.finance.get("/v1/reports/999999")) == (404, "report_unknown")
    unknown = regency.finance.get("/v1/reports/999999/differences")
    assert refused(unknown) == (404, "report_unknown")
    unreadable = regency.finance.get(f"/v1/reports/{report['report']}/differences?cursor=a~b")
    assert refused(unreadable) == (400, "cursor_unreadable")
