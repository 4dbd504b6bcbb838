"""Taps of a log: each one belongs to a date and a session, and double taps are one record."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Final, NamedTuple

from application import calendar, corrections, employees
from application.calendar import EndDay
from application.corrections import RecordManual
from application.employees import Enrol
from application.imports.draft import Draft
from application.imports.registers import find_employee
from application.imports.rows import Line
from domain.attendance import AttendanceDay, ManualAttendanceRecorded, ManualSource, evolve
from domain.check_in import find_session
from domain.duty import Duty
from domain.employee_commands import NotInService
from domain.recorded import fold
from domain.references import References
from domain.refusals import Refusal
from domain.sessions import ZONES, attendance_date, local_date, seconds_into
from domain.streams import calendar_stream, day_stream, employee_stream
from domain.work_pattern import Role, Session

_EMPTY: Final = AttendanceDay()
_DOUBLE: Final = timedelta(seconds=60)
_MACHINES: Final = {"attlog", "csv"}
_REGENCY: Final = "Asia/Jakarta"


class Tap(NamedTuple):
    """As a file tells it: `at` is the office's clock. `on`, `role` and `session` are given where
    the file says more than the instant."""

    line: Line
    nip: str
    at: datetime
    on: date | None = None
    role: Role | None = None
    session: str = ""


class Placed(NamedTuple):
    """A tap of an employee, at the instant that it was, on the date that it belongs to."""

    employee: str
    on: date
    at: datetime
    tap: Tap


def placed(references: References, tap: Tap) -> Placed:
    """Raises the refusal of a NIP that nobody has."""
    employee = find_employee(references, tap.nip, tap.at.date())
    zone = references.duty_on(employee, tap.at.date()).zone
    at = tap.at.replace(tzinfo=ZONES[zone])
    on = tap.on or attendance_date(partial(references.duty_on, employee), at)
    return Placed(employee, on, at, tap)


def streams_of(
    references: References, taps: Sequence[Tap], assess_from: date | None
) -> Iterator[str]:
    days = [found for tap in taps if (found := _placed_or_none(references, tap))]
    yield from {day_stream(day.employee, day.on) for day in days}
    if assess_from and days:
        yield from {employee_stream(day.employee) for day in days}
        last = max(day.on for day in days)
        yield from {calendar_stream(on) for on in _dates(assess_from, last)}


def _placed_or_none(references: References, tap: Tap) -> Placed | None:
    try:
        return placed(references, tap)
    except Refusal:  # told where the tap is decided
        return None


def decide_taps(
    draft: Draft,
    taps: Iterable[Tap],
    source: ManualSource,
    sha256: str,
    assess_from: date | None,
) -> None:
    """Person by person in the order of the file, and each in that of time, so that the sessions of
    a day fill up as they did."""
    days = list(_all_placed(draft, taps))
    if assess_from:
        _expect_from(draft, days, assess_from)
    order = {employee: n for n, employee in enumerate(dict.fromkeys(day.employee for day in days))}
    days.sort(key=lambda day: (order[day.employee], day.on, day.at, day.tap.line.row))
    for _, same in groupby(days, key=lambda day: (day.employee, day.on)):
        for run in _runs(list(same)):
            _decide_run(draft, run, source, sha256)


def _all_placed(draft: Draft, taps: Iterable[Tap]) -> Iterator[Placed]:
    for tap in taps:
        try:
            yield placed(draft.references, tap)
        except Refusal as refusal:
            draft.refuse(tap.line, refusal)


def _runs(day: list[Placed]) -> Iterator[list[Placed]]:
    """Taps within a minute of a run's first, of the same role."""
    run = day[:1]
    for tap in day[1:]:
        if tap.at - run[0].at < _DOUBLE and tap.tap.role == run[0].tap.role:
            run.append(tap)
        else:
            yield run
            run = [tap]
    yield run


def _decide_run(draft: Draft, run: list[Placed], source: ManualSource, sha256: str) -> None:
    first = run[0]
    references, on = draft.references, first.on
    duty = references.duty_on(first.employee, on)
    stream = day_stream(first.employee, on)
    day = fold(draft.histories.get(stream, []), evolve, _EMPTY)
    with draft.row(first.tap.line):
        if not duty.employed:
            raise NotInService(field="at", on=on.isoformat())
        if not duty.offered:
            return _skip(draft, first.tap.line, "note_no_session")
        if not duty.enrolled:
            draft.note(first.tap.line, "note_not_enrolled")
        if not _is_known(day, run):
            session = _session(day, duty, first)
            counted = run[-1] if session.role == "leaving" else first
            form = RecordManual(
                at=counted.at,
                source=source,
                evidence=f"{source} {sha256} baris {counted.tap.line.row}",
                session=session.name,
            )
            recorded = corrections.record_manual(references, first.employee, on, form, draft.now)
            draft.do(recorded)
            draft.mark("new")
    for double in run[1:]:
        with draft.row(double.tap.line):
            _skip(draft, double.tap.line, "note_double_tap")
    return None


def _skip(draft: Draft, line: Line, code: str) -> None:
    draft.note(line, code)
    draft.mark("skipped")


def _session(day: AttendanceDay, duty: Duty, first: Placed) -> Session:
    """The one that the file names, else that of the column's role that is due nearest, else the
    one that is meant by the time."""
    second = seconds_into(duty.on, first.at, duty.zone)
    fitting = [session for session in duty.offered if session.role == first.tap.role]
    if fitting and not first.tap.session:
        return min(fitting, key=lambda session: abs(second - session.due_s))
    return find_session(day, duty, first.tap.session, first.at)


def _is_known(day: AttendanceDay, run: list[Placed]) -> bool:
    """Machines keep their log, and a later copy of it has the same taps on other lines. A voided
    record stays void."""
    known = [
        record.event.at
        for record in day.records
        if isinstance(record.event, ManualAttendanceRecorded) and record.event.source in _MACHINES
    ]
    return any(abs(at - tap.at) < _DOUBLE for at in known for tap in run)


def _expect_from(draft: Draft, days: list[Placed], assess_from: date) -> None:
    """Enrols who is in the log from the date on, and ends the days up to its last."""
    for employee in dict.fromkeys(day.employee for day in days):
        with draft.row(Line(0, {"assess_from": assess_from, "employee": employee}, {})):
            _enrol(draft, employee, assess_from)
    today = local_date(draft.now, _REGENCY)
    last = max((day.on for day in days), default=assess_from)
    for on in _dates(assess_from, last):
        if on < today and not draft.references.ended(on):
            with draft.row(Line(0, {"ended": on}, {})):
                draft.do(calendar.end_day(EndDay(on=on), today))
                draft.note(Line(0, {}, {}), "note_day_ended")


def _enrol(draft: Draft, employee: str, assess_from: date) -> None:
    person = draft.references.employee(employee)
    if person is None:
        return
    from_on = max(assess_from, person.service[0][0])
    if person.enrolled_from is None or person.enrolled_from > from_on:
        draft.do(employees.enrol(employee, Enrol(from_on=from_on, phase="attlog")))
        draft.note(Line(0, {}, {}), "note_enrolled", from_on=from_on.isoformat())


def _dates(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=day) for day in range((last - first).days + 1))
