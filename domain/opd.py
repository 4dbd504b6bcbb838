"""The agency (OPD) and its head."""

from datetime import date

import msgspec
from msgspec.structs import replace

from domain.dated import Dated, put
from domain.event import Event


class OpdEstablished(Event):
    code: str
    name: str


class OpdRenamed(Event):
    name: str


class OpdHeadAppointed(Event):
    employee: str
    from_on: date


class OpdHeadDischarged(Event):
    """The post is vacant from this date."""

    from_on: date


OpdEvent = OpdEstablished | OpdRenamed | OpdHeadAppointed | OpdHeadDischarged


class Opd(msgspec.Struct, frozen=True, kw_only=True):
    """Heads are employee ids; an empty one is a vacant post."""

    code: str = ""
    name: str = ""
    heads: Dated[str] = ()


def evolve(state: Opd, event: Event) -> Opd:
    match event:
        case OpdEstablished():
            return replace(state, code=event.code, name=event.name)
        case OpdRenamed():
            return replace(state, name=event.name)
        case OpdHeadAppointed():
            return replace(state, heads=put(state.heads, event.from_on, event.employee))
        case OpdHeadDischarged():
            return replace(state, heads=put(state.heads, event.from_on, ""))
        case _:
            return state
