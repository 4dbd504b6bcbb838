"""An office, a working day and a phone that several tests share."""

from datetime import date, datetime

from msgspec.structs import replace

from domain.attendance import CheckedIn
from domain.check_in import CheckIn, Known
from domain.duty import Duty
from domain.office import Area
from domain.personal import Personal
from domain.phone_clock import Limits
from domain.sessions import ZONES
from domain.work_pattern import Session

ON = date(2022, 10, 3)
HOUR = 3600
PAGI = Session(name="pagi", role="arrival", opens_s=6 * HOUR, due_s=27_000, closes_s=12 * HOUR)
SIANG = Session(name="siang", role="presence", opens_s=41_400, due_s=12 * HOUR, closes_s=13 * HOUR)
SORE = Session(name="sore", role="leaving", opens_s=14 * HOUR, due_s=16 * HOUR, closes_s=18 * HOUR)
SESSIONS = (PAGI, SIANG, SORE)
DUTY = Duty(
    on=ON,
    employed=True,
    enrolled=True,
    employment="pns",
    opd="dinas-a",
    office="kantor-a",
    pattern="lima-hari",
    day="work",
    sessions=SESSIONS,
    offered=SESSIONS,
)
LATITUDE, LONGITUDE = -5.358, 104.974
AREA = Area(latitude=LATITUDE, longitude=LONGITUDE)
PHONE, OTHER_PHONE, SELFIE = "1" * 64, "2" * 64, "5" * 64
KNOWN = Known(duty=DUTY, area=AREA, devices=(PHONE,), selfie_used=False)
ASKED = CheckIn(
    latitude=LATITUDE, longitude=LONGITUDE, accuracy_m=12.2, device=PHONE, selfie=SELFIE
)
LIMITS = Limits()
METRE = 1 / 110_584
"""Degrees of latitude at the office."""


def wib(hour: int, minute: int = 0, second: int = 0, on: date = ON) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, second, tzinfo=ZONES["Asia/Jakarta"])


def record(at: datetime, session: str = "pagi", **fields: object) -> CheckedIn:
    plain = CheckedIn(
        on=ON,
        session=session,
        at=at,
        office="kantor-a",
        distance_m=0,
        accuracy_m=13,
        selfie=SELFIE,
        personal=Personal(latitude=LATITUDE, longitude=LONGITUDE, device=PHONE),
    )
    return replace(plain, **fields)


def duty(**fields) -> Known:
    return replace(KNOWN, duty=replace(DUTY, **fields))
