"""The queue of a phone that was offline: each item its own answer, nothing twice."""

from itertools import count
from typing import Any
from uuid import uuid4

from api.clock import SIMULATED
from tests.api.client import Client
from tests.api.regency import HERE, Regency, picture

_SEEDS = count(9000)
NOW = {SIMULATED: "2024-05-06T09:00+07:00"}


def kept(client: Client) -> str:
    files = {"photo": ("selfie.jpg", picture(next(_SEEDS)), "image/jpeg")}
    return str(client.ok("/v1/photos", files=files)["sha256"])


def item(client: Client, at: str, **body: Any) -> dict[str, Any]:
    captured = {"captured_at": f"2024-05-06T{at}+07:00", "clock_offset_s": 3}
    return {"key": str(uuid4()), "check_in": {**HERE, **captured, "selfie": kept(client), **body}}


def test_each_item_has_its_own_answer_and_a_repetition_records_nothing_twice(
    regency: Regency,
) -> None:
    client = regency.staff.client
    attachment = kept(client)
    special = {"special": "s1", "kind": "rapat", "note": "Rapat", "sessions": ["siang"]}
    special |= {"selfie": kept(client), "attachment": attachment}
    body = {
        "items": [
            item(client, "07:25:00"),
            item(client, "07:40:00", latitude=-5.5),
            item(client, "23:00:00"),
            {"key": str(uuid4()), "special_attendance": special},
            {"key": str(uuid4())},
            item(client, "07:41:00", selfie="0" * 64),
        ]
    }
    answers = client.ok("/v1/check-ins/batch", body, headers=NOW)["answers"]
    assert answers[0]["check_in"]["offline"] is True
    assert answers[0]["check_in"]["at"] == "2024-05-06T07:25:03+07:00"
    assert answers[3]["special_attendance"]["status"] == "pending"
    problems = [answer.get("problem", {}).get("code") for answer in answers]
    assert problems == [None, "too_far", "captured_in_future", None, "item_empty", "photo_not_kept"]
    assert client.ok("/v1/check-ins/batch", body, headers=NOW)["answers"] == answers


def test_an_item_that_was_posted_alone_before_is_known_by_its_key(regency: Regency) -> None:
    client = regency.head.client
    queued = item(client, "07:10:00")
    headers = {**NOW, "Idempotency-Key": queued["key"]}
    alone = client.ok("/v1/check-ins", queued["check_in"], headers=headers)
    answers = client.ok("/v1/check-ins/batch", {"items": [queued]}, headers=NOW)["answers"]
    assert answers[0]["check_in"] == alone


def test_an_accepted_item_is_still_answered_when_its_time_has_passed(regency: Regency) -> None:
    client = regency.stranger.client
    queued = item(client, "07:10:00")
    first = client.ok("/v1/check-ins/batch", {"items": [queued]}, headers=NOW)
    later = {SIMULATED: "2024-05-09T09:00+07:00"}
    assert client.ok("/v1/check-ins/batch", {"items": [queued]}, headers=later) == first
    fresh = item(client, "07:12:00")
    answers = client.ok("/v1/check-ins/batch", {"items": [fresh]}, headers=later)["answers"]
    assert answers[0]["problem"]["code"] == "captured_too_long_ago"
