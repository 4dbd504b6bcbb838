"""Rules and effects: which rate fits which measure, and options that do not belong together."""

from collections.abc import Iterator, Mapping

from domain.perbup import Perbup
from domain.perbup_faults import Fault, numbered
from domain.perbup_measures import (
    Absent,
    Accumulated,
    Activity,
    AtClock,
    Away,
    Cuti,
    Days,
    Discipline,
    Early,
    Late,
    Measure,
    Missing,
    PredicateGiven,
    Reports,
    Short,
    Tolerance,
)
from domain.perbup_rules import Brackets, ByName, ClockBrackets, Each, Rate, Rule, Shortfall
from domain.perbup_vocabulary import PREDICATES

_FITS: dict[type[Measure], tuple[type[Rate], ...]] = {
    Late: (Each, Brackets),
    Early: (Each, Brackets),
    AtClock: (ClockBrackets,),
    Missing: (Each, Brackets),
    Absent: (Each, Brackets),
    Away: (Each, Brackets),
    Short: (Each, Brackets),
    Cuti: (Each, Brackets),
    Accumulated: (Each, Brackets),
    Days: (Each, Brackets),
    PredicateGiven: (ByName,),
    Activity: (Shortfall,),
    Reports: (Each, Brackets),
    Discipline: (ByName,),
}
_DAILY = (Late, Early, AtClock, Missing, Absent, Away, Short, Cuti)


def rule_faults(perbup: Perbup) -> Iterator[Fault]:
    rules = {rule.code: rule for _, rule in numbered("rules", perbup.rules)}
    for path, rule in numbered("rules", perbup.rules):
        if rule.measure and rule.rate:
            yield from _rate_misfits(rule, path)
        yield from _option_faults(rule, path)
        yield from _measure_faults(rule.measure, f"{path}.measure", rules)
    for path, effect in numbered("effects", perbup.effects):
        yield from _measure_faults(effect.measure, f"{path}.measure", rules)


def _rate_misfits(rule: Rule, path: str) -> Iterator[Fault]:
    fits = _FITS[type(rule.measure)]
    measure = _tag(type(rule.measure))
    if not isinstance(rule.rate, fits):
        names = ", ".join(_tag(fit) for fit in fits)
        details = {"rate": _tag(type(rule.rate)), "measure": measure, "fits": names}
        yield Fault(f"{path}.rate", "rate_misfit", details)
    elif isinstance(rule.rate, Each):
        if rule.rate.unit_minutes < 1:
            yield Fault(f"{path}.rate.unit_minutes", "not_positive")
        elif rule.rate.unit_minutes > 1 and not _in_minutes(rule.measure):
            yield Fault(f"{path}.rate.unit_minutes", "unit_misfit", {"measure": measure})


def _in_minutes(measure: Measure) -> bool:
    if isinstance(measure, Accumulated):
        return measure.per_minutes is None
    return isinstance(measure, Late | Early | Away | Short)


def _tag(part: type[Measure] | type[Rate]) -> str:
    return str(part.__struct_config__.tag)


def _option_faults(rule: Rule, path: str) -> Iterator[Fault]:
    if rule.free_per_month < 0:
        yield Fault(f"{path}.free_per_month", "negative")
    if rule.free_then == "all" and rule.free_per_month == 0:
        yield Fault(f"{path}.free_then", "free_then_unused")
    if rule.instead != "nothing" and rule.measure and not isinstance(rule.measure, Cuti):
        yield Fault(f"{path}.instead", "instead_misfit")
    if isinstance(rule.measure, PredicateGiven) and isinstance(rule.rate, ByName):
        named = {rate.name for _, rate in numbered("", rule.rate.rates)}
        unrated = [name for name in PREDICATES if name not in named]
        if unrated:
            yield Fault(f"{path}.rate.rates", "predicate_unrated", {"names": ", ".join(unrated)})


def _measure_faults(
    measure: Measure | None, path: str, rules: Mapping[str, Rule]
) -> Iterator[Fault]:
    match measure:
        case Late() | Early():
            yield from _tolerance_faults(measure.tolerance, f"{path}.tolerance")
            yield from _not_positive(measure.missing_as_minutes, f"{path}.missing_as_minutes")
        case Absent():
            yield from _not_positive(measure.or_away_over_minutes, f"{path}.or_away_over_minutes")
        case Cuti() if measure.children is not None and set(measure.kinds) != {"melahirkan"}:
            yield Fault(f"{path}.children", "children_misfit")
        case Accumulated():
            yield from _accumulated_faults(measure, path, rules)
        case Days():
            yield from _days_faults(measure, path, rules)
        case Activity():
            yield from _not_positive(measure.target_minutes, f"{path}.target_minutes")
        case Reports():
            for here, months in numbered(f"{path}.months_before", measure.months_before):
                if months < 0:
                    yield Fault(here, "negative")
        case _:
            pass


def _not_positive(value: int | None, path: str) -> Iterator[Fault]:
    if value is not None and value <= 0:
        yield Fault(path, "not_positive")


def _tolerance_faults(tolerance: Tolerance | None, path: str) -> Iterator[Fault]:
    if tolerance is None:
        return
    field = "clock" if tolerance.how == "clock" else "minutes"
    missing = tolerance.clock is None if field == "clock" else tolerance.minutes <= 0
    if missing:
        yield Fault(
            f"{path}.{field}", "tolerance_incomplete", {"how": tolerance.how, "field": field}
        )


def _accumulated_faults(
    measure: Accumulated, path: str, rules: Mapping[str, Rule]
) -> Iterator[Fault]:
    if measure.carry and (measure.period != "year" or measure.per_minutes is None):
        yield Fault(f"{path}.carry", "carry_misfit")
    yield from _not_positive(measure.per_minutes, f"{path}.per_minutes")
    for here, code in numbered(f"{path}.rules", measure.rules):
        rule = rules.get(code)
        if rule and rule.measure and not _gives_minutes(rule.measure, measure):
            yield Fault(here, "not_minutes", {"name": code})


def _gives_minutes(summed: Measure, by: Accumulated) -> bool:
    match summed:
        case Late() | Early() | Away() | Short():
            return True
        case Missing():
            return by.missing_as_minutes > 0
        case Absent():
            return by.absent_as_minutes > 0
        case _:
            return False


def _days_faults(measure: Days, path: str, rules: Mapping[str, Rule]) -> Iterator[Fault]:
    for here, code in numbered(f"{path}.rules", measure.rules):
        rule = rules.get(code)
        if rule and rule.measure and not isinstance(rule.measure, _DAILY):
            yield Fault(here, "not_daily", {"name": code})
