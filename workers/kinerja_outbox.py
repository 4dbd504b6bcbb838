"""What is to be delivered to the performance website, and what became of it, in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal

import msgspec
import psycopg
from psycopg.rows import class_row

from domain.kinerja import (
    KinerjaRecorded,
    KinerjaReturned,
    KinerjaRevised,
    KinerjaVerified,
    KinerjaWithdrawn,
)

State = Literal["waiting", "delivered", "dead", "dismissed"]

TAGS: Final = tuple(
    kind.__name__
    for kind in (
        KinerjaRecorded,
        KinerjaRevised,
        KinerjaWithdrawn,
        KinerjaVerified,
        KinerjaReturned,
    )
)
"""Of events about an entry; later forms of one have a number after a point."""

_AT_ONCE = 50_000
_LOCK = 0x6B696E65  # any number that nothing else in this database locks

_FED = "SELECT position FROM delivery.endpoint WHERE endpoint = 'kinerja' FOR UPDATE"
_HEAD = "SELECT COALESCE(max(notification_id), 0) FROM log.stored_events"
_FEED = """
INSERT INTO delivery.kinerja (position, employee, stream, version, tag, entry, next_at)
SELECT notification_id, split_part(originator_id, '/', 1), originator_id, originator_version, topic,
    convert_from(state, 'UTF8')::json -> 'data' ->> 'entry', %(now)s
FROM log.stored_events
WHERE notification_id > %(after)s AND notification_id <= %(upto)s
    AND split_part(topic, '.', 1) = ANY(%(tags)s)
ON CONFLICT DO NOTHING
"""
_MOVE = "UPDATE delivery.endpoint SET position = %s WHERE endpoint = 'kinerja'"
_HEADS = """
SELECT employee FROM (
    SELECT DISTINCT ON (employee) employee, state, next_at FROM delivery.kinerja
    WHERE state IN ('waiting', 'dead') ORDER BY employee, position
) AS heads
WHERE state = 'waiting' AND next_at <= %(now)s AND NOT EXISTS (
    SELECT FROM delivery.endpoint WHERE endpoint = 'kinerja' AND paused_until > %(now)s
)
ORDER BY next_at LIMIT %(limit)s
"""
_NEXT = """
SELECT * FROM delivery.kinerja WHERE employee = %s AND state IN ('waiting', 'dead')
ORDER BY position LIMIT 1
"""
_PAGE = """
SELECT * FROM delivery.kinerja
WHERE position > %(after)s
    AND (%(state)s::text IS NULL OR state = %(state)s)
    AND (%(employee)s::text IS NULL OR employee = %(employee)s)
ORDER BY position LIMIT %(limit)s
"""
_COUNTS = "SELECT state, count(*)::int FROM delivery.kinerja GROUP BY state"
_SETTLE = """
UPDATE delivery.kinerja
SET state = %(state)s, attempts = %(attempts)s, next_at = %(next_at)s, status = %(status)s,
    error = %(error)s, delivered_at = %(delivered_at)s
WHERE position = %(position)s AND state = 'waiting'
"""
_RETRY = """
UPDATE delivery.kinerja
SET state = 'waiting', attempts = 0, next_at = %(now)s, decided_by = %(by)s, decided_at = %(now)s
WHERE state = 'dead' AND (%(everything)s OR position = ANY(%(positions)s))
"""
_DISMISS = """
UPDATE delivery.kinerja
SET state = 'dismissed', decided_by = %(by)s, decided_at = %(now)s, note = %(note)s
WHERE state = 'dead' AND position = ANY(%(positions)s)
"""
_PAUSE = """
UPDATE delivery.endpoint SET paused_until = GREATEST(paused_until, %s) WHERE endpoint = 'kinerja'
"""
_PAUSED = "SELECT paused_until FROM delivery.endpoint WHERE endpoint = 'kinerja'"


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """`position` is the event's in the log. `attempts` since it was made or tried again; `status`
    is what the website answered last, null if it did not; `next_at` counts while it waits."""

    position: int
    employee: str
    stream: str
    version: int
    tag: str
    entry: str
    state: State
    attempts: int
    next_at: datetime
    status: int | None
    error: str | None
    delivered_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    note: str | None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    waiting: int = 0
    delivered: int = 0
    dead: int = 0
    dismissed: int = 0


class Outbox:
    """`connection` is in autocommit."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def feed(self, now: datetime) -> int:
        """Reads the log to its end; how many rows were new. Rows and position move together."""
        fed = 0
        while (more := self._feed(now)) is not None:
            fed += more
        return fed

    def _feed(self, now: datetime) -> int | None:
        with self._connection.transaction():
            after = self._one(_FED)
            upto = min(self._one(_HEAD), after + _AT_ONCE)
            if upto <= after:
                return None
            wanted = {"after": after, "upto": upto, "tags": list(TAGS), "now": now}
            fed = self._connection.execute(_FEED, wanted).rowcount
            self._connection.execute(_MOVE, (upto,))
            return fed

    def alone(self) -> bool:
        """Takes the delivery for this session; two at a time could not keep the order."""
        return bool(self._one("SELECT pg_try_advisory_lock(%s)", (_LOCK,)))

    def due(self, now: datetime, limit: int = 1) -> list[str]:
        """Employees whose first open entry waits for nothing any more; none during a pause."""
        wanted = {"now": now, "limit": limit}
        return [row[0] for row in self._connection.execute(_HEADS, wanted)]

    def next_of(self, employee: str) -> Delivery | None:
        """The first open one, dead or waiting."""
        return next(iter(self._rows(_NEXT, (employee,))), None)

    def settle(
        self,
        delivery: Delivery,
        state: State,
        *,
        attempts: int,
        next_at: datetime,
        status: int | None,
        error: str | None,
    ) -> None:
        self._connection.execute(
            _SETTLE,
            {
                "position": delivery.position,
                "state": state,
                "attempts": attempts,
                "next_at": next_at,
                "status": status,
                "error": error,
                "delivered_at": next_at if state == "delivered" else None,
            },
        )

    def pause(self, until: datetime) -> None:
        self._connection.execute(_PAUSE, (until,))

    def paused_until(self) -> datetime | None:
        found: datetime | None = self._one(_PAUSED)
        return found

    def page(
        self,
        state: State | None = None,
        employee: str | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[Delivery]:
        """In the order of the log."""
        wanted = {"state": state, "employee": employee, "after": after, "limit": limit}
        return self._rows(_PAGE, wanted)

    def counts(self) -> Counts:
        return Counts(**dict(self._connection.execute(_COUNTS).fetchall()))

    def retry(self, positions: Sequence[int] | None, by: str, now: datetime) -> int:
        """Dead ones, all of them for None, have all their attempts before them again."""
        wanted = {"everything": positions is None, "positions": list(positions or ())}
        return self._connection.execute(_RETRY, wanted | {"by": by, "now": now}).rowcount

    def dismiss(self, positions: Sequence[int], note: str, by: str, now: datetime) -> int:
        """Dead ones that never arrive: those behind them go on."""
        wanted = {"positions": list(positions), "note": note, "by": by, "now": now}
        return self._connection.execute(_DISMISS, wanted).rowcount

    def _one(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        row = self._connection.execute(query, parameters).fetchone()
        return row[0] if row else None

    def _rows(self, query: str, parameters: Any) -> list[Delivery]:
        with self._connection.cursor(row_factory=class_row(Delivery)) as cursor:
            return cursor.execute(query, parameters).fetchall()
