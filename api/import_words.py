"""The report of an import in words: what would happen, each fault with its place and reason."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from api import texts
from application.imports.importing import Report
from application.imports.notes import Notice
from application.imports.rows import Fault

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {
        "read": "dibaca sebagai {encoding}",
        "table": 'dibaca sebagai {encoding}, pemisah "{delimiter}"',
        "sheet": 'lembar "{sheet}"',
        "counts": "baru {new}, berubah {changed}, tidak berubah {unchanged}, dilewati {skipped}, "
        "salah {faulty}",
        "file": "berkas",
        "people": "berkas pegawai, ",
        "row": "baris {row}",
        "column": ", kolom {column}",
        "times": " ({times} kali, pertama di baris {row})",
        "once": " (baris {row})",
        "applied": "Tersimpan: {events} peristiwa.",
        "nothing": "Tidak ada yang perlu disimpan.",
        "would": "Belum ada yang disimpan: {events} peristiwa akan dicatat. "
        "Jalankan lagi dengan --apply untuk menyimpan.",
        "faulty": "Tidak ada yang disimpan. Perbaiki baris yang salah, lalu ulangi.",
    },
    "en": {
        "read": "read as {encoding}",
        "table": 'read as {encoding}, delimiter "{delimiter}"',
        "sheet": 'sheet "{sheet}"',
        "counts": "new {new}, changed {changed}, unchanged {unchanged}, passed over {skipped}, "
        "faulty {faulty}",
        "file": "the file",
        "people": "file of people, ",
        "row": "row {row}",
        "column": ", column {column}",
        "times": " ({times} times, first in row {row})",
        "once": " (row {row})",
        "applied": "Stored: {events} events.",
        "nothing": "There is nothing to store.",
        "would": "Nothing is stored yet: {events} events would be recorded. "
        "Run it again with --apply to store them.",
        "faulty": "Nothing was stored. Mend the faulty rows and try again.",
    },
}
_DELIMITERS: Final = {",": ",", ";": ";", "\t": "tab", "|": "|"}


def fault_place(fault: Fault, language: str) -> str:
    """Such as "baris 14, kolom NIP"."""
    words = _WORDS[language]
    place = words["row"].format(row=fault.row) if fault.row else words["file"]
    column = words["column"].format(column=fault.column) if fault.column else ""
    return (words["people"] if fault.file else "") + place + column


def fault_text(fault: Fault, language: str) -> str:
    """Why, without the place."""
    return _said(fault.code, language, {"field": fault.column, **fault.details})


def notice_text(notice: Notice, language: str) -> str:
    words = _WORDS[language]
    said = _said(notice.code, language, notice.details)
    field = f"{notice.field}: " if notice.field else ""
    if not notice.row:
        return field + said
    often = words["times" if notice.times > 1 else "once"]
    return field + said + often.format(times=notice.times, row=notice.row)


def report_lines(report: Report, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield from _how_read(report, words)
    for notice in report.notices:
        yield f"* {notice_text(notice, language)}"
    for outcome in report.outcomes:
        yield f"{words['row'].format(row=outcome.row)}: {', '.join(outcome.tags)}"
    for fault in report.faults:
        value = f' "{fault.value}"' if fault.value else ""
        yield f"{fault_place(fault, language)}{value}: {fault_text(fault, language)}"
    yield words["counts"].format_map(_counts(report))
    yield words[_end(report)].format(events=report.events)


def _how_read(report: Report, words: Mapping[str, str]) -> Iterator[str]:
    if report.sheet:
        yield words["sheet"].format(sheet=report.sheet)
    elif report.delimiter:
        delimiter = _DELIMITERS[report.delimiter]
        yield words["table"].format(encoding=report.encoding, delimiter=delimiter)
    elif report.encoding:
        yield words["read"].format(encoding=report.encoding)


def _counts(report: Report) -> dict[str, int]:
    return {
        name: getattr(report, name) for name in ("new", "changed", "unchanged", "skipped", "faulty")
    }


def _end(report: Report) -> str:
    if report.faulty:
        return "faulty"
    if not report.events:
        return "nothing"
    return "applied" if report.applied else "would"


def _said(code: str, language: str, details: Mapping[str, Any]) -> str:
    shown = {name: _listed(value) for name, value in details.items()}
    return texts.text(code, language, shown)


def _listed(value: Any) -> Any:
    return ", ".join(map(str, value)) or "–" if isinstance(value, list | tuple) else value
