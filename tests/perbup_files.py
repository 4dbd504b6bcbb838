"""A small sound regulation in its file form, and ways to spoil it."""

from copy import deepcopy
from datetime import date
from typing import Any

from domain.perbup_faults import Fault
from domain.perbup_validation import faults_of

Data = dict[str, Any]

SOUND: Data = {
    "schema": 1,
    "id": "uji",
    "number": "1",
    "year": 2022,
    "title": "Uji",
    "region": "Uji",
    "source": {"label": "buatan sendiri", "strength": "example"},
    "effective_from": date(2022, 11, 1),
    "sessions": [
        {"name": "masuk", "role": "arrival"},
        {"name": "pulang", "role": "leaving"},
        {"name": "apel", "role": "apel", "weekdays": [1]},
    ],
    "bases": [
        {"name": "kinerja", "share": "60%", "part": True},
        {"name": "disiplin", "share": "40%", "part": True},
    ],
    "rules": [
        {
            "code": "terlambat",
            "clause": "Ps 1",
            "text": "Terlambat dipotong.",
            "measure": {"of": "late", "sessions": ["masuk"]},
            "rate": {
                "by": "brackets",
                "brackets": [
                    {"within": "[1,31)", "cut": "0.5%"},
                    {"within": "[31,61)", "cut": "1%"},
                    {"within": "[61,)", "cut": "1.5%"},
                ],
            },
            "base": "disiplin",
        },
        {
            "code": "tidak-hadir",
            "clause": "Ps 2",
            "text": "Tidak hadir dipotong.",
            "measure": {"of": "absent"},
            "rate": {"by": "each", "cut": "3%"},
        },
    ],
    "effects": [
        {
            "code": "lima-hari",
            "clause": "Ps 3",
            "text": "Lima hari.",
            "measure": {"of": "days", "rules": ["tidak-hadir"]},
            "within": "[5,)",
            "do": {"do": "zero", "base": "disiplin"},
        }
    ],
    "caps": [{"clause": "Ps 4", "max": "100%"}],
}
LATE = "rules.0.rate.brackets"
"""Where the brackets of SOUND are."""


def spoiled(*changes: tuple[str, object]) -> Data:
    """SOUND with each value put at its dotted place; DROP removes it."""
    data = deepcopy(SOUND)
    for place, value in changes:
        _put(data, place.split("."), value)
    return data


DROP = object()


def _put(data: Any, steps: list[str], value: object) -> None:
    *way, last = [int(step) if step.isdigit() else step for step in steps]
    for step in way:
        data = data[step]
    if value is DROP:
        del data[last]
    elif isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def found(data: object) -> set[tuple[str, str]]:
    return {(fault.path, fault.code) for fault in faults_of(data)}


def only_fault(data: object) -> Fault:
    (fault,) = faults_of(data)
    return fault


EACH: Data = {"by": "each", "cut": "1%"}


def rule(**changes: Any) -> Data:
    """Another rule for a regulation."""
    whole = {"code": "lain", "clause": "Ps 9", "text": "Lain.", **changes}
    return {"measure": {"of": "absent"}, "rate": EACH, **whole}
