"""Writes spooled rows as a spreadsheet that is read by people and by Excel alike."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped] # has no types
from xlsxwriter.utility import xl_range  # type: ignore[import-untyped] # ships no types

from domain.refusals import Refusal
from projections.export_columns import Column
from projections.exports import Spooled, Wanted, batches, totals_of

MOST_ROWS = 1_048_574
"""Of a sheet, less its heading and its sum."""
_DAY_S = 86_400

_FORMATS = {
    "text": "@",
    "month": "yyyy-mm",
    "date": "dd/mm/yyyy",
    "rupiah": "#,##0",
    "base": "#,##0",
    "count": "0",
    "rate": "0.####%",
    "clock": "[hh]:mm:ss",
    "events": "@",
}


class SheetTooLong(Refusal):
    """A spreadsheet has no room for so many rows; CSV and Parquet have."""

    code = "sheet_too_long"
    field = "format"


def write_sheet(
    wanted: Wanted, parts: Sequence[Spooled], path: Path, step: Callable[[int], None]
) -> None:
    rows = sum(part.rows for part in parts)
    if rows > MOST_ROWS:
        raise SheetTooLong(rows=rows, most=MOST_ROWS)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        sheet = _Sheet(workbook, wanted, rows, min(part.position for part in parts))
        done = 0
        for batch in batches(parts):
            for row in batch.iter_rows():
                done += 1
                sheet.row(done, row)
            step(done)
        sheet.sums(done, totals_of(wanted, parts))


class _Sheet:
    def __init__(self, workbook: Any, wanted: Wanted, rows: int, position: int) -> None:
        self._columns = wanted.layout.columns
        self._sheet = workbook.add_worksheet(wanted.layout.title)
        self._cell = {form: workbook.add_format({"num_format": f}) for form, f in _FORMATS.items()}
        self._sum = workbook.add_format({"num_format": "#,##0", "bold": True, "top": 1})
        self._lay_out(wanted, rows, position)
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1}
        heading = workbook.add_format(head | {"bg_color": "#DCE6F1"})
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.heading, heading)
        workbook.set_properties({"title": _title(wanted), "comments": _told(position)})

    def row(self, number: int, values: tuple[Any, ...]) -> None:
        for place, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            if value is not None:
                self._write(number, place, column, value)

    def sums(self, rows: int, totals: dict[str, int]) -> None:
        """Excel sums again when a filter or a figure changes; other programs read the value."""
        last = rows + 1
        for place, column in enumerate(self._columns):
            if column.name in totals:
                span = xl_range(1, place, max(rows, 1), place)
                formula = f"=SUBTOTAL(109,{span})"
                self._sheet.write_formula(last, place, formula, self._sum, totals[column.name])
            else:
                self._sheet.write_blank(last, place, None, self._sum)
        self._sheet.write_string(last, 0, "JUMLAH", self._sum)

    def _write(self, number: int, place: int, column: Column, value: Any) -> None:
        form = self._cell[column.form]
        match column.form:
            case "text":
                self._sheet.write_string(number, place, value, form)
            case "events":
                self._sheet.write_string(number, place, " ".join(map(str, value)), form)
            case "month" | "date":
                self._sheet.write_datetime(number, place, value, form)
            case "rate":
                self._sheet.write_number(number, place, value / 1_000_000, form)
            case "clock" if value < 0:
                self._sheet.write_string(number, place, f"{value} detik", form)
            case "clock":
                self._sheet.write_number(number, place, value / _DAY_S, form)
            case _:
                self._sheet.write_number(number, place, value, form)

    def _lay_out(self, wanted: Wanted, rows: int, position: int) -> None:
        """On screen the heading stays; on paper it is repeated, a page wide."""
        sheet = self._sheet
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(rows, 1), len(self._columns) - 1)
        sheet.set_row(0, 32)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f"&L&B{_escaped(_title(wanted))}")
        sheet.set_footer(f"&L{_told(position)}&RHalaman &P dari &N")


def _title(wanted: Wanted) -> str:
    scope = [wanted.opd, wanted.employment, wanted.perbup]
    return ", ".join(filter(None, (f"{wanted.layout.title} {_months(wanted)}", *scope)))


def _months(wanted: Wanted) -> str:
    first, last = _month(wanted.month), _month(wanted.until_month)
    return first if first == last else f"{first} sampai {last}"


def _month(month: date) -> str:
    return f"{month:%Y-%m}"


def _told(position: int) -> str:
    return f"Memuat semua peristiwa sampai posisi {position}"


def _escaped(text: str) -> str:
    """In headers and footers an ampersand begins a command."""
    return text.replace("&", "&&")
