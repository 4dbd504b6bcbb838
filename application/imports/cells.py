"""What a cell says: texts, NIP, codes, choices, numbers; each mishap of a spreadsheet is named."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import msgspec

from application.imports.notes import Notes
from application.imports.reasons import (
    CellFailed,
    CellFormula,
    CellKindWrong,
    ChoiceUnknown,
    DegreesUnreadable,
    DegreesWithoutPoint,
    NipKeptAsNumber,
    NumberUnreadable,
    ScientificNotation,
)
from application.imports.sheets import Cell, Failed, shown, tidy
from domain.identifiers import Nip, parse_nip

DateOrder = Literal["dmy", "mdy"]
Proof = Literal["ours", "theirs", "none"]

_SCIENTIFIC: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_ERRORS: Final = re.compile(r"#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL|SPILL|CALC)[!?]?|#{2,}|#ERROR!?")
_APOSTROPHES: Final = "'’‘`´"
_SPACES: Final = re.compile(r"[\u00a0\u2007\u202f\u200b\ufeff]")
_NIP_SEPARATORS: Final = re.compile(r"[\s.\-]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


class Told(msgspec.Struct, frozen=True):
    """Where the cell stands, and what is known of its column: in which order its dates are meant
    to be, and whether another of its dates proves that."""

    notes: Notes
    row: int
    field: str
    dates: DateOrder = "dmy"
    proof: Proof = "none"

    def note(self, code: str, **details: object) -> None:
        self.notes.add(code, self.row, self.field, **details)


Read = Callable[[Cell, Told], Any]
"""Of a cell that is not blank; raises Refusal."""


def as_text(cell: Cell, told: Told) -> str:
    """A number that is whole is written without a fraction."""
    if isinstance(cell, Failed):
        raise CellFormula if cell.shown.startswith("=") else CellFailed(error=cell.shown)
    if isinstance(cell, bool):
        raise CellKindWrong(kind="boolean")
    if not isinstance(cell, str):
        return shown(cell)
    if _SPACES.search(cell):
        told.note("note_odd_spaces")
    text = tidy(cell)
    if text[:1] in _APOSTROPHES:
        told.note("note_apostrophe")
        text = text[1:].strip()
    if _ERRORS.fullmatch(text):
        raise CellFailed(error=text)
    if text.startswith("="):
        raise CellFormula
    return text


def as_nip(cell: Cell, told: Told) -> Nip:
    """The kind of employment, which the NIP of a PNS also depends on, is for the decision."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 1e15:
        raise NipKeptAsNumber(shown=f"{cell:.0f}")
    text = as_text(cell, told)
    if _SCIENTIFIC.fullmatch(text):
        raise ScientificNotation
    nip = parse_nip(text)
    if nip != text:
        told.note("note_nip_separators")
    return nip


def as_code(cell: Cell, told: Told) -> str:
    """A code or a name as it was written; which one it is, the registers know."""
    if isinstance(cell, int | float):
        told.note("note_code_number", read=shown(cell))
    text = as_text(cell, told)
    if _SCIENTIFIC.fullmatch(text):
        raise ScientificNotation
    return text


def as_number(cell: Cell, told: Told) -> int:
    """A whole number."""
    if isinstance(cell, float) and not cell.is_integer():
        raise NumberUnreadable
    text = as_text(cell, told)
    if _SCIENTIFIC.fullmatch(text):
        raise ScientificNotation
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NumberUnreadable
    return int(text)


def as_degrees(cell: Cell, told: Told) -> float:
    """Decimal degrees, with a point or a comma."""
    text = repr(cell) if isinstance(cell, float) else as_text(cell, told)
    if not _NUMBER.fullmatch(text):
        raise DegreesUnreadable
    if "," in text:
        told.note("note_decimal_comma")
    degrees = float(text.replace(",", "."))
    if abs(degrees) > 180:
        raise DegreesWithoutPoint
    return degrees


def one_of(choices: Mapping[str, str]) -> Read:
    """Words in lower case, and what each of them means; the first of a meaning is its usual one."""
    usual: dict[str, str] = {}
    for usual_word, meaning in choices.items():
        usual.setdefault(meaning, usual_word)
    first_words = list(usual.values())

    def read(cell: Cell, told: Told) -> str:
        word = re.sub(r"[^a-z0-9]+", " ", as_text(cell, told).casefold()).strip()
        meant = choices.get(word)
        if meant is None:
            raise ChoiceUnknown(choices=first_words)
        return meant

    return read
