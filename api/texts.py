"""The words that people read: Indonesian, or English by Accept-Language, keyed by code."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("id", "en")

_FILE: Final = Path(__file__).with_name("texts.toml")
_KEPT: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
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


def title(status: int, language: str) -> str:
    return _KEPT.get(f"status_{status}", _KEPT["status_422"])[language]


def language_of(headers: Mapping[str, str]) -> str:
    return preferred(headers.get("accept-language", ""))


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
