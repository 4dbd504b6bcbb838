"""The projection of the references: directories, calendar, work patterns and the register."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import get_args

from domain.attendance import AttendanceEvent
from domain.calendar import CalendarEvent, DayEnded
from domain.event import Event
from domain.kinerja import KinerjaEvent
from domain.recorded import Recorded
from domain.references import References
from domain.streams import StreamKind, parse_stream
from domain.tags import TAGS
from projections.calendar_rows import calendar_rows, pattern_rows
from projections.directory_rows import employee_rows, head_rows, office_rows
from projections.log import Log
from projections.register_rows import history_rows, register_row
from projections.view import Change, Frames


class Directories:
    """Holds the references at its position; `load` them before it is fed."""

    name = "directories"
    besides = tuple(TAGS[kind] for kind in (*get_args(AttendanceEvent), *get_args(KinerjaEvent)))
    alone: tuple[type[Event], ...] = ()
    split = False

    def __init__(self, log: Log, frames: Frames) -> None:
        self._log = log
        self._frames = frames
        self._references = References()
        self._registered: dict[str, int] = {}

    def load(self, position: int) -> None:
        self._references = References()
        for recorded in self._log.references(position):
            self._apply(recorded)

    def changes(self, events: Iterable[Recorded], upto: int) -> Iterator[list[Change]]:
        del upto  # the rows are of the events given, and nothing else is read
        changed: dict[StreamKind, dict[str, None]] = {}
        batch = list(events)
        for recorded in batch:
            self._apply(recorded)
            name = parse_stream(recorded.stream)
            changed.setdefault(name.kind, {})[name.key] = None
        yield [
            *self._employees(changed.get("employee", {})),
            *self._offices(changed.get("office", {})),
            *self._opds(changed.get("opd", {})),
            *self._patterns(changed.get("pattern", {})),
            *self._register(changed.get("perbup", {}), batch),
            *self._calendar(batch),
        ]

    def whole(self, employees: Sequence[str], upto: int) -> Iterator[list[Change]]:
        del employees
        self._references = References()
        yield from self.changes(self._log.references(upto), upto)

    def _apply(self, recorded: Recorded) -> None:
        self._references.apply(recorded.stream, recorded.event, recorded.position)
        name = parse_stream(recorded.stream)
        if name.kind == "perbup":
            self._registered[name.key] = recorded.position

    def _employees(self, codes: Iterable[str]) -> Iterator[Change]:
        states = {code: self._references.employee(code) for code in codes}
        rows = (
            row for code, state in states.items() if state for row in employee_rows(code, state)
        )
        yield self._replace("employee_directory", "employee", states, rows)

    def _offices(self, codes: Iterable[str]) -> Iterator[Change]:
        states = {code: self._references.office(code) for code in codes}
        rows = (row for code, state in states.items() if state for row in office_rows(code, state))
        yield self._replace("office_directory", "office", states, rows)

    def _opds(self, codes: Iterable[str]) -> Iterator[Change]:
        states = {code: self._references.opd(code) for code in codes}
        known = [(code, state) for code, state in states.items() if state]
        names = ((code, state.name) for code, state in known)
        yield self._replace("opd_directory", "opd", states, names)
        heads = (row for code, state in known for row in head_rows(code, state))
        yield self._replace("opd_head", "opd", states, heads)

    def _patterns(self, codes: Iterable[str]) -> Iterator[Change]:
        states = {code: self._references.pattern(code) for code in codes}
        rows = (row for code, state in states.items() if state for row in pattern_rows(code, state))
        yield self._replace("work_pattern_directory", "pattern", states, rows)

    def _register(self, codes: Iterable[str], batch: list[Recorded]) -> Iterator[Change]:
        states = {code: self._references.perbup(code) for code in codes}
        rows = (
            register_row(code, state, self._registered[code])
            for code, state in states.items()
            if state
        )
        yield self._replace("perbup_register", "perbup", states, rows)
        history = [
            row
            for recorded in batch
            if (name := parse_stream(recorded.stream)).kind == "perbup"
            for row in history_rows(recorded, name.key)
        ]
        positions = [(row[0],) for row in history]
        yield self._frames.replace("perbup_history", ["event"], positions, history)

    def _calendar(self, batch: Iterable[Recorded]) -> Iterator[Change]:
        said = [r.event for r in batch if isinstance(r.event, get_args(CalendarEvent))]
        ended = {event.on for event in said if isinstance(event, DayEnded)}
        dates: set[date] = {event.on for event in said if not isinstance(event, DayEnded)}
        rows = (
            row for on in dates for row in calendar_rows(self._references.calendar(on.year), on)
        )
        yield self._frames.replace("work_calendar", ["on"], ((on,) for on in dates), rows)
        ended_rows = [(on,) for on in ended]
        yield self._frames.replace("ended_day", ["on"], ended_rows, ended_rows)

    def _replace(
        self, table: str, by: str, codes: Iterable[str], rows: Iterable[tuple[object, ...]]
    ) -> Change:
        return self._frames.replace(table, [by], ((code,) for code in codes), rows)
