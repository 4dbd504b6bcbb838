"""Faults of a regulation file: where, what, and in words; all of them in one answer."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

import msgspec

from domain.perbup_fault_texts import TEXTS
from domain.refusals import Refusal

T = TypeVar("T")
Severity = Literal["error", "warning"]
Language = Literal["id", "en"]


class Fault(msgspec.Struct, frozen=True):
    """`path` is the place in the file, as in `rules[3].rate.brackets[1].within`; empty is all of
    it. `details` fill the texts."""

    path: str
    code: str
    details: dict[str, str] = {}

    @property
    def severity(self) -> Severity:
        return "warning" if self.code in _WARNINGS else "error"

    def text(self, language: Language = "id") -> str:
        return TEXTS[self.code][language == "en"].format_map(self.details)


class FaultyPerbup(Refusal):
    """A regulation with faults: `faults` holds every one, warnings among them."""

    code = "faulty_perbup"
    field = "perbup"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults=len(self.faults))


def errors(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    return tuple(fault for fault in faults if fault.severity == "error")


def numbered(path: str, parts: Sequence[T]) -> Iterator[tuple[str, T]]:
    """Each part with its place in the file; those that could not be read are left out."""
    return ((f"{path}[{i}]", part) for i, part in enumerate(parts) if part is not None)


_WARNINGS = frozenset(
    {
        "enacted_before_stated",
        "rate_falls",
        "costs_nothing",
        "never_fires",
        "perbup_never_fires",
        "no_rules",
        "predicate_unrated",
        "unit_misfit",
        "free_then_unused",
        "flexi_without_effect",
        "trial_until_unused",
    }
)
