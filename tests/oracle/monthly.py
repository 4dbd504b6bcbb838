"""Lines of a month that no day makes: predicates, minutes of work, reports and punishments."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from domain.facts import MonthFacts, PunishmentFact
from domain.perbup_measures import (
    Accumulated,
    Activity,
    Days,
    Discipline,
    PredicateGiven,
    Reports,
)
from domain.perbup_rules import Each, Rule
from tests.oracle.leave import months_later
from tests.oracle.lines import (
    Line,
    cut_of,
    falls_between,
    named_rate,
    rate_of,
    zero_is_free,
)
from tests.oracle.money import whole

if TYPE_CHECKING:
    from tests.oracle.month import Month

MONTHLY = (Accumulated, Days, PredicateGiven, Activity, Reports, Discipline)


def monthly_lines(month: Month, rule_place: int, rule: Rule) -> tuple[list[Line], list[str]]:
    """The lines of a rule about a month that sums nothing up, and the codes of its warnings."""
    match rule.measure:
        case PredicateGiven():
            return _predicate(month, rule_place, rule, rule.measure)
        case Activity():
            return _activity(month, rule_place, rule, rule.measure), []
        case Reports():
            return _reports(month, rule_place, rule, rule.measure)
        case Discipline():
            return _discipline(month, rule_place, rule, rule.measure)
        case _:
            return [], []


def _line(
    month: Month, rule_place: int, rule: Rule, quantity: int, unit: str, rate: Fraction
) -> Line:
    position = month.position or 0
    base_rupiah = month.base(position, rule.base)
    return Line(
        position=position,
        rule_place=rule_place,
        place=0,
        order=0,
        on=None,
        kind="cut",
        rule=rule.code,
        clause=rule.clause,
        session=None,
        quantity=quantity,
        unit=unit,
        base=rule.base,
        base_rupiah=base_rupiah,
        rate=rate,
        mode=month.mode,
        events=list(month.row.events),
        exact=rate * base_rupiah,
        of=rule,
    )


def _lagged(month: date, lag: str) -> date:
    match lag:
        case "month":
            return months_later(month, -1)
        case "quarter":
            first_of_quarter = month.replace(month=3 * ((month.month - 1) // 3) + 1)
            return (first_of_quarter - timedelta(days=1)).replace(day=1)
        case "year":
            return date(month.year - 1, 12, 1)
        case _:
            return month


def _predicate(
    month: Month, rule_place: int, rule: Rule, measure: PredicateGiven
) -> tuple[list[Line], list[str]]:
    row = month.book.last_row(_lagged(month.month, measure.lag))
    if row is None or row.predicate is None:
        return [], []
    named = named_rate(rule, row.predicate)
    if named is None:
        return [], ["unknown_predicate"]
    rate = cut_of(named)
    line = _line(month, rule_place, rule, 1, "predicate", rate)
    line.events = list(row.events)
    return ([line] if rate else []), []


def _activity(month: Month, rule_place: int, rule: Rule, measure: Activity) -> list[Line]:
    missing = measure.target_minutes - month.row.score_minutes
    if not month.over or missing <= 0:
        return []
    rate = min(Fraction(1), Fraction(missing, measure.target_minutes))
    line = _line(month, rule_place, rule, missing, "minute", rate)
    perbup = month.book.perbups[month.position or 0]
    line.exact = Fraction(whole(line.exact, perbup.rounding.how))
    return [line]


def _reports(
    month: Month, rule_place: int, rule: Rule, measure: Reports
) -> tuple[list[Line], list[str]]:
    lines, warned = [], []
    for order, before in enumerate(measure.months_before):
        row = month.book.last_row(months_later(month.month, -before))
        if row is None or (before == 0 and not month.over):
            continue
        count = row.score_entries if measure.which == "made" else row.score_unfit
        if count == 0 and isinstance(rule.rate, Each):
            continue
        rate = rate_of(rule, count, count)
        if rate is None:
            warned += ["no_bracket"] if falls_between(rule, count) else []
            continue
        line = _line(month, rule_place, rule, count, "count", rate)
        line.events = list(row.events)
        line.order = order
        line.kind = "free" if rate == 0 and zero_is_free(rule) else "cut"
        lines.append(line)
    return lines, warned


def _number_in_force(
    punishment: PunishmentFact, months: int | None, row: MonthFacts, month: date
) -> int | None:
    """Which month of the punishment this is, from 1; None when it is not in force."""
    begun = (month.year - punishment.from_month.year) * 12
    number = begun + month.month - punishment.from_month.month + 1
    if number < 1 or (months is not None and number > months):
        return None
    lifted = punishment.lifted_month
    return None if lifted is not None and month >= lifted else number


def _discipline(
    month: Month, rule_place: int, rule: Rule, measure: Discipline
) -> tuple[list[Line], list[str]]:
    lines, warned = [], []
    for order, punishment in enumerate(month.row.punishments):
        named = named_rate(rule, punishment.kind)
        own_length = None if named is None else named.months
        length = punishment.months if punishment.months is not None else own_length
        number = _number_in_force(punishment, length, month.row, month.month)
        if number is None:
            continue
        if named is None:
            warned.append("unknown_punishment")
            continue
        rate = cut_of(named)
        if rate:
            line = _line(month, rule_place, rule, number, "month", rate)
            line.order, line.events = order, [punishment.event]
            lines.append(line)
    if measure.overlap == "heaviest" and lines:
        stays = max(lines, key=lambda line: line.rate or 0)
        for line in lines:
            line.kind = "cut" if line is stays else "waived"
    return lines, warned
