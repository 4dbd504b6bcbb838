"""Leave (cuti), permission (izin) and sickness of an employee: requested, decided, withdrawn."""

from datetime import date, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Sealable

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
        case CutiRequested():
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
