"""The projection of special attendance and of check-ins that somebody may want to look at."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from domain.attendance import (
    AttendanceVoided,
    CheckedIn,
    CheckInAttemptRefused,
    SpecialAttendanceApproved,
    SpecialAttendanceLapsed,
    SpecialAttendanceRecorded,
    SpecialAttendanceRefused,
)
from domain.event import Event
from domain.recorded import Recorded
from domain.streams import parse_stream
from domain.tags import EVENT_TYPES, TAGS
from projections.log import Log, StreamRange
from projections.view import Change, Frames, Row

_STATUS: dict[type[Event], str] = {
    SpecialAttendanceApproved: "approved",
    SpecialAttendanceRefused: "refused",
    SpecialAttendanceLapsed: "lapsed",
}
_SPECIAL: tuple[type[Event], ...] = (SpecialAttendanceRecorded, AttendanceVoided, *_STATUS)
_UNFLAGGED: tuple[type[Event], ...] = (*_SPECIAL, CheckInAttemptRefused)
_WANTED: tuple[type[Event], ...] = (*_UNFLAGGED, CheckedIn)


class Inbox:
    """Rows are of whole day streams, which are read again when anything of them is new."""

    name = "inbox"
    besides = tuple(tag for tag, kind in EVENT_TYPES.items() if not issubclass(kind, _WANTED))
    alone: tuple[type[Event], ...] = ()
    split = False

    def __init__(self, log: Log, frames: Frames) -> None:
        self._log = log
        self._frames = frames

    def load(self, position: int) -> None:
        """Nothing is held in memory."""

    def changes(self, events: Iterable[Recorded], upto: int) -> Iterator[list[Change]]:
        batch = list(events)
        streams = sorted({r.stream for r in batch if isinstance(r.event, _SPECIAL)})
        history = self._log.ranges((StreamRange(s, s) for s in streams), upto)
        yield self._replaced(streams, history, batch)

    def whole(self, employees: Sequence[str], upto: int) -> Iterator[list[Change]]:
        """The check-ins without flags, which are nearly all events, are left in the log."""
        del employees
        wanted = [tag for tag, kind in EVENT_TYPES.items() if issubclass(kind, _UNFLAGGED)]
        marked = list(self._log.marked(wanted, TAGS[CheckedIn], b'"flags"', upto))
        specials = [recorded for recorded in marked if isinstance(recorded.event, _SPECIAL)]
        yield self._replaced([], specials, marked)

    def _replaced(
        self, streams: list[str], history: Iterable[Recorded], batch: list[Recorded]
    ) -> list[Change]:
        specials = [
            row
            for _, day in groupby(history, key=attrgetter("stream"))
            for row in special_rows(list(day))
        ]
        attempts = [row for recorded in batch for row in attempt_rows(recorded)]
        by_event = ((row[0],) for row in attempts)
        return [
            self._frames.replace(
                "special_attendance", ["employee", "on"], map(_day, streams), specials
            ),
            self._frames.replace("suspicious_attempt", ["event"], by_event, attempts),
        ]


def _day(stream: str) -> tuple[str, date]:
    name = parse_stream(stream)
    return name.key, date.fromisoformat(name.part)


def special_rows(day: list[Recorded]) -> list[Row]:
    """The special attendance of one day stream, with what became of it; the last one that has an
    identifier keeps it."""
    decided = {getattr(r.event, "special", ""): r for r in day if type(r.event) in _STATUS}
    voided = {r.event.record: r for r in day if isinstance(r.event, AttendanceVoided)}
    rows: dict[str, Row] = {}
    for recorded in day:
        event = recorded.event
        if not isinstance(event, SpecialAttendanceRecorded):
            continue
        last = voided.get(recorded.version) or decided.get(event.special)
        rows[event.special] = (
            *_day(recorded.stream),
            event.special,
            event.kind,
            list(event.sessions),
            event.at,
            event.offline,
            event.selfie,
            event.attachment,
            _STATUS.get(type(last.event), "voided") if last else "pending",
            recorded.version,
            recorded.position,
            recorded.recorded_at,
            last.actor if last else None,
            last.recorded_at if last else None,
            last.position if last else None,
        )
    return list(rows.values())


def attempt_rows(recorded: Recorded) -> Iterator[Row]:
    """A refused attempt by the refusal's code; an accepted one, `flagged`, by its flags."""
    match recorded.event:
        case CheckInAttemptRefused() as event:
            what: Row = (event.reason, [], event.distance_m, event.selfie)
        case CheckedIn() as event if event.flags:
            what = ("flagged", list(event.flags), event.distance_m, event.selfie)
        case _:
            return
    day = _day(recorded.stream)
    yield (recorded.position, *day, event.at, event.session, *what, recorded.recorded_at)
