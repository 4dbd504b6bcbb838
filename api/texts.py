"""The words that people read: Indonesian, or English by Accept-Language, keyed by code."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from litestar.connection import ASGIConnection

from api.headers import header

LANGUAGES: Final = ("id", "en")

Kept = Mapping[str, Mapping[str, str]]


def _read(name: str) -> Kept:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


_KEPT: Final = {**_read("texts.toml"), **_read("import_texts.toml")}
_EVENTS: Final = _read("event_texts.toml")
_UNSAID: Final = "unsaid"


class _Missing(dict[str, Any]):
    """A detail that a refusal does not carry reads as a dash, never as an error."""

    def __missing__(self, key: str) -> str:
        return "–"


def known_codes() -> frozenset[str]:
    return frozenset(_KEPT)


def text(code: str, language: str, details: Mapping[str, Any]) -> str:
    words = _KEPT.get(code, _KEPT[_UNSAID])
    return words[language].format_map(_Missing(details, code=code))


def told_events() -> frozenset[str]:
    return frozenset(_EVENTS)


def event_text(tag: str, language: str, fields: Mapping[str, Any]) -> str:
    """What happened, in words; a tag of a later release by its name alone."""
    words = _EVENTS.get(tag)
    return words[language].format_map(_Missing(fields)) if words else tag


def title(status: int, language: str) -> str:
    return _KEPT.get(f"status_{status}", _KEPT["status_422"])[language]


def language_of(request: ASGIConnection[Any, Any, Any, Any]) -> str:
    return preferred(header(request, "accept-language"))


@lru_cache(maxsize=256)
def preferred(accept_language: str) -> str:
    """The first language of ours that the header prefers; Indonesian where it names none."""
    weighed = [_weighed(part) for part in accept_language.split(",") if part.strip()]
    for _, language in sorted(weighed, key=lambda pair: -pair[0]):
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _weighed(part: str) -> tuple[float, str]:
    tag, _, parameters = part.partition(";")
    language = tag.strip().split("-")[0].lower()
    _, _, weight = parameters.partition("q=")
    try:
        return (float(weight) if weight else 1.0), language
    except ValueError:
        return 0.0, language
