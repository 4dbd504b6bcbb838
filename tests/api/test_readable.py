"""What cannot be kept or reckoned with is refused, and stops neither a batch nor a view."""

import json

import pytest

from domain.nul import has_nul
from domain.opd import OpdEstablished
from domain.recorded import Recorded
from domain.refusals import TextWithNul
from tests.api.client import refused
from tests.api.regency import HERE, Regency, picture

NUL = (400, "text_with_nul")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (rb'{"a":"\u0000"}', True),
        (rb'{"a":"x\\\u0000"}', True),
        (rb'{"a":"\\u0000"}', False),
        (rb'{"a":"\\\\u0000"}', False),
        (rb'{"a":"\u0001"}', False),
        (rb'{"a":"\\u0000 \u0000"}', True),
    ],
)
def test_the_character_is_told_from_letters_that_look_like_it(content: bytes, found: bool) -> None:
    assert has_nul(content) is found
    assert ("\0" in json.loads(content)["a"]) is found


@pytest.mark.parametrize(
    "path", ["/v1/employees?search=%00", "/v1/employees/a%00b/history", "/v1/deductions?opd=a%00"]
)
def test_an_address_with_the_character_is_refused(regency: Regency, path: str) -> None:
    assert refused(regency.bkpsdm.get(path)) == NUL


def test_a_body_with_the_character_is_refused(regency: Regency) -> None:
    for body in ({"code": "a\0b", "name": "x"}, {"code": "ab", "name": "\0"}):
        assert refused(regency.bkpsdm.post("/v1/opd", body)) == NUL
    login = {"login": "a\0b", "password": "x"}
    assert refused(regency.http.post("/v1/auth/login", json=login)) == NUL
    data = {**HERE, "note": "\0"}
    files = {"data": (None, json.dumps(data), "application/json"), "selfie": picture(98_001)}
    assert refused(regency.staff.client.request("POST", "/v1/check-ins", files=files)) == NUL


def test_letters_that_look_like_the_character_are_kept(regency: Regency) -> None:
    assert regency.bkpsdm.post("/v1/opd", {"code": "huruf", "name": r"\u0000"}).status_code == 201


def test_an_event_with_the_character_is_not_saved(regency: Regency) -> None:
    """Whatever way it came, an import's file included."""
    event = OpdEstablished(code="nul", name="a\0b")
    template = regency.services.store.load("opd/dinkes")[0]
    pending = Recorded(
        stream="opd/nul",
        version=1,
        position=0,
        recorded_at=template.recorded_at,
        actor="test",
        command_id=template.command_id,
        event=event,
    )
    with pytest.raises(TextWithNul):
        regency.services.store.save([regency.services.store.envelope(pending)])
    assert list(regency.services.store.load("opd/nul")) == []


def test_a_date_at_the_end_of_the_calendar_is_refused(regency: Regency) -> None:
    decision = {
        "kind": "approve",
        "employee": regency.staff.employee,
        "on": "9999-12-31",
        "special": "s",
    }
    answer = regency.head.client.post(
        "/v1/special-attendances/decisions", {"decisions": [decision]}
    )
    assert refused(answer) == (400, "date_out_of_range")
    answer = regency.head.client.get("/v1/attempts?until_on=0001-01-01")
    assert refused(answer) == (400, "date_out_of_range")
