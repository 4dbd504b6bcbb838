"""Which photos events cite, what was made of them, and which selfies look alike."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

import psycopg

from application.photo_likeness import ALIKE_BITS, differing_bits

ASK_AGAIN: Final = timedelta(minutes=10)
"""A photo that was put into the queue and not made meanwhile is put there again."""

_AT_ONCE: Final = 20_000
_SEEN: Final = "SELECT position FROM photos.seen FOR UPDATE"
_HEAD: Final = "SELECT COALESCE(max(notification_id), 0) FROM log.stored_events"
_MOVE: Final = "UPDATE photos.seen SET position = %s"
_FEED: Final = """
WITH found AS (
    SELECT e.notification_id AS event, cited.sha256, cited.what,
        split_part(e.originator_id, '/', 1) AS employee,
        (told.data ->> 'on')::date AS "on",
        (told.data ->> 'at')::timestamptz AS at,
        COALESCE(told.data ->> 'session', told.data -> 'sessions' ->> 0, '') AS session,
        (told.data ->> 'distance_m')::integer AS distance_m,
        told.recorded_at
    FROM log.stored_events AS e
    CROSS JOIN LATERAL (
        SELECT state -> 'data' AS data, (state ->> 'recorded_at')::timestamptz AS recorded_at
        FROM (SELECT convert_from(e.state, 'UTF8')::jsonb AS state) AS s
    ) AS told
    CROSS JOIN LATERAL (VALUES
        (told.data ->> 'selfie',
            CASE split_part(e.topic, '.', 1)
                WHEN 'CheckInAttemptRefused' THEN 'attempt' ELSE 'selfie' END),
        (told.data ->> 'attachment',
            CASE split_part(e.topic, '.', 1)
                WHEN 'SpecialAttendanceRecorded' THEN 'attachment' ELSE 'document' END),
        (told.data ->> 'document', 'document')
    ) AS cited (sha256, what)
    WHERE e.notification_id > %(after)s AND e.notification_id <= %(upto)s
        AND split_part(e.topic, '.', 1) = ANY(%(tags)s) AND cited.sha256 ~ '^[0-9a-f]{64}$'
), photos AS (
    INSERT INTO photos.photo (sha256) SELECT DISTINCT sha256 FROM found ORDER BY sha256
    ON CONFLICT (sha256) DO UPDATE SET erased_at = NULL, made_at = NULL, asked_at = NULL
        WHERE photos.photo.erased_at IS NOT NULL
)
INSERT INTO photos.cited
SELECT event, sha256, what, employee, "on", at, session, distance_m, recorded_at FROM found
ON CONFLICT DO NOTHING
"""
_TAGS: Final = (
    "CheckedIn",
    "CheckInAttemptRefused",
    "SpecialAttendanceRecorded",
    "CutiRequested",
    "KinerjaRecorded",
    "KinerjaRevised",
)
_WAITING: Final = """
SELECT sha256 FROM photos.photo
WHERE made_at IS NULL AND erased_at IS NULL
    AND (asked_at IS NULL OR asked_at < %(now)s::timestamptz - %(again)s)
ORDER BY asked_at NULLS FIRST LIMIT %(limit)s
"""
_ASKED: Final = "UPDATE photos.photo SET asked_at = %s WHERE sha256 = ANY(%s)"
_MADE: Final = """
UPDATE photos.photo SET made_at = %s, dhash = %s WHERE sha256 = %s AND erased_at IS NULL
"""
_OWNERS: Final = """
SELECT DISTINCT employee FROM photos.cited WHERE sha256 = %s AND what = 'selfie' ORDER BY employee
"""
_ALONE: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_SELFIES: Final = """
SELECT c.event, c.sha256, c."on", p.dhash
FROM photos.cited AS c JOIN photos.photo AS p USING (sha256)
WHERE c.employee = %s AND c.what = 'selfie' AND p.dhash IS NOT NULL
ORDER BY c.event
"""
_FLAG: Final = """
INSERT INTO photos.alike (event, employee, "on", at, session, distance_m, selfie, recorded_at,
    earlier_event, earlier_on, differing_bits)
SELECT event, employee, "on", at, session, distance_m, sha256, recorded_at,
    %(earlier_event)s, %(earlier_on)s, %(differing_bits)s
FROM photos.cited WHERE event = %(event)s AND what = 'selfie'
ON CONFLICT (event) DO UPDATE SET earlier_event = excluded.earlier_event,
    earlier_on = excluded.earlier_on, differing_bits = excluded.differing_bits
    WHERE excluded.differing_bits < photos.alike.differing_bits
"""
_OVERDUE: Final = """
SELECT p.sha256 FROM photos.photo AS p JOIN photos.cited AS c USING (sha256)
WHERE p.erased_at IS NULL GROUP BY p.sha256
HAVING bool_and(c.what <> 'document' AND c."on" < %s) ORDER BY p.sha256
"""
_OF_EMPLOYEE: Final = """
SELECT own.sha256, EXISTS (
    SELECT FROM photos.cited AS c
    WHERE c.sha256 = own.sha256 AND c.employee <> %(employee)s AND c.what <> 'attempt'
        AND NOT EXISTS (
            SELECT FROM log.stored_events AS e
            WHERE e.originator_id = c.employee || '/employee' AND e.topic = 'PersonErased'
                AND e.notification_id > c.event
        )
) AS shared
FROM (SELECT DISTINCT sha256 FROM photos.cited WHERE employee = %(employee)s) AS own
JOIN photos.photo AS p USING (sha256) WHERE p.erased_at IS NULL ORDER BY own.sha256
"""
_UNCITED: Final = """
SELECT sha256 FROM unnest(%s::text[]) AS kept (sha256)
WHERE NOT EXISTS (SELECT FROM photos.cited AS c WHERE c.sha256 = kept.sha256)
"""
_IS_ERASED: Final = "SELECT true FROM photos.photo WHERE sha256 = %s AND erased_at IS NOT NULL"
_ERASED: Final = "UPDATE photos.photo SET erased_at = %s, dhash = NULL WHERE sha256 = ANY(%s)"


class _Selfie(NamedTuple):
    event: int
    sha256: str
    on: date
    dhash: bytes


class PhotoRegister:
    """`connection` is in autocommit."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def feed(self) -> int:
        """Reads the log to its end; photos and position move together. How many are cited."""
        cited = 0
        while (more := self._feed()) is not None:
            cited += more
        return cited

    def waiting(self, now: datetime, limit: int) -> list[str]:
        """Photos that nothing was made of and that the queue was not asked for lately."""
        asked = {"now": now, "again": ASK_AGAIN, "limit": limit}
        return self._column(_WAITING, asked)

    def asked(self, photos: Sequence[str], now: datetime) -> None:
        self._connection.execute(_ASKED, (now, list(photos)))

    def made(self, sha256: str, dhash: bytes | None, now: datetime) -> None:
        """And flags what looks alike, whichever of the two was looked at first."""
        with self._connection.transaction():
            owners = self._column(_OWNERS, (sha256,))
            for employee in owners:  # two workers with a pair would each miss the other's
                self._connection.execute(_ALONE, (employee,))
            self._connection.execute(_MADE, (now, dhash, sha256))
            for employee in owners if dhash is not None else ():
                self._flag(employee, sha256)

    def is_erased(self, sha256: str) -> bool:
        return bool(self._column(_IS_ERASED, (sha256,)))

    def overdue(self, before: date) -> list[str]:
        """Photos of days alone, all of which lie before the date."""
        return self._column(_OVERDUE, (before,))

    def uncited(self, photos: Sequence[str]) -> list[str]:
        """Those of them that no event names."""
        return self._column(_UNCITED, (list(photos),))

    def cited_by(self, employee: str) -> tuple[list[str], list[str]]:
        """Photos of this employee alone, and those that belong to somebody else too: a letter of
        two, or a colleague's selfie that was tried."""
        rows = self._connection.execute(_OF_EMPLOYEE, {"employee": employee}).fetchall()
        return [p for p, shared in rows if not shared], [p for p, shared in rows if shared]

    def erased(self, photos: Sequence[str], now: datetime) -> None:
        """What they looked like is forgotten with them."""
        self._connection.execute(_ERASED, (now, list(photos)))

    def _feed(self) -> int | None:
        with self._connection.transaction():
            after = self._number(_SEEN)
            upto = min(self._number(_HEAD), after + _AT_ONCE)
            if upto <= after:
                return None
            wanted = {"after": after, "upto": upto, "tags": list(_TAGS)}
            cited = self._connection.execute(_FEED, wanted).rowcount
            self._connection.execute(_MOVE, (upto,))
            return cited

    def _flag(self, employee: str, sha256: str) -> None:
        selfies = [_Selfie(*row) for row in self._connection.execute(_SELFIES, (employee,))]
        for one in (selfie for selfie in selfies if selfie.sha256 == sha256):
            for other in selfies:
                differing = differing_bits(one.dhash, other.dhash)
                if one.on == other.on or differing > ALIKE_BITS:
                    continue
                earlier, later = sorted((one, other), key=lambda selfie: selfie.event)
                flag = {
                    "event": later.event,
                    "earlier_event": earlier.event,
                    "earlier_on": earlier.on,
                    "differing_bits": differing,
                }
                self._connection.execute(_FLAG, flag)

    def _number(self, query: str) -> int:
        row = self._connection.execute(query).fetchone()
        return int(row[0]) if row else 0

    def _column(self, query: str, parameters: Any) -> list[str]:
        return [row[0] for row in self._connection.execute(query, parameters)]
