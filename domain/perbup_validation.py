"""Is a regulation sound? Every fault of its file, in one answer."""

import re
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
        found.extend(fault for fault in meant if not _follows(fault, formal))
    return tuple(found)


_NEEDS = {
    "unknown_rule": r"rules(\[\d+\](\.code)?)?",
    "unknown_session": r"sessions(\[\d+\](\.name)?)?",
    "unknown_base": r"bases(\[\d+\](\.name)?)?",
    "unknown_grade": r"grades(\[\d+\](\.grade)?)?",
    "parts_not_whole": r"bases(\[\d+\](\.(name|of|share|part))?)?",
    "bracket_gap": r"{list}(\[\d+\](\.within)?)?",
    "never_fires": r"{path}[.[].*",
}
"""Where the form must be sound before such a fault can be told: a base that could not be read, for
one, is not unknown. `path` is the fault's own place, `list` the list that it is in."""


def _follows(fault: Fault, formal: tuple[str, ...]) -> bool:
    """Does it only follow from a fault of form, or repeat one?"""
    if any(fault.path == p or fault.path.startswith((f"{p}.", f"{p}[")) for p in formal):
        return True
    needs = _NEEDS.get(fault.code)
    if needs is None:
        return False
    held = {"path": re.escape(fault.path), "list": re.escape(fault.path.rpartition("[")[0])}
    pattern = re.compile(needs.replace("{path}", held["path"]).replace("{list}", held["list"]))
    return any(pattern.fullmatch(place) for place in formal)


def read(data: object) -> Perbup:
    """The regulation, or `FaultyPerbup` with every fault; warnings alone do not refuse it."""
    found = faults_of(data)
    if errors(found):
        raise FaultyPerbup(found)
    return msgspec.convert(data, Perbup)
