"""Asks about check-ins that were refused, that carry a flag, or whose selfie looks like another."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

_ATTEMPTS = """
SELECT a.*, p.name, p.nip, p.opd
FROM (
    SELECT COALESCE(s.event, l.event) AS event, COALESCE(s.employee, l.employee) AS employee,
        COALESCE(s."on", l."on") AS "on", COALESCE(s.at, l.at) AS at,
        COALESCE(s.session, l.session) AS session, COALESCE(s.reason, 'flagged') AS reason,
        COALESCE(s.flags, '{}') || CASE WHEN l.event IS NULL THEN '{}' ELSE '{selfie_alike}'::text[]
            END AS flags,
        COALESCE(s.distance_m, l.distance_m) AS distance_m, COALESCE(s.selfie, l.selfie) AS selfie,
        COALESCE(s.recorded_at, l.recorded_at) AS recorded_at, l.earlier_event AS alike_event,
        l.earlier_on AS alike_on
    FROM (
        SELECT * FROM views.suspicious_attempt WHERE "on" BETWEEN %(from_on)s AND %(until_on)s
    ) AS s
    FULL JOIN (
        SELECT * FROM photos.alike WHERE "on" BETWEEN %(from_on)s AND %(until_on)s
    ) AS l ON l.event = s.event
) AS a
JOIN views.employee_directory AS p ON p.employee = a.employee
    AND p.from_on <= a."on" AND COALESCE(p.until_on, 'infinity') >= a."on"
WHERE (%(opds)s::text[] IS NULL OR p.opd = ANY(%(opds)s))
    AND (%(employee)s::text IS NULL OR a.employee = %(employee)s)
    AND a.event < %(before)s
ORDER BY a.event DESC LIMIT %(limit)s
"""
_LAST = 2**62


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """`reason` is the refusal's code, or `flagged` for an accepted check-in that has `flags`; with
    `selfie_alike` among them, its selfie looks like that of `alike_event`, of another day."""

    event: int
    employee: str
    on: date
    at: datetime
    session: str
    reason: str
    flags: list[str]
    distance_m: int | None
    selfie: str
    recorded_at: datetime
    alike_event: int | None
    alike_on: date | None
    name: str
    nip: str | None
    opd: str


def attempts_of(
    connection: psycopg.Connection[Any],
    from_on: date,
    until_on: date,
    *,
    opds: Sequence[str] | None = None,
    employee: str | None = None,
    before: int = _LAST,
    limit: int = 100,
) -> list[Attempt]:
    """Newest first; `before` is the event of the last row of the page before."""
    wanted = {
        "from_on": from_on,
        "until_on": until_on,
        "opds": None if opds is None else list(opds),
        "employee": employee,
        "before": before,
        "limit": limit,
    }
    with connection.cursor(row_factory=class_row(Attempt), binary=True) as cursor:
        return cursor.execute(_ATTEMPTS, wanted).fetchall()
