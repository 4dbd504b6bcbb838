"""Signing in: the same answer for whoever is refused, phones, first passwords, accounts."""

from statistics import median
from time import perf_counter

import pytest

from application.accounts import Grant
from tests.api.client import Client, refused
from tests.api.regency import ALWAYS, PASSWORD, Regency, nip, sign_in
from tests.api.signing_in import attempt, opened, until_refused


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("19900101201501000", "nip_wrong_length"),
        ("199001012015010000", "nip_eaten_by_spreadsheet"),
        ("1.99001E+17", "login_failed"),
        ("199001012015010002/", "nip_not_digits"),
    ],
)
def test_a_nip_that_cannot_be_one_is_told_at_once(regency: Regency, typed: str, code: str) -> None:
    assert refused(attempt(regency, typed))[1] == code


def test_a_nip_is_read_with_spaces_dots_and_hyphens(regency: Regency) -> None:
    spaced = f" {nip(2)[:8]} {nip(2)[8:14]}.{nip(2)[14:]} "
    assert attempt(regency, spaced).status_code == 200


def test_an_unknown_login_and_a_wrong_password_get_one_answer(regency: Regency) -> None:
    known = opened(regency)
    wrong, unknown = attempt(regency, known, "salah-salah"), attempt(regency, "uji.tidak-ada")
    assert refused(wrong) == refused(unknown) == (401, "login_failed")
    shown = [
        {k: v for k, v in answer.json().items() if k not in {"details", "detail", "request_id"}}
        for answer in (wrong, unknown)
    ]
    assert shown[0] == shown[1]
    assert set(wrong.headers) == set(unknown.headers)


def test_an_unknown_login_takes_as_long_as_a_wrong_password(regency: Regency) -> None:
    def seconds(login: str) -> float:
        started = perf_counter()
        attempt(regency, login, "salah-salah")
        return perf_counter() - started

    known = [opened(regency) for _ in range(12)]
    wrong = median(seconds(login) for login in known)
    unknown = median(seconds(f"{login}.x") for login in known)
    assert 0.5 < wrong / unknown < 2


def test_the_reference_tells_bkpsdm_and_diskominfo_the_true_reason(regency: Regency) -> None:
    known = opened(regency)
    for login, outcome in ((known, "wrong_password"), ("uji.tidak-ada", "unknown_login")):
        reference = attempt(regency, login, "salah-salah").json()["details"]["reference"]
        for officer in (regency.bkpsdm, regency.kominfo):
            told = officer.read(f"/v1/login-attempts/{reference}")
            assert (told["outcome"], told["login"]) == (outcome, login)
            assert told["repair"]
        answer = regency.staff.client.get(f"/v1/login-attempts/{reference}")
        assert refused(answer) == (403, "not_allowed")


def test_guessing_is_blocked_for_a_time_that_grows_and_elsewhere_nobody_is(
    regency: Regency,
) -> None:
    login = opened(regency)
    codes = [refused(attempt(regency, login, f"salah-{n}"))[1] for n in range(6)]
    assert codes == ["login_failed"] * 5 + ["login_blocked"]
    answer = attempt(regency, login)
    assert refused(answer) == (429, "login_blocked")
    assert 0 < int(answer.headers["Retry-After"]) <= 30
    account = regency.services.accounts.find_by_login(login)
    verified = regency.services.logins.verify(login, PASSWORD, "address:elsewhere", account)
    assert verified.login == login


def test_an_unknown_login_is_blocked_alike(regency: Regency) -> None:
    for number in range(5):
        attempt(regency, "uji.entah-siapa", f"salah-{number}")
    assert refused(attempt(regency, "uji.entah-siapa")) == (429, "login_blocked")


def test_the_bound_phone_is_not_locked_out_by_a_neighbour_who_guesses(regency: Regency) -> None:
    for number in range(6):
        attempt(regency, regency.stranger.login, f"salah-{number}")
    assert refused(attempt(regency, regency.stranger.login)) == (429, "login_blocked")
    signed_in = sign_in(regency.http, regency.stranger.login, PASSWORD, regency.stranger.device)
    assert signed_in["device"] == "bound"
    regency.kominfo.ok(f"/v1/accounts/{regency.stranger.employee}/unblockings")


def test_an_unblocking_by_diskominfo_lets_the_next_attempt_in(regency: Regency) -> None:
    login = opened(regency)
    for number in range(6):
        attempt(regency, login, f"salah-{number}")
    account = regency.services.accounts.find_by_login(login)
    assert account
    assert regency.kominfo.ok(f"/v1/accounts/{account.account}/unblockings") == {"places": 1}
    assert attempt(regency, login).status_code == 200


def test_the_password_that_was_handed_out_is_changed_first(regency: Regency) -> None:
    login = opened(regency)
    account = regency.services.accounts.find_by_login(login)
    assert account
    regency.services.accounts.grant(account.account, Grant("auditor"), "test")
    client = Client(regency.http, sign_in(regency.http, login, PASSWORD)["access_token"])
    assert refused(client.get("/v1/perbup")) == (403, "password_change_required")
    for new, code in (
        ("pendek", "password_too_short"),
        (f"xx{login}xx", "password_contains_login"),
        (PASSWORD, "password_unchanged"),
    ):
        body = {"old_password": PASSWORD, "new_password": new}
        assert refused(client.post("/v1/auth/password", body))[1] == code
    body = {"old_password": "bukan-yang-lama", "new_password": "kata-sandi-baru-1"}
    assert refused(client.post("/v1/auth/password", body))[1] == "login_failed"
    body["old_password"] = PASSWORD
    client.token = client.ok("/v1/auth/password", body)["access_token"]
    assert client.read("/v1/perbup") == []


def test_nobody_grants_a_role_to_the_own_account(regency: Regency) -> None:
    own = regency.kominfo.read("/v1/me")["account"]
    answer = regency.kominfo.post(f"/v1/accounts/{own}/roles", {"role": "bkpsdm"})
    assert refused(answer) == (422, "grant_to_oneself")


def test_a_phone_of_another_account_is_told_after_the_right_password(regency: Regency) -> None:
    body = {
        "login": regency.head.login,
        "password": PASSWORD,
        "device": {"id": regency.staff.device},
    }
    assert refused(regency.http.post("/v1/auth/login", json=body)) == (403, "device_of_another")
    body["password"] = "salah-salah"
    assert refused(regency.http.post("/v1/auth/login", json=body)) == (401, "login_failed")


def test_who_is_not_enrolled_yet_is_told_from_when_after_the_right_password(
    regency: Regency,
) -> None:
    posting = {"opd": "dinkes", "office": "dinkes", "pattern": "setiap-hari", "from_on": ALWAYS}
    person = {"name": "Honorer Uji", "employment": "honorer"}
    employee = regency.bkpsdm.ok("/v1/employees", {**person, **posting})["employee"]
    login = "honorer.uji"
    path = f"/v1/employees/{employee}/account"
    password = regency.bkpsdm.ok(path, {"login": login})["password"]
    assert refused(attempt(regency, login, "salah-salah")) == (401, "login_failed")
    path = f"/v1/employees/{employee}/enrolments"
    regency.bkpsdm.ok(path, {"from_on": "2099-01-01", "phase": "honorer"})
    answer = attempt(regency, login, password)
    assert refused(answer) == (403, "not_yet_enrolled")
    assert "2099-01-01" in answer.json()["detail"]
    regency.bkpsdm.ok(path, {"from_on": ALWAYS})
    assert attempt(regency, login, password).status_code == 200


def test_a_released_phone_makes_room_for_the_next(regency: Regency) -> None:
    login, first, second = regency.stranger.login, regency.stranger.device, "ponsel-baru-uji-3x"
    assert sign_in(regency.http, login, PASSWORD, second)["device"] == "other"
    card = regency.kominfo.read(f"/v1/employees/{regency.stranger.employee}")
    release = {"device": card["devices"][0], "reason": "Ponsel rusak"}
    path = f"/v1/employees/{regency.stranger.employee}/device-releases"
    regency.kominfo.ok(path, release)
    assert sign_in(regency.http, login, PASSWORD, second)["device"] == "bound"
    assert sign_in(regency.http, login, PASSWORD, first)["device"] == "other"


def test_a_disabled_account_is_told_after_the_right_password_and_works_again(
    regency: Regency,
) -> None:
    login = opened(regency, must_change=False)
    session = sign_in(regency.http, login, PASSWORD)
    path = f"/v1/accounts/{session['account']}/disablings"
    assert regency.bkpsdm.post(path).status_code == 204
    until_refused(Client(regency.http, session["access_token"]), "token_revoked")
    assert refused(attempt(regency, login, "salah-salah")) == (401, "login_failed")
    assert refused(attempt(regency, login)) == (403, "account_disabled")
    assert regency.bkpsdm.request("DELETE", path).status_code == 204
    assert attempt(regency, login).status_code == 200


def test_an_app_that_is_too_old_is_told_so(regency: Regency) -> None:
    answer = regency.staff.client.get("/v1/me", headers={"X-App-Version": "0"})
    assert refused(answer) == (426, "app_too_old")


def test_the_answer_is_in_the_language_asked_for(regency: Regency) -> None:
    for language, words in (("id", "Perlu masuk"), ("en", "Signing in is needed")):
        answer = regency.http.get("/v1/me", headers={"Accept-Language": language})
        assert answer.json()["title"] == words
