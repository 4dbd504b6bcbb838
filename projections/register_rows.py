"""Rows of the register of regulations, and of its history."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from domain.perbup_stream import (
    PerbupAmended,
    PerbupDrafted,
    PerbupEnacted,
    PerbupRevoked,
    RegisteredPerbup,
)
from domain.recorded import Recorded
from projections.view import Row


def register_row(perbup: str, state: RegisteredPerbup, position: int) -> Row:
    """What it is now; the text is that of the draft, or else the one enacted last."""
    text = state.draft or (state.versions[-1].perbup if state.versions else {})
    return (
        perbup,
        state.status,
        str(text.get("number", "")),
        int(text.get("year", 0)),
        str(text.get("title", "")),
        str(text.get("mode", "live")),
        _date(text.get("effective_from")),
        _date(text.get("effective_until")),
        state.revoked_from,
        position,
    )


def history_rows(recorded: Recorded, perbup: str) -> Iterator[Row]:
    found = _event(recorded.event)
    if found:
        what, on, from_on, note, text = found
        document = msgspec.json.encode(text).decode() if text is not None else None
        dates = (on, from_on)
        who = (recorded.actor, recorded.recorded_at)
        yield (recorded.position, perbup, what, *dates, note, document, *who)


def _event(event: object) -> tuple[str, date | None, date | None, str, Any] | None:
    match event:
        case PerbupDrafted():
            return "drafted", None, None, "", event.perbup
        case PerbupEnacted():
            return "enacted", event.on, None, "", None
        case PerbupAmended():
            return "amended", event.on, event.from_on, event.source, event.perbup
        case PerbupRevoked():
            return "revoked", None, event.from_on, event.reason, None
        case _:
            return None


def _date(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
