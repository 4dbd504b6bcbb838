"""Leave (cuti), permission (izin) and sickness of an employee: requested, decided, withdrawn."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.identifiers import parse_date, parse_hash, parse_request_id
from domain.notes import noted
from domain.personal import NOTHING_PERSONAL, Sealable
from domain.refusals import OwnRequest, Refusal, Unknown
from domain.spans import overlap, require_order

CutiKind = Literal[
    "tahunan",
    "besar",
    "sakit",
    "sakit_rawat_inap",
    "sakit_kecelakaan_kerja",
    "sakit_tanpa_surat",
    "keguguran",
    "melahirkan",
    "alasan_penting",
    "keluarga_meninggal",
    "menikah",
    "istri_melahirkan",
    "di_luar_tanggungan",
    "izin",
    "dispensasi",
]
CutiStatus = Literal["none", "requested", "approved", "refused", "withdrawn"]


class CutiRequested(Event):
    """Both dates inclusive; `child` is the order of birth for melahirkan."""

    cuti: str
    kind: CutiKind
    from_on: date
    until_on: date
    child: int | None = None
    document: str = ""
    personal: Sealable = NOTHING_PERSONAL


class CutiApproved(Event):
    cuti: str


class CutiRefused(Event):
    cuti: str
    personal: Sealable = NOTHING_PERSONAL


class CutiWithdrawn(Event):
    """From this date on the leave does not count: its first day withdraws it whole."""

    cuti: str
    from_on: date


CutiEvent = CutiRequested | CutiApproved | CutiRefused | CutiWithdrawn


class Cuti(msgspec.Struct, frozen=True, kw_only=True):
    """One request; `until_on` is the last day that still counts."""

    request: CutiRequested | None = None
    status: CutiStatus = "none"
    until_on: date | None = None


def evolve(state: Cuti, event: Event) -> Cuti:
    match event:
        case CutiRequested() if state.request is None:
            return Cuti(request=event, status="requested", until_on=event.until_on)
        case CutiApproved():
            return replace(state, status="approved")
        case CutiRefused():
            return replace(state, status="refused")
        case CutiWithdrawn():
            return _withdrawn(state, event.from_on)
        case _:
            return state


def _withdrawn(state: Cuti, from_on: date) -> Cuti:
    if state.request is None or from_on <= state.request.from_on:
        return replace(state, status="withdrawn")
    last = min(from_on - timedelta(days=1), state.until_on or state.request.until_on)
    return replace(state, until_on=last)


class CutiExists(Refusal):
    code = "cuti_exists"
    field = "cuti"


class CutiUnknown(Unknown):
    code = "cuti_unknown"
    field = "cuti"


class CutiTooLong(Refusal):
    """The longest, di luar tanggungan negara, is three years and may be lengthened by one."""

    code = "cuti_too_long"
    field = "until_on"


class CutiOverlaps(Refusal):
    code = "cuti_overlaps"
    field = "from_on"


class ChildOrderMissing(Refusal):
    code = "child_order_missing"
    field = "child"


class ChildOrderNotAsked(Refusal):
    code = "child_order_not_asked"
    field = "child"


class CutiAlreadyDecided(Refusal):
    code = "cuti_already_decided"
    field = "cuti"


class CutiAlreadyOver(Refusal):
    """Nothing of the leave lies on or after this date."""

    code = "cuti_already_over"
    field = "from_on"


LONGEST_DAYS = 4 * 366
_MOST_CHILDREN = 99


def request(
    state: Cuti,
    *,
    cuti: str,
    kind: CutiKind,
    from_on: date,
    until_on: date,
    others: Iterable[Cuti],
    child: int | None = None,
    document: str = "",
    personal: Sealable = NOTHING_PERSONAL,
) -> tuple[CutiEvent, ...]:
    """`others` are the employee's requests, this one may be among them. May lie in the past:
    illness is reported afterwards."""
    event = CutiRequested(
        cuti=parse_request_id(cuti, "cuti"),
        kind=kind,
        from_on=from_on,
        until_on=until_on,
        child=child,
        document=parse_hash(document, "document") if document else "",
        personal=personal,
    )
    if state.request:
        return _repeated(state.request, event)
    require_order(from_on, until_on)
    if (until_on - from_on).days >= LONGEST_DAYS:
        raise CutiTooLong(longest_days=LONGEST_DAYS)
    _check_child(event)
    _check_overlap(event, until_on, others, {"requested", "approved"})
    return (event,)


def approve(
    state: Cuti, *, employee: str, by: str, others: Iterable[Cuti]
) -> tuple[CutiEvent, ...]:
    """`by` is the employee who decides; the same decision again changes nothing."""
    asked = _require_request(state, employee, by)
    if state.status == "approved":
        return ()
    _require_open(state)
    _check_overlap(asked, asked.until_on, others, {"approved"})
    return (CutiApproved(cuti=asked.cuti),)


def refuse(state: Cuti, *, employee: str, by: str, reason: str) -> tuple[CutiEvent, ...]:
    asked = _require_request(state, employee, by)
    if state.status == "refused":
        return ()
    _require_open(state)
    return (CutiRefused(cuti=asked.cuti, personal=noted(reason)),)


def withdraw(state: Cuti, *, from_on: date) -> tuple[CutiEvent, ...]:
    """From a date within it the leave ends the day before; from its first day it never was."""
    if state.request is None or state.until_on is None:
        raise CutiUnknown
    if state.status == "withdrawn":
        return ()
    if state.status == "refused":
        raise CutiAlreadyDecided(status=state.status)
    if parse_date(from_on, "from_on") > state.until_on:
        raise CutiAlreadyOver(until_on=state.until_on.isoformat())
    first = max(from_on, state.request.from_on)
    return (CutiWithdrawn(cuti=state.request.cuti, from_on=first),)


def _repeated(known: CutiRequested, event: CutiRequested) -> tuple[CutiEvent, ...]:
    if replace(known, personal=NOTHING_PERSONAL) == replace(event, personal=NOTHING_PERSONAL):
        return ()
    raise CutiExists(cuti=event.cuti)


def _check_child(event: CutiRequested) -> None:
    if event.kind == "melahirkan" and not 1 <= (event.child or 0) <= _MOST_CHILDREN:
        raise ChildOrderMissing
    if event.kind != "melahirkan" and event.child is not None:
        raise ChildOrderNotAsked


def _check_overlap(
    asked: CutiRequested, until_on: date, others: Iterable[Cuti], statuses: set[CutiStatus]
) -> None:
    for other in others:
        known = other.request
        if known is None or known.cuti == asked.cuti or other.status not in statuses:
            continue
        if overlap(known.from_on, other.until_on, asked.from_on, until_on):
            raise CutiOverlaps(cuti=known.cuti, kind=known.kind, from_on=known.from_on.isoformat())


def _require_request(state: Cuti, employee: str, by: str) -> CutiRequested:
    if state.request is None:
        raise CutiUnknown
    if by == employee:
        raise OwnRequest
    return state.request


def _require_open(state: Cuti) -> None:
    if state.status != "requested":
        raise CutiAlreadyDecided(status=state.status)
