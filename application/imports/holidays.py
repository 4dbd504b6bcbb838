"""Holidays and collective leave days, one row a date or a run of dates."""

from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from typing import Any, Final

from application import calendar
from application.calendar import DeclareHoliday
from application.imports.cells import as_text, one_of
from application.imports.dates import as_date
from application.imports.draft import Draft
from application.imports.kind import Kind, of_table
from application.imports.reasons import HolidayTooLong
from application.imports.rows import Field, Line
from domain.calendar import HolidayDeclared, holiday_on
from domain.references import References
from domain.spans import require_order
from domain.streams import calendar_stream

KINDS: Final = {
    "libur": "holiday",
    "libur nasional": "holiday",
    "hari libur": "holiday",
    "hari libur nasional": "holiday",
    "libur daerah": "holiday",
    "holiday": "holiday",
    "cuti bersama": "cuti_bersama",
    "collective leave": "cuti_bersama",
}
_LONGEST_DAYS: Final = 31

FIELDS: Final = (
    Field("on", as_date, ("tanggal", "tgl", "hari tanggal", "mulai", "dari", "date", "from")),
    Field(
        "until_on",
        as_date,
        ("sampai", "sampai dengan", "tanggal selesai", "hingga", "until", "to"),
        needed=False,
    ),
    Field("kind", one_of(KINDS), ("jenis", "jenis libur", "kategori", "kind", "type")),
    Field(
        "name",
        as_text,
        ("keterangan", "nama", "hari libur", "nama libur", "uraian", "peringatan", "description"),
    ),
    Field("source", as_text, ("dasar", "dasar hukum", "sumber", "skb", "decree"), needed=False),
)


def _dates(values: dict[str, Any]) -> Iterable[date]:
    first, last = values["on"], values.get("until_on", values["on"])
    return (first + timedelta(days=day) for day in range((last - first).days + 1))


def _streams(_: References, line: Line) -> Iterable[str]:
    return {calendar_stream(on) for on in (line.values["on"], line.values.get("until_on")) if on}


def _decide(draft: Draft, line: Line) -> None:
    values = line.values
    until_on = values.get("until_on", values["on"])
    require_order(values["on"], until_on)
    if (until_on - values["on"]).days >= _LONGEST_DAYS:
        raise HolidayTooLong(most=_LONGEST_DAYS)
    for on in _dates(values):
        known = holiday_on(draft.references.calendar(on.year), on)
        if draft.do(calendar.declare_holiday(_form(on, values, known))) and known is None:
            draft.mark("new")


def _form(on: date, values: dict[str, Any], known: HolidayDeclared | None) -> DeclareHoliday:
    """What the file does not tell, a decree and ceremonies held on the day, stays as it is."""
    return DeclareHoliday(
        on=on,
        kind=values["kind"],
        name=values["name"],
        source=values.get("source", known.source if known else ""),
        sessions=known.sessions if known else (),
    )


def _key(values: dict[str, Any]) -> tuple[str, Hashable]:
    return "on", values["on"]


KIND: Final[Kind] = of_table(FIELDS, _key, _streams, _decide)
