"""Accounts to sign in with, and waiting until a sign-in has ended."""

from itertools import count
from time import monotonic
from typing import Any

import httpx

from tests.api.client import Client, refused
from tests.api.regency import PASSWORD, Regency

_NAMES = count(1)


def opened(regency: Regency, **options: Any) -> str:
    """The login of a fresh account that is nobody's."""
    login = f"uji.akun{next(_NAMES)}"
    regency.services.accounts.open(account=None, login=login, password=PASSWORD, **options)
    return login


def attempt(regency: Regency, login: str, password: str = PASSWORD) -> httpx.Response:
    return regency.http.post("/v1/auth/login", json={"login": login, "password": password})


def until_refused(client: Client, code: str) -> None:
    """Other processes learn of a change within a second; so does this one."""
    deadline = monotonic() + 60
    while True:
        answer = client.get("/v1/me")
        if answer.status_code == 401:
            assert refused(answer) == (401, code)
            return
        assert monotonic() < deadline, "the token is still accepted"
