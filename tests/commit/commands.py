"""Commands to commit, and what became of them."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from uuid import uuid4

from application.command import Command, Committed, Decision, Histories
from application.commit import Committer
from application.store import Store
from domain.calendar import DayEnded
from domain.event import Event
from domain.refusals import Refusal

DAY = date(2022, 10, 3)


class AlreadyEnded(Refusal):
    code = "already_ended"


def appending(stream: str, *events: Event, answer: bytes = b'{"ok":true}') -> Command:
    return deciding(stream, lambda _: Decision(events={stream: events}, answer=answer))


def deciding(stream: str, decide: Callable[[Histories], Decision], **fields: object) -> Command:
    given = {"command_id": uuid4(), "body_hash": b"body", "actor": "kominfo"} | fields
    return Command(streams=(stream,), decide=decide, **given)


def again(command: Command, **changes: object) -> Command:
    fields = {name: getattr(command, name) for name in command.__struct_fields__}
    return Command(**(fields | changes))


def counting(stream: str) -> Command:
    """Appends an event that says how many it saw, so that a lost update would show."""

    def decide(histories: Histories) -> Decision:
        seen = DayEnded(on=date.fromordinal(1 + len(histories[stream])))
        return Decision(events={stream: (seen,)})

    return deciding(stream, decide)


def numbers(store: Store, stream: str) -> list[int]:
    return [recorded.event.on.toordinal() for recorded in store.load(stream)]


def together(committer: Committer, commands: Sequence[Command]) -> list[Committed | BaseException]:
    """All of them arrive before the first is decided."""

    async def send() -> list[Committed | BaseException]:
        return await asyncio.gather(*map(committer.commit, commands), return_exceptions=True)

    return asyncio.run(send())
