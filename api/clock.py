"""The clock: the only place of the API that asks what time it is."""

from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from litestar.connection import ASGIConnection

from api.headers import header
from api.services import services_of

REGENCY_ZONE: Final = "Asia/Jakarta"
"""Of dates that belong to no office."""

SIMULATED: Final = "x-simulated-now"


def now(connection: ASGIConnection[Any, Any, Any, Any]) -> datetime:
    """Real, unless this installation is a demonstration and the request names its moment."""
    return simulated(connection) or datetime.now(UTC)


def simulated(connection: ASGIConnection[Any, Any, Any, Any]) -> datetime | None:
    """The moment that a request to a demonstration names; its events are recorded at it."""
    if services_of(connection).settings.simulated_clock:
        named = header(connection, SIMULATED)
        if named:
            return datetime.fromisoformat(named).astimezone(UTC)
    return None


def date_in(zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def today(connection: ASGIConnection[Any, Any, Any, Any]) -> date:
    return date_in(REGENCY_ZONE, now(connection))
