"""Whose each number on a fingerprint machine is: a file of numbers and NIP."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from application.imports.asked import Asked, read_table
from application.imports.cells import Told, as_nip, as_text
from application.imports.notes import Notes
from application.imports.reasons import UserUnmapped
from application.imports.repeats import once
from application.imports.rows import Fault, Field, Line, plain
from application.imports.sheets import Cell
from domain.refusals import Refusal

FILE: Final = "people"


def as_user(cell: Cell, told: Told) -> str:
    """Machines pad the number with zeros, or not."""
    text = as_text(cell, told)
    return text.lstrip("0") or "0" if text.isdigit() else text.casefold()


FIELDS: Final = (
    Field(
        "user",
        as_user,
        (
            "nomor mesin",
            "id mesin",
            "user id",
            "userid",
            "pin",
            "id finger",
            "no absen",
            "nomor absen",
            "enroll number",
            "ac no",
        ),
    ),
    Field("nip", as_nip, ("nip", "nip baru", "nip ni pppk", "nomor induk pegawai"), needed=False),
)


def read_people(content: bytes, notes: Notes, faults: list[Fault]) -> Mapping[str, str | None]:
    """By number: the NIP, or None of whom the log is to be passed over."""
    found: list[Fault] = []
    people: dict[str, str | None] = {}
    try:
        reading = read_table(Asked(content=content), FIELDS, Notes(), found)
        for line in once(reading.lines, _key, reading.headers, notes, found):
            people[line.values["user"]] = line.values.get("nip")
    except Refusal as refusal:
        found.append(Fault(row=0, code=refusal.code, details=plain(refusal)))
    faults += [msgspec.structs.replace(fault, file=FILE) for fault in found]
    return people


def of_people(
    lines: Iterable[Line],
    people: Mapping[str, str | None],
    headers: Mapping[str, str],
    notes: Notes,
    faults: list[Fault],
) -> Iterator[Line]:
    """The lines with the NIP of their number, where they do not name it themselves."""
    for line in lines:
        user = line.values.get("user", "")
        if "nip" in line.values:
            yield line
        elif user not in people:
            told = line.cells.get("user", "")
            faults.append(
                Fault(
                    row=line.row,
                    code=UserUnmapped.code,
                    field="user",
                    column=headers.get("user", "user"),
                    value=told,
                )
            )
        elif people[user] is None:
            notes.add("note_user_passed_over", line.row, "user", user=user)
        else:
            yield Line(line.row, {**line.values, "nip": people[user]}, line.cells)


def _key(values: dict[str, Any]) -> tuple[str, Hashable]:
    return "user", values["user"]
