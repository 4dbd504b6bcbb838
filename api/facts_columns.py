"""The columns of facts files in CSV: how each is read, and what is wanted where it cannot be."""

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, get_args

from domain.facts import DAY_KINDS, MARKS, PunishmentFact
from domain.perbup_vocabulary import CUTI_KINDS, DAY_STATUSES, EMPLOYMENTS, REASONS, TUGAS_BELAJAR
from domain.perbup_words import clock_s
from domain.refusals import Unreadable
from domain.work_pattern import Role


class BadRow(NamedTuple):
    """`line` counts from 1, the header being the first."""

    line: int
    column: str
    value: str
    wanted: str


class BadFacts(Exception):
    def __init__(self, rows: list[BadRow]) -> None:
        self.rows = tuple(rows)
        super().__init__(f"{len(rows)} bad rows")


class Column(NamedTuple):
    read: Callable[[str], Any]
    wanted: str


class Line(NamedTuple):
    number: int
    values: dict[str, Any]


def _boolean(text: str) -> bool:
    return {"ya": True, "true": True, "1": True, "tidak": False, "false": False, "0": False}[
        text.lower()
    ]


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01" if len(text) == 7 else text).replace(day=1)


def _minutes(text: str) -> int:
    return _whole(text) * 60


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise ValueError(text)
    return int(text)


def _events(text: str) -> tuple[int, ...]:
    return tuple(_whole(part) for part in text.split())


def _components(text: str) -> tuple[tuple[str, int], ...]:
    parts = (part.split("=") for part in text.split())
    return tuple((name, _whole(rupiah)) for name, rupiah in parts)


def _punishments(text: str) -> tuple[PunishmentFact, ...]:
    return tuple(_punishment(part) for part in text.split())


def _punishment(text: str) -> PunishmentFact:
    kind, month, *months = text.split(":")
    return PunishmentFact(
        kind=kind,
        from_month=_month(month),
        months=_whole(months[0]) if months else None,
        lifted_month=None,
        event=0,
    )


def _one_of(names: Collection[str]) -> Column:
    known = {name: name for name in names}
    return Column(known.__getitem__, ", ".join(names))


_TEXT = Column(str, "teks")
_NUMBER = Column(_whole, "bilangan bulat")
_DATE = Column(date.fromisoformat, "tanggal seperti 2022-11-01")
_CLOCK = Column(clock_s, "jam seperti 07:30 atau 07:30:59")
_YES_NO = Column(_boolean, "ya atau tidak")
_MINUTES = Column(_minutes, "menit, bilangan bulat")
_EVENTS = Column(_events, "nomor peristiwa dipisah spasi")

SESSION_COLUMNS: Mapping[str, Column] = {
    "session": _TEXT,
    "role": _one_of(get_args(Role)),
    "due": _CLOCK,
    "opens": _CLOCK,
    "closes": _CLOCK,
    "at": _CLOCK,
    "mark": _one_of(MARKS),
    "event": _NUMBER,
}
DAY_COLUMNS: Mapping[str, Column] = {
    "employee": _TEXT,
    "on": _DATE,
    "opd": _TEXT,
    "employment": _one_of(EMPLOYMENTS),
    "pattern": _TEXT,
    "day": _one_of(DAY_KINDS),
    "expected": _YES_NO,
    "ended": _YES_NO,
    "status": _one_of(DAY_STATUSES),
    "cuti": _one_of(CUTI_KINDS),
    "cuti_from_on": _DATE,
    "cuti_until_on": _DATE,
    "cuti_child": _NUMBER,
    "away_minutes": _MINUTES,
    "away_permitted_minutes": _MINUTES,
    "minimum_minutes": _MINUTES,
    "outage": _YES_NO,
    "events": _EVENTS,
    "tpp_rupiah": _NUMBER,
    "grade": _NUMBER,
}
MONTH_COLUMNS: Mapping[str, Column] = {
    "employee": _TEXT,
    "month": Column(_month, "bulan seperti 2022-11"),
    "from_on": _DATE,
    "until_on": _DATE,
    "opd": _TEXT,
    "employment": _one_of(EMPLOYMENTS),
    "grade": _NUMBER,
    "tpp_rupiah": _NUMBER,
    "components": Column(_components, "nama=rupiah dipisah spasi"),
    "acting_kind": _one_of(("same_level", "one_below")),
    "acting_rupiah": _NUMBER,
    "acting_from_on": _DATE,
    "acting_until_on": _DATE,
    "tugas_belajar": _one_of(TUGAS_BELAJAR),
    "predicate": _TEXT,
    "score_minutes": _NUMBER,
    "score_entries": _NUMBER,
    "score_unfit": _NUMBER,
    "withheld": _one_of(REASONS),
    "punishments": Column(_punishments, "jenis:2022-10:bulan dipisah spasi"),
    "events": _EVENTS,
}


def lines(
    text: str, columns: Mapping[str, Column], required: tuple[str, ...], bad: list[BadRow]
) -> Iterator[Line]:
    """The rows that can be read, empty cells left out; the others are added to `bad`."""
    reader = csv.DictReader(text.splitlines(keepends=True))
    header = [name or "" for name in reader.fieldnames or ()]
    bad.extend(_header_faults(header, columns, required))
    if not set(required) <= set(header):
        return
    for row in reader:
        found = list(_bad_cells(row, columns, required, reader.line_num))
        bad.extend(found)
        if not found:
            yield Line(reader.line_num, _values(row, columns))


def _header_faults(
    header: list[str], columns: Mapping[str, Column], required: tuple[str, ...]
) -> Iterator[BadRow]:
    for name in header:
        if name not in columns:
            yield BadRow(1, name, "", f"kolom yang dikenal: {', '.join(columns)}")
    for name in required:
        if name not in header:
            yield BadRow(1, name, "", "kolom ini wajib ada")


def _bad_cells(
    row: dict[str, Any], columns: Mapping[str, Column], required: tuple[str, ...], line: int
) -> Iterator[BadRow]:
    if None in row:
        yield BadRow(line, "", str(row.get("employee")), "tidak lebih banyak isian daripada kolom")
    for name in required:
        if not row[name]:
            yield BadRow(line, name, "", columns[name].wanted)
    for name, text in row.items():
        if name in columns and text and not _is_readable(columns[name], text):
            yield BadRow(line, name, text, columns[name].wanted)


def _is_readable(column: Column, text: str) -> bool:
    try:
        column.read(text.strip())
    except (ValueError, KeyError, Unreadable):
        return False
    return True


def _values(row: dict[str, Any], columns: Mapping[str, Column]) -> dict[str, Any]:
    filled = ((name, text) for name, text in row.items() if name in columns and text)
    return {name: columns[name].read(text.strip()) for name, text in filled}
