"""Workbooks as spreadsheets save them, written by hand so that every nastiness is possible."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _DATE = 0, 1


class Number(NamedTuple):
    """As it stands in the file, such as 1.98501012010011E+17."""

    text: str


class Failed(NamedTuple):
    """A formula whose result is an error."""

    error: str


class Formula(NamedTuple):
    formula: str
    result: str


Value = str | int | float | bool | date | Number | Failed | Formula | None
Rows = Sequence[Sequence[Value]]


def workbook(sheets: Mapping[str, Rows], merged: Sequence[str] = (), hidden: str = "") -> bytes:
    """`merged` are ranges of the first sheet, such as C1:E1."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(len(sheets)))
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        archive.writestr("xl/workbook.xml", _workbook(list(sheets), hidden))
        numbered = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
        related = _relations([*numbered, ("styles", "styles.xml")])
        archive.writestr("xl/_rels/workbook.xml.rels", related)
        archive.writestr("xl/styles.xml", _STYLES)
        for number, rows in enumerate(sheets.values(), 1):
            sheet = _sheet(rows, merged if number == 1 else ())
            archive.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
    return out.getvalue()


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)]
    named = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in parts
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{relations}"/>{named}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    named = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{named}</Relationships>'


def _workbook(names: Sequence[str], hidden: str) -> str:
    state = {hidden: ' state="hidden"'}
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"{state.get(name, "")}/>'
        for n, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>'


def _sheet(rows: Rows, merged: Sequence[str]) -> str:
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(number, c, v) for c, v in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    ranges = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merges = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{merges}</worksheet>'


def _cell(row: int, column: int, value: Value) -> str:
    return "" if value is None else _filled(f"{chr(ord('A') + column)}{row}", value)


def _filled(place: str, value: Value) -> str:  # noqa: PLR0911 - one case a kind of value
    match value:
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value}</v></c>'
        case date():
            serial = (value - date(1899, 12, 30)).days
            return f'<c r="{place}" s="{_DATE}"><v>{serial}</v></c>'
        case Number(text):
            return f'<c r="{place}"><v>{text}</v></c>'
        case Failed(error):
            return f'<c r="{place}" t="e"><f>Lain!A1</f><v>{error}</v></c>'
        case Formula(formula, result):
            return f'<c r="{place}" t="str"><f>{escape(formula)}</f><v>{escape(result)}</v></c>'
        case _:
            text = escape(value)
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
