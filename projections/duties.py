"""The duties of many employees and dates as frames, from the references."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class Duties:
    """One row for each employee and date asked for. The frames are small where many employees
    share a placement: a row names its duty, a duty its plan."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._streams: list[int | None] = []
        self._employees: list[str] = []
        self._numbers: list[int] = []
        self._duties: list[Duty] = []
        self._number_of: dict[int, int] = {}
        self._plans: dict[tuple[tuple[Session, ...], tuple[Session, ...]], int] = {}
        self._plan_of: dict[tuple[int, int], int] = {}
        self._by_placement: dict[tuple[Any, ...], dict[date, Duty]] = {}

    def add(self, employee: str, recorded: Mapping[date, int], silent: Iterable[date]) -> None:
        """Days that have events, by the numbers of their streams, and some of those without.

        The former have a row whatever the duty says. The latter have one if they have ended and
        something was due; or if they are days of leave, so that leave can be counted by calendar
        days and be seen ahead.
        """
        for duty in self._duties_on(employee, sorted(recorded)):
            self._append(employee, duty, recorded[duty.on])
        for duty in self._duties_on(employee, sorted(set(silent) - recorded.keys())):
            missing = bool(duty.sessions) and self._references.ended(duty.on)
            if duty.employed and duty.enrolled and (duty.cuti or missing):
                self._append(employee, duty, None)

    def _duties_on(self, employee: str, dates: Sequence[date]) -> Iterator[Duty]:
        """As the references say, but asked once for each placement and date."""
        if not dates:
            return
        leave = self._references.leave(employee)
        spans = iter(self._references.spans(employee, dates[0], dates[-1]))
        until_on, known = date.min, dict[date, Duty]()
        for on in dates:
            while on > until_on:
                span = next(spans, None)
                until_on, known = self._known(span) if span else (date.max, {})
            duty = known.get(on)
            if duty is None or on in leave:
                duty = self._references.duty_on(employee, on)
                if on not in leave:
                    known[on] = duty
            yield duty

    def _known(self, span: PostingSpan) -> tuple[date, dict[date, Duty]]:
        placement = (
            span.employed,
            span.enrolled,
            span.employment,
            span.opd,
            span.office,
            span.pattern,
        )
        return span.until_on or date.max, self._by_placement.setdefault(placement, {})

    def frame(self) -> pl.DataFrame:
        """`row`, `stream` (None without events), `employee`, and the columns of DUTIES."""
        rows = pl.DataFrame(
            {"stream": self._streams, "employee": self._employees},
            schema={"stream": pl.UInt32, "employee": pl.String},
        ).with_row_index("row")
        return pl.concat([rows, self._unique()[self._numbers]], how="horizontal")

    def slots(self) -> pl.DataFrame:
        rows = [
            (number, place, *_slot(session, due=session in due))
            for (due, offered), number in self._plans.items()
            for place, session in enumerate(offered)
        ]
        return pl.DataFrame(rows, schema=SLOTS, orient="row")

    def _append(self, employee: str, duty: Duty, stream: int | None) -> None:
        number = self._number_of.get(id(duty))
        if number is None:
            number = self._number_of[id(duty)] = len(self._duties)
            self._duties.append(duty)  # kept, so that no other duty gets its id
        self._streams.append(stream)
        self._employees.append(employee)
        self._numbers.append(number)

    def _unique(self) -> pl.DataFrame:
        rows = [self._columns(duty) for duty in self._duties]
        columns = zip(*rows, strict=True) if rows else ((),) * len(DUTIES)
        return frame_of(dict(zip(DUTIES, columns, strict=True)), DUTIES)

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
            self._references.ended(duty.on),
            end,
            *leave,
            duty.minimum_s,
            duty.outage,
            [*duty.events, end] if end else list(duty.events),
            duty.on,
            self._plan(duty),
            duty.pending_counts_as == "present",
            int(ZONES[duty.zone].utcoffset(None).total_seconds()),
        )

    def _end(self, duty: Duty) -> int | None:
        asked = duty.expected and not duty.cuti
        return self._references.day_end(duty.on) if asked else None

    def _plan(self, duty: Duty) -> int:
        key = (id(duty.sessions), id(duty.offered))
        number = self._plan_of.get(key)
        if number is None:
            by_value = (duty.sessions, duty.offered)
            number = self._plan_of[key] = self._plans.setdefault(by_value, len(self._plans))
        return number


def _slot(session: Session, *, due: bool) -> tuple[Any, ...]:
    hours = (session.due_s if due else None, session.opens_s, session.closes_s)
    return (session.name, session.role, *hours, due)
