"""Is a regulation sound? Every fault of its file, in one answer."""

import re
from collections.abc import Callable, Iterator

import msgspec

from domain.perbup import Perbup
from domain.perbup_bracket_checks import bracket_faults
from domain.perbup_faults import Fault, FaultyPerbup, errors
from domain.perbup_name_checks import name_faults
from domain.perbup_number_checks import number_faults
from domain.perbup_reach_checks import reach_faults
from domain.perbup_rule_checks import rule_faults
from domain.perbup_shape import shaped
from domain.perbup_term_checks import term_faults

_CHECKS: tuple[Callable[[Perbup], Iterator[Fault]], ...] = (
    number_faults,
    term_faults,
    name_faults,
    rule_faults,
    bracket_faults,
    reach_faults,
)


def faults_of(data: object) -> tuple[Fault, ...]:
    """All faults of a regulation in its file form (tables, lists and texts), warnings too: those of
    form first, then those of meaning."""
    perbup, found = shaped(data)
    if perbup is not None:
        formal = _Formal([fault.path for fault in found])
        meant = (fault for check in _CHECKS for fault in check(perbup))
        found.extend(fault for fault in meant if not formal.explains(fault))
    return tuple(found)


_NEEDS = {
    "unknown_rule": {"rules", "rules[]", "rules[].code"},
    "unknown_session": {"sessions", "sessions[]", "sessions[].name"},
    "unknown_base": {"bases", "bases[]", "bases[].name"},
    "unknown_grade": {"grades", "grades[]", "grades[].grade"},
    "parts_not_whole": {"bases", "bases[]", "bases[].of", "bases[].share", "bases[].part"},
}
"""Where the form must be sound before such a fault can be told: a base that could not be read, for
one, is not unknown."""


class _Formal:
    """The places whose form is faulty, and which faults of meaning only follow from that."""

    def __init__(self, places: list[str]) -> None:
        self.places = frozenset(places)
        self.above = frozenset(upper for place in places for upper in _upwards(place))
        self.kinds = {re.sub(r"\[\d+\]", "[]", place) for place in places}
        self.lists = {re.sub(r"\[\d+\](\.within)?$", "", place) for place in places}

    def explains(self, fault: Fault) -> bool:
        if not self.places.isdisjoint(_upwards(fault.path)):
            return True
        match fault.code:
            case "never_fires":
                return fault.path in self.above
            case "bracket_gap":
                return fault.path.rpartition("[")[0] in self.lists
            case code:
                return not self.kinds.isdisjoint(_NEEDS.get(code, ()))


def _upwards(path: str) -> Iterator[str]:
    """The place itself and all that it lies in."""
    yield path
    for end in re.finditer(r"[.\[]", path):
        yield path[: end.start()]


def read(data: object) -> Perbup:
    """The regulation, or `FaultyPerbup` with every fault; warnings alone do not refuse it."""
    found = faults_of(data)
    if errors(found):
        raise FaultyPerbup(found)
    return msgspec.convert(data, Perbup)
