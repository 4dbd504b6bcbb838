"""The events of attendance days as a frame: one row for each thing that the fold weighs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

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

_DAY = "/day/"
_DECISIONS = {
    SpecialAttendanceApproved: "approved",
    SpecialAttendanceRefused: "refused",
    SpecialAttendanceLapsed: "lapsed",
}


PHONE = pl.Schema({n: RECORDS[n] for n in ("stream", "version", "position", "session", "at")})
"""What check-ins differ in."""

CHECKED_IN = TAGS[CheckedIn]


class Records(Protocol):
    """The RECORDS of days that are numbered."""

    def days(self) -> Mapping[str, Mapping[date, int]]:
        """The numbers by employee and date; a day may have one and no record."""

    def frame(self) -> pl.DataFrame: ...


class Seen(msgspec.Struct, gc=False):
    """What the fold reads of a check-in; `at` is RFC 3339."""

    session: str
    at: str


class _Stored(msgspec.Struct, gc=False):
    data: Seen


_seen = msgspec.json.Decoder(_Stored).decode


def seen_in(state: bytes) -> Seen:
    """Of a check-in."""
    return _seen(state).data


class DayRecords:
    """Takes stored events of day streams in any order; numbers the streams as they come."""

    def __init__(self) -> None:
        self._streams: dict[str, int] = {}
        self._rows: list[tuple[Any, ...]] = []
        self._phone: tuple[list[Any], ...] = ([], [], [], [], [])

    def extend(self, history: Iterable[Recorded]) -> None:
        for recorded in history:
            event = recorded.event
            if isinstance(event, CheckedIn):
                seen = (event.session, event.at.isoformat())
                self._check_in(recorded.stream, recorded.version, recorded.position, *seen)
            elif not isinstance(event, CheckInAttemptRefused):
                number = self._streams.setdefault(recorded.stream, len(self._streams))
                self._rows += [
                    (number, recorded.version, recorded.position, *row) for row in weighed(event)
                ]

    def extend_stored(self, rows: Iterable[StoredRow]) -> None:
        """Of check-ins, which are nearly all events, only what the fold reads is decoded."""
        for row in rows:
            if row[2] != CHECKED_IN:
                self.extend((decoded(row),))
                continue
            try:
                seen = seen_in(row[3])
            except msgspec.MsgspecError:
                decoded(row)  # which names the event
                raise
            self._check_in(row[0], row[1], row[4], seen.session, seen.at)

    def _check_in(self, stream: str, version: int, position: int, session: str, at: str) -> None:
        streams, (numbers, versions, positions, sessions, instants) = self._streams, self._phone
        numbers.append(streams.setdefault(stream, len(streams)))
        versions.append(version)
        positions.append(position)
        sessions.append(session)
        instants.append(at)

    def days(self) -> dict[str, dict[date, int]]:
        numbers: dict[str, dict[date, int]] = {}
        for stream, number in self._streams.items():
            employee, _, on = stream.rpartition(_DAY)
            numbers.setdefault(employee, {})[date.fromisoformat(on)] = number
        return numbers

    def frame(self) -> pl.DataFrame:
        others = pl.DataFrame(self._rows, schema=RECORDS, orient="row")
        columns = dict(zip(PHONE, self._phone, strict=True))
        phone = pl.DataFrame(columns | {"at": instants(columns["at"])}, schema=PHONE)
        return pl.concat([of_phone(phone).select(RECORDS.names()), others])


def instants(texts: Sequence[str]) -> pl.Series:
    """RFC 3339 -> seconds of the epoch."""
    times = pl.Series(texts, dtype=pl.String).str.to_datetime("%+", time_unit="us", time_zone="UTC")
    return times.dt.epoch("s")


def of_phone(phone: pl.DataFrame) -> pl.DataFrame:
    """With the columns of RECORDS that check-ins do not differ in."""
    missing = {n: pl.lit(None, RECORDS[n]) for n in ("special", "kind", "number")}
    return phone.with_columns(what=pl.lit("phone"), **missing)


def weighed(event: object) -> list[tuple[Any, ...]]:  # noqa: PLR0911 - one case an event
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
