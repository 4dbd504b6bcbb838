"""Which attendance date and which session an instant belongs to."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta, timezone

from domain.duty import Duty
from domain.office import Zone
from domain.work_pattern import Session
from domain.work_pattern_rules import DAY_S

ZONES: dict[Zone, timezone] = {
    "Asia/Jakarta": timezone(timedelta(hours=7)),
    "Asia/Makassar": timezone(timedelta(hours=8)),
    "Asia/Jayapura": timezone(timedelta(hours=9)),
}
"""WIB, WITA and WIT: fixed offsets, Indonesia has no summer time."""

_DAY = timedelta(days=1)

DutyOn = Callable[[date], Duty]


def local_date(at: datetime, zone: Zone) -> date:
    return at.astimezone(ZONES[zone]).date()


def seconds_into(on: date, at: datetime, zone: Zone) -> int:
    """Whole seconds from the local midnight of the date; negative before it."""
    there = at.astimezone(ZONES[zone])
    days = there.toordinal() - on.toordinal()
    return days * DAY_S + there.hour * 3600 + there.minute * 60 + there.second


def attendance_date(duty_on: DutyOn, at: datetime) -> date:
    """The date that has a session's window at this instant, else the office's local date.

    A shift that crosses midnight belongs to the date on which it starts, so the windows of the
    neighbouring dates are looked at too. Where windows of two dates overlap, the session that is
    due nearest to the instant decides, and of two equally near the earlier.
    """
    in_the_west = local_date(at, "Asia/Jakarta")
    zone = duty_on(in_the_west).zone
    today = in_the_west if zone == "Asia/Jakarta" else local_date(at, zone)
    of_today = seconds_into(today, at, zone)
    nearest: tuple[int, date] | None = None
    for on, within in (
        (today - _DAY, of_today + DAY_S),
        (today, of_today),
        (today + _DAY, of_today - DAY_S),
    ):
        duty = duty_on(on)
        second = within if duty.zone == zone else seconds_into(on, at, duty.zone)
        for session in duty.offered:
            if not session.opens_s <= second <= session.closes_s:
                continue
            distance = abs(second - session.due_s)
            if nearest is None or distance < nearest[0]:
                nearest = (distance, on)
    return nearest[1] if nearest else today


def session_at(
    sessions: Collection[Session], second: int, taken: Collection[str]
) -> Session | None:
    """The session that a record at this second of the date is meant for; None only without any.

    Of the sessions whose window it lies in, one not yet recorded before one that is, then the one
    due nearest. Outside every window, the one whose window is nearest: the record is kept and the
    regulation says what it is worth.
    """
    if not sessions:
        return None
    open_now = [s for s in sessions if s.opens_s <= second <= s.closes_s]
    if open_now:
        return min(open_now, key=lambda s: (s.name in taken, abs(second - s.due_s)))
    return min(sessions, key=lambda s: (_outside_s(s, second), abs(second - s.due_s)))


def _outside_s(session: Session, second: int) -> int:
    return max(session.opens_s - second, second - session.closes_s, 0)
