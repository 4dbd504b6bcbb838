"""Stored events: every one that was ever written can be read, and means what it meant."""

import importlib
import json
import pkgutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import msgspec
import pytest

import domain
from application.envelope import Envelope
from application.store import MsgspecMapper
from domain.calendar import DayEnded
from domain.event import Event
from domain.recorded import Codec, UnknownTag, decode, fold
from domain.tags import EVENT_TYPES, TAGS

GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parent / "golden" / "events.jsonl").read_text().splitlines()
]
"""Never edited, only added to: a new event type, and a new tag of an old one, get their lines."""


def written(line: dict[str, Any]) -> bytes:
    return json.dumps(line["state"], ensure_ascii=False, separators=(",", ":")).encode()


def means(value: object) -> object:
    """Every field, those left out because of their default as well."""
    if isinstance(value, msgspec.Struct):
        return {name: means(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple):
        return [means(part) for part in value]
    return msgspec.to_builtins(value)


def within(meant: object, found: object) -> bool:
    """All that was meant is there; fields that came later may be too."""
    if isinstance(meant, dict) and isinstance(found, dict):
        return all(name in found and within(meant[name], found[name]) for name in meant)
    if isinstance(meant, list) and isinstance(found, list):
        return len(meant) == len(found) and all(map(within, meant, found))
    return meant == found


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: line["tag"])
def test_a_golden_event_is_read_with_the_meaning_it_was_written_with(line: dict[str, Any]) -> None:
    recorded = decode("stream", 3, line["tag"], written(line), 17)
    assert within(line["means"], means(recorded.event))
    assert (recorded.stream, recorded.version, recorded.position) == ("stream", 3, 17)
    assert recorded.recorded_at == datetime(2022, 10, 3, 0, 31, 6, 123456, UTC)
    assert recorded.actor == "aaaabbbbccccdddd"
    assert recorded.command_id == UUID(line["state"]["command_id"])


@pytest.mark.parametrize(
    "line", [line for line in GOLDEN if line["tag"] in TAGS.values()], ids=lambda line: line["tag"]
)
def test_a_golden_event_of_today_would_be_written_alike(line: dict[str, Any]) -> None:
    recorded = decode("stream", 3, line["tag"], written(line), 17)
    envelope = Envelope(
        originator_id=recorded.stream,
        originator_version=recorded.version,
        recorded_at=recorded.recorded_at,
        actor=recorded.actor,
        command_id=recorded.command_id,
        event=recorded.event,
    )
    stored = MsgspecMapper().to_stored_event(envelope)
    assert (stored.topic, stored.state) == (line["tag"], written(line))


def test_every_tag_has_a_golden_event() -> None:
    assert {line["tag"] for line in GOLDEN} >= set(EVENT_TYPES)


def test_every_event_of_every_stream_has_a_tag() -> None:
    """A stream's union of events is the one name in its module that ends with Event."""
    unions = {
        event_type
        for module in pkgutil.iter_modules(domain.__path__)
        for name, value in vars(importlib.import_module(f"domain.{module.name}")).items()
        if name.endswith("Event") and name != "Event"
        for event_type in get_args(value)
    }
    assert unions == set(TAGS)


class Measured(Event):
    """A made-up event, before and after it changed."""

    distance_m: int


class MeasuredInKilometres(Event):
    kilometres: int


def test_an_event_of_a_retired_tag_is_read_as_what_it_is_today() -> None:
    codec = Codec(
        {"Measured.2": Measured},
        {
            "Measured": (
                MeasuredInKilometres,
                lambda old: Measured(distance_m=old.kilometres * 1000),
            )
        },
    )
    head = '{"recorded_at":"2022-10-03T00:30:00Z","actor":"a","command_id":"' + str(UUID(int=1))
    old = codec.recorded("s", 1, "Measured", f'{head}","data":{{"kilometres":2}}}}'.encode(), 1)
    new = codec.recorded("s", 2, "Measured.2", f'{head}","data":{{"distance_m":3}}}}'.encode(), 2)
    assert (old.event, new.event) == (Measured(distance_m=2000), Measured(distance_m=3))


def test_an_unknown_tag_is_named() -> None:
    with pytest.raises(UnknownTag, match=r"CheckedIn\.99"):
        decode("stream", 1, "CheckedIn.99", b"{}", 1)


def test_a_history_is_folded_in_its_order() -> None:
    lines = [line for line in GOLDEN if line["tag"] in {"DayEnded", "HolidayWithdrawn"}]
    history = [decode("s", 1, line["tag"], written(line), 1) for line in lines]
    seen = fold(history, lambda state, event: (*state, type(event)), ())
    assert seen == tuple(type(recorded.event) for recorded in history)
    assert DayEnded in seen
