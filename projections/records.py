"""The events of attendance days as a frame: one row for each thing that the fold weighs."""

from collections.abc import Iterable
from typing import Any

import msgspec
import polars as pl

from domain.attendance import (
    AttendanceVoided,
    CheckedIn,
    CheckInAttemptRefused,
    ManualAttendanceRecorded,
    OfficeLeft,
    SessionExcused,
    SessionExcuseWithdrawn,
    SpecialAttendanceApproved,
    SpecialAttendanceLapsed,
    SpecialAttendanceRecorded,
    SpecialAttendanceRefused,
)
from domain.recorded import Recorded
from domain.tags import TAGS
from projections.log import StoredRow, decoded

RECORDS = pl.Schema(
    {
        "stream": pl.UInt32,
        "version": pl.Int32,
        "position": pl.Int64,
        "what": pl.String,
        "session": pl.String,
        "at": pl.Int64,
        "special": pl.String,
        "kind": pl.String,
        "number": pl.Int32,
    }
)
"""`stream` is the number of the day. `what`: phone, manual, special (a row for each session named),
approved, refused, lapsed, left, left_permitted, excused, unexcused or voided. `at` is in seconds of
the epoch. `number`: seconds away of what was left, or the version that a voiding names."""

_DECISIONS = {
    SpecialAttendanceApproved: "approved",
    SpecialAttendanceRefused: "refused",
    SpecialAttendanceLapsed: "lapsed",
}


_CHECKED_IN = TAGS[CheckedIn]


class _Seen(msgspec.Struct):
    """What the fold reads of a check-in; `at` is RFC 3339."""

    session: str
    at: str


class _Stored(msgspec.Struct):
    data: _Seen


_seen = msgspec.json.Decoder(_Stored).decode


class DayRecords:
    """Takes stored events of day streams in any order; numbers the streams as they come."""

    def __init__(self) -> None:
        self.streams: dict[str, int] = {}
        self._rows: list[tuple[Any, ...]] = []
        self._phone: tuple[list[Any], ...] = ([], [], [], [], [])

    def extend(self, history: Iterable[Recorded]) -> None:
        for recorded in history:
            event = recorded.event
            if isinstance(event, CheckedIn):
                seen = (event.session, event.at.isoformat())
                self._check_in(recorded.stream, recorded.version, recorded.position, *seen)
            elif not isinstance(event, CheckInAttemptRefused):
                number = self.streams.setdefault(recorded.stream, len(self.streams))
                self._rows += [
                    (number, recorded.version, recorded.position, *row) for row in _rows(event)
                ]

    def extend_stored(self, rows: Iterable[StoredRow]) -> None:
        """Of check-ins, which are nearly all events, only what the fold reads is decoded."""
        number_of, streams = self.streams.setdefault, self.streams
        number, version, position, session, at = (column.append for column in self._phone)
        for row in rows:
            if row[2] != _CHECKED_IN:
                self.extend((decoded(row),))
                continue
            try:
                seen = _seen(row[3]).data
            except msgspec.MsgspecError:
                decoded(row)  # which names the event
                raise
            number(number_of(row[0], len(streams)))
            version(row[1])
            position(row[4])
            session(seen.session)
            at(seen.at)

    def _check_in(self, stream: str, version: int, position: int, session: str, at: str) -> None:
        streams, (numbers, versions, positions, sessions, instants) = self.streams, self._phone
        numbers.append(streams.setdefault(stream, len(streams)))
        versions.append(version)
        positions.append(position)
        sessions.append(session)
        instants.append(at)

    def frame(self) -> pl.DataFrame:
        others = pl.DataFrame(self._rows, schema=RECORDS, orient="row")
        return pl.concat([self._phone_frame(), others])

    def _phone_frame(self) -> pl.DataFrame:
        names = ("stream", "version", "position", "session", "at")
        columns = dict(zip(names, self._phone, strict=True))
        texts = pl.Series(columns.pop("at"), dtype=pl.String)
        frame = pl.DataFrame(columns, schema={n: RECORDS[n] for n in columns})
        instants = texts.str.to_datetime("%+", time_unit="us", time_zone="UTC").dt.epoch("s")
        missing = {n: pl.lit(None, RECORDS[n]) for n in ("special", "kind", "number")}
        whole = frame.with_columns(what=pl.lit("phone"), at=instants, **missing)
        return whole.select(RECORDS.names())


def _rows(event: object) -> list[tuple[Any, ...]]:  # noqa: PLR0911 - one case an event
    """What, session, at, special, kind, number."""
    match event:
        case ManualAttendanceRecorded():
            return [("manual", event.session, int(event.at.timestamp()), None, None, None)]
        case SpecialAttendanceRecorded():
            at = int(event.at.timestamp())
            return [("special", s, at, event.special, event.kind, None) for s in event.sessions]
        case SpecialAttendanceApproved() | SpecialAttendanceRefused() | SpecialAttendanceLapsed():
            return [(_DECISIONS[type(event)], None, None, event.special, None, None)]
        case OfficeLeft():
            what = "left_permitted" if event.permitted else "left"
            return [(what, None, None, None, None, max(0, event.until_s - event.from_s))]
        case SessionExcused():
            return [("excused", event.session, None, None, event.kind, None)]
        case SessionExcuseWithdrawn():
            return [("unexcused", event.session, None, None, None, None)]
        case AttendanceVoided():
            return [("voided", None, None, None, None, event.record)]
        case _:
            return []
