"""Names in a regulation: every session, rule, base, leave and person that it speaks of is known."""

from collections.abc import Collection, Iterator, Sequence

from domain.perbup import Flexi, Perbup
from domain.perbup_faults import Fault, numbered
from domain.perbup_measures import (
    Accumulated,
    AtClock,
    Cuti,
    Days,
    Discipline,
    Early,
    Late,
    Measure,
    Missing,
    PredicateGiven,
    Short,
)
from domain.perbup_rules import (
    ByName,
    CutMore,
    Effect,
    Entitlement,
    PayActing,
    PayGrade,
    PayNothing,
    PayShare,
    Propose,
    Rule,
    Who,
    Zero,
)
from domain.perbup_vocabulary import (
    CUTI_KINDS,
    DAY_STATUSES,
    EMPLOYMENTS,
    PREDICATES,
    PUNISHMENTS,
    REASONS,
    TUGAS_BELAJAR,
)
from domain.perbup_words import ppm
from domain.refusals import Unreadable


def name_faults(perbup: Perbup) -> Iterator[Fault]:
    yield from _who_faults(perbup.who, "who")
    if perbup.flexi:
        yield from _ends(perbup.flexi, "flexi", perbup)
    for path, rule in numbered("rules", perbup.rules):
        yield from _rule_faults(rule, path, perbup)
    for path, effect in numbered("effects", perbup.effects):
        yield from _effect_faults(effect, path, perbup)
    for path, entitlement in numbered("entitlements", perbup.entitlements):
        yield from _entitlement_faults(entitlement, path, perbup)
    for path, cap in numbered("caps", perbup.caps):
        yield from _rule_names(cap.rules, f"{path}.rules", perbup)
        yield from _base_name(cap.base, f"{path}.base", perbup)


def _rule_faults(rule: Rule, path: str, perbup: Perbup) -> Iterator[Fault]:
    yield from _measure_names(rule.measure, f"{path}.measure", perbup)
    yield from _base_name(rule.base, f"{path}.base", perbup)
    yield from _who_faults(rule.who, f"{path}.who")
    yield from _known(rule.except_status, f"{path}.except_status", "status", DAY_STATUSES)
    if isinstance(rule.rate, ByName):
        yield from _rate_names(rule, rule.rate, f"{path}.rate.rates")


def _rate_names(rule: Rule, rate: ByName, path: str) -> Iterator[Fault]:
    for here, named in numbered(path, rate.rates):
        match rule.measure:
            case PredicateGiven():
                yield from _one_known(named.name, f"{here}.name", "predicate", PREDICATES)
            case Discipline():
                yield from _one_known(named.name, f"{here}.name", "punishment", PUNISHMENTS)
            case _:
                pass


def _measure_names(measure: Measure | None, path: str, perbup: Perbup) -> Iterator[Fault]:
    match measure:
        case Late():
            yield from _sessions(measure.sessions, f"{path}.sessions", perbup, ("arrival",))
        case Early():
            yield from _sessions(measure.sessions, f"{path}.sessions", perbup, ("leaving",))
        case AtClock():
            timed = ("arrival", "leaving")
            yield from _sessions(measure.sessions, f"{path}.sessions", perbup, timed)
        case Missing():
            yield from _sessions(measure.sessions, f"{path}.sessions", perbup, ())
        case Short():
            yield from _ends(measure, path, perbup)
        case Cuti():
            yield from _known(measure.kinds, f"{path}.kinds", "cuti", CUTI_KINDS)
        case Accumulated() | Days():
            yield from _rule_names(measure.rules, f"{path}.rules", perbup)
        case _:
            pass


def _sessions(
    names: Sequence[str], path: str, perbup: Perbup, wanted: tuple[str, ...]
) -> Iterator[Fault]:
    roles = {terms.name: terms.role for _, terms in numbered("", perbup.sessions)}
    for here, name in numbered(path, names):
        yield from _session_fault(name, here, roles.get(name), wanted)


def _ends(ends: Short | Flexi, path: str, perbup: Perbup) -> Iterator[Fault]:
    roles = {terms.name: terms.role for _, terms in numbered("", perbup.sessions)}
    for end, name in (("arrival", ends.arrival), ("leaving", ends.leaving)):
        yield from _session_fault(name, f"{path}.{end}", roles.get(name), (end,))


def _session_fault(
    name: str, path: str, role: str | None, wanted: tuple[str, ...]
) -> Iterator[Fault]:
    if role is None:
        yield Fault(path, "unknown_session", {"name": name})
    elif wanted and role not in wanted:
        shown = {"name": name, "role": role, "wanted": "/".join(wanted)}
        yield Fault(path, "wrong_role", shown)


def _rule_names(names: Sequence[str], path: str, perbup: Perbup) -> Iterator[Fault]:
    codes = {rule.code for _, rule in numbered("", perbup.rules)}
    for here, name in numbered(path, names):
        if name not in codes:
            yield Fault(here, "unknown_rule", {"name": name})


def _base_name(name: str, path: str, perbup: Perbup) -> Iterator[Fault]:
    if name != "tpp" and name not in {base.name for _, base in numbered("", perbup.bases)}:
        yield Fault(path, "unknown_base", {"name": name})


def _effect_faults(effect: Effect, path: str, perbup: Perbup) -> Iterator[Fault]:
    yield from _measure_names(effect.measure, f"{path}.measure", perbup)
    yield from _who_faults(effect.who, f"{path}.who")
    match effect.do:
        case Zero() | CutMore():
            yield from _base_name(effect.do.base, f"{path}.do.base", perbup)
        case Propose():
            where = f"{path}.do.punishment"
            yield from _one_known(effect.do.punishment, where, "punishment", PUNISHMENTS)
        case _:
            pass


def _entitlement_faults(entitlement: Entitlement, path: str, perbup: Perbup) -> Iterator[Fault]:
    yield from _who_faults(entitlement.who, f"{path}.who")
    here = f"{path}.give"
    match entitlement.give:
        case PayShare() as give:
            yield from _known(give.employment, f"{here}.employment", "employment", EMPLOYMENTS)
            yield from _studies(give.tugas_belajar, here)
        case PayGrade() as give:
            yield from _studies(give.tugas_belajar, here)
            if give.grade not in {row.grade for _, row in numbered("", perbup.grades)}:
                yield Fault(f"{here}.grade", "unknown_grade", {"name": str(give.grade)})
        case PayActing() as give:
            yield from _acting_faults(give, here)
        case PayNothing() as give:
            yield from _known(give.reasons, f"{here}.reasons", "reason", REASONS)
        case _:
            pass


def _acting_faults(give: PayActing, path: str) -> Iterator[Fault]:
    try:
        adds = ppm(give.add) > 0
    except Unreadable:
        return
    if give.how == "share" and not adds:
        yield Fault(f"{path}.add", "adds_nothing")
    if give.min_days < 1:
        yield Fault(f"{path}.min_days", "not_positive")


def _studies(names: Sequence[str], path: str) -> Iterator[Fault]:
    yield from _known(names, f"{path}.tugas_belajar", "tugas_belajar", TUGAS_BELAJAR)


def _who_faults(who: Who | None, path: str) -> Iterator[Fault]:
    if who is None:
        return
    yield from _known(who.employment, f"{path}.employment", "employment", EMPLOYMENTS)
    for here, phase in numbered(f"{path}.phases", who.phases):
        yield from _known(phase.employment, f"{here}.employment", "employment", EMPLOYMENTS)


def _known(names: Sequence[str], path: str, kind: str, choices: Collection[str]) -> Iterator[Fault]:
    for here, name in numbered(path, names):
        yield from _one_known(name, here, kind, choices)


def _one_known(name: str, path: str, kind: str, choices: Collection[str]) -> Iterator[Fault]:
    if name not in choices:
        yield Fault(path, f"unknown_{kind}", {"name": name, "choices": ", ".join(choices)})
