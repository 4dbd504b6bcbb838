"""A working day through the client for Python, by each who has a part in it."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import httpx
import msgspec
import pytest

from api.clock import SIMULATED
from api.tokens import Tokens
from client import Api, Refused, Transport
from client import models as m
from domain import perbup_catalogue
from domain.perbup_loading import to_file_form
from tests.api.regency import HERE, PASSWORD, Person, Regency, picture
from tests.projections.following import following

_SEEDS = count(70_000)
PERBUP = "contoh-pringsewu-2022"
DAY = date(2022, 11, 2)
HERE_NOW = m.CheckInForm(**HERE)


class Caller(msgspec.Struct, frozen=True):
    """Somebody with the client, whose clock can be set."""

    api: Api

    def at(self, moment: str) -> Api:
        self.api.transport.headers[SIMULATED] = f"{moment}+07:00"
        return self.api


def caller(http: httpx.Client, login: str, device: m.Device | None = None) -> Caller:
    api = Api(Transport(http, attempts=1))
    form = m.LoginRequest(login=login, password=PASSWORD, device=device or msgspec.UNSET)
    api.transport.sign_in(api.auth.login(form))
    return Caller(api)


def phone(regency: Regency, person: Person) -> Caller:
    return caller(regency.http, person.login, m.Device(id=person.device, name="Ponsel Uji"))


@pytest.fixture(scope="module")
def staff(regency: Regency) -> Caller:
    return phone(regency, regency.staff)


@pytest.fixture(scope="module")
def head(regency: Regency) -> Caller:
    return phone(regency, regency.head)


@pytest.fixture(scope="module")
def officer(regency: Regency) -> Callable[[str], Caller]:
    return lambda role: caller(regency.http, f"uji.{role}")


@pytest.fixture(scope="module", autouse=True)
def day(
    regency: Regency, staff: Caller, officer: Callable[[str], Caller], database_url: str
) -> m.CheckInAnswer:
    """A regulation is drafted and enacted; one comes late, and asks for special attendance."""
    bkpsdm = officer("bkpsdm").at("2022-09-26T08:00:00")
    text = to_file_form(perbup_catalogue.load(PERBUP))
    checked = bkpsdm.perbup.check(m.DraftPerbup(perbup=text))
    assert [fault for fault in checked.faults if fault.severity == "error"] == []
    bkpsdm.perbup.draft(PERBUP, m.DraftPerbup(perbup=text))
    bkpsdm.perbup.enact(PERBUP, m.EnactPerbup(on=date(2022, 9, 26)))
    at_quarter_past = staff.at(f"{DAY}T08:15:00")
    answer = at_quarter_past.check_ins.check_in(HERE_NOW, selfie=picture(next(_SEEDS)))
    form = m.SpecialForm(special="s1", kind="rapat", note="Rapat", sessions=["siang"])
    staff.at(f"{DAY}T12:30:00").check_ins.record_special(
        form, selfie=picture(next(_SEEDS)), attachment=picture(next(_SEEDS))
    )
    bkpsdm = officer("bkpsdm").at("2022-11-03T09:00:00")
    bkpsdm.regency.end_day(m.EndDay(on=DAY))
    with following(database_url) as live:
        live.catch_up()
    return answer


def test_a_check_in_with_its_selfie_says_how_late_it_was(day: m.CheckInAnswer) -> None:
    assert (day.on, day.session, day.timeliness, day.late_s) == (DAY, "pagi", "late", 45 * 60)


def test_the_phone_shows_today_and_the_month(staff: Caller, day: m.CheckInAnswer) -> None:
    today = staff.at(f"{DAY}T13:00:00").me.today()
    assert [session.name for session in today.sessions] == ["pagi", "siang", "sore"]
    month = staff.api.months.my_month("2022-11", after=day.position)
    assert month.deduction
    live = [line for line in month.ledger if line.mode == "live"]
    assert month.deduction.cut_rupiah == sum(line.rupiah for line in live) > 0
    assert any(day.position in line.events for line in live)


def test_the_head_sees_the_board_and_decides_what_waits(
    regency: Regency, head: Caller, database_url: str
) -> None:
    board = head.at(f"{DAY}T14:00:00").boards.today("dinkes", only="pending")
    rows = [(row.employee, row.late_minutes) for row in board.rows]
    assert rows == [(regency.staff.employee, 45)]
    (waiting,) = head.api.inbox.inbox().special
    decision = m.SpecialDecision(
        kind="approve", employee=waiting.employee, on=waiting.on, special=waiting.special
    )
    again = msgspec.structs.replace(decision, special="entah")
    decisions = m.SpecialDecisions(decisions=[decision, again])
    first, second = head.api.requests.decide_special(decisions).answers
    assert first.position
    assert isinstance(second.problem, m.Problem)
    assert second.problem.code == "special_unknown"


def test_finance_reads_every_page(officer: Callable[[str], Caller]) -> None:
    finance = officer("finance").api.finance
    pages = list(finance.deductions_pages(month="2022-11", limit=1))
    assert [len(page.rows) for page in pages] == [1, 1, 1]
    whole = finance.deductions(month="2022-11")
    assert [row for page in pages for row in page.rows] == whole.rows
    totals = finance.totals(month="2022-11", by="opd")
    assert sum(total.cut_rupiah for total in totals.rows) == whole.totals.cut_rupiah


def test_the_auditor_reads_events_evidence_and_the_explanation(
    regency: Regency, officer: Callable[[str], Caller], day: m.CheckInAnswer
) -> None:
    api, employee = officer("auditor").api, regency.staff.employee
    pages = list(api.audit.employee_events_pages(employee, limit=2))
    assert day.position in [event.position for page in pages for event in page.events]
    assert api.audit.evidence(employee).startswith(b"PK")
    told = api.known.explanation(employee, "2022-11")
    assert told.agrees
    assert any(day.position in line.positions for line in told.lines)


def test_bkpsdm_overwrites_no_draft_that_was_changed_meanwhile(
    officer: Callable[[str], Caller],
) -> None:
    api = officer("bkpsdm").api
    shown = api.perbup.show(PERBUP)
    assert (shown.status, len(shown.versions)) == ("enacted", 1)
    text = to_file_form(perbup_catalogue.load(PERBUP)) | {"id": "uji-tag"}
    draft = m.DraftPerbup(perbup=text)
    api.perbup.draft("uji-tag", draft)
    tag = api.perbup.show("uji-tag").tag
    changed = m.DraftPerbup(perbup=text | {"title": "Judul lain"})
    api.perbup.draft("uji-tag", changed, if_match=tag)
    with pytest.raises(Refused) as caught:
        api.perbup.draft("uji-tag", draft, if_match=tag)
    assert (caught.value.status, caught.value.code) == (412, "precondition_failed")


def test_a_refusal_is_raised_with_its_code_and_its_words(regency: Regency, staff: Caller) -> None:
    with pytest.raises(Refused) as caught:
        staff.api.months.employee_month(regency.stranger.employee, "2022-11")
    assert (caught.value.status, caught.value.code) == (403, "outside_scope")
    assert caught.value.problem.detail


def test_an_access_token_that_has_aged_is_renewed_on_the_way(regency: Regency) -> None:
    api = caller(regency.http, "uji.auditor").api
    signed_in = api.transport.signed_in
    assert signed_in
    key = regency.services.settings.key_for("access-tokens")
    identity = regency.services.tokens.identity(signed_in.access_token)
    aged = msgspec.structs.replace(signed_in, access_token=Tokens(key, -1).issue(identity))
    api.transport.sign_in(aged)
    assert api.auth.me().account == signed_in.account
    renewed = api.transport.signed_in
    assert renewed
    assert renewed.refresh_token != signed_in.refresh_token


class Lossy(httpx.BaseTransport):
    """Sends on, and loses the first answers on the way back."""

    def __init__(self, http: httpx.Client, losses: int) -> None:
        self._http = http
        self._losses = losses
        self.keys: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers["idempotency-key"])
        answer: Any = self._http.request(
            request.method, str(request.url), headers=request.headers, content=request.read()
        )
        if len(self.keys) <= self._losses:
            raise httpx.ReadError("lost", request=request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


def test_a_command_whose_answer_was_lost_is_sent_again_with_its_key(
    regency: Regency, officer: Callable[[str], Caller]
) -> None:
    lossy = Lossy(regency.http, 2)
    http = httpx.Client(transport=lossy, base_url=str(regency.http.base_url))
    transport = Transport(http)
    transport.sign_in(officer("bkpsdm").api.transport.signed_in)
    accepted = Api(transport).regency.establish_opd(m.EstablishOpd(code="bpbd", name="BPBD"))
    assert accepted.position > 0
    assert len(lossy.keys) == 3
    assert len(set(lossy.keys)) == 1


def test_patience_is_kept_as_long_as_the_server_asks(regency: Regency) -> None:
    waits: list[float] = []
    answers = iter([httpx.Response(503, headers={"Retry-After": "2"}), httpx.Response(204)])
    http = httpx.Client(
        transport=httpx.MockTransport(lambda _: next(answers)), base_url="http://server"
    )
    Transport(http, pause=waits.append).call("POST", "/v1/x", type(None), key="")
    assert waits == [2]


def test_a_write_without_a_key_is_sent_once(regency: Regency) -> None:
    sent: list[httpx.Request] = []

    def lose(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        raise httpx.ReadError("lost", request=request)

    http = httpx.Client(transport=httpx.MockTransport(lose), base_url="http://server")
    with pytest.raises(httpx.ReadError):
        Api(Transport(http)).auth.refresh(m.RefreshRequest(refresh_token="x"))
    assert len(sent) == 1
