"""Attendance elsewhere (absensi khusus): recorded by phone, decided by the head."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import cast

import msgspec

from application import check_ins
from application.check_ins import Moment, Phone
from application.plan import Form, Plan, on
from domain import special_attendance
from domain.attendance import AttendanceDay, SpecialAttendanceRecorded, SpecialKind, evolve
from domain.check_in import Known, Outcome
from domain.duty import Duty
from domain.event import Event
from domain.phone_clock import Captured, Limits
from domain.references import References
from domain.special_attendance import SpecialAttendance
from domain.streams import day_stream

_EMPTY_DAY = AttendanceDay()


class SpecialForm(Form):
    """`special` is the client's name for it, such as a UUID; `selfie` and `attachment` are the
    SHA-256 of photos that were posted before."""

    special: str
    kind: SpecialKind
    note: str
    sessions: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    captured_at: datetime | None = None
    clock_offset_s: float | None = None
    selfie: str = ""
    attachment: str = ""
    mock: bool = False


class SpecialAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Pending until the head decides. `position` is known once the event is stored."""

    position: int = 0
    special: str
    on: date
    at: datetime
    kind: SpecialKind
    sessions: tuple[str, ...]
    offline: bool
    status: str
    version: int


def record(
    references: References, phone: Phone, form: SpecialForm, limits: Limits, *, keep: bool
) -> Plan:
    asked = SpecialAttendance(
        special=form.special,
        kind=form.kind,
        note=form.note,
        attachment=form.attachment,
        selfie=form.selfie,
        device=phone.device,
        sessions=form.sessions,
        latitude=form.latitude,
        longitude=form.longitude,
        mock=form.mock,
    )

    def decide(day: AttendanceDay, captured: Captured, known: Known) -> Outcome:
        return special_attendance.record_special(
            day, asked, captured=captured, known=known, limits=limits
        )

    moment = Moment(form.captured_at or phone.now, form.clock_offset_s)
    return check_ins.plan(
        references, phone, moment, form.selfie, limits, decide, _answer, keep=keep
    )


def approve(employee: str, on_date: date, special: str, by: str) -> Plan:
    return _plan(
        employee,
        on_date,
        lambda day: special_attendance.approve(day, special=special, employee=employee, by=by),
    )


def refuse(employee: str, on_date: date, special: str, by: str, reason: str) -> Plan:
    return _plan(
        employee,
        on_date,
        lambda day: special_attendance.refuse(
            day, special=special, employee=employee, by=by, reason=reason
        ),
    )


def _plan(employee: str, on_date: date, decide: Callable[[AttendanceDay], Sequence[Event]]) -> Plan:
    return on(day_stream(employee, on_date), evolve, _EMPTY_DAY, decide)


def _answer(outcome: Outcome, _: Duty) -> bytes:
    event = cast("SpecialAttendanceRecorded", outcome.record)
    return msgspec.json.encode(
        SpecialAnswer(
            special=event.special,
            on=event.on,
            at=event.at,
            kind=event.kind,
            sessions=event.sessions,
            offline=event.offline,
            status="pending",
            version=outcome.version,
        )
    )
