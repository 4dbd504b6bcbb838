"""Finds the table on a sheet: the lines that name its columns, and which rows it has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from application.imports.notes import Notes
from application.imports.reasons import (
    ColumnMissing,
    ColumnRepeated,
    FileEmpty,
    HeaderUnknown,
    MappedColumnUnknown,
    MappedFieldUnknown,
    NoRows,
    SheetAmbiguous,
    SheetUnknown,
)
from application.imports.sheets import Cell, Failed, Row, Sheet, Source, is_blank, shown, tidy

_LOOKED_AT: Final = 30
_MOST_HEADER_ROWS: Final = 3
_TOTALS: Final = re.compile(r"(?i)(grand |sub ?)?(jumlah|total|rata ?- ?rata|average|sum)\b.*")
_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")


class Wanted(NamedTuple):
    """What headers a field may have; `instead` are fields any of which makes up for it."""

    field: str
    names: tuple[str, ...]
    needed: bool
    instead: tuple[str, ...] = ()


class Choice(NamedTuple):
    """What whoever imports says of the file: the sheet, which column is which field (`-` none), and
    which fields are told beside it."""

    sheet: str | None = None
    mapping: Mapping[str, str] = {}
    told: frozenset[str] = frozenset()


class Table(NamedTuple):
    """`columns` are the places of the fields, `headers` what stands over them."""

    sheet: str
    columns: dict[str, int]
    headers: dict[str, str]
    rows: list[Row]


class _Header(NamedTuple):
    first: int
    height: int
    names: list[list[str]]
    columns: dict[str, int]


def find_table(source: Source, wanted: Sequence[Wanted], choice: Choice, notes: Notes) -> Table:
    """Raises Unreadable refusals of the file as a whole."""
    _require_fields(choice, wanted)
    sheet, header = _sheet(source, wanted, choice)
    _require_columns(header, wanted, choice)
    if header.height > 1:
        notes.add("note_header_merged", sheet.rows[header.first].number, lines=header.height)
    _tell_ignored(header, notes)
    below = sheet.rows[header.first + header.height :]
    rows = list(_data(below, _needed(header, wanted), notes))
    if not rows:
        raise NoRows
    headers = {field: _shown_name(header, place) for field, place in header.columns.items()}
    return Table(sheet.name, header.columns, headers, rows)


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """Lower case letters and digits, a space between words."""
    return _NOT_LETTERS.sub(" ", text.casefold()).strip()


# ---- the sheet


def _sheet(source: Source, wanted: Sequence[Wanted], choice: Choice) -> tuple[Sheet, _Header]:
    sheets = [s for s in source.sheets if any(not row.blank for row in s.rows)]
    if choice.sheet is not None:
        sheets = [s for s in source.sheets if normal(s.name) == normal(choice.sheet)]
        if not sheets:
            raise SheetUnknown(value=choice.sheet, sheets=[s.name for s in source.sheets])
    if not sheets:
        raise FileEmpty
    headers = [(sheet, header) for sheet in sheets if (header := _header(sheet, wanted, choice))]
    whole = [found for found in headers if not _missing(found[1], wanted, choice)]
    if len(whole) > 1:
        raise SheetAmbiguous(sheets=[sheet.name for sheet, _ in whole])
    if not headers:
        raise HeaderUnknown(
            needed=[w.names[0] for w in wanted if w.needed], found=_first_texts(sheets[0])
        )
    return whole[0] if whole else max(headers, key=lambda found: len(found[1].columns))


def _first_texts(sheet: Sheet) -> list[str]:
    first = next(row for row in sheet.rows if not row.blank)
    return [tidy(shown(cell)) for cell in first.cells if not is_blank(cell)][:20]


# ---- the header


def _header(sheet: Sheet, wanted: Sequence[Wanted], choice: Choice) -> _Header | None:
    """The lines that name most fields; of equal ones the fewest, then the first. One field alone of
    several columns is no header: a title may be of the same word."""
    best: _Header | None = None
    for first in range(min(len(sheet.rows), _LOOKED_AT)):
        for height in range(1, _MOST_HEADER_ROWS + 1):
            rows = sheet.rows[first : first + height]
            if rows[0].blank or any(_has_numbers(row) for row in rows):
                break
            names = _names([row.cells for row in rows])
            header = _Header(first, height, names, _columns(names, wanted, choice))
            if best is None or _rank(header) > _rank(best):
                best = header
    if best is None or not best.columns:
        return None
    alone = len(best.columns) == 1 and sum(1 for names in best.names if names) > 1
    return None if alone and sum(w.needed for w in wanted) > 1 else best


def _rank(header: _Header) -> tuple[int, int]:
    return len(header.columns), -header.height


def _has_numbers(row: Row) -> bool:
    """Then it is no header: a title over columns is text."""
    return any(not isinstance(cell, str | Failed) for cell in row.cells)


def _names(lines: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """What each column may be called, the most special first: its own lowest name, then with that
    of the group over it, which a merged cell has only over its first column."""
    width = max(len(line) for line in lines)
    texts = [[tidy(str(cell)) for cell in line] + [""] * (width - len(line)) for line in lines]
    groups = [_carried(line) for line in texts[:-1]]
    names: list[list[str]] = []
    for place in range(width):
        own = [line[place] for line in texts if line[place]]
        over = [group[place] for group in groups if group[place]]
        joined = [*dict.fromkeys([*over, *own[-1:]])]
        candidates = [own[-1] if own else "", " ".join(joined) if own else "", " ".join(own)]
        names.append([*dict.fromkeys(filter(None, candidates))])
    return names


def _carried(line: list[str]) -> list[str]:
    last = ""
    return [last := text or last for text in line]


def _columns(names: list[list[str]], wanted: Sequence[Wanted], choice: Choice) -> dict[str, int]:
    """The first column of each field; a mapping decides before any name does."""
    mapped = {normal(column): field for column, field in choice.mapping.items()}
    known = {normal(name): w.field for w in wanted for name in (*w.names, w.field)}
    columns: dict[str, int] = {}
    for lookup in (mapped, known):
        for place, candidates in enumerate(names):
            if place in columns.values():
                continue
            field = _field_of(candidates, lookup)
            if field is not None and not (lookup is known and _is_mapped(candidates, mapped)):
                columns.setdefault(field, place)
    return {field: place for field, place in columns.items() if field != "-"}


def _field_of(candidates: list[str], lookup: Mapping[str, str]) -> str | None:
    for name in candidates:
        for form in (name, _IN_BRACKETS.sub("", name)):
            field = lookup.get(normal(form))
            if field is not None:
                return field
    return None


def _is_mapped(candidates: list[str], mapped: Mapping[str, str]) -> bool:
    return _field_of(candidates, mapped) is not None


def _require_fields(choice: Choice, wanted: Sequence[Wanted]) -> None:
    fields = [w.field for w in wanted]
    for field in (*choice.mapping.values(), *choice.told):
        if field not in {*fields, "-"}:
            raise MappedFieldUnknown(value=field, fields=fields)


def _require_columns(header: _Header, wanted: Sequence[Wanted], choice: Choice) -> None:
    found = [names[0] for names in header.names if names]
    for column in choice.mapping:
        if not any(normal(column) in map(normal, names) for names in header.names):
            raise MappedColumnUnknown(value=column, found=found)
    for field, columns in _all_columns(header, wanted, choice).items():
        if len(columns) > 1 and field not in choice.mapping.values():
            raise ColumnRepeated(field=field, columns=columns)
    missing = _missing(header, wanted, choice)
    if missing:
        raise ColumnMissing(columns=missing, found=found)


def _all_columns(header: _Header, wanted: Sequence[Wanted], choice: Choice) -> dict[str, list[str]]:
    mapped = {normal(column) for column in choice.mapping}
    known = {normal(name): w.field for w in wanted for name in (*w.names, w.field)}
    found: dict[str, list[str]] = {}
    for names in header.names:
        field = _field_of(names, known)
        if field is not None and not any(normal(name) in mapped for name in names):
            found.setdefault(field, []).append(names[0])
    return found


def _missing(header: _Header, wanted: Sequence[Wanted], choice: Choice) -> list[str]:
    known = header.columns.keys() | choice.told
    return [w.names[0] for w in wanted if w.needed and not {w.field, *w.instead} & known]


def _needed(header: _Header, wanted: Sequence[Wanted]) -> list[int]:
    """The columns that a row of the table has filled."""
    places = [
        next((header.columns[f] for f in (w.field, *w.instead) if f in header.columns), None)
        for w in wanted
        if w.needed
    ]
    return [place for place in dict.fromkeys(places) if place is not None]


def _shown_name(header: _Header, place: int) -> str:
    return header.names[place][0]


def _tell_ignored(header: _Header, notes: Notes) -> None:
    used = set(header.columns.values())
    ignored = [names[0] for place, names in enumerate(header.names) if names and place not in used]
    if ignored:
        notes.add("note_columns_ignored", columns=ignored)


# ---- the rows


def _data(rows: list[Row], needed: list[int], notes: Notes) -> Iterator[Row]:
    """Without blank rows, a line that numbers the columns, totals, and what stands under them."""
    begun, gap, total = False, False, False
    for row in rows:
        if row.blank:
            gap = begun
            continue
        if not begun and _numbers_columns(row):
            notes.add("note_numbering_line", row.number)
            continue
        if not begun and not _filled(row, needed):
            notes.add("note_header_merged", row.number, lines=2)
            continue
        begun = True
        if _is_total(row, needed):
            notes.add("note_total_line", row.number)
            total = True
        elif (gap or total) and _is_footer(row, needed):
            notes.add("note_footer_line", row.number)
        else:
            gap = False
            yield row


def _numbers_columns(row: Row) -> bool:
    """1, 2, 3 … under the header, or (1), (2), (3)."""
    texts = [shown(cell).strip(" ()") for cell in row.cells if not is_blank(cell)]
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _is_total(row: Row, needed: list[int]) -> bool:
    first = next(cell for cell in row.cells if not is_blank(cell))
    says = isinstance(first, str) and _TOTALS.fullmatch(tidy(first)) is not None
    return says and _filled(row, needed) < len(needed)


def _is_footer(row: Row, needed: list[int]) -> bool:
    """Signatures and remarks stand in some column, by chance in one that is needed."""
    filled = _filled(row, needed)
    return filled < len(needed) and (filled <= 1 or filled * 2 < len(needed))


def _filled(row: Row, needed: list[int]) -> int:
    return sum(place < len(row.cells) and not is_blank(row.cells[place]) for place in needed)
