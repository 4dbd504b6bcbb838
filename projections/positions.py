"""How far the views have read the log: asked by whoever waits for them, and by /health."""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row, scalar_row

from projections.view import CHANNEL

_POSITIONS = """
SELECT p.projection, p.position, h.head, p.moved_at,
    COALESCE(extract(epoch FROM now() - waiting.recorded_at), 0)::float AS lag_s,
    p.failed_position, p.failed_event, p.error, p.failed_at
FROM views.position AS p
CROSS JOIN (SELECT COALESCE(max(notification_id), 0) AS head FROM log.stored_events) AS h
LEFT JOIN LATERAL (
    SELECT substring(encode(e.state, 'escape') FROM '"recorded_at":"([-0-9T:.Z+]+)"')::timestamptz
        AS recorded_at
    FROM log.stored_events AS e
    WHERE e.notification_id > p.position
    ORDER BY e.notification_id LIMIT 1
) AS waiting ON true
WHERE p.projection NOT LIKE 'next:%%'
ORDER BY p.projection
"""
_REACHED = """
SELECT min(COALESCE(position, 0))
FROM unnest(%s::text[]) AS wanted (projection) LEFT JOIN views.position USING (projection)
"""
_FAILED = """
UPDATE views.position
SET failed_position = %s, failed_event = %s, error = %s, failed_at = now()
WHERE projection = %s
"""
_BEGIN = "INSERT INTO views.position (projection) VALUES (%s) ON CONFLICT DO NOTHING"
_WHERE = "SELECT position, generation FROM views.position WHERE projection = %s"
_LOOK_AGAIN_S = 0.5


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """`lag_s` is the age of the oldest event that waits, 0 if none does. `failed_*` name the event
    that stopped the projection, until a later release gets past it."""

    projection: str
    position: int
    head: int
    moved_at: datetime
    lag_s: float
    failed_position: int | None
    failed_event: str | None
    error: str | None
    failed_at: datetime | None


def positions(connection: psycopg.Connection[Any]) -> list[Position]:
    with connection.cursor(row_factory=class_row(Position)) as cursor:
        return cursor.execute(_POSITIONS).fetchall()


def reached(connection: psycopg.Connection[Any], projections: Sequence[str]) -> int:
    """The position that all of them have reached, those too that have not begun."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        position: int | None = cursor.execute(_REACHED, (list(projections),)).fetchone()
    return position or 0


def wait_for(
    connection: psycopg.Connection[Any],
    position: int,
    projections: Sequence[str] = ("attendance",),
    timeout_s: float = 5.0,
) -> bool:
    """Have they reached the position, within the time? `connection` is in autocommit."""
    until = monotonic() + timeout_s
    connection.execute(f"LISTEN {CHANNEL}")
    try:
        while reached(connection, projections) < position:
            left_s = until - monotonic()
            if left_s <= 0:
                return False
            for _ in connection.notifies(timeout=min(left_s, _LOOK_AGAIN_S), stop_after=1):
                pass
        return True
    finally:
        connection.execute(f"UNLISTEN {CHANNEL}")


def begin(connection: psycopg.Connection[Any], projection: str) -> tuple[int, int]:
    """Where the projection goes on from (0 if it never ran), and the generation of its tables."""
    connection.execute(_BEGIN, (projection,))
    row = connection.execute(_WHERE, (projection,)).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def failed(
    connection: psycopg.Connection[Any], projection: str, position: int, event: str, error: str
) -> None:
    connection.execute(_FAILED, (position, event, error, projection))
