"""A table of people with three columns, and what reading a file for it says."""

import pytest

from application.imports.asked import Asked, read_table
from application.imports.cells import as_nip, as_number, as_text
from application.imports.notes import Notes
from application.imports.rows import Fault, Field
from domain.refusals import Refusal
from tests.imports.conftest import nip
from tests.imports.workbooks import Value, workbook

FIELDS = (
    Field("nip", as_nip, ("nip", "nip baru")),
    Field("name", as_text, ("nama", "nama pegawai")),
    Field("grade", as_number, ("kelas jabatan", "kelas"), needed=False),
)
TABLE = f"NIP,Nama,Kelas\n{nip(1)},Pegawai Uji É,7\n{nip(2)},“Uji”,8\n"


def read(content: bytes | str, **options: object) -> tuple[list[tuple[int, dict]], list, set[str]]:
    """The rows that can be read, the faults, and what was noticed."""
    notes, faults = Notes(), list[Fault]()
    raw = content.encode() if isinstance(content, str) else content
    reading = read_table(Asked(content=raw, **options), FIELDS, notes, faults)
    rows = [(line.row, line.values) for line in reading.lines]
    noticed = {notice.code.removeprefix("note_") for notice in notes.all()}
    return rows, [(fault.row, fault.code) for fault in faults], noticed


def refused(content: bytes | str, **options: object) -> tuple[str, dict]:
    with pytest.raises(Refusal) as caught:
        read(content, **options)
    return caught.value.code, dict(caught.value.details)


def sheet(*rows: list[Value]) -> bytes:
    return workbook({"Data": rows})
