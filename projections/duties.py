"""The duties of many employees and dates as frames, from the references."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from domain.duty import Duty, PostingSpan
from domain.facts import frame_of
from domain.references import References
from domain.sessions import ZONES
from domain.work_pattern import Session

_SLOTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "plan": pl.UInt32,
    "place": pl.UInt32,
    "session": pl.String,
    "role": pl.String,
    "due_s": pl.Int32,
    "opens_s": pl.Int32,
    "closes_s": pl.Int32,
    "due": pl.Boolean,
}
SLOTS = pl.Schema(_SLOTS)
"""The sessions of each plan in their order; one that is offered but not due has no `due_s`."""

_DUTIES: dict[str, pl.DataType | type[pl.DataType]] = {
    "opd": pl.String,
    "employment": pl.String,
    "pattern": pl.String,
    "day": pl.String,
    "expected": pl.Boolean,
    "ended": pl.Boolean,
    "end": pl.Int64,
    "cuti": pl.String,
    "cuti_from_on": pl.Date,
    "cuti_until_on": pl.Date,
    "cuti_child": pl.Int32,
    "minimum_s": pl.Int32,
    "outage": pl.Boolean,
    "events": pl.List(pl.Int64),
    "on": pl.Date,
    "plan": pl.UInt32,
    "pending_present": pl.Boolean,
    "offset_s": pl.Int32,
}
DUTIES = pl.Schema(_DUTIES)
"""`end` is the position of the day's end, where it makes what is missing missing for good; it is
among the `events` then."""


class DutyBook:
    """Each duty that was asked for, once, by a number, while the references stay as they are. The
    frames are small where many employees share a placement: a duty names its plan."""

    def __init__(self, references: References) -> None:
        self.references = references
        self._duties: list[Duty] = []
        self._needed: list[bool] = []
        self._plans: dict[tuple[tuple[Session, ...], tuple[Session, ...]], int] = {}
        self._plan_of: dict[tuple[int, int], int] = {}
        self._by_placement: dict[tuple[Any, ...], dict[date, int]] = {}
        self._frame = frame_of(dict.fromkeys(DUTIES, ()), DUTIES)

    def numbers(self, employee: str, dates: Sequence[date]) -> list[int]:
        """Of the dates in order; as the references say, but asked once for each placement and
        date."""
        if not dates:
            return []
        leave = self.references.leave(employee)
        numbers: list[int] = []
        for span in self.references.spans(employee, dates[0], dates[-1]):
            until = bisect_right(dates, span.until_on) if span.until_on else len(dates)
            known = self._known(span)
            for on in dates[len(numbers) : until]:
                number = None if on in leave else known.get(on)
                if number is None:
                    number = self._number(self.references.duty_on(employee, on))
                    if on not in leave:
                        known[on] = number
                numbers.append(number)
        return numbers

    def needed(self, number: int) -> bool:
        """Does a day without events have a row? It has one if it has ended and something was due;
        or if it is a day of leave, so that leave can be counted by calendar days and be seen
        ahead."""
        return self._needed[number]

    def frame(self) -> pl.DataFrame:
        """The columns of DUTIES, in the order of the numbers."""
        new = [self._columns(duty) for duty in self._duties[self._frame.height :]]
        if new:
            columns = dict(zip(DUTIES, zip(*new, strict=True), strict=True))
            self._frame = pl.concat([self._frame, frame_of(columns, DUTIES)])
        return self._frame

    def slots(self) -> pl.DataFrame:
        rows = [
            (number, place, *_slot(session, due=session in due))
            for (due, offered), number in self._plans.items()
            for place, session in enumerate(offered)
        ]
        return pl.DataFrame(rows, schema=SLOTS, orient="row")

    def _known(self, span: PostingSpan) -> dict[date, int]:
        placement = (
            span.employed,
            span.enrolled,
            span.employment,
            span.opd,
            span.office,
            span.pattern,
        )
        return self._by_placement.setdefault(placement, {})

    def _number(self, duty: Duty) -> int:
        missing = bool(duty.sessions) and self.references.ended(duty.on)
        self._needed.append(duty.employed and duty.enrolled and bool(duty.cuti or missing))
        self._duties.append(duty)
        return len(self._duties) - 1

    def _columns(self, duty: Duty) -> tuple[Any, ...]:
        spell = duty.cuti
        end = self._end(duty)
        leave = (spell.kind, spell.from_on, spell.until_on, spell.child) if spell else (None,) * 4
        return (
            duty.opd,
            duty.employment or "",
            duty.pattern,
            duty.day,
            duty.expected,
            self.references.ended(duty.on),
            end,
            *leave,
            duty.minimum_s,
            duty.outage,
            sorted([*duty.events, end] if end else duty.events),
            duty.on,
            self._plan(duty),
            duty.pending_counts_as == "present",
            int(ZONES[duty.zone].utcoffset(None).total_seconds()),
        )

    def _end(self, duty: Duty) -> int | None:
        asked = duty.expected and not duty.cuti
        return self.references.day_end(duty.on) if asked else None

    def _plan(self, duty: Duty) -> int:
        key = (id(duty.sessions), id(duty.offered))
        number = self._plan_of.get(key)
        if number is None:
            by_value = (duty.sessions, duty.offered)
            number = self._plan_of[key] = self._plans.setdefault(by_value, len(self._plans))
        return number


class Duties:
    """One row for each employee and date asked for, that names its duty."""

    def __init__(self, book: DutyBook) -> None:
        self._book = book
        self._streams: list[int | None] = []
        self._employees: list[str] = []
        self._numbers: list[int] = []

    def add(self, employee: str, recorded: Mapping[date, int], silent: Iterable[date]) -> None:
        """Days that have events, by the numbers of their streams, which have a row whatever the
        duty says; and some of those without."""
        eventful = sorted(recorded)
        numbers = self._book.numbers(employee, eventful)
        self._append(employee, numbers, [recorded[on] for on in eventful])
        numbers = self._book.numbers(employee, sorted(set(silent) - recorded.keys()))
        needed = list(filter(self._book.needed, numbers))
        self._append(employee, needed, [None] * len(needed))

    def _append(self, employee: str, numbers: Sequence[int], streams: Sequence[int | None]) -> None:
        self._numbers += numbers
        self._streams += streams
        self._employees += [employee] * len(numbers)

    def frame(self) -> pl.DataFrame:
        """`row`, `stream` (None without events), `employee`, and the columns of DUTIES."""
        rows = pl.DataFrame(
            {"stream": self._streams, "employee": self._employees},
            schema={"stream": pl.UInt32, "employee": pl.String},
        ).with_row_index("row")
        return pl.concat([rows, self._book.frame()[self._numbers]], how="horizontal")


def _slot(session: Session, *, due: bool) -> tuple[Any, ...]:
    hours = (session.due_s if due else None, session.opens_s, session.closes_s)
    return (session.name, session.role, *hours, due)
