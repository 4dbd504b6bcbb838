"""Whose address failed attempts are counted by, and that nobody can choose another's."""

from ipaddress import ip_network
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from api.addresses import counted
from api.services import Api
from tests.api.client import refused
from tests.api.regency import PASSWORD, Regency

PROXIES = [ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48")]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.66, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.66", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.66, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["192.0.2.66, unknown"], "10.0.0.1"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("10.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::/64"),
        ("::ffff:10.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("2001:db8:ffff::7", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        ("testclient", ["198.51.100.1"], "testclient"),
        ("", ["198.51.100.1"], ""),
    ],
)
def test_the_address_is_the_last_that_no_trusted_proxy_has(
    peer: str, forwarded: list[str], address: str
) -> None:
    assert counted(peer, forwarded, PROXIES) == address


def test_without_a_trusted_proxy_nothing_that_is_told_counts() -> None:
    assert counted("10.0.0.1", ["198.51.100.1"], []) == "10.0.0.1"


def guess(regency: Regency, login: str, forwarded: str) -> str:
    headers = {"X-Forwarded-For": forwarded}
    body = {"login": login, "password": "salah-salah"}
    return refused(regency.http.post("/v1/auth/login", json=body, headers=headers))[1]


def opened(regency: Regency, login: str) -> str:
    regency.services.accounts.open(account=None, login=login, password=PASSWORD)
    return login


def test_who_makes_up_addresses_is_blocked_all_the_same(regency: Regency) -> None:
    login = opened(regency, "uji.menebak")
    codes = [guess(regency, login, f"198.51.100.{number}") for number in range(6)]
    assert codes[-1] == "login_blocked"


def test_behind_a_trusted_proxy_each_client_is_counted_apart(
    app: Api, regency: Regency, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = replace(regency.services.settings, trusted_proxies=(ip_network("10.0.0.1"),))
    services = replace(regency.services, settings=trusting)
    monkeypatch.setattr(app, "services", services)
    transport = regency.http._transport
    parse = transport.parse_request

    def from_the_proxy(request: httpx.Request) -> dict[str, Any]:
        return {**parse(request), "client": ("10.0.0.1", 4711)}

    monkeypatch.setattr(transport, "parse_request", from_the_proxy)
    login = opened(regency, "uji.di.balik.proksi")
    codes = [guess(regency, login, f"203.0.113.{n}, 198.51.100.1") for n in range(6)]
    assert codes[-1] == "login_blocked"
    assert guess(regency, login, "203.0.113.1, 198.51.100.2") == "login_failed"
