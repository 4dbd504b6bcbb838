"""The phone's first screen: today's sessions, what is done, where, and what this server can do."""

import asyncio
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

import msgspec
from litestar import get

from api import clock
from api.guard import require_own
from api.identity import may
from api.services import ApiRequest, references_of, services_of
from domain.attendance import (
    AttendanceDay,
    CheckedIn,
    ManualAttendanceRecorded,
    SpecialAttendanceRecorded,
    evolve,
)
from domain.cuti import CutiKind
from domain.duty import DayKind, Duty
from domain.office import Area
from domain.recorded import fold
from domain.references import References
from domain.sessions import ZONES, attendance_date
from domain.streams import day_stream
from domain.work_pattern import Session

_EMPTY: Final = AttendanceDay()

CAPABILITIES: Final = (
    "photos_before_check_in",
    "offline_batch",
    "special_attendance",
    "confirmations_by_events",
)
"""A phone uses what it finds here, and nothing that it does not."""


class SessionToday(msgspec.Struct, frozen=True, kw_only=True):
    """`due` is whether the session is expected, or may only be recorded (a holiday). `mark`: by
    phone, manual, special, pending, excused, or null while it is open."""

    name: str
    role: str
    due: bool
    due_at: datetime
    opens_at: datetime
    closes_at: datetime
    done_at: datetime | None
    mark: str | None


class AreaToday(msgspec.Struct, frozen=True, kw_only=True):
    latitude: float
    longitude: float
    radius_m: int
    geojson: dict[str, Any] | None


class OfficeToday(msgspec.Struct, frozen=True, kw_only=True):
    office: str
    name: str
    zone: str
    area: AreaToday | None


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """`server_time` less the phone's own time is the `clock_offset_s` of its check-ins."""

    server_time: datetime
    on: date
    day: DayKind
    holiday: str
    cuti: CutiKind | None
    enrolled: bool
    sessions: tuple[SessionToday, ...]
    office: OfficeToday
    device_bound: bool
    accuracy_limit_m: int
    offline_hours: int
    minimum_app: int
    capabilities: tuple[str, ...]


@get(
    "/v1/me/today",
    allow=may(employee="own"),
    tags=["Presensi"],
    summary="Hari ini: sesi, jatuh tempo, dan yang sudah dilakukan",
)
async def today(request: ApiRequest) -> Today:
    employee = require_own(request.user)
    services, references = services_of(request), references_of(request)
    now = clock.now(request)
    on = attendance_date(partial(references.duty_on, employee), now)
    duty = references.duty_on(employee, on)
    history = await asyncio.to_thread(services.store.load, day_stream(employee, on))
    person = references.employee(employee)
    return Today(
        server_time=now,
        on=on,
        day=duty.day,
        holiday=duty.holiday,
        cuti=duty.cuti.kind if duty.cuti else None,
        enrolled=duty.enrolled,
        sessions=_sessions(duty, fold(history, evolve, _EMPTY)),
        office=_office(references, duty),
        device_bound=person is not None and request.user.identity.device in person.devices,
        accuracy_limit_m=services.limits.accuracy_m,
        offline_hours=services.settings.offline_hours,
        minimum_app=services.settings.minimum_app,
        capabilities=CAPABILITIES,
    )


ROUTES: Final = (today,)


def _sessions(duty: Duty, day: AttendanceDay) -> tuple[SessionToday, ...]:
    return tuple(_session(duty, session, day) for session in duty.offered)


def _session(duty: Duty, session: Session, day: AttendanceDay) -> SessionToday:
    def at(second: int) -> datetime:
        midnight = datetime.combine(duty.on, time(), ZONES[duty.zone])
        return midnight + timedelta(seconds=second)

    done_at, mark = _done(session, day)
    return SessionToday(
        name=session.name,
        role=session.role,
        due=session in duty.sessions and duty.cuti is None,
        due_at=at(session.due_s),
        opens_at=at(session.opens_s),
        closes_at=at(session.closes_s),
        done_at=done_at,
        mark=mark,
    )


def _done(session: Session, day: AttendanceDay) -> tuple[datetime | None, str | None]:
    """The first record of an arrival, the last of a leaving; by what it is marked."""
    marked: list[tuple[datetime, str]] = []
    for record in day.counted():
        match record.event:
            case CheckedIn() as event if event.session == session.name:
                marked.append((event.at, "phone"))
            case ManualAttendanceRecorded() as event if event.session == session.name:
                marked.append((event.at, "manual"))
            case SpecialAttendanceRecorded() as event if session.name in event.sessions:
                status = day.special.get(event.special)
                if status in {"pending", "approved"}:
                    marked.append((event.at, "special" if status == "approved" else "pending"))
            case _:
                pass
    if not marked:
        return None, "excused" if session.name in day.excused else None
    return max(marked) if session.role == "leaving" else min(marked)


def _office(references: References, duty: Duty) -> OfficeToday:
    known = references.office(duty.office)
    return OfficeToday(
        office=duty.office,
        name=known.name if known else "",
        zone=duty.zone,
        area=_area(references.area_on(duty.office, duty.on)),
    )


def _area(area: Area | None) -> AreaToday | None:
    return msgspec.convert(area, AreaToday, from_attributes=True) if area else None
