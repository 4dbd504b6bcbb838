"""What a work pattern's sessions and days must fulfil."""

from itertools import chain

from domain.identifiers import parse_word
from domain.refusals import Unreadable
from domain.work_pattern import PatternDay, Session

DAY_S = 86_400
EARLIEST_S, LATEST_S = -DAY_S // 2, 2 * DAY_S
MOST_SESSIONS = 24


class SessionRepeated(Unreadable):
    code = "session_repeated"


class SessionTimesReversed(Unreadable):
    """A session opens, is due and closes in this order."""

    code = "session_times_reversed"


class SessionTimesImplausible(Unreadable):
    """A session may open at noon of the day before and close at the end of the day after."""

    code = "session_times_implausible"


class TooManySessions(Unreadable):
    code = "too_many_sessions"


class WeekdayImpossible(Unreadable):
    """1 is Monday, 7 is Sunday."""

    code = "weekday_impossible"
    field = "days"


class WeekdayRepeated(Unreadable):
    code = "weekday_repeated"
    field = "days"


class DayWithoutSession(Unreadable):
    """A weekday that is off is left out."""

    code = "day_without_session"
    field = "days"


class NoWorkingDay(Unreadable):
    code = "no_working_day"
    field = "days"


class MinimumImplausible(Unreadable):
    code = "minimum_implausible"
    field = "days"


def check_days(days: tuple[PatternDay, ...]) -> tuple[PatternDay, ...]:
    if not days:
        raise NoWorkingDay
    weekdays = list(chain.from_iterable(day.weekdays for day in days))
    for weekday in weekdays:
        if not 1 <= weekday <= 7:
            raise WeekdayImpossible(value=weekday)
        if weekdays.count(weekday) > 1:
            raise WeekdayRepeated(value=weekday)
    for day in days:
        _check_day(day)
    return days


def check_sessions(sessions: tuple[Session, ...], field: str) -> tuple[Session, ...]:
    if len(sessions) > MOST_SESSIONS:
        raise TooManySessions(field=field, most=MOST_SESSIONS)
    names = [session.name for session in sessions]
    for session in sessions:
        parse_word(session.name, field)
        if names.count(session.name) > 1:
            raise SessionRepeated(field=field, session=session.name)
        _check_times(session, field)
    return sessions


def _check_day(day: PatternDay) -> None:
    if not day.weekdays or not day.sessions:
        raise DayWithoutSession(weekdays=day.weekdays)
    if not 0 <= day.minimum_s <= DAY_S:
        raise MinimumImplausible(value=day.minimum_s)
    check_sessions(day.sessions, "days")


def _check_times(session: Session, field: str) -> None:
    if not session.opens_s <= session.due_s <= session.closes_s:
        raise SessionTimesReversed(field=field, session=session.name)
    if session.opens_s < EARLIEST_S or session.closes_s > LATEST_S:
        raise SessionTimesImplausible(field=field, session=session.name)
