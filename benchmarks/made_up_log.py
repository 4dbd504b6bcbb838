"""The log of a made-up regency, as many employees and months as asked for, put in with COPY."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import msgspec
import psycopg

from benchmarks.check_in_town import DEVICE, LATITUDE, LONGITUDE
from domain import calendar, cuti, employee, office, opd
from domain import perbup_catalogue as shipped
from domain import perbup_stream as perbup
from domain import work_pattern as pattern
from domain.attendance import CheckedIn, SpecialAttendanceApproved, SpecialAttendanceRecorded
from domain.event import Event
from domain.perbup_loading import to_file_form
from domain.sessions import ZONES
from domain.streams import (
    calendar_stream,
    cuti_stream,
    day_stream,
    employee_stream,
    office_stream,
    opd_stream,
    pattern_stream,
    perbup_stream,
)
from domain.tags import TAGS

EXAMPLE = "contoh-pringsewu-2022"
PATTERN = "lima-hari"
OPDS = 45
ZONE = ZONES["Asia/Jakarta"]
SESSIONS = (("pagi", "arrival", 27_000), ("siang", "presence", 43_200), ("sore", "leaving", 57_600))
OF_1_000 = {"late": 80, "missing": 15, "special": 10}
"""How many of a thousand."""

_PERSONAL = b"\x01" * 150
"""As many bytes as sealed position, note and device take."""
_SELFIE = "ab" * 32
_COPY = """
COPY log.stored_events (originator_id, originator_version, topic, state) FROM STDIN (FORMAT binary)
"""
_encode = msgspec.json.Encoder().encode

Row = tuple[str, int, str, bytes]


def employees(count: int) -> list[str]:
    """Ids that begin with different letters, as random ones do."""
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return [f"{letters[n % 32]}{letters[n // 32 % 32]}{n:014d}" for n in range(count)]


def fill(database_url: str, people: int, first: date, days: int) -> int:
    """The number of events."""
    count = 0
    with psycopg.connect(database_url) as connection, connection.cursor() as cursor:
        with cursor.copy(_COPY) as copy:
            copy.set_types(("text", "int8", "text", "bytea"))
            for row in _rows(employees(people), first, days):
                copy.write_row(row)
                count += 1
        connection.execute("ANALYZE log.stored_events")
    return count


def _rows(people: list[str], first: date, days: int) -> Iterator[Row]:
    yield from _versioned(_surroundings(people, first))
    for number in range(days):
        on = first + timedelta(days=number)
        if on.isoweekday() <= 5:
            yield from _day(people, on)
        yield _row(calendar_stream(on), _calendar_version(first, on), calendar.DayEnded(on=on), on)


def _calendar_version(first: date, on: date) -> int:
    return (on - max(first, date(on.year, 1, 1))).days + 1


def _day(people: list[str], on: date) -> Iterator[Row]:
    versions = dict.fromkeys(people, 0)
    for place, (name, role, due_s) in enumerate(SESSIONS):
        for number, who in enumerate(people):
            drawn = _draw(number, on, place)
            if drawn < OF_1_000["missing"]:
                continue
            if drawn < OF_1_000["missing"] + OF_1_000["special"]:
                told = _special(who, on, name)
            else:
                late = drawn > 1_000 - OF_1_000["late"]
                told = [_check_in(on, name, _second(role, due_s, drawn, late=late))]
            for event in told:
                versions[who] += 1
                yield _row(day_stream(who, on), versions[who], event, on)


def _draw(number: int, on: date, place: int) -> int:
    """From 0 to 999, the same each time."""
    return (
        (number * 7_919 + on.toordinal() * 104_729 + place * 31_337) * 2_654_435_761 >> 7
    ) % 1_000


def _second(role: str, due_s: int, drawn: int, *, late: bool) -> int:
    if role == "presence":
        return due_s + drawn
    early = role == "leaving"
    wrong = 60 + (drawn * 37) % 5_000
    return due_s + (-wrong if early else wrong) if late else due_s + (drawn if early else -drawn)


def _check_in(on: date, session: str, second: int) -> Event:
    at = datetime.combine(on, time(), ZONE) + timedelta(seconds=second)
    return CheckedIn(
        on=on,
        session=session,
        at=at,
        office="kantor-01",
        distance_m=12,
        accuracy_m=8,
        selfie=_SELFIE,
        personal=_PERSONAL,
    )


def _special(who: str, on: date, session: str) -> list[Event]:
    at = datetime.combine(on, time(8), ZONE)
    name = f"{session}-{who[-6:]}"
    recorded = SpecialAttendanceRecorded(
        special=name,
        on=on,
        at=at,
        kind="dinas_luar",
        sessions=(session,),
        selfie=_SELFIE,
        attachment=_SELFIE,
        personal=_PERSONAL,
    )
    return [recorded, SpecialAttendanceApproved(special=name, on=on)]


def _surroundings(people: list[str], first: date) -> Iterator[tuple[str, Event]]:
    sessions = tuple(
        pattern.Session(name=name, role=role, due_s=due, opens_s=due - 5_400, closes_s=due + 7_200)  # type: ignore[arg-type] # the roles are of the type's
        for name, role, due in SESSIONS
    )
    days = (pattern.PatternDay(weekdays=(1, 2, 3, 4, 5), sessions=sessions, minimum_s=27_000),)
    defined = pattern.WorkPatternDefined(code=PATTERN, name="Lima hari", from_on=first, days=days)
    yield pattern_stream(PATTERN), defined
    area = office.Area(latitude=LATITUDE, longitude=LONGITUDE)
    for number in range(OPDS):
        code = f"opd-{number:02d}"
        yield opd_stream(code), opd.OpdEstablished(code=code, name=f"OPD uji {number}")
        opened = office.OfficeOpened(code=code, name=code, opd=code, area=area, from_on=first)
        yield office_stream(code), opened
    for number, who in enumerate(people):
        for event in _hired(number, first):
            yield employee_stream(who), event
        if number % 10 == 0:
            yield from _leave(who, first + timedelta(days=number % 300))
    text = to_file_form(shipped.load(EXAMPLE)) | {
        "effective_from": first.isoformat(),
        "who": {},
        "trial_until": None,
    }
    yield perbup_stream(EXAMPLE), perbup.PerbupDrafted(perbup=text)
    yield perbup_stream(EXAMPLE), perbup.PerbupEnacted(on=first)


def _hired(number: int, first: date) -> Iterable[Event]:
    code = f"opd-{number % OPDS:02d}"
    yield employee.EmployeeRegistered(
        name=f"Pegawai Uji {number:05d}",
        employment="pns",
        opd=code,
        office=code,
        pattern=PATTERN,
        from_on=first,
        nip=f"1990010120200110{number % 10_000:04d}"[:18],
    )
    yield employee.EmployeeEnrolled(from_on=first)
    yield employee.DeviceBound(device=DEVICE)
    yield employee.TppBaseSet(from_month=first.replace(day=1), rupiah=4_000_000, grade=9)


def _leave(who: str, from_on: date) -> Iterator[tuple[str, Event]]:
    until_on = from_on + timedelta(days=4)
    stream = cuti_stream(who, "c-1")
    asked = cuti.CutiRequested(cuti="c-1", kind="tahunan", from_on=from_on, until_on=until_on)
    yield stream, asked
    yield stream, cuti.CutiApproved(cuti="c-1")


def _versioned(told: Iterable[tuple[str, Event]]) -> Iterator[Row]:
    versions: dict[str, int] = {}
    for stream, event in told:
        versions[stream] = versions.get(stream, 0) + 1
        yield _row(stream, versions[stream], event, date(2021, 12, 31))


def _row(stream: str, version: int, event: Event, on: date) -> Row:
    state = {
        "recorded_at": datetime.combine(on, time(1), UTC),
        "actor": "uji",
        "command_id": UUID(int=version),
        "data": event,
    }
    return stream, version, TAGS[type(event)], _encode(state)
