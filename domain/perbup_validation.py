"""Is a regulation sound? Every fault of its file, in one answer."""

from collections.abc import Callable, Iterator

import msgspec

from domain.perbup import Perbup
from domain.perbup_bracket_checks import bracket_faults
from domain.perbup_faults import Fault, FaultyPerbup, errors
from domain.perbup_name_checks import name_faults
from domain.perbup_reach_checks import reach_faults
from domain.perbup_rule_checks import rule_faults
from domain.perbup_shape import shaped
from domain.perbup_term_checks import term_faults

_CHECKS: tuple[Callable[[Perbup], Iterator[Fault]], ...] = (
    term_faults,
    name_faults,
    rule_faults,
    bracket_faults,
    reach_faults,
)


def faults_of(data: object) -> tuple[Fault, ...]:
    """All faults of a regulation in its file form (tables, lists and texts), warnings too, in the
    order of their places."""
    perbup, found = shaped(data)
    if perbup is not None:
        formal = tuple(fault.path for fault in found)
        meant = (fault for check in _CHECKS for fault in check(perbup))
        found.extend(fault for fault in meant if not _is_at_or_below(fault.path, formal))
    return tuple(found)


def _is_at_or_below(path: str, places: tuple[str, ...]) -> bool:
    """A check of meaning repeats nothing about a place whose form is faulty already."""
    return any(path == p or path.startswith((f"{p}.", f"{p}[")) for p in places)


def read(data: object) -> Perbup:
    """The regulation, or `FaultyPerbup` with every fault; warnings alone do not refuse it."""
    found = faults_of(data)
    if errors(found):
        raise FaultyPerbup(found)
    return msgspec.convert(data, Perbup)
