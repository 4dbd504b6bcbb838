"""Commands on their way to the committer: nothing is refused on references that may be old."""

import asyncio
from collections.abc import Callable

from application.command import Command, Committed
from application.commit import Committer
from application.directory import Directory
from domain.refusals import Refusal


class Dispatcher:
    """One per process."""

    def __init__(self, committer: Committer, directory: Directory) -> None:
        self._committer = committer
        self._directory = directory

    async def send(self, command: Command, final: Callable[[], Command] | None = None) -> Committed:
        """What is accepted may rest on references that are a second old; a refusal is only given
        once the references are known to be right. `final` makes what is sent in its place then,
        for a command that keeps the attempt which is refused."""
        self._directory.require_fresh()
        known = self._directory.position
        try:
            committed = await self._committer.commit(command)
        except Refusal:
            await asyncio.to_thread(self._directory.refresh)
            if final is None and self._directory.position == known:
                raise
            committed = await self._committer.commit(final() if final else command)
        if any(map(_is_reference, command.streams)):
            await asyncio.to_thread(self._directory.refresh)
        return committed


def _is_reference(stream: str) -> bool:
    """The next request in this process already sees the change."""
    return "/day/" not in stream and "/kinerja/" not in stream
