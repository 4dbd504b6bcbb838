"""The register of regulations: a Perbup is drafted, enacted, amended and revoked."""

from datetime import date
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from domain.event import Event

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
