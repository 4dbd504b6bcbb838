"""The form of a regulation file: every missing, unknown and malformed field, not the first alone.

What can be read is built all the same, so that the checks of meaning find their faults in the same
answer: a faulty text reads as "", a faulty list element as None.
"""

import difflib
import functools
import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from msgspec import inspect

from domain.perbup import Perbup
from domain.perbup_faults import Fault
from domain.perbup_words import (
    Clock,
    ClockInterval,
    Code,
    Interval,
    Percent,
    clock_interval,
    clock_s,
    interval,
    ppm,
)
from domain.refusals import Unreadable
from domain.rupiah import PPM


def shaped(data: object) -> tuple[Perbup | None, list[Fault]]:
    """The regulation as far as it can be read, and the faults of its form and words.

    None where there is nothing to read at all. Where there are faults, parts may be placeholders.
    """
    faults: list[Fault] = []
    perbup: Perbup | None = _read(data, _perbup_type(), "", faults)
    return perbup, faults


@functools.cache
def _perbup_type() -> inspect.Type:
    return inspect.type_info(Perbup)


def _read(data: object, type_: inspect.Type, path: str, faults: list[Fault]) -> Any:
    match type_:
        case inspect.Metadata():
            return _read(data, type_.type, path, faults)
        case inspect.StructType():
            return _struct(data, type_, path, faults)
        case inspect.UnionType():
            return _union(data, type_, path, faults)
        case inspect.VarTupleType():
            return _list(data, type_, path, faults)
        case inspect.LiteralType():
            return _choice(data, type_, path, faults)
        case _:
            return _leaf(data, type_, path, faults)


def _struct(data: object, type_: inspect.StructType, path: str, faults: list[Fault]) -> Any:
    if not isinstance(data, dict):
        faults.append(Fault(path, "not_a_table"))
        return None
    known = {field.encode_name for field in type_.fields} | {type_.tag_field}
    faults.extend(_unknown_field(name, known, path) for name in data if name not in known)
    fields = {f.name: _field(data, f, path, faults) for f in type_.fields}
    return type_.cls(**fields)


def _field(data: dict[str, object], field: inspect.Field, path: str, faults: list[Fault]) -> Any:
    here = _inside(path, field.encode_name)
    if field.encode_name in data:
        before = len(faults)
        value = _read(data[field.encode_name], field.type, here, faults)
        unusable = value is None and len(faults) > before and not field.required
        return field.default if unusable else value
    if not field.required:
        return field.default
    faults.append(Fault(here, "missing_field", {"field": field.encode_name}))
    return _placeholder(field.type)


def _unknown_field(name: str, known: set[str | None], path: str) -> Fault:
    names = [k for k in known if k]
    close = difflib.get_close_matches(name[:60], names, 1)
    hints = {
        "hint_id": f"; maksudnya “{close[0]}”?" if close else "",
        "hint_en": f"; do you mean “{close[0]}”?" if close else "",
    }
    return Fault(_inside(path, name), "unknown_field", {"field": name, **hints})


def _union(data: object, type_: inspect.UnionType, path: str, faults: list[Fault]) -> Any:
    others = [t for t in type_.types if not isinstance(t, inspect.NoneType)]
    if data is None and len(others) < len(type_.types):
        return None
    if len(others) == 1:
        return _read(data, others[0], path, faults)
    return _tagged(data, [t for t in others if isinstance(t, inspect.StructType)], path, faults)


def _tagged(data: object, types: list[inspect.StructType], path: str, faults: list[Fault]) -> Any:
    if not isinstance(data, dict):
        faults.append(Fault(path, "not_a_table"))
        return None
    tag_field = str(types[0].tag_field)
    by_tag = {str(t.tag): t for t in types}
    tag = data.get(tag_field)
    if isinstance(tag, str) and tag in by_tag:
        return _struct(data, by_tag[tag], path, faults)
    here = _inside(path, tag_field)
    if tag is None:
        faults.append(Fault(here, "missing_field", {"field": tag_field}))
    else:
        faults.append(_unknown_choice(here, tag, by_tag))
    return None


def _list(data: object, type_: inspect.VarTupleType, path: str, faults: list[Fault]) -> Any:
    if not isinstance(data, list | tuple):
        faults.append(Fault(path, "not_a_list"))
        return ()
    return tuple(_read(d, type_.item_type, f"{path}[{i}]", faults) for i, d in enumerate(data))


def _choice(data: object, type_: inspect.LiteralType, path: str, faults: list[Fault]) -> Any:
    if any(data == v and type(data) is type(v) for v in type_.values):
        return data
    faults.append(_unknown_choice(path, data, type_.values))
    return type_.values[0]


def _unknown_choice(path: str, value: object, choices: Any) -> Fault:
    listed = ", ".join(sorted(str(choice) for choice in choices))
    return Fault(path, "unknown_choice", {"value": str(value), "choices": listed})


def _leaf(data: object, type_: inspect.Type, path: str, faults: list[Fault]) -> Any:
    match type_:
        case inspect.StrType():
            fault = _text_fault(data, type_.pattern, path)
        case inspect.IntType():
            fault = _number_fault(data, type_, path)
        case inspect.BoolType():
            fault = None if isinstance(data, bool) else Fault(path, "not_true_false")
        case inspect.DateType():
            return _date(data, path, faults)
        case _:
            raise TypeError(type_)
    if fault is None:
        return data
    faults.append(fault)
    return data if fault.code in _READABLE else _placeholder(type_)


_READABLE = frozenset({"over_100_percent", "interval_reversed", "out_of_range"})
"""Faults of a value that is well formed all the same, and of use to the checks of meaning."""


def _text_fault(data: object, pattern: str | None, path: str) -> Fault | None:
    if not isinstance(data, str):
        return Fault(path, "not_text")
    if pattern is None:
        return None
    code, fault_of = _WORDS[pattern]
    if not re.search(pattern, data):
        return Fault(path, code, {"value": data})
    try:
        found = fault_of(data)
    except Unreadable:
        found = "clock_impossible"
    return Fault(path, found, {"value": data}) if found else None


def _percent_fault(text: str) -> str | None:
    return "over_100_percent" if ppm(text) > PPM else None


def _interval_fault(text: str) -> str | None:
    if _LONG_NUMBER.search(text):
        return "interval_too_high"
    low, high = interval(text)
    return "interval_reversed" if high is not None and high <= low else None


def _clock_fault(text: str) -> str | None:
    return None if clock_s(text) <= 172_800 else "clock_impossible"


def _clock_interval_fault(text: str) -> str | None:
    low, high = clock_interval(text)
    return "interval_reversed" if high is not None and high <= low else None


def _no_fault(_: str) -> str | None:
    return None


def _pattern(word: object) -> str:
    return str(get_args(word)[1].pattern)


_LONG_NUMBER = re.compile("[0-9]{7}")
"""A year has 527,040 minutes: more than six digits count nothing that there is."""

_WORDS: dict[str, tuple[str, Callable[[str], str | None]]] = {
    _pattern(Percent): ("not_a_percentage", _percent_fault),
    _pattern(Interval): ("not_an_interval", _interval_fault),
    _pattern(Clock): ("not_a_clock_time", _clock_fault),
    _pattern(ClockInterval): ("not_a_clock_interval", _clock_interval_fault),
    _pattern(Code): ("not_a_code", _no_fault),
}


def _number_fault(data: object, type_: inspect.IntType, path: str) -> Fault | None:
    if not isinstance(data, int) or isinstance(data, bool):
        return Fault(path, "not_whole_number")
    low, high = type_.ge, type_.le
    if (low is not None and data < low) or (high is not None and data > high):
        shown = {"value": str(data), "low": _bound(low), "high": _bound(high)}
        return Fault(path, "out_of_range", shown)
    return None


def _bound(value: int | None) -> str:
    return "…" if value is None else str(value)


def _date(data: object, path: str, faults: list[Fault]) -> date | None:
    if type(data) is date:
        return data
    try:
        if isinstance(data, str) and len(data) == 10:
            return date.fromisoformat(data)
    except ValueError:
        pass
    faults.append(Fault(path, "not_a_date"))
    return None


def _placeholder(type_: inspect.Type) -> Any:
    match type_:
        case inspect.Metadata():
            return _placeholder(type_.type)
        case inspect.LiteralType():
            return type_.values[0]
        case _:
            return _PLACEHOLDERS.get(type(type_))


_PLACEHOLDERS: dict[type[inspect.Type], object] = {
    inspect.StrType: "",
    inspect.IntType: 0,
    inspect.BoolType: False,
    inspect.VarTupleType: (),
}


def _inside(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
