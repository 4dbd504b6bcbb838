"""Rupiah as people write them: 3.500.000, Rp 3.500.000,00, 3,500,000 or 3500000."""

import re
from typing import Final

from application.imports.cells import Told, as_text
from application.imports.reasons import (
    CellKindWrong,
    RupiahFraction,
    RupiahUnreadable,
    ScientificNotation,
)
from application.imports.sheets import Cell

_CURRENCY: Final = re.compile(r"(?i)^(?:rp|idr)\.? ?|,-$|,=$|\.-$")
_WHOLE: Final = re.compile(r"-?\d+")
_GROUPED: Final = re.compile(r"-?\d{1,3}(?:([.,  ’'])\d{3})(?:\1\d{3})*")
_FRACTION: Final = re.compile(r"(.*\d)([.,])(\d{1,2}|0+)")
_SCIENTIFIC: Final = re.compile(r"-?\d+(?:[.,]\d+)?[eE][+-]?\d+")


def as_rupiah(cell: Cell, told: Told) -> int:
    """Whole rupiah. One point or comma before three digits is one of thousands."""
    if isinstance(cell, bool):
        raise CellKindWrong(kind="boolean")
    if isinstance(cell, float):
        return _from_float(cell)
    if isinstance(cell, int):
        return cell
    text = as_text(cell, told)
    if _SCIENTIFIC.fullmatch(text):
        raise ScientificNotation
    bare = _CURRENCY.sub("", _CURRENCY.sub("", text)).strip()
    amount = _whole(bare)
    if amount is None:
        amount = _before_fraction(bare)
    if bare != str(amount):
        told.note("note_rupiah_written", written=text, read=amount)
    return amount


def _from_float(number: float) -> int:
    if not number.is_integer():
        raise RupiahFraction
    return int(number)


def _whole(text: str) -> int | None:
    if _WHOLE.fullmatch(text) or _GROUPED.fullmatch(text):
        return int(re.sub(r"[^\d-]", "", text))
    return None


def _before_fraction(text: str) -> int:
    """The part before a fraction, which must be zero and set off by another mark than thousands."""
    found = _FRACTION.fullmatch(text)
    amount = _whole(found[1]) if found else None
    if found is None or amount is None or found[2] in found[1]:
        raise RupiahUnreadable
    if int(found[3]):
        raise RupiahFraction
    return amount
