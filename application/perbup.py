"""Commands about the register of regulations: drafted, enacted, amended, revoked."""

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

import msgspec

from application.plan import Form, Plan, fields, on
from domain import perbup_stream
from domain.event import Event
from domain.perbup_stream import RegisteredPerbup
from domain.perbup_validation import read
from domain.refusals import Refusal
from domain.streams import perbup_stream as stream_of

_NONE = RegisteredPerbup()


class PerbupIdDiffers(Refusal):
    """The regulation names itself otherwise than the address it is sent to."""

    code = "perbup_id_differs"
    field = "perbup.id"


class PreconditionFailed(Refusal):
    """Another officer changed the draft since it was read."""

    code = "precondition_failed"
    field = "If-Match"


class DraftPerbup(Form):
    """The whole regulation in its file form; while it is a draft, a later one replaces it."""

    perbup: dict[str, Any]


class EnactPerbup(Form):
    on: date


class AmendPerbup(Form):
    """The regulation as it reads after the amendment, which counts from `from_on`."""

    perbup: dict[str, Any]
    on: date
    from_on: date
    source: str = ""


class RevokePerbup(Form):
    from_on: date
    reason: str


def draft(perbup: str, form: DraftPerbup, read_as: str | None = None) -> Plan:
    """`read_as` is the tag of the draft that the officer read and changed."""

    def decide(state: RegisteredPerbup) -> Sequence[Event]:
        if read_as is not None and read_as != tag_of(state):
            raise PreconditionFailed
        _require_sound(perbup, form.perbup)
        return perbup_stream.draft(state, perbup=form.perbup)

    return _plan(perbup, decide)


def enact(perbup: str, form: EnactPerbup) -> Plan:
    return _plan(perbup, lambda state: perbup_stream.enact(state, on=form.on))


def amend(perbup: str, form: AmendPerbup) -> Plan:
    def decide(state: RegisteredPerbup) -> Sequence[Event]:
        _require_sound(perbup, form.perbup)
        return perbup_stream.amend(state, **fields(form))

    return _plan(perbup, decide)


def revoke(perbup: str, form: RevokePerbup) -> Plan:
    return _plan(perbup, lambda state: perbup_stream.revoke(state, **fields(form)))


def tag_of(state: RegisteredPerbup) -> str:
    """Changes with every text and status of the regulation."""
    content = msgspec.json.encode(state, order="deterministic")
    return blake2b(content, digest_size=12).hexdigest()


def _plan(perbup: str, decide: Callable[[RegisteredPerbup], Sequence[Event]]) -> Plan:
    return on(stream_of(perbup), perbup_stream.evolve, _NONE, decide)


def _require_sound(perbup: str, data: dict[str, Any]) -> None:
    """Raises with every fault of the regulation."""
    if read(data).id != perbup:
        raise PerbupIdDiffers
