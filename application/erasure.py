"""Erasing a person: the key of the personal parts and the photos go, the log stays whole."""

from datetime import UTC, datetime
from typing import Final

import msgspec

from application.photo_register import PhotoRegister
from application.photos import Photos
from application.plan import Form, Plan, fields, on
from application.store import Store
from domain import employee_commands
from domain.employee import ErasureReason
from domain.employee_state import Employee, evolve
from domain.streams import employee_stream

_NOBODY: Final = Employee()

_CITING: Final = (
    "SpecialAttendanceRecorded",
    "CutiRequested",
    "KinerjaRecorded",
    "KinerjaRevised",
)
"""Tags of events that cite a document; selfies are claimed, and so nobody else's."""

_OF_OTHERS: Final = """
SELECT encode(c.claim, 'hex') FROM log.claims AS c
JOIN log.command_keys AS k USING (command_id)
WHERE c.claim = ANY(SELECT decode(selfie, 'hex') FROM unnest(%(selfies)s::text[]) AS selfie)
    AND NOT starts_with(k.stream, %(own)s)
UNION
SELECT cited.document FROM log.stored_events AS e
CROSS JOIN LATERAL (SELECT convert_from(e.state, 'UTF8')::jsonb -> 'data' AS told) AS d
CROSS JOIN LATERAL (
    SELECT COALESCE(d.told ->> 'attachment', d.told ->> 'document') AS document
) AS cited
WHERE %(documents)s::text[] <> '{}' AND e.topic = ANY(%(citing)s)
    AND NOT starts_with(e.originator_id, %(own)s) AND cited.document = ANY(%(documents)s)
    AND NOT EXISTS (
        SELECT FROM log.stored_events AS p
        WHERE p.originator_id = split_part(e.originator_id, '/', 1) || '/employee'
            AND p.topic = 'PersonErased' AND p.notification_id > e.notification_id
    )
"""


class ErasePerson(Form):
    """`letter` is the number of the letter that asks for it; it stays readable."""

    reason: ErasureReason
    letter: str


class Erased(msgspec.Struct, frozen=True):
    """`kept` are photos that events of somebody else cite too, who is not erased."""

    photos: int
    kept: int


def record(employee: str, form: ErasePerson) -> Plan:
    """First the event: that it was asked for is known, even if the process dies before `erase`."""
    return on(
        employee_stream(employee),
        evolve,
        _NOBODY,
        lambda state: employee_commands.erase(state, **fields(form)),
    )


def erase(store: Store, photos: Photos, employee: str) -> Erased:
    """For ever, of everything recorded until now; done again it changes nothing more."""
    store.keyring.erase(employee)
    selfies, documents = _cited(store, employee)
    kept = _of_others(store, employee, selfies, documents)
    gone = [photo for photo in sorted((selfies | documents) - kept) if photos.has(photo)]
    for photo in gone:
        photos.erase(photo)
    with store.connection() as connection:
        PhotoRegister(connection).erased(gone, datetime.now(UTC))
    return Erased(photos=len(gone), kept=len(kept))


def _cited(store: Store, employee: str) -> tuple[set[str], set[str]]:
    selfies, documents = set(), set()
    for recorded in store.prefix(employee):
        selfies.add(getattr(recorded.event, "selfie", ""))
        documents.add(getattr(recorded.event, "attachment", ""))
        documents.add(getattr(recorded.event, "document", ""))
    return selfies - {""}, documents - {""}


def _of_others(store: Store, employee: str, selfies: set[str], documents: set[str]) -> set[str]:
    asked = {
        "own": f"{employee}/",
        "selfies": list(selfies),
        "documents": list(documents),
        "citing": list(_CITING),
    }
    with store.connection() as connection:
        rows = connection.execute(_OF_OTHERS, asked).fetchall()
    return {next(iter(row.values())) for row in rows}
