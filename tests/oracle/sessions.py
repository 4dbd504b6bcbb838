"""How the sessions of a day stand under a regulation."""

from dataclasses import dataclass

from domain.facts import DayFacts, SessionFact
from domain.perbup import Perbup, SessionTerms
from tests.oracle.words import seconds


@dataclass
class Entry:
    """A session entry that counts. `state`: excused, attended, none or record; only a record has a
    time that means anything."""

    name: str
    role: str
    due_s: int | None
    state: str
    at_s: int | None
    event: int | None
    warning: str = ""


def counted_entries(perbup: Perbup, day: DayFacts) -> list[Entry]:
    entries = []
    for fact in day.sessions:
        named = [terms for terms in perbup.sessions if terms.name == fact.session]
        if named:
            entries.append(_entry(fact, named, day.on.isoweekday()))
    return entries


def _entry(fact: SessionFact, named: list[SessionTerms], weekday: int) -> Entry:
    due_s, opens_s, closes_s = fact.due_s, fact.opens_s, fact.closes_s
    role = named[0].role
    for terms in named:
        if weekday in terms.weekdays:
            role = terms.role
            due_s = seconds(terms.due) if terms.due else due_s
            opens_s = seconds(terms.opens) if terms.opens else opens_s
            closes_s = seconds(terms.closes) if terms.closes else closes_s
            break
    state, warning = _state(fact, opens_s, closes_s)
    return Entry(fact.session, role, due_s, state, fact.at_s, fact.event, warning)


_BY_MARK = {
    "excused": ("excused", ""),
    "special": ("attended", ""),
    "pending": ("attended", "pending_special"),
}


def _state(fact: SessionFact, opens_s: int | None, closes_s: int | None) -> tuple[str, str]:
    at_s = fact.at_s
    if fact.mark in _BY_MARK:
        return _BY_MARK[fact.mark]
    if at_s is None:
        return "none", ""
    if at_s < -86_400 or at_s > 172_800:
        return "none", "time_impossible"
    if (opens_s is not None and at_s < opens_s) or (closes_s is not None and at_s > closes_s):
        return "none", "outside_window"
    return "record", ""


def reversed_entries(entries: list[Entry]) -> list[Entry]:
    """Leaving records before the earliest arrival record of the day."""
    arrivals = [e.at_s or 0 for e in entries if e.role == "arrival" and e.state == "record"]
    leavings = [e for e in entries if e.role == "leaving" and e.state == "record"]
    return [e for e in leavings if arrivals and (e.at_s or 0) < min(arrivals)]
