"""A large change of the rules that is stopped: what is behind is said, and nothing closes on it."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from projections import rule_change
from tests.api.client import refused
from tests.api.regency import Regency
from tests.api.test_reports import FIRST, SECOND, enact
from tests.api.test_views import at, check_in
from workers.projector import Projector


@pytest.fixture(scope="module", autouse=True)
def projector(database_url: str) -> Iterator[None]:
    """It leaves the changes of the rules to others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("projections.attendance.MONTHS_AT_ONCE", 1)
        projector = Projector(database_url, hand_over=lambda _: None)
        thread = Thread(target=projector.run)
        thread.start()
        yield
        projector.stop()
        thread.join()


@pytest.fixture(scope="module")
def change(regency: Regency) -> dict[str, Any]:
    enact(regency, FIRST, "2022-09-26")
    for person in (regency.head, regency.staff, regency.stranger):
        check_in(person, "07:50:00", "2022-11-01")
    regency.bkpsdm.ok("/v1/calendar/ended-days", {"on": "2022-11-01"}, headers=at("08:00:00"))
    position = enact(regency, SECOND, "2022-12-15")
    known = regency.finance.read(f"/v1/reports?perbup={SECOND}&after={position}")
    return dict(known[0])


def close(regency: Regency) -> Any:
    return regency.finance.post(
        "/v1/periods/2022-11/closings", headers=at("08:00:00", "2022-12-16")
    )


def behind(regency: Regency) -> list[int]:
    """As the deductions and their sums say it alike."""
    page = regency.finance.read("/v1/deductions?month=2022-11")
    totals = regency.finance.read("/v1/deductions/totals?month=2022-11&by=opd")
    by_rule = regency.finance.read("/v1/deductions/rules?month=2022-11")
    assert totals["behind"] == by_rule["behind"] == page["behind"]
    return list(page["behind"])


def test_a_change_that_waits_is_behind(regency: Regency, change: dict[str, Any]) -> None:
    assert (change["status"], change["behind"], change["done"]) == ("pending", True, 0)
    assert change["total"] > 0
    assert behind(regency) == [change["report"]]
    assert refused(close(regency)) == (503, "figures_unsettled")


def test_one_that_is_stopped_stays_behind_and_no_month_closes(
    regency: Regency, change: dict[str, Any]
) -> None:
    path = f"/v1/reports/{change['report']}"
    stopped = regency.bkpsdm.ok(f"{path}/cancellations")
    assert (stopped["status"], stopped["behind"]) == ("cancelled", True)
    assert behind(regency) == [change["report"]]
    assert refused(close(regency)) == (409, "figures_behind")


def test_one_that_is_resumed_is_worked_off(
    regency: Regency, change: dict[str, Any], database_url: str
) -> None:
    path = f"/v1/reports/{change['report']}"
    resumed = regency.bkpsdm.ok(f"{path}/resumptions")
    assert (resumed["status"], resumed["behind"]) == ("pending", True)
    for _ in rule_change.run(database_url, change["report"]):
        pass
    done = regency.bkpsdm.read(path)["progress"]
    assert (done["status"], done["done"], done["behind"]) == ("done", done["total"], False)
    assert behind(regency) == []
    assert close(regency).status_code < 300


def test_only_what_there_is_is_resumed(regency: Regency) -> None:
    assert refused(regency.bkpsdm.post("/v1/reports/999999/resumptions")) == (
        404,
        "report_unknown",
    )
