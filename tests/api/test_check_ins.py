"""Check-ins and special attendance over HTTP: recorded, repeated, refused, decided."""

import json
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.clock import SIMULATED
from tests.api.client import Client, refused
from tests.api.regency import HERE, Person, Regency, picture

_SEEDS = count(1)
_DAYS = count(1)


def fresh_day() -> str:
    """A date on which nothing was recorded yet."""
    return datetime(2024, 1, 1 + next(_DAYS), tzinfo=UTC).date().isoformat()


def clock(day: str, time: str) -> dict[str, str]:
    return {SIMULATED: f"{day}T{time}+07:00"}


def post_check_in(
    client: Client, headers: dict[str, str], selfie: bytes | None = None, **body: Any
) -> httpx.Response:
    files = {
        "data": (None, json.dumps({**HERE, **body}), "application/json"),
        "selfie": ("selfie.jpg", selfie or picture(next(_SEEDS)), "image/jpeg"),
    }
    return client.request("POST", "/v1/check-ins", headers=headers, files=files)


def test_a_check_in_with_its_selfie_is_recorded_with_session_and_lateness(
    regency: Regency,
) -> None:
    day = fresh_day()
    answer = post_check_in(regency.staff.client, clock(day, "07:42:10"))
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["position"] > 0
    assert (told["on"], told["session"], told["timeliness"]) == (day, "pagi", "late")
    assert (told["late_s"], told["distance_m"], told["offline"]) == (730, 0, False)
    assert told["text"] == "Presensi pagi tercatat, terlambat 12 menit."


def test_the_same_key_and_parts_get_the_first_answer_and_no_second_event(
    regency: Regency,
) -> None:
    selfie, headers = picture(next(_SEEDS)), clock(fresh_day(), "07:20")
    headers["Idempotency-Key"] = str(uuid4())
    first = post_check_in(regency.staff.client, headers, selfie)
    again = post_check_in(regency.staff.client, headers, selfie)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replay"] == "true"


def test_the_same_key_with_another_body_is_refused(regency: Regency) -> None:
    headers = {**clock(fresh_day(), "07:20"), "Idempotency-Key": str(uuid4())}
    assert post_check_in(regency.staff.client, headers).status_code == 201
    answer = post_check_in(regency.staff.client, headers, note="lain")
    assert refused(answer) == (422, "command_key_reused")


def test_a_photo_posted_before_is_cited_by_its_hash(regency: Regency) -> None:
    files = {"photo": ("selfie.jpg", picture(next(_SEEDS)), "image/jpeg")}
    sha256 = regency.staff.client.ok("/v1/photos", files=files)["sha256"]
    headers = clock(fresh_day(), "07:20")
    body = {**HERE, "selfie": sha256}
    assert regency.staff.client.ok("/v1/check-ins", body, headers=headers)["session"] == "pagi"


def test_a_photo_that_nobody_posted_is_refused(regency: Regency) -> None:
    body = {**HERE, "selfie": "0" * 64}
    answer = regency.staff.client.post("/v1/check-ins", body, headers=clock(fresh_day(), "07:20"))
    assert refused(answer) == (404, "photo_not_kept")


def test_far_from_the_office_is_refused_with_the_distance_and_the_attempt_is_kept(
    regency: Regency,
) -> None:
    day = fresh_day()
    headers = {**clock(day, "07:20"), "Idempotency-Key": str(uuid4())}
    selfie = picture(next(_SEEDS))
    answer = post_check_in(regency.staff.client, headers, selfie, latitude=-5.3671)
    assert refused(answer) == (422, "too_far")
    assert 950 < answer.json()["details"]["distance_m"] < 1050
    again = post_check_in(regency.staff.client, headers, selfie, latitude=-5.3671)
    assert refused(again) == (422, "too_far")
    stream = f"{regency.staff.employee}/day/{day}"
    kept = [type(recorded.event).__name__ for recorded in regency.services.store.load(stream)]
    assert kept == ["CheckInAttemptRefused"]
    assert post_check_in(regency.staff.client, clock(day, "07:21"), selfie).status_code == 201


def test_another_phone_than_the_bound_one_is_refused(regency: Regency) -> None:
    signed_in = regency.http.post(
        "/v1/auth/login",
        json={
            "login": regency.staff.login,
            "password": "kata-sandi-uji-1",
            "device": {"id": "ponsel-lain-entah-milik-siapa"},
        },
    ).json()
    assert signed_in["device"] == "other"
    client = Client(regency.http, signed_in["access_token"])
    answer = post_check_in(client, clock(fresh_day(), "07:20"))
    assert refused(answer) == (422, "device_foreign")


def test_a_selfie_is_used_once(regency: Regency) -> None:
    selfie, day = picture(next(_SEEDS)), fresh_day()
    assert post_check_in(regency.staff.client, clock(day, "07:20"), selfie).status_code == 201
    answer = post_check_in(regency.head.client, clock(day, "07:25"), selfie)
    assert refused(answer) == (422, "selfie_used_before")


def test_a_body_that_cannot_be_read_names_the_field(regency: Regency) -> None:
    answer = regency.staff.client.post("/v1/check-ins", {**HERE, "latitude": "utara"})
    assert refused(answer) == (400, "invalid_body")
    assert answer.json()["errors"][0]["field"] == "latitude"


@pytest.mark.parametrize("path", ["/v1/check-ins", "/v1/cuti"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"note": "\xff"}', b'{"entah": 1}'])
def test_a_broken_body_is_refused_as_one(regency: Regency, path: str, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = regency.staff.client.request("POST", path, headers=headers, content=content)
    assert refused(answer) == (400, "invalid_body")


def test_a_multipart_body_without_data_or_without_an_end_is_refused(regency: Regency) -> None:
    client = regency.staff.client
    files = {"selfie": ("selfie.jpg", picture(1), "image/jpeg")}
    assert refused(client.post("/v1/check-ins", files=files)) == (400, "part_missing")
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client.request("POST", "/v1/check-ins", headers=headers, content=b"--x\r\n\r\nab")
    assert refused(answer) == (400, "multipart_unreadable")
    headers = {"Content-Type": "text/plain"}
    answer = client.request("POST", "/v1/check-ins", headers=headers, content=b"ab")
    assert refused(answer) == (415, "media_type_unsupported")


def post_special(person: Person, day: str, special: str, time: str = "08:00") -> httpx.Response:
    body = {
        "special": special,
        "kind": "dinas_luar",
        "note": "Rapat di provinsi",
        "sessions": ["pagi"],
    }
    files = {
        "data": (None, json.dumps(body), "application/json"),
        "selfie": ("selfie.jpg", picture(next(_SEEDS)), "image/jpeg"),
        "attachment": ("surat.jpg", picture(next(_SEEDS)), "image/jpeg"),
    }
    return person.client.request(
        "POST", "/v1/special-attendances", headers=clock(day, time), files=files
    )


def test_special_attendances_are_decided_many_at_once_each_with_its_own_answer(
    regency: Regency,
) -> None:
    day = fresh_day()
    assert post_special(regency.staff, day, "a1").json()["status"] == "pending"
    assert post_special(regency.stranger, day, "b1").status_code == 201
    decisions = [
        {"kind": "approve", "employee": regency.staff.employee, "on": day, "special": "a1"},
        {"kind": "approve", "employee": regency.stranger.employee, "on": day, "special": "b1"},
        {"kind": "refuse", "employee": regency.staff.employee, "on": day, "special": "c1"},
    ]
    key = {"Idempotency-Key": str(uuid4())}
    path, body = "/v1/special-attendances/decisions", {"decisions": decisions}
    answers = regency.head.client.ok(path, body, headers=key)["answers"]
    assert answers[0]["position"] > 0
    assert answers[1]["problem"]["code"] == "outside_scope"
    assert answers[2]["problem"]["code"] == "special_unknown"
    assert regency.head.client.ok(path, body, headers=key)["answers"][0] == answers[0]


def test_nobody_decides_on_the_own_special_attendance(regency: Regency) -> None:
    day = fresh_day()
    assert post_special(regency.head, day, "d1").status_code == 201
    decision = {"kind": "approve", "employee": regency.head.employee, "on": day, "special": "d1"}
    answers = regency.head.client.ok(
        "/v1/special-attendances/decisions", {"decisions": [decision]}
    )["answers"]
    assert answers[0]["problem"]["code"] == "own_request"
