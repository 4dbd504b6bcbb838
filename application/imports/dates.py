"""Dates, months and times as people and spreadsheets write them; what is ambiguous is named."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from application.imports.cells import DateOrder, Proof, Told, as_text
from application.imports.reasons import (
    CellKindWrong,
    DateImpossible,
    DateMonthFirst,
    DateOrderAmbiguous,
    DateTwoDigitYear,
    DateUnreadable,
    TimeUnreadable,
)
from application.imports.sheets import Cell, tidy
from domain.identifiers import parse_date

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february peb pebruari",
            "mar maret march mrt",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu agustus agt ags aug august",
            "sep september sept",
            "okt oktober oct october",
            "nov november nop nopember",
            "des desember dec december",
        ),
        1,
    )
    for name in names.split()
}
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_COMPACT: Final = re.compile(r"(19|20)(\d{2})(\d{2})(\d{2})")
_PARTED: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: 00[:.]00(?:[:.]00)?)?")
_NAMED: Final = re.compile(r"(?:[a-z]+, ?)?(\d{1,2})[-/. ]+([a-z]+)\.?[-/., ]+(\d{4}|\d{2})")
_MONTH: Final = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_NAMED_MONTH: Final = re.compile(r"(?:bulan )?([a-z]+)\.?[-/., ]*(\d{4}|\d{2})")
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: ?(am|pm|wib|wita|wit))?")
_MOMENT: Final = re.compile(r"(.+?)[T ]+(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[apAP][mM])?)")

_EPOCH: Final = date(1899, 12, 30)
_SERIALS: Final = range(16_000, 110_000)  # from 1943 to 2201
_DAY_S: Final = 86_400


def proof_of(cells: Iterable[Cell], dates: DateOrder) -> Proof:
    """Whether a date of the column can only be meant in this order, or only in the other."""
    proof: Proof = "none"
    for cell in cells:
        parted = _PARTED.match(tidy(cell)) if isinstance(cell, str) else None
        if parted is None:
            continue
        first, second = int(parted[1]), int(parted[2])
        day, month = (first, second) if dates == "dmy" else (second, first)
        if month > 12 >= day:
            return "theirs"
        if day > 12 >= month:
            proof = "ours"
    return proof


def as_date(cell: Cell, told: Told) -> date:
    return parse_date(_date_of(cell, told), told.field)


def _date_of(cell: Cell, told: Told) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, time | timedelta | bool):
        raise CellKindWrong(kind="time")
    text = as_text(cell, told).casefold()
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return _from_serial(int(text), told)
    iso = _ISO.fullmatch(text)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    return _compact(text) or _named(text) or _parted(text, told)


def as_month(cell: Cell, told: Told) -> date:
    """The first day of the month; a date within it will do."""
    if isinstance(cell, str):
        text = tidy(cell).casefold()
        numbered, named = _MONTH.fullmatch(text), _NAMED_MONTH.fullmatch(text)
        if numbered:
            year, month = (numbered[1], numbered[2]) if numbered[1] else (numbered[4], numbered[3])
            return _date(int(year), int(month), 1)
        if named and named[1] in _MONTHS:
            return _date(_year(named[2]), _MONTHS[named[1]], 1)
    return as_date(cell, told).replace(day=1)


def as_time(cell: Cell, told: Told) -> time:
    """Of a day; a fraction of a day is how spreadsheets keep it."""
    match cell:
        case datetime():
            return cell.time().replace(microsecond=0)
        case time():
            return cell.replace(microsecond=0)
        case timedelta():
            return _time_of(round(cell.total_seconds()))
        case float() if 0 <= cell < 1:
            return _time_of(round(cell * _DAY_S))
        case _:
            return _written_time(as_text(cell, told))


def as_moment(cell: Cell, told: Told) -> datetime:
    """A date and a time of day, without a zone: the office's."""
    match cell:
        case datetime():
            return cell.replace(microsecond=0)
        case float() if int(cell) in _SERIALS:
            day = _from_serial(int(cell), told)
            return datetime.combine(day, time()) + timedelta(seconds=round(cell % 1 * _DAY_S))
        case _:
            written = _MOMENT.fullmatch(as_text(cell, told))
            if written is None:
                raise TimeUnreadable
            return datetime.combine(as_date(written[1], told), _written_time(written[2]))


def _from_serial(number: int, told: Told) -> date:
    if number not in _SERIALS:
        raise DateUnreadable
    on = _EPOCH + timedelta(days=number)
    told.note("note_date_serial", read=on.isoformat(), number=number)
    return on


def _compact(text: str) -> date | None:
    found = _COMPACT.fullmatch(text)
    return _date(int(found[1] + found[2]), int(found[3]), int(found[4])) if found else None


def _named(text: str) -> date | None:
    found = _NAMED.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    return _date(_year(found[3]), _MONTHS[found[2]], int(found[1]))


def _parted(text: str, told: Told) -> date:
    found = _PARTED.fullmatch(text)
    if found is None:
        raise DateUnreadable
    first, second, year = int(found[1]), int(found[2]), _year(found[3])
    day, month = (first, second) if told.dates == "dmy" else (second, first)
    if month > 12 >= day:
        raise DateMonthFirst(month=month, order=told.dates)
    on = _date(year, month, day)
    if day <= 12 and day != month:
        if told.proof == "theirs":
            raise DateOrderAmbiguous(order=told.dates)
        if told.proof == "none":
            told.note("note_date_order", read=on.isoformat(), written=text, order=told.dates)
    return on


def _year(text: str) -> int:
    if len(text) == 2:
        raise DateTwoDigitYear
    return int(text)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateImpossible from None


def _written_time(text: str) -> time:
    found = _TIME.fullmatch(text.casefold())
    if found is None:
        raise TimeUnreadable
    hour, half = int(found[1]), found[4]
    if half in {"am", "pm"}:
        if not 1 <= hour <= 12:
            raise TimeUnreadable
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        raise TimeUnreadable from None


def _time_of(seconds: int) -> time:
    if not 0 <= seconds < _DAY_S:
        raise TimeUnreadable
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
