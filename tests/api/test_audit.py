"""What an auditor sees of an employee: every event, raw and in words, and the evidence for it."""

import hashlib
import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from api.clock import SIMULATED
from tests.api.client import refused
from tests.api.regency import HERE, Regency, picture

AT = {SIMULATED: "2024-06-03T07:25:00+07:00"}


@pytest.fixture(scope="module")
def recorded(regency: Regency) -> dict[str, str]:
    files = {
        "data": (None, json.dumps({**HERE, "note": "Cuaca cerah"}), "application/json"),
        "selfie": ("selfie.jpg", picture(777), "image/jpeg"),
    }
    answer = regency.staff.client.request("POST", "/v1/check-ins", headers=AT, files=files)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_every_event_is_told_raw_and_in_words_with_its_position(
    regency: Regency, recorded: dict[str, str]
) -> None:
    page = regency.auditor.read(f"/v1/employees/{regency.staff.employee}/events")
    last = page["events"][-1]
    assert last["position"] == recorded["position"]
    assert last["tag"] == "CheckedIn"
    assert last["data"]["session"] == "pagi"
    assert last["told"].startswith("Presensi pagi pukul 2024-06-03T07:25:00+07:00")
    assert last["personal"]["note"] == "Cuaca cerah"
    assert page["events"][0]["tag"] == "EmployeeRegistered"


def test_events_come_in_pages(regency: Regency, recorded: dict[str, str]) -> None:
    path = f"/v1/employees/{regency.staff.employee}/events"
    whole = regency.auditor.read(path)["events"]
    paged, after = [], 0
    while after is not None:
        page = regency.auditor.read(f"{path}?limit=2&after_position={after}")
        paged += page["events"]
        after = page["next"]
    assert paged == whole


def test_what_was_not_recorded_yet_was_not_known(
    regency: Regency, recorded: dict[str, str]
) -> None:
    path = f"/v1/employees/{regency.staff.employee}/events"
    whole = regency.auditor.read(path)["events"]
    before = {"known_at": "2024-06-03T07:24:59+07:00"}
    assert regency.auditor.get(path, params=before).json()["events"] == whole[:-1]
    then = {"known_at": "2024-06-03T07:25:00+07:00"}
    assert regency.auditor.get(path, params=then).json()["events"] == whole
    answer = regency.auditor.get(path, params={"known_at": "2024-06-03T07:25:00"})
    assert refused(answer) == (400, "time_without_offset")


def test_the_evidence_is_the_stored_events_and_photos_with_a_manifest_of_their_hashes(
    regency: Regency, recorded: dict[str, str]
) -> None:
    answer = regency.auditor.get(f"/v1/employees/{regency.staff.employee}/evidence")
    with ZipFile(BytesIO(answer.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert {file["name"]: file["sha256"] for file in manifest["files"]} == hashes
    lines = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    assert lines[-1]["position"] == recorded["position"] == manifest["last_position"]
    selfie = lines[-1]["state"]["data"]["selfie"]
    assert hashes[f"photos/{selfie}.jpg"] == selfie
    assert manifest["missing"] == []


def test_a_selfie_is_seen_by_the_employee_the_head_and_the_auditor(
    regency: Regency, recorded: dict[str, str]
) -> None:
    day = f"/v1/employees/{regency.staff.employee}/days/2024-06-03"
    events = regency.head.client.read(f"{day}/events")
    path = f"{day}/photos/{events[-1]['data']['selfie']}"
    for client in (regency.staff.client, regency.head.client, regency.auditor):
        photo = client.get(path)
        assert photo.headers["content-type"] == "image/jpeg"
        assert photo.content.startswith(b"\xff\xd8")
        assert client.get(f"{path}?size=thumbnail").content == photo.content, "not made yet"
    assert refused(regency.finance.get(path)) == (403, "not_allowed")
    assert refused(regency.stranger.client.get(path)) == (403, "outside_scope")
    other = path.replace("2024-06-03", "2024-06-04")
    assert refused(regency.auditor.get(other)) == (404, "photo_unknown")


def test_today_tells_the_phone_what_is_done_and_what_is_due(
    regency: Regency, recorded: dict[str, str]
) -> None:
    today = regency.staff.client.read("/v1/me/today", headers=AT)
    assert today["on"] == "2024-06-03"
    done = [(session["name"], session["mark"]) for session in today["sessions"]]
    assert done == [("pagi", "phone"), ("siang", None), ("sore", None)]
    assert today["sessions"][0]["due_at"] == "2024-06-03T07:30:00+07:00"
    assert today["office"]["area"]["radius_m"] == 100
    assert today["device_bound"] is True
    assert "offline_batch" in today["capabilities"]


def test_a_read_that_did_not_change_is_answered_without_a_body(regency: Regency) -> None:
    path = f"/v1/employees/{regency.staff.employee}"
    first = regency.auditor.get(path)
    again = regency.auditor.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert regency.auditor.get(path, headers={"If-None-Match": '"x"'}).status_code == 200
