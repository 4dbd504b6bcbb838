"""Every refusal has its words in both languages, and a status of its own choosing."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from api import problems, texts
from domain.personal import Personal
from domain.refusals import Refusal
from domain.tags import EVENT_TYPES


def every_refusal() -> Iterator[type[Refusal]]:
    for name in ("domain", "application", "api"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)
    waiting = [Refusal]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if not kind.__module__.startswith("tests."):
            yield kind


REFUSALS = sorted(every_refusal(), key=lambda kind: kind.__name__)


def test_every_refusal_has_its_words_in_both_languages() -> None:
    wordless = {kind.code for kind in REFUSALS} - texts.known_codes()
    assert not wordless


@pytest.mark.parametrize("code", sorted(texts.known_codes()))
def test_every_text_can_be_filled_in_both_languages(code: str) -> None:
    for language in texts.LANGUAGES:
        assert texts.text(code, language, {}).strip()
        assert "{" not in texts.text(code, language, {})


def test_every_status_has_a_title() -> None:
    statuses = {
        problems.status_of(kind()) for kind in REFUSALS if kind.__init__ is Refusal.__init__
    }
    assert {f"status_{status}" for status in statuses} <= texts.known_codes()


def test_every_status_of_the_table_belongs_to_a_text() -> None:
    assert problems.STATUS.keys() <= texts.known_codes()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "id"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("en;q=0.5,id;q=0.9", "id"),
        ("fr,en;q=0.4", "en"),
        ("fr", "id"),
        ("*;q=what", "id"),
    ],
)
def test_the_language_is_the_first_of_ours_that_the_client_prefers(
    header: str, language: str
) -> None:
    assert texts.preferred(header) == language


def test_every_event_is_told_in_words() -> None:
    assert texts.told_events() == EVENT_TYPES.keys()
    for tag, kind in EVENT_TYPES.items():
        shown = dict.fromkeys(kind.__struct_fields__ + Personal.__struct_fields__, "x")
        for language in texts.LANGUAGES:
            assert "–" not in texts.event_text(tag, language, shown)
