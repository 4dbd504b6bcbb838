"""The log of a ZKTeco fingerprint machine, attlog.dat: a line a tap, without a header."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from application.imports.asked import Asked, Reading
from application.imports.cells import Told
from application.imports.draft import Draft
from application.imports.kind import Kind
from application.imports.notes import Notes
from application.imports.people import as_user, of_people, read_people
from application.imports.reasons import (
    FileEmpty,
    LineUnreadable,
    PeopleMissing,
)
from application.imports.rows import Fault, Line
from application.imports.taps import Tap, decide_taps, streams_of
from application.imports.text_files import decoded
from domain.references import References

_LINE: Final = re.compile(
    r"(\S+?)[\s,;]+(\d{4})[-/](\d{1,2})[-/](\d{1,2})[\sT,;]+(\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"((?:[\s,;]+\S+?)*)"
)
"""User, date, time; then device, status, verification and work code, of which none says whether
somebody came or went: most people press nothing, so that the session is told by the time."""

_COLUMNS: Final = {"user": "1", "at": "2"}
_PADDING: Final = "\x00\x1a \t\r"


def _read(asked: Asked, notes: Notes, faults: list[Fault]) -> Reading:
    if asked.people is None:
        raise PeopleMissing
    people = read_people(asked.people, notes, faults)
    text, encoding = decoded(asked.content, notes, asked.encoding)
    lines = [(n, line.strip(_PADDING)) for n, line in enumerate(text.split("\n"), 1)]
    written = [(number, line) for number, line in lines if line]
    if not written:
        raise FileEmpty
    read = [line for number, text in written if (line := _line(number, text, notes, faults))]
    known = tuple(of_people(read, people, _COLUMNS, notes, faults))
    return Reading(lines=known, rows=len(written), headers=_COLUMNS, encoding=encoding)


def _line(number: int, text: str, notes: Notes, faults: list[Fault]) -> Line | None:
    found = _LINE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        at = _moment([int(part or 0) for part in found.groups()[1:7]])
    except ValueError:
        faults.append(Fault(row=number, code=LineUnreadable.code, value=text[:80]))
        return None
    user = as_user(found[1], Told(notes, number, "user"))
    return Line(number, {"user": user, "at": at}, {"user": found[1], "at": at.isoformat(" ")})


def _moment(numbers: list[int]) -> datetime:
    year, month, day, hour, minute, second = numbers
    return datetime.combine(date(year, month, day), time(hour, minute, second))


def _taps(reading: Reading) -> list[Tap]:
    return [Tap(line, line.values["nip"], line.values["at"]) for line in reading.lines]


def _streams(references: References, asked: Asked, reading: Reading) -> Iterable[str]:
    return streams_of(references, _taps(reading), asked.assess_from)


def _decide(draft: Draft, asked: Asked, reading: Reading) -> None:
    sha256 = hashlib.sha256(asked.content).hexdigest()
    decide_taps(draft, _taps(reading), "attlog", sha256, asked.assess_from)


KIND: Final = Kind(_read, _streams, _decide)
