"""From a request to the view that shows it: board, month, ledger, inbox, finance, closing."""

import json
from collections.abc import Iterator
from itertools import count
from threading import Thread
from typing import Any

import pytest

from api.clock import SIMULATED
from domain import perbup_catalogue
from domain.perbup_loading import to_file_form
from tests.api.client import Client, refused
from tests.api.regency import HERE, Person, Regency, picture
from workers.projector import Projector

_SEEDS = count(40_000)
PERBUP = "contoh-pringsewu-2022"
DAY = "2022-11-02"


@pytest.fixture(scope="module", autouse=True)
def projector(database_url: str) -> Iterator[None]:
    projector = Projector(database_url)
    thread = Thread(target=projector.run)
    thread.start()
    yield
    projector.stop()
    thread.join()


def at(time: str, day: str = DAY) -> dict[str, str]:
    return {SIMULATED: f"{day}T{time}+07:00"}


def check_in(person: Person, time: str, day: str = DAY) -> int:
    files = {
        "data": (None, json.dumps(HERE), "application/json"),
        "selfie": ("selfie.jpg", picture(next(_SEEDS)), "image/jpeg"),
    }
    path, headers = "/v1/check-ins", at(time, day)
    answer = person.client.request("POST", path, headers=headers, files=files)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["position"])


@pytest.fixture(scope="module")
def story(regency: Regency) -> tuple[int, int]:
    """An example Perbup, and a day on which one came late, one in time, and one asked for more."""
    text = {"perbup": to_file_form(perbup_catalogue.load(PERBUP))}
    founded = at("08:00", "2022-09-26")
    regency.bkpsdm.ok(f"/v1/perbup/{PERBUP}/drafts", text, headers=founded)
    enacted = {"on": "2022-09-26"}
    regency.bkpsdm.ok(f"/v1/perbup/{PERBUP}/enactments", enacted, headers=founded)
    check_in(regency.head, "07:20:00")
    special = {"special": "s1", "kind": "rapat", "note": "Rapat", "sessions": ["siang"]}
    files = {
        "data": (None, json.dumps(special), "application/json"),
        "selfie": ("selfie.jpg", picture(next(_SEEDS)), "image/jpeg"),
        "attachment": ("surat.jpg", picture(next(_SEEDS)), "image/jpeg"),
    }
    path = "/v1/special-attendances"
    answer = regency.head.client.request("POST", path, headers=at("12:30"), files=files)
    assert answer.status_code == 201, answer.text
    cuti = {"cuti": "c1", "kind": "tahunan", "from_on": "2022-11-07", "until_on": "2022-11-08"}
    regency.staff.client.ok("/v1/cuti", cuti, headers=at("13:00"))
    late = check_in(regency.staff, "08:15:00")
    ended = {"on": "2022-11-01"}
    last = regency.bkpsdm.ok("/v1/calendar/ended-days", ended, headers=at("09:00"))["position"]
    return late, last


@pytest.fixture
def late(story: tuple[int, int]) -> int:
    """The position of the check-in that was late."""
    return story[0]


@pytest.fixture
def position(story: tuple[int, int]) -> int:
    """Of the last event of the story."""
    return story[1]


def test_the_board_shows_who_is_late_once_the_view_has_the_position(
    regency: Regency, position: int
) -> None:
    path = f"/v1/opd/dinkes/today?on={DAY}&after={position}"
    for client in (regency.head.client, regency.bkpsdm, regency.auditor):
        board = client.read(path)
        states = {row["employee"]: (row["state"], row["late_minutes"]) for row in board["rows"]}
        assert states[regency.staff.employee] == ("late", 45)
        assert states[regency.head.employee][1] == 0
    late = regency.head.client.read(f"{path}&only=late")["rows"]
    assert [row["employee"] for row in late] == [regency.staff.employee]
    assert refused(regency.stranger.client.get(path)) == (403, "not_allowed")
    answer = regency.head.client.get(path.replace("dinkes", "disdik"))
    assert refused(answer) == (403, "outside_scope")


def test_an_employee_reads_the_own_month_with_each_deductions_clause_and_event(
    regency: Regency, position: int, late: int
) -> None:
    month = regency.staff.client.read(f"/v1/me/months/2022-11?after={position}")
    lines = [line for line in month["ledger"] if line["on"] == DAY and line["session"] == "pagi"]
    assert lines
    assert all(line["clause"] for line in lines)
    assert late in lines[0]["events"]
    total = sum(line["rupiah"] for line in month["ledger"] if line["mode"] == "live")
    assert total == month["deduction"]["cut_rupiah"] > 0
    path = f"/v1/employees/{regency.staff.employee}/months/2022-11"
    for client in (regency.head.client, regency.finance, regency.auditor, regency.bkpsdm):
        assert client.read(path) == month
    assert refused(regency.stranger.client.get(path)) == (403, "outside_scope")


def test_finance_reads_the_month_in_pages_with_the_sums_of_all(
    regency: Regency, position: int
) -> None:
    path = f"/v1/deductions?month=2022-11&after={position}"
    whole = regency.finance.read(path)
    rows, cursor = [], ""
    while cursor is not None:
        page = regency.finance.read(f"{path}&limit=1&cursor={cursor}")
        assert page["totals"] == whole["totals"]
        rows += page["rows"]
        cursor = page["next"]
    assert rows == whole["rows"]
    assert len(rows) == 3
    assert whole["totals"]["cut_rupiah"] == sum(row["cut_rupiah"] for row in rows)
    by_opd = regency.finance.read("/v1/deductions/totals?month=2022-11&by=opd")["rows"]
    assert {total["key"] for total in by_opd} == {"dinkes", "disdik"}
    sums = sum(total["cut_rupiah"] for total in by_opd)
    assert sums == whole["totals"]["cut_rupiah"]
    only = regency.finance.read(f"{path}&opd=disdik")
    assert [row["employee"] for row in only["rows"]] == [regency.stranger.employee]
    by_rule = regency.finance.read("/v1/deductions/rules?month=2022-11")
    assert by_rule["rows"][0]["rupiah"] > 0
    assert (by_rule["month"], by_rule["behind"]) == ("2022-11-01", [])
    assert "2022-11-01" in regency.finance.read("/v1/deductions/months")
    assert refused(regency.staff.client.get(path)) == (403, "not_allowed")


def test_the_inbox_of_a_head_has_what_waits_in_the_own_opd(regency: Regency, position: int) -> None:
    inbox = regency.head.client.read(f"/v1/inbox?after={position}", headers=at("14:00"))
    assert [row["special"] for row in inbox["special"]] == ["s1"]
    assert [row["cuti"] for row in inbox["cuti"]] == ["c1"]
    assert inbox["next"] is None
    answer = regency.head.client.get("/v1/inbox?cursor=entah")
    assert refused(answer) == (400, "cursor_unreadable")


def test_the_directories_answer_as_of_a_date(regency: Regency, position: int) -> None:
    path = f"/v1/employees?on={DAY}&after={position}"
    people = regency.bkpsdm.read(f"{path}&search=pegawai uji 2")["rows"]
    assert [person["employee"] for person in people] == [regency.staff.employee]
    own = regency.head.client.read(path)["rows"]
    assert {person["opd"] for person in own} == {"dinkes"}
    heads = {row["opd"]: row["head"] for row in regency.staff.client.read(f"/v1/opd?on={DAY}")}
    assert heads == {"dinkes": regency.head.employee, "disdik": None}
    offices = regency.staff.client.read(f"/v1/offices?on={DAY}")
    assert {office["office"] for office in offices} == {"dinkes", "disdik"}
    assert regency.staff.client.read(f"/v1/patterns?on={DAY}")[0]["pattern"] == "setiap-hari"
    assert regency.staff.client.read("/v1/calendar?from_on=2022-01-01&until_on=2022-12-31") == []


def test_a_position_that_no_view_reaches_is_told_after_a_bounded_wait(
    regency: Regency, position: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.reading._PATIENCE_S", 0.1)
    answer = regency.finance.get(f"/v1/deductions?month=2022-11&after={2**60}")
    assert refused(answer) == (503, "view_behind")
    assert answer.headers["Retry-After"]


def events(client: Client, path: str, wanted: int, **headers: str) -> list[tuple[str, Any]]:
    """The first server-sent events of a stream."""
    found: list[tuple[str, Any]] = []
    name = ""
    authorized = {"Authorization": f"Bearer {client.token}", **headers}
    with client.http.stream("GET", path, headers=authorized) as answer:
        for line in answer.iter_lines():
            field, _, value = line.partition(": ")
            name = value if field == "event" else name
            if field == "data":
                found.append((name, json.loads(value)))
                if len(found) == wanted:
                    break
    return found


def test_a_phone_is_told_when_its_check_in_is_visible(regency: Regency, position: int) -> None:
    path = f"/v1/me/confirmations?position={position}"
    told = events(regency.staff.client, path, 1)
    assert told == [("confirmation", {"position": position, "reached": True})]


def test_a_month_is_closed_with_the_figures_that_the_views_have(
    regency: Regency, position: int
) -> None:
    totals = regency.finance.read(f"/v1/deductions?month=2022-11&after={position}")["totals"]
    path = "/v1/periods/2022-11"
    assert regency.finance.read(path)["closed"] is False
    answer = regency.finance.post(f"{path}/closings", headers=at("09:00", "2022-11-20"))
    assert refused(answer) == (422, "month_not_over")
    regency.finance.ok(f"{path}/closings", headers=at("09:00", "2022-12-05"))
    closed = regency.finance.read(path)
    assert closed["closed"] is True
    assert closed["deduction_rupiah"] == totals["cut_rupiah"]
    assert closed["position"] >= position
    answer = regency.bkpsdm.post(f"{path}/reopenings", {"reason": "Salah hitung"})
    assert refused(answer) == (403, "not_allowed")
    regency.finance.ok(f"{path}/reopenings", {"reason": "Salah hitung"})
    assert regency.finance.read(path)["closed"] is False
