"""A file as it was read: sheets of rows of cells, before anybody knows what they mean."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import msgspec


class Failed(NamedTuple):
    """A formula's error such as #REF!, or the formula itself where no result was kept."""

    shown: str


Cell = str | int | float | bool | date | datetime | time | timedelta | Failed
"""An empty cell is the empty text."""


class Row(NamedTuple):
    """`number` is the line of a text file, or the row of a sheet, from 1."""

    number: int
    cells: list[Cell]

    @property
    def blank(self) -> bool:
        return all(is_blank(cell) for cell in self.cells)


class Sheet(NamedTuple):
    name: str
    rows: list[Row]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """`encoding` and `delimiter` are empty for a workbook, names of sheets for a text file."""

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not tidy(cell)


def tidy(text: str) -> str:
    """Without the spaces around it, whatever kind of space they are, and marks that do not show."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def shown(cell: Cell) -> str:
    """The cell as a person would point at it."""
    match cell:
        case Failed(text):
            return text
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
