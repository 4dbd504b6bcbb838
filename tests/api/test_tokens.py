"""Tokens: refreshed once, ended by signing out, refused when forged, aged or of another role."""

import jwt
from litestar import Litestar

from api.tokens import Tokens
from tests.api.client import Client, refused
from tests.api.regency import PASSWORD, Regency, sign_in
from tests.api.signing_in import opened, until_refused


def test_a_refresh_token_is_used_once_and_reuse_ends_the_whole_sign_in(regency: Regency) -> None:
    client = Client(regency.http)
    first = sign_in(regency.http, opened(regency), PASSWORD)["refresh_token"]
    second = client.ok("/v1/auth/refresh", {"refresh_token": first})["refresh_token"]
    third = client.ok("/v1/auth/refresh", {"refresh_token": second})["refresh_token"]
    answer = client.post("/v1/auth/refresh", {"refresh_token": first})
    assert refused(answer) == (401, "refresh_reused")
    answer = client.post("/v1/auth/refresh", {"refresh_token": third})
    assert refused(answer) == (401, "refresh_refused")


def test_a_phone_whose_answer_was_lost_refreshes_again(regency: Regency) -> None:
    client = Client(regency.http)
    first = sign_in(regency.http, opened(regency), PASSWORD)["refresh_token"]
    lost = client.ok("/v1/auth/refresh", {"refresh_token": first})["refresh_token"]
    assert client.ok("/v1/auth/refresh", {"refresh_token": first})["access_token"]
    assert refused(client.post("/v1/auth/refresh", {"refresh_token": lost})) == (
        401,
        "refresh_refused",
    )


def test_signing_out_ends_the_refresh_token(regency: Regency) -> None:
    client = Client(regency.http)
    token = sign_in(regency.http, opened(regency), PASSWORD)["refresh_token"]
    assert client.post("/v1/auth/logout", {"refresh_token": token}).status_code == 204
    answer = client.post("/v1/auth/refresh", {"refresh_token": token})
    assert refused(answer) == (401, "refresh_refused")


def test_signing_out_everywhere_ends_every_token(regency: Regency) -> None:
    login = opened(regency, must_change=False)
    sessions = [sign_in(regency.http, login, PASSWORD) for _ in range(2)]
    client = Client(regency.http, sessions[0]["access_token"])
    assert client.post("/v1/auth/logout-everywhere").status_code == 204
    until_refused(Client(regency.http, sessions[1]["access_token"]), "token_revoked")
    for session in sessions:
        answer = client.post("/v1/auth/refresh", {"refresh_token": session["refresh_token"]})
        assert refused(answer) == (401, "refresh_refused")


def test_a_forged_or_aged_token_is_refused(app: Litestar, regency: Regency) -> None:
    services = regency.services
    identity = services.tokens.identity(regency.staff.client.token)
    aged = Tokens(services.settings.key_for("access-tokens"), -1).issue(identity)
    forged = Tokens(b"\x01" * 32, 900).issue(identity)
    for token, code in ((aged, "token_expired"), (forged, "token_invalid"), ("x", "token_invalid")):
        assert refused(Client(regency.http, token).get("/v1/me")) == (401, code)
    answer = Client(regency.http).get("/v1/me")
    assert refused(answer) == (401, "token_missing")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_access_token_is_a_jwt_of_the_standard(regency: Regency) -> None:
    key = regency.services.settings.key_for("access-tokens")
    claims = jwt.decode(regency.staff.client.token, key, algorithms=["HS256"])
    assert claims["sub"] == claims["identity"]["employee"] == regency.staff.employee
    assert claims["exp"] - claims["iat"] == 900
    head, payload, _ = regency.staff.client.token.split(".")
    for changed in (
        f"{head}.{payload}.",
        jwt.encode(claims, key * 2, algorithm="HS512"),
        jwt.encode(claims, None, algorithm="none"),
    ):
        answer = Client(regency.http, changed).get("/v1/me")
        assert refused(answer) == (401, "token_invalid")


def test_a_role_counts_from_the_next_refresh_and_not_after_it_is_revoked(regency: Regency) -> None:
    login = opened(regency, must_change=False)
    session = sign_in(regency.http, login, PASSWORD)
    client = Client(regency.http, session["access_token"])
    path = f"/v1/accounts/{session['account']}/roles"
    assert regency.kominfo.post(path, {"role": "auditor"}).status_code == 204
    until_refused(client, "token_revoked")
    session = client.ok("/v1/auth/refresh", {"refresh_token": session["refresh_token"]})
    client.token = session["access_token"]
    assert [held["role"] for held in client.read("/v1/me")["roles"]] == ["auditor"]
    assert regency.kominfo.post(f"{path}/revoked", {"role": "auditor"}).status_code == 204
    until_refused(client, "token_revoked")
    grants = regency.kominfo.read(f"/v1/accounts/{session['account']}")["grants"]
    assert len(grants) == 1
    assert grants[0]["revoked_by"]
