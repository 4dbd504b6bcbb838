"""Reasons that people must give, kept among the personal parts of an event."""

from domain.identifiers import parse_text
from domain.personal import Personal

LONGEST_NOTE = 1_000


def noted(reason: str, field: str = "reason") -> Personal:
    return Personal(note=parse_text(reason, field, longest=LONGEST_NOTE))
