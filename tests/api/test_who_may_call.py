"""The authorisation matrix: every route, every role, own and foreign data."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar, get
from litestar.handlers.http_handlers import HTTPRouteHandler

from api.guard import RouteWithoutAllow, require_declared
from api.identity import Allow
from tests.api.client import Client
from tests.api.regency import Regency

Who = str | dict[str, str]

WHO: dict[str, Who] = tomllib.loads(
    Path(__file__).with_name("who_may_call.toml").read_text(encoding="utf-8")
)
"""What somebody decided, written down a second time: a new route is not in it, and fails."""

ROLES = ("employee", "opd_head", "bkpsdm", "kominfo", "auditor", "finance")
SIGNS_OUT = "POST /v1/auth/logout-everywhere"
STREAMS = {"GET /v1/opd/{opd}/board", "GET /v1/me/confirmations"}

NOBODY = {
    "account": "aaaaaaaaaaaaaaaa",
    "office": "entah",
    "pattern": "entah",
    "perbup": "entah",
    "punishment": "entah",
    "reference": "AAAAA-AAAAA",
    "cuti_id": "entah",
    "entry": "entah",
    "month": "2024-01",
    "on": "2024-01-01",
    "sha256": "0" * 64,
    "job": "entah",
    "year": "2024",
    "rebuild": "1",
    "kind": "entah",
    "report": "1",
    "upload": "00000000-0000-4000-8000-000000000000",
}


def declared(app: Litestar) -> dict[str, Allow]:
    found: dict[str, Allow] = {}
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and "allow" in handler.opt:
                methods = handler.http_methods - {"OPTIONS"}
                path = route.path_format  # type: ignore[attr-defined] # of HTTP routes
                found |= {f"{method} {path}": handler.opt["allow"] for method in methods}
    return {name: allow for name, allow in found.items() if not name.startswith("GET /docs")}


def as_written(allow: Allow) -> Who:
    if allow.public:
        return "public"
    return "signed_in" if allow.signed_in else dict(allow.reaches)


def test_every_route_is_in_the_table_as_it_is_declared(app: Litestar) -> None:
    assert {name: as_written(allow) for name, allow in declared(app).items()} == WHO


def test_a_route_that_does_not_say_who_may_call_it_keeps_the_application_from_starting() -> None:
    @get("/open", sync_to_thread=False)
    def unguarded() -> str:
        return "everything"

    with pytest.raises(RouteWithoutAllow):
        require_declared(Litestar([unguarded], openapi_config=None))


def test_the_auditor_changes_nothing() -> None:
    writes = [name for name in WHO if not name.startswith("GET ")]
    harmless = {
        "POST /v1/perbup-checks",
        "POST /v1/exports",
        "POST /v1/exports/{job}/cancellations",
    }
    assert {name for name in writes if "auditor" in WHO[name] and WHO[name] != "signed_in"} == (
        harmless & set(writes)
    )


def test_finance_sees_no_photo() -> None:
    assert all("finance" not in WHO[name] for name in WHO if "photos" in name)


@pytest.mark.parametrize("whose", ["own", "foreign"])
@pytest.mark.parametrize("role", [*ROLES, "nobody"])
@pytest.mark.parametrize("name", sorted(set(WHO) - {SIGNS_OUT} - STREAMS))
def test_only_who_may_gets_past_the_guard(
    regency: Regency, name: str, role: str, whose: str
) -> None:
    method, path = name.split()
    client = Client(regency.http) if role == "nobody" else regency.client_of(role)
    answer = client.request(method, path.format_map(_target(regency, role, whose)))
    code = answer.json().get("code") if "problem" in answer.headers["content-type"] else None
    assert answer.status_code != 500, answer.text
    assert _verdict(code) == _expected(WHO[name], role, path, whose)


def _target(regency: Regency, role: str, whose: str) -> dict[str, str]:
    own = regency.head.employee if role == "opd_head" else regency.staff.employee
    foreign = regency.stranger.employee
    return {
        **NOBODY,
        "employee": own if whose == "own" else foreign,
        "opd": "dinkes" if whose == "own" else "disdik",
    }


def _verdict(code: Any) -> str:
    verdicts = {"not_allowed": "not_allowed", "outside_scope": "outside_scope"}
    return verdicts.get(code, "sign_in" if code == "token_missing" else "passed")


def _expected(who: Who, role: str, path: str, whose: str) -> str:
    if who == "public" or role == "nobody":
        return "passed" if who == "public" else "sign_in"
    held = {"employee", "opd_head"} if role == "opd_head" else {role}
    reaches = {"all"} if isinstance(who, str) else {who[name] for name in held if name in who}
    if not reaches:
        return "not_allowed"
    return "passed" if "all" in reaches or _within(reaches, path, whose) else "outside_scope"


def _within(reaches: set[str], path: str, whose: str) -> bool:
    parts = path.split("/")
    if "{opd}" in parts:
        return whose == "own" and "opd" in reaches
    return whose == "own" or "{employee}" not in parts
