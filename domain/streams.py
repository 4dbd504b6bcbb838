"""Stream ids: how the name of a stream is made, and read back."""

from datetime import date
from typing import Literal, NamedTuple

StreamKind = Literal[
    "employee",
    "day",
    "cuti",
    "kinerja",
    "discipline",
    "opd",
    "office",
    "pattern",
    "calendar",
    "perbup",
    "period",
    "unknown",
]

_OF_REGENCY: dict[str, StreamKind] = {
    "opd": "opd",
    "office": "office",
    "pattern": "pattern",
    "calendar": "calendar",
    "perbup": "perbup",
    "period": "period",
}
_OF_EMPLOYEE: dict[str, StreamKind] = {
    "employee": "employee",
    "day": "day",
    "cuti": "cuti",
    "kinerja": "kinerja",
    "discipline": "discipline",
}


class StreamName(NamedTuple):
    """`key` is the employee or the code; `part` is the day, month or request within it."""

    kind: StreamKind
    key: str
    part: str = ""


def parse_stream(stream: str) -> StreamName:
    """A name of another form is of kind unknown, never an error: logs outlive programs."""
    root, _, rest = stream.partition("/")
    if root in _OF_REGENCY:
        return StreamName(_OF_REGENCY[root], rest)
    kind, _, part = rest.partition("/")
    return StreamName(_OF_EMPLOYEE.get(kind, "unknown"), root, part)


def employee_stream(employee: str) -> str:
    return f"{employee}/employee"


def day_stream(employee: str, on: date) -> str:
    return f"{employee}/day/{on.isoformat()}"


def cuti_stream(employee: str, cuti: str) -> str:
    return f"{employee}/cuti/{cuti}"


def kinerja_stream(employee: str, month: date) -> str:
    return f"{employee}/kinerja/{month:%Y-%m}"


def discipline_stream(employee: str) -> str:
    return f"{employee}/discipline"


def opd_stream(code: str) -> str:
    return f"opd/{code}"


def office_stream(code: str) -> str:
    return f"office/{code}"


def pattern_stream(code: str) -> str:
    return f"pattern/{code}"


def calendar_stream(on: date) -> str:
    return f"calendar/{on.year:04}"


def perbup_stream(perbup: str) -> str:
    return f"perbup/{perbup}"


def period_stream(month: date) -> str:
    return f"period/{month:%Y-%m}"
