"""Rows that say the same thing twice, and rows that contradict each other."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

from application.imports.notes import Notes
from application.imports.reasons import NipRepeated, RowContradicts
from application.imports.rows import Fault, Line, plain

Key = Callable[[dict[str, Any]], tuple[str, Hashable]]
"""Of a row: the field that tells which thing it is about, and which thing that is."""


def once(
    lines: Iterable[Line],
    key: Key,
    headers: Mapping[str, str],
    notes: Notes,
    faults: list[Fault],
) -> Iterator[Line]:
    """Each thing's first row; one that repeats it is noted, one that contradicts it is a fault."""
    first: dict[tuple[str, Hashable], Line] = {}
    for line in lines:
        identity = key(line.values)
        known = first.setdefault(identity, line)
        if known is line:
            yield line
        elif known.values == line.values:
            notes.add("note_row_repeated", line.row, first=known.row)
        else:
            faults.append(_contradiction(line, known, identity[0], headers))


def _contradiction(line: Line, first: Line, field: str, headers: Mapping[str, str]) -> Fault:
    refused = NipRepeated if field == "nip" else RowContradicts
    differing = [f for f in {**first.values, **line.values} if _differs(f, first, line)]
    refusal = refused(first=first.row, columns=[headers.get(f, f) for f in differing])
    return Fault(
        row=line.row,
        code=refusal.code,
        field=field,
        column=headers.get(field, field),
        value=line.cells.get(field, ""),
        details=plain(refusal),
    )


def _differs(field: str, first: Line, line: Line) -> bool:
    return first.values.get(field) != line.values.get(field)
