"""Rows of the work calendar and of the work patterns."""

from collections.abc import Iterator
from datetime import date

import msgspec

from domain.calendar import Calendar, holiday_on
from domain.dated import at, starts
from domain.work_pattern import WorkPattern
from projections.directory_rows import times
from projections.view import Row


def calendar_rows(calendar: Calendar, on: date) -> Iterator[Row]:
    """What the calendar says of a date, beside that it has ended; nothing is no row."""
    holiday = holiday_on(calendar, on)
    outages = sorted((o for o in calendar.outages if o.on == on), key=lambda o: o.opd)
    if holiday or outages:
        yield (
            on,
            holiday.kind if holiday else None,
            holiday.name if holiday else None,
            holiday.source if holiday else None,
            _json(holiday.sessions if holiday else ()),
            [outage.opd for outage in outages],
            [outage.reason for outage in outages],
        )


def pattern_rows(code: str, state: WorkPattern) -> Iterator[Row]:
    for from_on, until_on in times(starts(state.hours)):
        hours = at(state.hours, from_on)
        if hours:
            yield (
                code,
                from_on,
                until_on,
                state.name,
                _json(hours.days),
                _json(state.variants),
                hours.works_on_holidays,
                hours.pending_counts_as,
                hours.lapses_after_days,
            )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
