"""Attendance from a table: one row a tap, or one a day with the times of coming and going."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from application.imports.asked import Asked, Reading, read_table
from application.imports.cells import as_nip, as_text
from application.imports.dates import as_date, as_moment, as_time
from application.imports.draft import Draft
from application.imports.kind import Kind
from application.imports.notes import Notes
from application.imports.people import as_user, of_people, read_people
from application.imports.reasons import PeopleMissing
from application.imports.rows import Fault, Field, Line
from application.imports.taps import Tap, decide_taps, streams_of
from domain.references import References

FIELDS: Final = (
    Field(
        "nip", as_nip, ("nip", "nip baru", "nip ni pppk", "nomor induk pegawai"), instead=("user",)
    ),
    Field(
        "user",
        as_user,
        ("nomor mesin", "id mesin", "user id", "pin", "id finger", "no absen", "ac no"),
        needed=False,
    ),
    Field(
        "at",
        as_moment,
        ("waktu", "tanggal waktu", "tanggal jam", "tgl jam", "date time", "datetime", "timestamp"),
        instead=("on",),
    ),
    Field("on", as_date, ("tanggal", "tgl", "hari tanggal", "date"), needed=False),
    Field("time", as_time, ("jam", "pukul", "time"), needed=False),
    Field(
        "arrived",
        as_time,
        ("jam masuk", "scan masuk", "masuk", "datang", "jam datang", "check in", "clock in"),
        needed=False,
    ),
    Field(
        "left",
        as_time,
        ("jam pulang", "scan pulang", "pulang", "jam keluar", "scan keluar", "check out"),
        needed=False,
    ),
    Field("session", as_text, ("sesi", "session"), needed=False),
)


def _read(asked: Asked, notes: Notes, faults: list[Fault]) -> Reading:
    reading = read_table(asked, FIELDS, notes, faults)
    lines: Iterable[Line] = reading.lines
    if any("nip" not in line.values for line in reading.lines):
        if asked.people is None:
            raise PeopleMissing
        people = read_people(asked.people, notes, faults)
        lines = of_people(reading.lines, people, reading.headers, notes, faults)
    taps = tuple(tap for line in lines for tap in _taps_of(line, notes))
    return msgspec.structs.replace(reading, lines=taps)


def _taps_of(line: Line, notes: Notes) -> Iterator[Line]:
    """One for each time that the row has; its values are then of the tap alone."""
    values = line.values
    told = {name: values[name] for name in ("nip", "session") if name in values}
    moments = list(_moments(values))
    if not moments:
        notes.add("note_without_time", line.row)
    for moment in moments:
        yield Line(line.row, told | moment, line.cells)


def _moments(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Who goes before coming has worked through midnight."""
    if "at" in values:
        yield {"at": values["at"]}
        return
    on, arrived, left = values["on"], values.get("arrived"), values.get("left")
    if "time" in values:
        yield {"at": datetime.combine(on, values["time"])}
    if arrived:
        yield {"at": datetime.combine(on, arrived), "on": on, "role": "arrival"}
    if left:
        next_day = timedelta(days=bool(arrived and left < arrived))
        yield {"at": datetime.combine(on, left) + next_day, "on": on, "role": "leaving"}


def _taps(reading: Reading) -> list[Tap]:
    return [
        Tap(
            line,
            line.values["nip"],
            line.values["at"],
            line.values.get("on"),
            line.values.get("role"),
            line.values.get("session", ""),
        )
        for line in reading.lines
    ]


def _streams(references: References, asked: Asked, reading: Reading) -> Iterable[str]:
    return streams_of(references, _taps(reading), asked.assess_from)


def _decide(draft: Draft, asked: Asked, reading: Reading) -> None:
    sha256 = hashlib.sha256(asked.content).hexdigest()
    decide_taps(draft, _taps(reading), "csv", sha256, asked.assess_from)


KIND: Final = Kind(_read, _streams, _decide)
