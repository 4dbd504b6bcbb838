"""CSV as people have it: any encoding, commas, semicolons or tabs, a byte order mark or none."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from application.imports.notes import Notes
from application.imports.reasons import EncodingUnknown, FileEmpty, QuotesBroken
from application.imports.sheets import Cell, Row, Sheet, Source

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 60


def decoded(content: bytes, notes: Notes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding; raises EncodingUnknown."""
    named = encoding or _recognised(content)
    try:
        text = content.decode(named)
    except LookupError:
        raise EncodingUnknown(value=named) from None
    except UnicodeDecodeError as error:
        raise EncodingUnknown(value=named, byte=error.start) from None
    if named == "cp1252" and not encoding:
        notes.add("note_cp1252")
    return text.removeprefix("\ufeff"), named


def _recognised(content: bytes) -> str:
    for mark, named in _MARKS:
        if content.startswith(mark):
            return named
    head = content[:4_000]
    if head and head.count(0) * 4 >= len(head):  # every other byte of plain letters is zero
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def read_csv(content: bytes, notes: Notes, encoding: str | None = None) -> Source:
    text, named = decoded(content, notes, encoding)
    if not text.strip():
        raise FileEmpty
    delimiter, text, skipped = _delimiter(text)
    rows = [Row(number + skipped, cells) for number, cells in _rows(text, delimiter)]
    return Source(kind="csv", sheets=(Sheet("", rows),), encoding=named, delimiter=delimiter)


def _delimiter(text: str) -> tuple[str, str, int]:
    """With the text after the line `sep=;`, which spreadsheets write for themselves."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.lower().startswith("sep=") and len(told) == 5:
        return told[4], rest, 1
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    return max(_DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter)), text, 0


def _regularity(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many lines are divided into the number of cells that is most usual, and that number."""
    widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
    divided = [width for width in widths if width > 1]
    usual = max(divided, key=lambda width: (divided.count(width), width), default=0)
    return divided.count(usual), usual


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    """Each with the line that it begins on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 1
    try:
        for cells in reader:
            yield begun, list(cells)
            begun = reader.line_num + 1
    except csv.Error as error:
        raise QuotesBroken(row=begun, reason=str(error)) from None
