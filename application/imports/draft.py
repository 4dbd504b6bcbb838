"""What an import would record: decided row by row, on the log and on the rows before."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID, uuid5

import msgspec

from application.command import Histories
from application.envelope import Claim, CommandKey
from application.imports.notes import Notes
from application.imports.rows import Fault, Line, plain
from application.plan import Plan
from domain.event import Event
from domain.recorded import PENDING, Recorded
from domain.references import References
from domain.refusals import Refusal
from domain.tags import TAGS

Status = Literal["new", "changed", "unchanged", "skipped"]

NAMESPACE = UUID("3e1f6f3c-7d0b-5a0e-9a64-9b3a0f7c52d1")
"""Of the keys of rows."""


_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "position": ("point", "latitude"),
    "area": ("polygon", "point", "latitude", "radius_m"),
    "components": ("rupiah",),
}
"""In which columns it stands, of what decisions call by another name."""


def _columns(field: str) -> tuple[str, ...]:
    return _COLUMNS.get(field, (field,))


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """In whose name and when; no record may lie after `now`."""

    actor: str
    now: datetime


class Outcome(NamedTuple):
    """What becomes of a row; `tags` are of the events that it would record."""

    row: int
    status: Status
    tags: tuple[str, ...]


class Drafted(NamedTuple):
    """A row that records something: `meaning` is what it says, wherever it stands."""

    command_id: UUID
    meaning: bytes
    events: list[Recorded]
    taken: tuple[bytes, ...]

    def claims(self) -> list[Claim]:
        return [Claim(claim, self.command_id) for claim in self.taken]

    def key(self) -> CommandKey:
        last = self.events[-1]
        return CommandKey(
            command_id=self.command_id,
            body_hash=hashlib.sha256(self.meaning).digest(),
            answer=b"{}",
            stream=last.stream,
            version=last.version,
        )


class Draft:
    """`references` are the import's own: they are told of each event as if it were stored, so that
    later rows see what earlier ones did."""

    def __init__(
        self,
        kind: str,
        references: References,
        histories: Histories,
        notes: Notes,
        headers: Mapping[str, str],
        who: Who,
    ) -> None:
        self.kind = kind
        self.references = references
        self.histories = histories
        self.notes = notes
        self.now = who.now
        self.outcomes: list[Outcome] = []
        self.drafted: list[Drafted] = []
        self.faults: list[Fault] = []
        self._headers = headers
        self._actor = who.actor
        self._events: list[tuple[str, int, Event]] = []
        self._claims: tuple[bytes, ...] = ()
        self._status: Status | None = None

    @contextmanager
    def row(self, line: Line) -> Iterator[None]:
        """A refusal of it becomes a fault; a row that records nothing is unchanged."""
        self._events, self._claims, self._status = [], (), None
        try:
            yield
        except Refusal as refusal:
            self.refuse(line, refusal)
            return
        tags = tuple(TAGS[type(event)] for _, _, event in self._events)
        status: Status = "changed" if tags else "unchanged"
        self.outcomes.append(Outcome(line.row, self._status or status, tags))
        if self._events:
            self.drafted.append(self._drafted(line))

    def do(self, plan: Plan) -> bool:
        """Whether the plan records anything; raises its refusals."""
        for stream in plan.streams:
            self.histories.setdefault(stream, [])
        decision = plan.decide(self.histories)
        if decision.refusal is not None:
            raise decision.refusal
        for stream, events in decision.events.items():
            self._extend(stream, events)
        self._claims += decision.claims
        return any(decision.events.values())

    def refuse(self, line: Line, refusal: Refusal) -> None:
        self.faults.append(self._fault(line, refusal))

    def mark(self, status: Status) -> None:
        self._status = status

    def note(self, line: Line, code: str, field: str = "", **details: object) -> None:
        self.notes.add(code, line.row, field, **details)

    def _extend(self, stream: str, events: Iterable[Event]) -> None:
        history = self.histories[stream]
        for event in events:
            version = len(history) + 1
            history.append(self._recorded(stream, version, event, NAMESPACE))
            self._events.append((stream, version, event))
            self.references.apply(stream, event, PENDING)

    def _drafted(self, line: Line) -> Drafted:
        """The same row, decided on the same versions, has the same key: it is stored once."""
        meaning = msgspec.json.encode(line.values, order="sorted")
        places = "".join(f"\n{stream}@{version}" for stream, version, _ in self._events)
        key = uuid5(NAMESPACE, f"{self.kind}\n{meaning.decode()}{places}")
        events = [self._recorded(stream, n, event, key) for stream, n, event in self._events]
        return Drafted(key, meaning, events, self._claims)

    def _recorded(self, stream: str, version: int, event: Event, key: UUID) -> Recorded:
        return Recorded(
            stream=stream,
            version=version,
            position=PENDING,
            recorded_at=self.now,
            actor=self._actor,
            command_id=key,
            event=event,
        )

    def _fault(self, line: Line, refusal: Refusal) -> Fault:
        there = [f for f in _columns(refusal.field or "") if f in line.cells]
        field = next((f for f in there if f in line.values), next(iter(there), ""))
        return Fault(
            row=line.row,
            code=refusal.code,
            field=field,
            column=self._headers.get(field, field),
            value=line.cells.get(field, ""),
            details=plain(refusal),
        )
