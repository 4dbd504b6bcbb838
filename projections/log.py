"""Reads the log for the views: pages in its order, references, and ranges of streams."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

import polars as pl
import psycopg
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Literal

from domain.recorded import Recorded, decode
from domain.streams import day_stream
from projections.view import Frames

CHANNEL = "log_stored_events"
"""On which the event store notifies every commit."""

PAGE = 5_000
_EVER = 2**62
_RANGES_AT_ONCE = 100
"""Rows are fetched at once, which is quickest; of employees' whole years that is little."""

_COLUMNS = "originator_id, originator_version, topic, state, notification_id"
_PAGE = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE notification_id > %s AND notification_id <= %s AND topic <> ALL(%s)
ORDER BY notification_id LIMIT %s
"""
_HEAD = "SELECT COALESCE(MAX(notification_id), 0) FROM log.stored_events"
_REFERENCES = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE notification_id > %s AND notification_id <= %s
    AND originator_id NOT LIKE '%%/day/%%' AND originator_id NOT LIKE '%%/kinerja/%%'
ORDER BY notification_id LIMIT %s
"""
"""Word for word the predicate of stored_events_reference_idx, which serves it."""
_EMPLOYEES = """
SELECT DISTINCT split_part(originator_id, '/', 1) COLLATE "C" AS employee FROM log.stored_events
WHERE notification_id <= %s
    AND originator_id NOT LIKE '%%/day/%%' AND originator_id NOT LIKE '%%/kinerja/%%'
    AND topic = 'EmployeeRegistered'
ORDER BY employee
"""
_RANGES = f"""
SELECT {_COLUMNS}
FROM unnest(%s::text[], %s::text[]) AS wanted (first, last)
CROSS JOIN LATERAL (
    SELECT {_COLUMNS} FROM log.stored_events
    WHERE originator_id >= wanted.first COLLATE "C" AND originator_id <= wanted.last COLLATE "C"
        AND notification_id <= %s
    ORDER BY originator_id, originator_version
) AS found
"""
_DAYS = SQL(f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE notification_id > {{after}} AND notification_id <= {{upto}}
    AND originator_id >= {{first}} COLLATE "C" AND originator_id <= {{last}} COLLATE "C"
    AND originator_id LIKE '%/day/%'
""")
_POSITIONS_AT_ONCE = 100_000
"""Of the events at so many positions those wanted are held at once, as they are stored."""

_MARKED = f"""
SELECT {_COLUMNS} FROM log.stored_events
WHERE notification_id <= %s
    AND (topic = ANY(%s) OR (topic = %s AND position(%s::bytea IN state) > 0))
"""
"""Not ordered: for that the planner would walk the whole index."""


StoredRow = tuple[Any, ...]
"""Stream, version, tag, state and position."""


class Unreadable(Exception):
    """An event that this release cannot decode."""

    def __init__(self, stream: str, tag: str, position: int, cause: Exception) -> None:
        self.stream = stream
        self.tag = tag
        self.position = position
        super().__init__(f"{tag} of {stream} at {position}: {type(cause).__name__}: {cause}")


class StreamRange(NamedTuple):
    """Streams by name; both ends inclusive."""

    first: str
    last: str


class Page(NamedTuple):
    """Up to `position` the log was read; `unreadable` is the event that follows it, if it stopped
    the reading."""

    events: list[Recorded]
    position: int
    unreadable: Unreadable | None = None


class Log:
    """`connection` is in autocommit, so that no snapshot is held while rows are worked on."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def head(self) -> int:
        """The last position, 0 while the log is empty."""
        row = self._cursor().execute(_HEAD).fetchone()
        return int(row[0]) if row else 0

    def page(self, after: int, head: int, limit: int, besides: Sequence[str] = ()) -> Page:
        """The next events up to `head`, without those of the tags `besides`.

        What is left out is named, not what is wanted: an event of a later release then stops the
        projection instead of being passed over.
        """
        rows = self._cursor().execute(_PAGE, (after, head, list(besides), limit)).fetchall()
        events: list[Recorded] = []
        for row in rows:
            try:
                events.append(decoded(row))
            except Unreadable as unreadable:
                return Page(events, unreadable.position - 1, unreadable)
        return Page(events, events[-1].position if len(rows) == limit else head)

    def references(self, upto: int, after: int = 0) -> Iterator[Recorded]:
        """Everything but attendance days and performance, in the order of the log."""
        while True:
            rows = self._cursor().execute(_REFERENCES, (after, upto, PAGE)).fetchall()
            yield from map(decoded, rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][4]

    def ranges(self, wanted: Iterable[StreamRange], upto: int = _EVER) -> Iterator[Recorded]:
        """Each range's streams in the order of their names and versions."""
        return map(decoded, self.stored(wanted, upto))

    def stored(self, wanted: Iterable[StreamRange], upto: int = _EVER) -> Iterator[StoredRow]:
        """The same as it is stored."""
        wanted = iter(wanted)
        while some := list(islice(wanted, _RANGES_AT_ONCE)):
            firsts, lasts = zip(*some, strict=True)
            query = (list(firsts), list(lasts), upto)
            yield from self._cursor().execute(_RANGES, query).fetchall()

    def days(self, frames: Frames, first: str, last: str, upto: int) -> Iterator[pl.DataFrame]:
        """All events of day streams of the employees from the first to the last, in the order of
        the log: by streams nearly each would be on a page of the table that is read for it alone.
        """
        ends = {"first": day_stream(first, date.min), "last": day_stream(last, date.max)}
        for after in range(0, upto, _POSITIONS_AT_ONCE):
            within = {"after": after, "upto": min(after + _POSITIONS_AT_ONCE, upto)}
            named = {name: Literal(value) for name, value in (ends | within).items()}
            yield frames.read(_DAYS.format(**named).as_string(self.connection))

    def marked(self, tags: Sequence[str], tag: str, mark: bytes, upto: int) -> Iterator[Recorded]:
        """All events of the tags, and those of the one tag that have the mark in their JSON, in
        the order of streams and versions."""
        wanted = (upto, list(tags), tag, mark)
        rows = self._cursor().execute(_MARKED, wanted).fetchall()
        yield from map(decoded, sorted(rows, key=itemgetter(0, 1)))

    def employees(self, upto: int) -> list[str]:
        """Everyone who was ever registered, in order."""
        rows = self._cursor().execute(_EMPLOYEES, (upto,)).fetchall()
        return [row[0] for row in rows]

    def _cursor(self) -> psycopg.Cursor[tuple[Any, ...]]:
        return self.connection.cursor(row_factory=tuple_row, binary=True)


def decoded(row: StoredRow) -> Recorded:
    try:
        return decode(*row)
    except Exception as cause:
        raise Unreadable(row[0], row[2], row[4], cause) from cause
