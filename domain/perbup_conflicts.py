"""Two regulations for the same people on one day, though neither amends or replaces the other."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from domain.perbup import Perbup
from domain.perbup_faults import Fault
from domain.perbup_rules import Who
from domain.perbup_words import interval

_ENDLESS = 10**9
Group = tuple[frozenset[str], frozenset[str]]
"""Employments and OPDs; an empty set is everybody."""


def conflicts(perbups: Sequence[Perbup]) -> tuple[Fault, ...]:
    """A fault for each pair; `path` is the id of the later one, `start` the first such day."""
    pairs = combinations(sorted(perbups, key=lambda perbup: perbup.effective_from), 2)
    found = (_conflict(one, other, perbups) for one, other in pairs)
    return tuple(fault for fault in found if fault)


def _conflict(one: Perbup, other: Perbup, perbups: Sequence[Perbup]) -> Fault | None:
    start = max(one.effective_from, other.effective_from)
    until = min(_last_day(one, perbups), _last_day(other, perbups))
    shared = [on for on in _turns(one, other, start) if on <= until and _share(one, other, on)]
    if not shared:
        return None
    shown = "…" if until == date.max else str(until)
    details = {"other": one.id, "start": str(min(shared)), "until": shown}
    return Fault(other.id, "conflicting_perbup", details)


def _last_day(perbup: Perbup, others: Sequence[Perbup]) -> date:
    """Its last day in force: at the latest the day before what amends or replaces it, or a newer
    version of it, begins."""
    until = perbup.effective_until or date.max
    for other in others:
        newer = other.id == perbup.id and other.effective_from > perbup.effective_from
        if newer or perbup.id in other.replaces or other.amends == perbup.id:
            until = min(until, other.effective_from - timedelta(days=1))
    return until


def _turns(one: Perbup, other: Perbup, start: date) -> Iterator[date]:
    """The days on which the people concerned change: the first one, and each phase."""
    yield start
    for phase in (*one.who.phases, *other.who.phases):
        if phase.from_on > start:
            yield phase.from_on


def _share(one: Perbup, other: Perbup, on: date) -> bool:
    excluded = frozenset({*one.who.except_opd, *other.who.except_opd})
    return _grades_meet(one.who.grades, other.who.grades) and any(
        _groups_meet(a, b, excluded) for a in _groups(one.who, on) for b in _groups(other.who, on)
    )


def _groups(who: Who, on: date) -> Iterator[Group]:
    """The alternatives among those concerned on this day."""
    whole: Group = (frozenset(who.employment), frozenset(who.opd))
    begun = [phase for phase in who.phases if phase.from_on <= on]
    narrowed = (_narrowed(whole, frozenset(p.employment), frozenset(p.opd)) for p in begun)
    yield from (group for group in narrowed if group) if who.phases else [whole]


def _groups_meet(one: Group, other: Group, excluded: frozenset[str]) -> bool:
    both = _narrowed(one, *other)
    return both is not None and (not both[1] or bool(both[1] - excluded))


def _narrowed(one: Group, employments: frozenset[str], opds: frozenset[str]) -> Group | None:
    """Those of one group who are of the other too, None if nobody is."""
    employment = one[0] & employments if one[0] and employments else one[0] | employments
    opd = one[1] & opds if one[1] and opds else one[1] | opds
    nobody = (one[0] and employments and not employment) or (one[1] and opds and not opd)
    return None if nobody else (employment, opd)


def _grades_meet(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    (one_low, one_high), (other_low, other_high) = interval(one), interval(other)
    return max(one_low, other_low) < min(one_high or _ENDLESS, other_high or _ENDLESS)
