"""Leave (cuti), permission (izin) and sickness of an employee: requested, decided, withdrawn."""

from datetime import date
from typing import Literal

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
