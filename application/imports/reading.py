"""What kind of file it is, by its content, and its sheets."""

from typing import Final

from application.imports.notes import Notes
from application.imports.reasons import FileEmpty, FileKindUnknown
from application.imports.sheets import Source
from application.imports.text_files import read_csv
from application.imports.workbooks import read_workbook

_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_TAGS: Final = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")


def read_file(content: bytes, notes: Notes, encoding: str | None = None) -> Source:
    """Raises Unreadable refusals, which name what is wrong with the file as a whole."""
    if not content:
        raise FileEmpty
    if content.startswith(b"PK"):
        return read_workbook(content)
    kind = _other_kind(content)
    if kind:
        raise FileKindUnknown(kind=kind)
    return read_csv(content, notes, encoding)


def _other_kind(content: bytes) -> str:
    """What is saved as .xls or .csv and is neither: old workbooks, and web pages."""
    for mark, kind in _OTHERS:
        if content.startswith(mark):
            return kind
    head = content[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return "html" if head.startswith(_TAGS) else ""
