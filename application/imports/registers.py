"""What a row names, looked up in the registers: by code, by name, by NIP."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Protocol
from weakref import WeakKeyDictionary

from application.imports.headers import normal
from application.imports.reasons import (
    CodeLostZeros,
    NameAmbiguous,
    NipNotFound,
    OfficeNotFound,
    OpdNotFound,
    PatternNotFound,
)
from domain.references import References
from domain.refusals import Unknown


class Named(Protocol):
    @property
    def name(self) -> str: ...


def find_opd(references: References, written: str) -> str:
    return _find(written, references.opds(), OpdNotFound)


def find_office(references: References, written: str) -> str:
    return _find(written, references.offices(), OfficeNotFound)


def find_pattern(references: References, written: str) -> str:
    return _find(written, references.patterns(), PatternNotFound)


def _find(written: str, known: Mapping[str, Named], missing: type[Unknown]) -> str:
    """A code, or a name that only one of them has."""
    code = written.casefold()
    if code in known:
        return code
    called = [known_code for known_code, it in known.items() if normal(it.name) == normal(written)]
    if len(called) == 1:
        return called[0]
    if called:
        raise NameAmbiguous(field=missing.field, codes=sorted(called))
    padded = [known_code for known_code in known if code.isdigit() and _padded(known_code, code)]
    if padded:
        raise CodeLostZeros(field=missing.field, codes=sorted(padded))
    raise missing(near=_near(written, known))


def _padded(known: str, digits: str) -> bool:
    return known.isdigit() and known.startswith("0") and known.lstrip("0") == digits


def _near(written: str, known: Mapping[str, Named]) -> list[str]:
    """Codes that are written alike, or whose names are."""
    by_form = {form: code for code, it in known.items() for form in (code, normal(it.name))}
    alike = get_close_matches(normal(written), by_form, n=3, cutoff=0.6)
    return list(dict.fromkeys(by_form[form] for form in alike))


def find_employee(references: References, nip: str, on: date) -> str:
    """Who has the NIP on the date, else who had or will have it."""
    holder = references.by_nip(nip, on) or holder_of(references, nip)
    if holder is None:
        raise NipNotFound
    return holder


class _Nameless:
    """Employees without a NIP by name; those registered since are added when it is asked."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[str]] = {}
        self._known = 0

    def of(self, references: References, name: str) -> list[str]:
        employees = references.employees()
        for employee in employees[self._known :]:
            person = references.employee(employee)
            if person and not person.nips:
                self._by_name.setdefault(normal(person.name), []).append(employee)
        self._known = len(employees)
        return self._by_name.get(normal(name), [])


_NAMELESS: WeakKeyDictionary[References, _Nameless] = WeakKeyDictionary()
"""Of each import's own references, for as long as it takes."""


def namesakes(references: References, name: str) -> list[str]:
    """Employees without a NIP who have the name."""
    return _NAMELESS.setdefault(references, _Nameless()).of(references, name)


def holder_of(references: References, nip: str) -> str | None:
    for holder in references.nip_holders(nip):
        known = references.employee(holder)
        if known and any(held == nip for _, held in known.nips):
            return holder
    return None
