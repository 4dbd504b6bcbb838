"""One transaction of group commit: its commands decided one after the other, saved together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from application.command import (
    Command,
    CommandKeyReused,
    Committed,
    Decision,
    Histories,
    RepeatedRefusal,
)
from application.envelope import Claim, CommandKey, StoredKey
from application.keyring import employee_of
from application.store import Store
from domain.event import Event
from domain.personal import Personal
from domain.recorded import PENDING, Recorded
from domain.refusals import Refusal

Answer = Committed | Exception
"""What a command is answered with: refusals, and faults of one command, are answers too."""


class Undeclared(Exception):
    """A decision wrote to a stream, or took a claim, that its command does not name."""


class Draft(msgspec.Struct, frozen=True):
    """A decided command; `last` is the event whose position it is answered with."""

    command: Command
    decision: Decision
    last: Recorded | None
    refusal: bytes | None

    def key(self) -> CommandKey:
        return CommandKey(
            command_id=self.command.command_id,
            body_hash=self.command.body_hash,
            answer=self.decision.answer,
            refusal=self.refusal,
            stream=self.last.stream if self.last else None,
            version=self.last.version if self.last else None,
        )

    def claims(self) -> list[Claim]:
        return [Claim(claim, self.command.command_id) for claim in self.decision.claims]


class Batch:
    """Later commands are decided on what earlier ones of the batch did.

    Raises what `Store.save` raises; then nothing of it was saved. `again`: it was tried before, so
    that a key that is found may be of these very commands.
    """

    def __init__(self, store: Store, recorded_at: datetime, *, again: bool) -> None:
        self._store = store
        self._recorded_at = recorded_at
        self._again = again
        self._pending: list[Recorded] = []

    def run(self, commands: Sequence[Command]) -> list[Answer]:
        streams = [stream for command in commands for stream in command.streams]
        claims = [claim for command in commands for claim in command.claims]
        ids = [command.command_id for command in commands]
        before = self._store.before(streams, ids, claims)
        self._histories, self._keys = Histories(before.histories, before.taken), before.keys
        decided = [self._decided(command) for command in commands]
        positions = self._save([draft for draft in decided if isinstance(draft, Draft)])
        return [_answered(answer, positions) for answer in decided]

    def _decided(self, command: Command) -> Draft | Answer:
        stored = self._keys.get(command.command_id)
        if stored is not None:
            return self._repeated(command, stored)
        try:
            return self._drafted(command, command.decide(self._histories))
        except Exception as fault:  # noqa: BLE001 # a command's fault must not fail its neighbours
            return fault

    def _repeated(self, command: Command, stored: StoredKey) -> Answer:
        if stored.body_hash != command.body_hash:
            return CommandKeyReused()
        if stored.refusal is not None:
            return RepeatedRefusal(**msgspec.json.decode(stored.refusal))
        return Committed(stored.position, stored.answer, repeated=not self._again)

    def _drafted(self, command: Command, decision: Decision) -> Draft:
        refusal = _kept(decision.refusal) if decision.refusal is not None else None
        if not command.names(decision):
            raise Undeclared(command.streams)
        self._histories.taken.update(dict.fromkeys(decision.claims, command.command_id))
        for stream, events in decision.events.items():
            self._extend(command, stream, events)
        return Draft(command, decision, self._last_of(command), refusal)

    def _extend(self, command: Command, stream: str, events: Sequence[Event]) -> None:
        history = self._histories[stream]
        for event in events:
            recorded = Recorded(
                stream=stream,
                version=len(history) + 1,
                position=PENDING + len(self._pending),
                recorded_at=command.recorded_at or self._recorded_at,
                actor=command.actor,
                command_id=command.command_id,
                event=event,
            )
            history.append(recorded)
            self._pending.append(recorded)

    def _last_of(self, command: Command) -> Recorded | None:
        """The command's last event, or the last that it was decided on."""
        last = (self._histories[stream][-1:] for stream in command.streams)
        return max((r for tail in last for r in tail), key=lambda r: r.position, default=None)

    def _save(self, drafts: Sequence[Draft]) -> list[int]:
        if not drafts:
            return []
        personal = {employee_of(r.stream) for r in self._pending if _has_personal(r.event)}
        self._store.keyring.prepare(personal)
        envelopes = [self._store.envelope(recorded) for recorded in self._pending]
        keys = [draft.key() for draft in drafts]
        return self._store.save(envelopes, keys, [c for draft in drafts for c in draft.claims()])


def _has_personal(event: Event) -> bool:
    return isinstance(getattr(event, "personal", None), Personal)


def _kept(refusal: Refusal) -> bytes:
    """The refusal as it is stored. Its details become what a repetition will find in them."""
    fields: dict[str, Any] = {"code": refusal.code, "field": refusal.field}
    kept = msgspec.json.encode(fields | {"details": dict(refusal.details)})
    refusal.details = msgspec.json.decode(kept)["details"]
    return kept


def _answered(answer: Draft | Answer, positions: Sequence[int]) -> Answer:
    if not isinstance(answer, Draft):
        return answer
    if answer.decision.refusal is not None:
        return answer.decision.refusal
    return Committed(_position(answer.last, positions), answer.decision.answer)


def _position(last: Recorded | None, positions: Sequence[int]) -> int:
    if last is None:
        return 0
    return positions[last.position - PENDING] if last.position >= PENDING else last.position
