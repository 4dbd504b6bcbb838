"""What stands in paths, queries and headers, read once."""

import re
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from litestar.connection import ASGIConnection

from api.headers import header
from domain.phone_clock import TimeWithoutOffset
from domain.refusals import Refusal, Unreadable

_MONTH: Final = re.compile(r"(19[5-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])")


class MonthUnreadable(Unreadable):
    code = "month_unreadable"
    field = "month"


class IdempotencyKeyMissing(Refusal):
    code = "idempotency_key_missing"
    field = "Idempotency-Key"


class IdempotencyKeyUnreadable(Unreadable):
    code = "idempotency_key_unreadable"
    field = "Idempotency-Key"


def parse_month(text: str) -> date:
    """A month as people write it, 2022-11, is its first day."""
    if not _MONTH.fullmatch(text):
        raise MonthUnreadable(value=text)
    return date(int(text[:4]), int(text[5:]), 1)


def parse_instant(at: datetime, field: str) -> datetime:
    """An instant without its offset would be read as one of several."""
    if at.utcoffset() is None:
        raise TimeWithoutOffset(field=field)
    return at


def idempotency_key(connection: ASGIConnection[Any, Any, Any, Any]) -> UUID:
    given = header(connection, "idempotency-key")
    if not given:
        raise IdempotencyKeyMissing
    try:
        return UUID(given)
    except ValueError:
        raise IdempotencyKeyUnreadable from None
