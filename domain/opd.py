"""The agency (OPD) and its head."""

from datetime import date

import msgspec
from msgspec.structs import replace

from domain.dated import Dated, at, put
from domain.event import Event
from domain.identifiers import parse_code, parse_date, parse_employee_id, parse_text
from domain.refusals import Refusal, Unknown


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


class OpdAlreadyEstablished(Refusal):
    code = "opd_already_established"
    field = "code"


class OpdUnknown(Unknown):
    code = "opd_unknown"
    field = "opd"


class NoHead(Unknown):
    code = "no_head"
    field = "from_on"


def establish(state: Opd, *, code: str, name: str) -> tuple[OpdEvent, ...]:
    if state.code:
        raise OpdAlreadyEstablished(value=code)
    return (OpdEstablished(code=parse_code(code, "code"), name=parse_text(name, "name")),)


def rename(state: Opd, *, name: str) -> tuple[OpdEvent, ...]:
    _require_established(state)
    renamed = parse_text(name, "name")
    return () if renamed == state.name else (OpdRenamed(name=renamed),)


def appoint_head(state: Opd, *, employee: str, from_on: date) -> tuple[OpdEvent, ...]:
    _require_established(state)
    parse_date(from_on, "from_on")
    head = parse_employee_id(employee)
    if at(state.heads, from_on) == head:
        return ()
    return (OpdHeadAppointed(employee=head, from_on=from_on),)


def discharge_head(state: Opd, *, from_on: date) -> tuple[OpdEvent, ...]:
    _require_established(state)
    if (parse_date(from_on, "from_on"), "") in state.heads:
        return ()
    if not at(state.heads, from_on):
        raise NoHead(on=from_on.isoformat())
    return (OpdHeadDischarged(from_on=from_on),)


def _require_established(state: Opd) -> None:
    if not state.code:
        raise OpdUnknown
