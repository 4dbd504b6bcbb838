"""XLSX: its values, and from the XML the errors of formulas, which the reader leaves out."""

import re
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from python_calamine import (
    CalamineError,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from application.imports.reasons import (
    FileKindUnknown,
    WorkbookCountsFrom1904,
    WorkbookTooLarge,
    WorkbookUnreadable,
)
from application.imports.sheets import Cell, Failed, Row, Sheet, Source

_UNPACKED_BYTES: Final = 300_000_000
_WORKBOOK: Final = "xl/workbook.xml"
_RELATED: Final = "xl/_rels/workbook.xml.rels"

_ELEMENT: Final = re.compile(rb"<(?:\w+:)?(?:sheet|Relationship)\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>/]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</)")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_FROM_1904: Final = re.compile(rb'date1904="(?:1|true)"')
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d+)")


def read_workbook(content: bytes) -> Source:
    """The sheets that can be seen, in their order. Raises Unreadable refusals."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check(archive)
            failed = _failed_cells(archive)
    except (BadZipFile, KeyError, OSError, EOFError, NotImplementedError) as error:
        raise WorkbookUnreadable(reason=type(error).__name__) from None
    sheets = tuple(
        Sheet(name, _rows(values, failed.get(name, {}))) for name, values in _values(content)
    )
    return Source(kind="xlsx", sheets=sheets)


def _values(content: bytes) -> list[tuple[str, list[list[Cell]]]]:
    try:
        with load_workbook(BytesIO(content)) as workbook:
            return [
                (sheet.name, workbook.get_sheet_by_name(sheet.name).to_python(False))  # type: ignore[misc] # untyped
                for sheet in workbook.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible
                and sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        raise WorkbookUnreadable(reason="password") from None
    except CalamineError as error:
        raise WorkbookUnreadable(reason=str(error)) from None


def _rows(values: list[list[Cell]], failed: dict[tuple[int, int], str]) -> list[Row]:
    for (row, column), text in failed.items():
        if row <= len(values) and column < len(values[row - 1]):
            values[row - 1][column] = Failed(text)
    return [Row(number, cells) for number, cells in enumerate(values, 1)]


def _check(archive: ZipFile) -> None:
    if _WORKBOOK not in archive.namelist():
        raise FileKindUnknown(kind="zip")
    if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED_BYTES:
        raise WorkbookTooLarge(most_mb=_UNPACKED_BYTES // 1_000_000)
    if _FROM_1904.search(archive.read(_WORKBOOK)):
        raise WorkbookCountsFrom1904


def _failed_cells(archive: ZipFile) -> dict[str, dict[tuple[int, int], str]]:
    """By sheet: row from 1 and column from 0 of what is an error, or a formula without result."""
    targets = {
        related.get(b"Id", b""): related.get(b"Target", b"")
        for related in _elements(archive.read(_RELATED))
    }
    found: dict[str, dict[tuple[int, int], str]] = {}
    for sheet in _elements(archive.read(_WORKBOOK)):
        name = _unescaped(sheet.get(b"name", b""))
        identifier = next((value for key, value in sheet.items() if key.endswith(b":id")), b"")
        path = targets.get(identifier, b"").decode().lstrip("/")
        inside = path if path.startswith("xl/") else f"xl/{path}"
        if inside in archive.namelist():
            found[name] = _failed_in(archive.read(inside))
    return found


def _elements(xml: bytes) -> list[dict[bytes, bytes]]:
    return [dict(_ATTRIBUTE.findall(element)) for element in _ELEMENT.findall(xml)]


def _failed_in(xml: bytes) -> dict[tuple[int, int], str]:
    if b'"e"' not in xml and b"<f" not in xml and b":f" not in xml:
        return {}
    failed: dict[tuple[int, int], str] = {}
    for attributes, inner in _CELL.findall(xml):
        text = _failure(dict(_ATTRIBUTE.findall(attributes)), inner)
        place = _PLACE.fullmatch(dict(_ATTRIBUTE.findall(attributes)).get(b"r", b"").decode())
        if text is not None and place:
            failed[int(place[2]), _column(place[1])] = text
    return failed


def _failure(attributes: dict[bytes, bytes], inner: bytes) -> str | None:
    value, formula = _VALUE.search(inner), _FORMULA.search(inner)
    if attributes.get(b"t") == b"e":
        return _unescaped(value[1]) if value else "#ERROR"
    if formula and not value and attributes.get(b"t") != b"str":
        return "=" + _unescaped(formula[1] or b"")
    return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _unescaped(text: bytes) -> str:
    plain = text.decode("utf-8", "replace")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain
