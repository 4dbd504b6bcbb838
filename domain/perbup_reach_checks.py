"""Rules that can never count: no day, no session and nobody is left for them."""

from collections.abc import Iterator

from domain.perbup import Perbup
from domain.perbup_faults import Fault, numbered
from domain.perbup_measures import Accumulated, AtClock, Cuti, Days, Early, Late, Measure, Missing
from domain.perbup_rules import Rule, Who
from domain.perbup_vocabulary import EMPLOYMENTS

_Why = tuple[str, str]


def reach_faults(perbup: Perbup) -> Iterator[Fault]:
    if not perbup.rules:
        yield Fault("rules", "no_rules")
        return
    reasons = [(path, _why_never(rule, perbup)) for path, rule in numbered("rules", perbup.rules)]
    for path, why in reasons:
        if why:
            yield Fault(path, "never_fires", {"why_id": why[0], "why_en": why[1]})
    if reasons and all(why for _, why in reasons):
        yield Fault("rules", "perbup_never_fires")


def _why_never(rule: Rule, perbup: Perbup) -> _Why | None:
    if not rule.weekdays:
        return "tidak ada hari yang disebut", "it names no weekday"
    if not _names_anything(rule.measure):
        return "tidak ada yang diukur", "it measures nothing"
    if not _days_left(rule, perbup):
        return "sesinya tidak ada pada hari-hari itu", "its sessions are not held on those days"
    if rule.who and not _people_left(rule.who, perbup.who):
        return "pegawainya di luar cakupan", "its people are out of the regulation's scope"
    return None


def _names_anything(measure: Measure | None) -> bool:
    match measure:
        case Late() | Early() | AtClock() | Missing():
            return bool(measure.sessions)
        case Cuti():
            return bool(measure.kinds)
        case Accumulated() | Days():
            return bool(measure.rules)
        case _:
            return True


def _days_left(rule: Rule, perbup: Perbup) -> bool:
    if not isinstance(rule.measure, Late | Early | AtClock | Missing):
        return True
    held = [t for _, t in numbered("", perbup.sessions) if t.name in rule.measure.sessions]
    return not held or any(set(rule.weekdays).intersection(terms.weekdays) for terms in held)


def _people_left(who: Who, scope: Who) -> bool:
    left = set(EMPLOYMENTS)
    for narrowing in (who, scope):
        left &= set(narrowing.employment) or left
        phases = [phase for _, phase in numbered("", narrowing.phases)]
        if phases and all(phase.employment for phase in phases):
            left &= {name for phase in phases for name in phase.employment}
    return bool(left)
