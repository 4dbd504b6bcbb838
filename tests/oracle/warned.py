"""What an assessed month warns of: facts that the regulation does not know how to read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.facts import STATUSES, DayFacts
from domain.perbup import Perbup
from domain.perbup_measures import Cuti
from tests.oracle.sessions import reversed_entries

if TYPE_CHECKING:
    from tests.oracle.month import Month

Warned = tuple[date, str | None, str]


def warnings_of(month: Month) -> list[Warned]:
    return [*_of_regulation(month), *_of_days(month), *_of_allowance(month)]


def _of_regulation(month: Month) -> list[Warned]:
    without = [month.book.days[p].on for p in month.places if month.by_place[p] is None]
    if without:
        return [(min(without), None, "no_regulation")]
    if not month.places and month.perbup is None:
        return [(month.month, None, "no_regulation")]
    return []


def _of_allowance(month: Month) -> list[Warned]:
    told = {
        "no_tpp_base": month.allowance.no_base,
        "unknown_withheld": month.allowance.unknown_reason,
    }
    return [(month.month, None, code) for code, holds in told.items() if holds]


def _of_days(month: Month) -> list[Warned]:
    found: list[Warned] = []
    names: set[str] = set()
    kinds: set[str] = set()
    for place in month.places:
        day, position = month.book.days[place], month.by_place[place]
        if position is None:
            continue
        if day.status not in STATUSES:
            found.append((day.on, None, "unknown_status"))
        if max(day.away_s, day.away_permitted_s) > 172_800:
            found.append((day.on, None, "time_impossible"))
        perbup = month.book.perbups[position]
        entries = month.book.reading(position, place).entries
        found += [(day.on, entry.name, entry.warning) for entry in entries if entry.warning]
        found += [(day.on, entry.name, "reversed") for entry in reversed_entries(entries)]
        for name in _unknown_sessions(perbup, day):
            if name not in names:
                names.add(name)
                found.append((day.on, name, "unknown_session"))
        if day.cuti is not None and day.cuti not in _named_kinds(perbup) | kinds:
            kinds.add(day.cuti)
            found.append((day.on, None, "unknown_cuti"))
    return found


def _unknown_sessions(perbup: Perbup, day: DayFacts) -> list[str]:
    known = {terms.name for terms in perbup.sessions}
    return [
        fact.session
        for fact in day.sessions
        if fact.session not in known and (fact.due_s is not None or fact.at_s is not None)
    ]


def _named_kinds(perbup: Perbup) -> set[str]:
    measures = [rule.measure for rule in perbup.rules]
    return {kind for m in measures if isinstance(m, Cuti) for kind in m.kinds}
