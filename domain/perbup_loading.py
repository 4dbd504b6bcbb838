"""Regulations as text: read from TOML and JSON, and the JSON Schema of the file."""

import inspect
import tomllib
from typing import Any, Literal

import msgspec

from domain.perbup import Perbup
from domain.perbup_faults import Fault, FaultyPerbup
from domain.perbup_validation import faults_of, read

Form = Literal["toml", "json"]


def load(text: str | bytes, form: Form) -> Perbup:
    """The regulation, or `FaultyPerbup` with every fault of it."""
    return read(_document(text, form))


def check(text: str | bytes, form: Form) -> tuple[Fault, ...]:
    """Every fault and warning; none is a sound regulation."""
    try:
        return faults_of(_document(text, form))
    except FaultyPerbup as faulty:
        return faulty.faults


def schema() -> dict[str, Any]:
    """The JSON Schema of a regulation file (2020-12)."""
    described = msgspec.json.schema(Perbup)
    for part in described["$defs"].values():
        part["description"] = inspect.cleandoc(part["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}


def to_file_form(perbup: Perbup) -> dict[str, Any]:
    """Tables, lists and texts, as a JSON file holds them."""
    built: dict[str, Any] = msgspec.to_builtins(perbup)
    return built


def _document(text: str | bytes, form: Form) -> object:
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return msgspec.json.decode(decoded) if form == "json" else tomllib.loads(decoded)
    except (msgspec.DecodeError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FaultyPerbup((Fault("", "syntax", {"reason": str(error)}),)) from error
