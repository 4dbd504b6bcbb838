"""Asks the register of regulations."""

from datetime import date, datetime
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

_REGISTER = "SELECT * FROM views.perbup_register"
_HISTORY = "SELECT * FROM views.perbup_history WHERE perbup = %s ORDER BY event"


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`status`: draft, enacted or revoked. Number, title and dates are of the draft if there is
    one, else of the text enacted last. `event` is the last event about it."""

    perbup: str
    status: str
    number: str
    year: int
    title: str
    mode: str
    effective_from: date | None
    effective_until: date | None
    revoked_from: date | None
    event: int


class RegisterEvent(msgspec.Struct, frozen=True, kw_only=True):
    """`what`: drafted, enacted, amended or revoked. `text` is the regulation as JSON, where it was
    given. `note` is the source of an amendment or the reason of a revocation."""

    event: int
    perbup: str
    what: str
    on: date | None
    from_on: date | None
    note: str
    text: str | None
    actor: str
    recorded_at: datetime


def register(connection: psycopg.Connection[Any]) -> list[RegisterEntry]:
    """Every regulation and draft, the latest in effect first."""
    query = f"{_REGISTER} ORDER BY effective_from DESC NULLS FIRST, perbup"
    with connection.cursor(row_factory=class_row(RegisterEntry)) as cursor:
        return cursor.execute(query).fetchall()


def registered(connection: psycopg.Connection[Any], perbup: str) -> RegisterEntry | None:
    with connection.cursor(row_factory=class_row(RegisterEntry)) as cursor:
        return cursor.execute(f"{_REGISTER} WHERE perbup = %s", (perbup,)).fetchone()


def history_of(connection: psycopg.Connection[Any], perbup: str) -> list[RegisterEvent]:
    with connection.cursor(row_factory=class_row(RegisterEvent)) as cursor:
        return cursor.execute(_HISTORY, (perbup,)).fetchall()
