"""What was noticed of a file and keeps nobody from importing it: told once, with how often."""

from typing import Any

import msgspec


class Notice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`row` is where it was first seen, 0 for the whole file; `field` the column concerned."""

    code: str
    row: int = 0
    field: str = ""
    times: int = 1
    details: dict[str, Any] = {}


class Notes:
    """In the order in which each thing was first noticed."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Notice] = {}

    def add(self, code: str, row: int = 0, field: str = "", **details: object) -> None:
        """Details are those of the first time."""
        known = self._found.get((code, field))
        if known is None:
            notice = Notice(code=code, row=row, field=field, details=details)
        else:
            notice = msgspec.structs.replace(known, times=known.times + 1)
        self._found[code, field] = notice

    def all(self) -> tuple[Notice, ...]:
        return tuple(self._found.values())
