"""The rows of a table, each field read; every faulty cell of every row is found."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from application.imports.cells import DateOrder, Read, Told
from application.imports.dates import as_date, as_moment, as_month, proof_of
from application.imports.headers import Table, Wanted
from application.imports.notes import Notes
from application.imports.reasons import CellMissing
from application.imports.sheets import Cell, Row, is_blank, shown, tidy
from domain.refusals import Refusal

_DASHES = {"-", "–", "—"}
_LONGEST_SHOWN = 80


class Field(NamedTuple):
    """A field of a kind of row. `names` are headers that it may have, in Indonesian first;
    `needed` says that its column must be there and its cell filled, `filled` that only the column
    may be left out; any of the fields `instead` makes up for it."""

    name: str
    read: Read
    names: tuple[str, ...]
    needed: bool = True
    filled: bool = False
    instead: tuple[str, ...] = ()

    def wanted(self) -> Wanted:
        return Wanted(self.name, self.names, self.needed, self.instead)


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`row` is 0 for the file as a whole; `column` is the header as it stands there, and `value`
    what the cell shows. `file` is empty but for a second file, such as people."""

    row: int
    code: str
    file: str = ""
    field: str = ""
    column: str = ""
    value: str = ""
    details: dict[str, Any] = {}


class Line(NamedTuple):
    """A row that can be read: the fields that it fills, and the whole row's fault where a decision
    finds one is told with `headers`."""

    row: int
    values: dict[str, Any]
    cells: Mapping[str, str]


def read_rows(
    table: Table,
    fields: Sequence[Field],
    notes: Notes,
    faults: list[Fault],
    told: Mapping[str, Cell],
    dates: DateOrder | None,
) -> Iterator[Line]:
    """The rows without a fault; `told` are cells that every row has."""
    order = dates or "dmy"
    proofs = {f.name: proof_of(_column(table, f.name), order) for f in fields if _is_dated(f)}
    for row in table.rows:
        cells = dict(told) | {name: _cell(row, place) for name, place in table.columns.items()}
        values: dict[str, Any] = {}
        found: list[Fault] = []
        for field in fields:
            cell = cells.get(field.name, "")
            context = Told(notes, row.number, field.name, order, proofs.get(field.name, "none"))
            if _is_empty(cell):
                found += _missing(field, cells, table, row.number)
                continue
            try:
                values[field.name] = field.read(cell, context)
            except Refusal as refusal:
                found.append(_fault(refusal, row.number, field.name, table, cell))
        faults += found
        if not found:
            written = {name: shown(cell)[:_LONGEST_SHOWN] for name, cell in cells.items()}
            yield Line(row.number, values, written)


def _missing(field: Field, cells: Mapping[str, Cell], table: Table, row: int) -> list[Fault]:
    made_up_for = any(not _is_empty(cells.get(name, "")) for name in field.instead)
    asked = field.needed or (field.filled and field.name in table.columns)
    if not asked or made_up_for:
        return []
    return [_fault(CellMissing(), row, field.name, table, "")]


def _fault(refusal: Refusal, row: int, field: str, table: Table, cell: Cell) -> Fault:
    return Fault(
        row=row,
        code=refusal.code,
        field=field,
        column=table.headers.get(field, field),
        value=shown(cell)[:_LONGEST_SHOWN],
        details=plain(refusal),
    )


def plain(refusal: Refusal) -> dict[str, Any]:
    details: dict[str, Any] = msgspec.to_builtins(dict(refusal.details), enc_hook=str)
    return details


def _column(table: Table, field: str) -> list[Cell]:
    place = table.columns.get(field)
    return [] if place is None else [_cell(row, place) for row in table.rows]


def _is_dated(field: Field) -> bool:
    return field.read in {as_date, as_moment, as_month}


def _cell(row: Row, place: int) -> Cell:
    return row.cells[place] if place < len(row.cells) else ""


def _is_empty(cell: Cell) -> bool:
    """A dash says that there is nothing."""
    return is_blank(cell) or (isinstance(cell, str) and tidy(cell) in _DASHES)
