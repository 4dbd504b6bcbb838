"""An erased person: texts and photos are gone everywhere, and all that is counted stays."""

import argparse
import base64
import json
from collections.abc import Iterator
from threading import Thread
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from api import cli_people
from api.clock import SIMULATED
from api.services import Api
from application.settings import Settings
from tests.api.client import refused
from tests.api.regency import HERE, Person, Regency, picture
from tests.conftest import MASTER_KEY
from tests.projections.following import rebuild
from workers.projector import Projector

DAY, MONTH = "2022-11-02", "2022-11"
AT = {SIMULATED: f"{DAY}T12:30:00+07:00"}
TEXT = "Menyusun laporan rahasia"
LETTER = {"reason": "requested", "letter": "800/12/2022"}
WHOLE = """
SELECT string_agg(convert_from(state, 'UTF8'), ' ') FROM log.stored_events
UNION ALL SELECT string_agg(e::text, ' ') FROM views.performance_entry AS e
UNION ALL SELECT string_agg(convert_from(answer, 'UTF8'), ' ') FROM log.command_keys
"""


@pytest.fixture(scope="module", autouse=True)
def projector(database_url: str) -> Iterator[None]:
    projector = Projector(database_url)
    thread = Thread(target=projector.run)
    thread.start()
    yield
    projector.stop()
    thread.join()


def work(person: Person) -> int:
    entry = {"entry": "k1", "on": DAY, "minutes": 90, "quantity": 2, "unit": "dokumen"}
    told = {"activity": TEXT, "note": "di kantor"}
    return int(person.client.ok("/v1/kinerja", entry | told, headers=AT)["position"])


def away(person: Person, seed: int, letter: int) -> dict[str, Any]:
    """The photos that the event cites, by field."""
    special = {"special": "s1", "kind": "rapat", "note": TEXT, "sessions": ["siang"]}
    files = {
        "data": (None, json.dumps(special), "application/json"),
        "selfie": ("selfie.jpg", picture(seed), "image/jpeg"),
        "attachment": ("surat.jpg", picture(letter), "image/jpeg"),
    }
    answer = person.client.request("POST", "/v1/special-attendances", headers=AT, files=files)
    assert answer.status_code == 201, answer.text
    path = f"/v1/employees/{person.employee}/days/{DAY}/events"
    return dict(person.client.read(path)[-1]["data"])


class Story:
    def __init__(self, regency: Regency) -> None:
        self.staff, self.stranger = regency.staff, regency.stranger
        self.photos = {who.employee: away(who, seed, 600) for who, seed in self.people()}
        self.position = max(work(who) for who, _ in self.people())
        self.command = {"headers": {"Idempotency-Key": str(uuid4())}}

    def people(self) -> list[tuple[Person, int]]:
        return [(self.staff, 601), (self.stranger, 602)]


@pytest.fixture(scope="module")
def story(regency: Regency) -> Story:
    return Story(regency)


def entry_of(regency: Regency, who: Person, after: int) -> dict[str, Any]:
    path = f"/v1/employees/{who.employee}/kinerja/{MONTH}?after={after}"
    (entry,) = regency.auditor.read(path)
    return dict(entry)


def photo(regency: Regency, story: Story, who: Person, field: str) -> str:
    day = f"/v1/employees/{who.employee}/days/{DAY}"
    return f"{day}/photos/{story.photos[who.employee][field]}"


def told_of(regency: Regency, who: Person, tag: str) -> dict[str, Any]:
    events = regency.auditor.read(f"/v1/employees/{who.employee}/events")["events"]
    return next(event for event in events if event["tag"] == tag)


def test_a_text_is_read_while_the_key_exists_and_is_nowhere_in_the_clear(
    regency: Regency, story: Story, database_url: str
) -> None:
    entry = entry_of(regency, story.staff, story.position)
    assert (entry["activity"], entry["note"]) == (TEXT, "di kantor")
    assert TEXT in told_of(regency, story.staff, "KinerjaRecorded")["told"]
    assert "personal" not in entry
    with psycopg.connect(database_url) as connection:
        kept = [text for (text,) in connection.execute(WHOLE)]
    assert len(kept) == 3
    assert all(kept)
    assert not [text for text in kept if TEXT in text or "di kantor" in text]


def test_who_tried_a_colleague_s_selfie_is_erased_without_it(
    regency: Regency, story: Story
) -> None:
    files = {
        "data": (None, json.dumps(HERE), "application/json"),
        "selfie": ("selfie.jpg", picture(601), "image/jpeg"),
    }
    answer = regency.head.client.request("POST", "/v1/check-ins", headers=AT, files=files)
    assert refused(answer) == (422, "selfie_used_before")
    erased = regency.bkpsdm.ok(f"/v1/employees/{regency.head.employee}/erasures", LETTER)
    assert (erased["photos"], erased["kept"]) == (0, 1)
    answer = regency.auditor.get(photo(regency, story, story.staff, "selfie"))
    assert answer.status_code == 200


def test_an_erasure_takes_texts_and_photos_and_leaves_what_is_counted(
    regency: Regency, story: Story, database_url: str
) -> None:
    before = entry_of(regency, story.staff, story.position)
    path = f"/v1/employees/{story.staff.employee}/erasures"
    erased = regency.bkpsdm.ok(path, LETTER, **story.command)
    assert (erased["photos"], erased["kept"]) == (1, 1)
    after = entry_of(regency, story.staff, erased["position"])
    assert after == before | {"activity": None, "note": None}
    event = told_of(regency, story.staff, "KinerjaRecorded")
    assert event["personal"] is None
    assert event["told"] == f"Laporan kinerja {DAY}: (dihapus) (90 menit)."
    assert "800/12/2022" in told_of(regency, story.staff, "PersonErased")["told"]
    selfie = photo(regency, story, story.staff, "selfie")
    assert refused(regency.auditor.get(selfie)) == (410, "photo_erased")
    assert refused(regency.auditor.get(f"{selfie}?size=thumbnail")) == (410, "photo_erased")
    outcome = rebuild(database_url)
    assert outcome is not None
    assert outcome.differences == ()


def test_nobody_else_is_touched(regency: Regency, story: Story) -> None:
    assert entry_of(regency, story.stranger, story.position)["activity"] == TEXT
    for field in ("selfie", "attachment"):
        answer = regency.auditor.get(photo(regency, story, story.stranger, field))
        assert answer.status_code == 200


def test_an_erasure_that_is_sent_again_is_recorded_once(regency: Regency, story: Story) -> None:
    path = f"/v1/employees/{story.staff.employee}/erasures"
    first = told_of(regency, story.staff, "PersonErased")["position"]
    again = regency.bkpsdm.ok(path, LETTER, **story.command)
    assert (again["position"], again["photos"]) == (first, 0)


def test_an_erasure_needs_a_letter_and_somebody_to_erase(regency: Regency) -> None:
    path = f"/v1/employees/{regency.staff.employee}/erasures"
    answer = regency.bkpsdm.post(path, LETTER | {"letter": " "})
    assert refused(answer) == (422, "text_missing")
    answer = regency.bkpsdm.post("/v1/employees/zzzzzzzzzzzzzzzz/erasures", LETTER)
    assert refused(answer) == (404, "employee_unknown")


@pytest.fixture
def configured(
    app: Api, database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: Settings = app.services.settings
    monkeypatch.setenv("EPRESENSI_VAR", str(settings.var))
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", database_url)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", redis_url)
    monkeypatch.setenv("EPRESENSI_SECRET", base64.urlsafe_b64encode(MASTER_KEY).decode())


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli_people.register(parser.add_subparsers())
    parsed = parser.parse_args(["people", "erase", *arguments])
    return int(parsed.run(parsed))


def test_the_command_line_erases_alike(
    regency: Regency, story: Story, configured: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(story.stranger.employee, "--letter", "800/13/2022", "--reason", "ordered") == 0
    assert capsys.readouterr().out.endswith("photos 2, kept 0\n")
    assert entry_of(regency, story.stranger, story.position)["activity"] is None
    assert told_of(regency, story.stranger, "PersonErased")["actor"] == cli_people.ACTOR
    assert run("zzzzzzzzzzzzzzzz", "--letter", "800/14/2022") == 1
    assert "zzzz" not in capsys.readouterr().out
