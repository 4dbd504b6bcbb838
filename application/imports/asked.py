"""What is asked of an import: the file, and what whoever imports says of it."""

from collections.abc import Mapping
from datetime import date

import msgspec

from application.imports.cells import DateOrder
from application.imports.headers import Choice, find_table
from application.imports.notes import Notes
from application.imports.reading import read_file
from application.imports.rows import Fault, Field, Line, read_rows


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """`mapping` is which column is which field, `told` what holds for every row beside the file.

    Of logs of machines: `people` is the file that says whose each number is, and from `assess_from`
    on the employees of the log are expected to attend.
    """

    content: bytes
    sheet: str | None = None
    encoding: str | None = None
    mapping: Mapping[str, str] = {}
    told: Mapping[str, str] = {}
    dates: DateOrder | None = None
    people: bytes | None = None
    assess_from: date | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was read; `headers` are what stands over the fields."""

    lines: tuple[Line, ...]
    rows: int
    headers: Mapping[str, str] = {}
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


def read_table(
    asked: Asked, fields: tuple[Field, ...], notes: Notes, faults: list[Fault]
) -> Reading:
    """Raises Refusals of the file as a whole."""
    source = read_file(asked.content, notes, asked.encoding)
    choice = Choice(asked.sheet, asked.mapping, frozenset(asked.told))
    table = find_table(source, [field.wanted() for field in fields], choice, notes)
    lines = tuple(read_rows(table, fields, notes, faults, asked.told, asked.dates))
    return Reading(
        lines=lines,
        rows=len(table.rows),
        headers=table.headers,
        sheet=table.sheet,
        encoding=source.encoding,
        delimiter=source.delimiter,
    )
