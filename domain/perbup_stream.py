"""The register of regulations: a Perbup is drafted, enacted, amended and revoked."""

from datetime import date
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.identifiers import parse_date, parse_text
from domain.refusals import Refusal, Unknown

PerbupStatus = Literal["none", "draft", "enacted", "revoked"]


class PerbupDrafted(Event):
    """The whole regulation as data; while it is a draft, a later one replaces it."""

    perbup: dict[str, Any]


class PerbupEnacted(Event):
    """`on` is when the regent enacted it; when it takes effect stands in the regulation."""

    on: date


class PerbupAmended(Event):
    """The regulation as it reads after the amendment, which counts from `from_on`.

    `on` is when the amendment was enacted, `source` its number and year.
    """

    perbup: dict[str, Any]
    on: date
    from_on: date
    source: str = ""


class PerbupRevoked(Event):
    """From this date on it no longer counts."""

    from_on: date
    reason: str


PerbupEvent = PerbupDrafted | PerbupEnacted | PerbupAmended | PerbupRevoked


class PerbupVersion(msgspec.Struct, frozen=True):
    """One text of a regulation: `from_on` None is from its own effective date."""

    perbup: dict[str, Any]
    on: date
    from_on: date | None = None


class RegisteredPerbup(msgspec.Struct, frozen=True, kw_only=True):
    """`versions` are the enacted texts in the order of their enactment."""

    status: PerbupStatus = "none"
    draft: dict[str, Any] | None = None
    versions: tuple[PerbupVersion, ...] = ()
    revoked_from: date | None = None


def evolve(state: RegisteredPerbup, event: Event) -> RegisteredPerbup:
    match event:
        case PerbupDrafted():
            return replace(state, status="draft", draft=event.perbup)
        case PerbupEnacted():
            enacted = PerbupVersion(state.draft or {}, event.on)
            return replace(state, status="enacted", draft=None, versions=(enacted,))
        case PerbupAmended():
            amended = PerbupVersion(event.perbup, event.on, event.from_on)
            return replace(state, versions=(*state.versions, amended))
        case PerbupRevoked():
            return replace(state, status="revoked", revoked_from=event.from_on)
        case _:
            return state


class PerbupUnknown(Unknown):
    code = "perbup_unknown"
    field = "perbup"


class PerbupNotDraft(Refusal):
    """An enacted regulation is amended, not drafted again."""

    code = "perbup_not_draft"
    field = "perbup"


class PerbupNotEnacted(Refusal):
    code = "perbup_not_enacted"
    field = "perbup"


class PerbupEmpty(Refusal):
    code = "perbup_empty"
    field = "perbup"


class AmendedBeforeEnacted(Refusal):
    code = "amended_before_enacted"
    field = "on"


class PerbupAlreadyRevoked(Refusal):
    code = "perbup_already_revoked"
    field = "perbup"


def draft(state: RegisteredPerbup, *, perbup: dict[str, Any]) -> tuple[PerbupEvent, ...]:
    """Whether the regulation makes sense is judged before, by the one who reads it."""
    if state.status not in {"none", "draft"}:
        raise PerbupNotDraft(status=state.status)
    if not perbup:
        raise PerbupEmpty
    return () if state.draft == perbup else (PerbupDrafted(perbup=perbup),)


def enact(state: RegisteredPerbup, *, on: date) -> tuple[PerbupEvent, ...]:
    """May be recorded after the regulation took effect."""
    if state.status == "none":
        raise PerbupUnknown
    if state.status != "draft":
        if state.versions[0].on == on:
            return ()
        raise PerbupNotDraft(status=state.status)
    return (PerbupEnacted(on=parse_date(on, "on")),)


def amend(
    state: RegisteredPerbup, *, perbup: dict[str, Any], on: date, from_on: date, source: str = ""
) -> tuple[PerbupEvent, ...]:
    _require_enacted(state)
    if not perbup:
        raise PerbupEmpty
    parse_date(from_on, "from_on")
    if parse_date(on, "on") < state.versions[0].on:
        raise AmendedBeforeEnacted(on=state.versions[0].on.isoformat())
    if PerbupVersion(perbup, on, from_on) in state.versions:
        return ()
    return (PerbupAmended(perbup=perbup, on=on, from_on=from_on, source=source.strip()),)


def revoke(state: RegisteredPerbup, *, from_on: date, reason: str) -> tuple[PerbupEvent, ...]:
    """`from_on` is the first day on which it no longer counts."""
    if state.status == "revoked":
        if state.revoked_from == from_on:
            return ()
        raise PerbupAlreadyRevoked(from_on=str(state.revoked_from))
    _require_enacted(state)
    text = parse_text(reason, "reason")
    return (PerbupRevoked(from_on=parse_date(from_on, "from_on"), reason=text),)


def _require_enacted(state: RegisteredPerbup) -> None:
    if state.status == "none":
        raise PerbupUnknown
    if state.status != "enacted":
        raise PerbupNotEnacted(status=state.status)
