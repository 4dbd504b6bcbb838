"""The explanation of a month: to the rupiah the ledger's, in words, as JSON and on paper."""

import re
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from api.explanation import Explanation, Spoken
from api.explanation_page import page
from domain.attendance import SessionExcused
from domain.period import PeriodClosed
from domain.streams import day_stream, period_stream
from tests.api.client import Client, refused
from tests.api.regency import Regency
from tests.projections.following import following
from tests.projections.histories import EMPLOYEES, Teller
from tests.two_months import LIVE, TRIAL, two_months

ON_LEAVE, BUDI, CPNS = EMPLOYEES[0], EMPLOYEES[1], EMPLOYEES[5]
MODES = ("live", "trial")
HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def teller(regency: Regency, database_url: str) -> Teller:
    teller = Teller(regency.services.store)
    teller.tell(two_months())
    catch_up(database_url)
    regency.services.directory.refresh()
    return teller


def catch_up(database_url: str) -> None:
    with following(database_url) as live:
        live.catch_up()
        assert live.stopped == []


def explanation_of(client: Client, employee: str, month: date) -> dict[str, Any]:
    path = f"/v1/employees/{employee}/months/{month:%Y-%m}"
    return dict(client.read(f"{path}/explanation"))


@pytest.mark.parametrize("employee", EMPLOYEES)
@pytest.mark.parametrize("month", [TRIAL, LIVE])
def test_the_lines_are_those_of_the_ledger_and_sum_to_the_month(
    regency: Regency, teller: Teller, employee: str, month: date
) -> None:
    told = explanation_of(regency.auditor, employee, month)
    shown = regency.auditor.read(f"/v1/employees/{employee}/months/{month:%Y-%m}")
    assert [(x["line"], x["rupiah"], x["positions"]) for x in told["lines"]] == [
        (x["line"], x["rupiah"], x["events"]) for x in shown["ledger"]
    ]
    sums = {mode: sum(x["rupiah"] for x in told["lines"] if x["mode"] == mode) for mode in MODES}
    own = shown["deduction"]
    assert sums == {"live": own["cut_rupiah"], "trial": own["shadow_rupiah"]}
    assert told["agrees"]
    assert told["paid_rupiah"] == own["net_rupiah"] - own["postponed_rupiah"]
    assert told["gross"][-1]["rupiah"] == own["gross_rupiah"]


def test_a_line_says_what_happened_which_words_count_and_how_it_sums(
    regency: Regency, teller: Teller
) -> None:
    told = explanation_of(regency.auditor, ON_LEAVE, LIVE)
    late = next(line for line in told["lines"] if line["rule"] == "terlambat-pagi")
    assert re.fullmatch(r"pagi, jatuh tempo 07\.30, tercatat [\d.]+ \(ponsel\)", late["happened"])
    assert late["words"] == "Terlambat presensi pagi memotong bagian disiplin menurut lamanya."
    assert late["base"] == "disiplin: 40% × TPP bruto Rp4.000.000 = Rp1.600.000"
    assert re.fullmatch(r"\d+ menit: \d+–\d+ menit dipotong [\d,]+%", late["why"])
    assert re.fullmatch(r"Rp1\.600\.000 × [\d,]+% = Rp[\d.]+", late["arithmetic"])
    event = late["events"][0]
    assert event["position"] == late["positions"][0]
    assert re.search(r"pukul \d+ November 2022 \d\d\.\d\d\.\d\d WIB", event["told"])
    leave = [line for line in told["lines"] if line["happened"] == "izin"]
    assert len(leave) == 5


def test_what_the_allowance_was_before_is_told_with_its_clause(
    regency: Regency, teller: Teller
) -> None:
    first, share = explanation_of(regency.finance, CPNS, LIVE)["gross"]
    assert first == {"told": "TPP menurut penetapan", "clause": "", "rupiah": 4_000_000}
    assert share["clause"] == "Ps 3 ayat (1)"
    assert share["told"].endswith("Rp4.000.000 × 80% = Rp3.200.000")


def test_a_browser_gets_a_page_that_prints_without_the_internet(
    regency: Regency, teller: Teller
) -> None:
    path = f"/v1/employees/{BUDI}/months/2022-11/explanation"
    answer = regency.finance.get(path, headers=HTML)
    assert answer.headers["content-type"].startswith("text/html")
    assert not re.findall(r"""(?:src|href)\s*=|url\(|@import|<script""", answer.text)
    assert "size: A4" in answer.text
    told = explanation_of(regency.finance, BUDI, LIVE)
    for line in told["lines"]:
        assert line["arithmetic"] in answer.text
    assert regency.finance.get(f"{path}.html").text == answer.text
    assert regency.finance.get(path).headers["content-type"] == "application/json"


def test_whatever_people_typed_is_text_on_the_page(regency: Regency, teller: Teller) -> None:
    told = msgspec.convert(explanation_of(regency.auditor, BUDI, LIVE), Explanation)
    hostile = "<script>alert('x')</script>"
    lines = tuple(
        replace(line, words=hostile, happened=hostile, clause=hostile, why=hostile, base=hostile)
        for line in told.lines
    )
    texts = tuple(replace(r, title=hostile, number=hostile) for r in told.regulations)
    events = tuple(replace(event, told=hostile) for event in told.events)
    steps = tuple(replace(step, told=hostile, clause=hostile) for step in told.gross)
    named = {"name": hostile, "nip": hostile, "opd_name": hostile}
    parts = {"lines": lines, "regulations": texts, "events": events, "gross": steps}
    written = page(replace(told, **named, **parts), "Asia/Jakarta", "id")
    assert hostile not in written
    assert written.count("&lt;script&gt;") > 10


def test_who_may_not_see_the_month_sees_no_reason_either(regency: Regency, teller: Teller) -> None:
    path = f"/v1/employees/{BUDI}/months/2022-11/explanation"
    for client in (regency.staff.client, regency.head.client):
        assert refused(client.get(path, headers=HTML)) == (403, "outside_scope")
    assert refused(regency.kominfo.get(path)) == (403, "not_allowed")


def test_a_month_without_figures_says_so(regency: Regency, teller: Teller) -> None:
    told = explanation_of(regency.auditor, BUDI, date(2030, 1, 1))
    assert (told["deduction"], told["lines"], told["agrees"]) == (None, [], True)
    path = f"/v1/employees/{BUDI}/months/2030-01/explanation.html"
    assert "Belum ada perhitungan" in regency.auditor.get(path).text


def test_times_are_those_of_the_office_s_clock() -> None:
    at = datetime(2022, 11, 3, 0, 30, 5, tzinfo=UTC)
    assert Spoken("Asia/Jakarta", "id").moment(at) == "3 November 2022 07.30.05 WIB"
    assert Spoken("Asia/Jayapura", "en").moment(at) == "3 November 2022 09:30:05 WIT"
    assert Spoken("Asia/Makassar", "id").weekday(at.date()) == "Kamis, 3 November 2022"


def test_a_closed_month_is_explained_as_closed_and_its_adjustment_where_it_is_paid(
    regency: Regency, teller: Teller, database_url: str
) -> None:
    """The last, because it changes November."""
    before = explanation_of(regency.auditor, BUDI, LIVE)
    late = next(line for line in before["lines"] if line["rule"] == "terlambat-pagi")
    sums = regency.finance.read("/v1/deductions", params={"month": "2022-11"})["totals"]
    closing = PeriodClosed(
        month=LIVE,
        position=before["position"],
        employees=sums["employees"],
        gross_rupiah=sums["gross_rupiah"],
        deduction_rupiah=sums["cut_rupiah"],
        net_rupiah=sums["net_rupiah"],
    )
    teller.tell([(period_stream(LIVE), closing)])
    on = date.fromisoformat(late["on"])
    excused = SessionExcused(on=on, session="pagi", kind="sick")
    teller.tell([(day_stream(BUDI, on), excused)])
    catch_up(database_url)
    closed = explanation_of(regency.auditor, BUDI, LIVE)
    assert closed["closed"]["month"] == str(LIVE)
    assert closed["agrees"]
    assert [x["rupiah"] for x in closed["lines"]] == [x["rupiah"] for x in before["lines"]]
    assert [a["rupiah"] for a in closed["later"]] == [late["rupiah"]]
    december = explanation_of(regency.auditor, BUDI, date(2022, 12, 1))
    own = december["deduction"]
    december_net = own["net_rupiah"] if own else 0
    assert december["paid_rupiah"] == late["rupiah"] + december_net
    path = f"/v1/employees/{BUDI}/months/2022-12/explanation.html"
    assert "Kurang bayar tentang November 2022" in regency.auditor.get(path).text
