"""How far the views are, told by the database: for readers who wait, and screens that are live."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import psycopg
import structlog
from psycopg import AsyncConnection

from projections.view import CHANNEL

_LOOK_EVERY_S: Final = 0.5
_PAUSE_S: Final = 0.02
_RECONNECT_S: Final = 1.0

_LOG = structlog.get_logger("pulse")


class Pulse:
    """One connection and one task per process, however many wait."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._positions: dict[str, int] = {}
        self._moved = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._task = asyncio.create_task(self._follow(), name="pulse")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def reached(self, projections: Sequence[str]) -> int:
        return min((self._positions.get(name, 0) for name in projections), default=0)

    async def wait_for(self, position: int, projections: Sequence[str], within_s: float) -> bool:
        """Whether all of them have reached the position within the time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s), self._moved:
                await self._moved.wait_for(lambda: self.reached(projections) >= position)
        return self.reached(projections) >= position

    async def wait_beyond(self, position: int, projections: Sequence[str], within_s: float) -> int:
        """The position once it has passed this one, or as it is when the time is over."""
        await self.wait_for(position + 1, projections, within_s)
        return self.reached(projections)

    async def _follow(self) -> None:
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                _LOG.warning("views not reachable", error=type(error).__name__)
                await asyncio.sleep(_RECONNECT_S)

    async def _listen(self) -> None:
        connection = await AsyncConnection.connect(self._database_url, autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            while True:
                await self._look(connection)
                await asyncio.sleep(_PAUSE_S)
                async for _ in connection.notifies(timeout=_LOOK_EVERY_S, stop_after=1):
                    pass

    async def _look(self, connection: AsyncConnection[Any]) -> None:
        cursor = await connection.execute("SELECT projection, position FROM views.position")
        positions = dict(await cursor.fetchall())
        if positions != self._positions:
            async with self._moved:
                self._positions = positions
                self._moved.notify_all()
