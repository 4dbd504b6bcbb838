"""Which regulation holds for a person on a date, and whom a sentence of it concerns."""

from dataclasses import dataclass
from datetime import date

from domain.perbup import Perbup
from domain.perbup_rules import Phase, Who
from tests.oracle.words import lies_in


@dataclass(frozen=True)
class Person:
    """Of whom something is asked: as on a day, of a posting, or of a month's last posting."""

    opd: str
    employment: str
    grade: int | None


def concerns(who: Who | None, person: Person, on: date) -> bool:
    if who is None:
        return True
    if who.employment and person.employment not in who.employment:
        return False
    if who.opd and person.opd not in who.opd:
        return False
    if person.opd in who.except_opd:
        return False
    if who.grades is not None and (person.grade is None or not lies_in(person.grade, who.grades)):
        return False
    return not who.phases or any(_begun(phase, person, on) for phase in who.phases)


def _begun(phase: Phase, person: Person, on: date) -> bool:
    if on < phase.from_on:
        return False
    if phase.employment and person.employment not in phase.employment:
        return False
    return not phase.opd or person.opd in phase.opd


def regulation_on(perbups: list[Perbup], person: Person, on: date) -> int | None:
    """The position in the list of the regulation in force."""
    holding = [
        (perbup.effective_from, perbup.id, position)
        for position, perbup in enumerate(perbups)
        if _in_time(perbups, perbup, on) and concerns(perbup.who, person, on)
    ]
    return max(holding)[2] if holding else None


def _in_time(perbups: list[Perbup], perbup: Perbup, on: date) -> bool:
    if on < perbup.effective_from:
        return False
    if perbup.effective_until is not None and on > perbup.effective_until:
        return False
    return not any(_ends(other, perbup) and on >= other.effective_from for other in perbups)


def _ends(newer: Perbup, older: Perbup) -> bool:
    if newer is older:
        return False
    if newer.amends == older.id or older.id in newer.replaces:
        return True
    return newer.id == older.id and newer.effective_from > older.effective_from


def mode_on(perbup: Perbup, on: date) -> str:
    tried = perbup.trial_until is not None and on <= perbup.trial_until
    return "trial" if perbup.mode == "trial" or tried else "live"
