"""Random requests over the whole OpenAPI, as every role: no 5xx, no undocumented answer."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from api.documentation import described
from api.identity import Identity
from application.accounts import Grant
from application.settings import Settings
from tests.api.regency import Regency
from workers.projector import Projector

ROLES = ("employee", "opd_head", "bkpsdm", "kominfo", "auditor", "finance", "nobody")
CASES = 3
NEVER_REVOKED = 10**6
STREAMS = {"/v1/opd/{opd}/board", "/v1/me/confirmations"}
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


def description() -> dict[str, Any]:
    """As the server gives it; nothing is opened for it."""
    app: Litestar = create_app(
        Settings(var=Path("var"), secret=bytes(32), photos_url="file:///nowhere")
    )
    plain = app.openapi_schema.to_schema()
    made: dict[str, Any] = json.loads(json.dumps(described(app, plain), default=str))
    return made


SCHEMA = schemathesis.openapi.from_dict(description())
OPERATIONS = {
    found.ok().label: found.ok()
    for found in SCHEMA.get_all_operations()
    if found.ok().path not in STREAMS
}


@pytest.fixture(scope="module", autouse=True)
def projector(database_url: str) -> Iterator[None]:
    """Without it a closing waits for views that nobody moves, and is answered 503."""
    projector = Projector(database_url)
    thread = Thread(target=projector.run)
    thread.start()
    yield
    projector.stop()
    thread.join()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_no_request_gets_an_undocumented_answer(regency: Regency, label: str, role: str) -> None:
    operation = OPERATIONS[label]
    token = _token(regency, role)

    @given(
        case=st.one_of(
            operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
            operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        ),
        draw=st.randoms(use_true_random=False),
    )
    @settings(
        max_examples=CASES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answered(case: schemathesis.Case, draw: Random) -> None:
        _aim(case, regency, draw)
        sent = case.as_transport_kwargs(base_url=str(regency.http.base_url))
        prepared = requests.Request(**sent).prepare()
        prepared.headers.pop("Accept-Encoding", None)  # what one library reads, another may not
        if token:
            prepared.headers["Authorization"] = f"Bearer {token}"
        response = regency.http.request(
            str(prepared.method),
            str(prepared.url),
            headers=dict(prepared.headers),
            content=prepared.body,
        )
        response.request.read()
        case.validate_response(response, checks=list(CHECKS))

    answered()


def _aim(case: schemathesis.Case, regency: Regency, draw: Random) -> None:
    """Random ids hit nothing: half of them become ones that exist. A position that no view reaches
    is waited for and answered with 503 by design, so that none is asked for."""
    after = (case.query or {}).get("after")
    if isinstance(after, int) and after > 0:
        case.query["after"] = 0
    known = {
        "employee": regency.staff.employee,
        "opd": "dinkes",
        "office": "dinkes",
        "pattern": "setiap-hari",
        "month": "2024-01",
        "on": "2024-01-03",
    }
    for name in case.path_parameters or {}:
        if name in known and draw.random() < 0.5:
            case.path_parameters[name] = known[name]


def _token(regency: Regency, role: str) -> str:
    """Of a generation that no request of these ends, such as signing out everywhere."""
    if role == "nobody":
        return ""
    person = {"employee": regency.staff, "opd_head": regency.head}.get(role)
    employee = person.employee if person else ""
    identity = Identity(
        account=employee or f"aaaaaaaaaa{role[:6]:a<6}",
        employee=employee,
        grants=() if person else (Grant(role),),  # type: ignore[arg-type] # one of the roles
        generation=NEVER_REVOKED,
    )
    return regency.services.tokens.issue(identity)
