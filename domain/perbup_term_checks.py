"""Dates, sessions, flexi, bases and codes: nothing twice, reversed or in circles."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from domain.perbup import Base, Perbup, SessionTerms
from domain.perbup_faults import Fault, numbered
from domain.perbup_words import clock_s, percent_of, ppm
from domain.refusals import Unreadable
from domain.rupiah import PPM

_COMPONENT = "component:"


def term_faults(perbup: Perbup) -> Iterator[Fault]:
    yield from _date_faults(perbup)
    yield from _session_faults(perbup)
    yield from _flexi_faults(perbup)
    yield from _base_faults(perbup)
    yield from _duplicate_faults(perbup)


def _date_faults(perbup: Perbup) -> Iterator[Fault]:
    start: date | None = perbup.effective_from
    until = perbup.effective_until
    if start and until and until < start:
        yield Fault("effective_until", "dates_reversed", {"start": str(start), "until": str(until)})
    yield from _trial_faults(perbup, start)
    if perbup.enacted_on and perbup.stated_on and perbup.enacted_on < perbup.stated_on:
        shown = {"enacted": str(perbup.enacted_on), "stated": str(perbup.stated_on)}
        yield Fault("enacted_on", "enacted_before_stated", shown)
    if perbup.id and perbup.amends == perbup.id:
        yield Fault("amends", "names_itself")
    for path, other in numbered("replaces", perbup.replaces):
        if other and other == perbup.id:
            yield Fault(path, "names_itself")


def _trial_faults(perbup: Perbup, start: date | None) -> Iterator[Fault]:
    last = perbup.trial_until
    if last is None:
        return
    too_late = perbup.effective_until is not None and last > perbup.effective_until
    if (start and last < start) or too_late:
        yield Fault("trial_until", "trial_until_outside", {"until": str(last)})
    if perbup.mode == "trial":
        yield Fault("trial_until", "trial_until_unused")


def _session_faults(perbup: Perbup) -> Iterator[Fault]:
    roles: dict[str, str] = {}
    weekdays: dict[str, set[int]] = defaultdict(set)
    for path, terms in numbered("sessions", perbup.sessions):
        if roles.setdefault(terms.name, terms.role) != terms.role:
            yield Fault(f"{path}.role", "session_role_differs", {"name": terms.name})
        if weekdays[terms.name].intersection(terms.weekdays):
            yield Fault(path, "duplicate_session", {"name": terms.name})
        weekdays[terms.name].update(terms.weekdays)
        yield from _window_faults(terms, path)


def _window_faults(terms: SessionTerms, path: str) -> Iterator[Fault]:
    due, opens, closes = (_clock(c) for c in (terms.due, terms.opens, terms.closes))
    shown = {
        "due": str(terms.due),
        "opens": terms.opens or "…",
        "closes": terms.closes or "…",
    }
    if opens is not None and closes is not None and closes <= opens:
        yield Fault(path, "window_reversed", shown)
    elif due is not None and not (opens or 0) <= due <= (_END if closes is None else closes):
        yield Fault(f"{path}.due", "due_outside_window", shown)


_END = 172_800


def _clock(text: str | None) -> int | None:
    try:
        return None if text is None else clock_s(text)
    except Unreadable:
        return None


def _flexi_faults(perbup: Perbup) -> Iterator[Fault]:
    flexi = perbup.flexi
    if flexi is None:
        return
    minutes = ("max_late_minutes", "max_early_minutes", "block_minutes")
    for field in minutes:
        if getattr(flexi, field) < 0:
            yield Fault(f"flexi.{field}", "negative")
    if flexi.how == "block" and flexi.block_minutes == 0:
        yield Fault("flexi.block_minutes", "not_positive")
    if not any((flexi.max_late_minutes, flexi.max_early_minutes, flexi.block_minutes)):
        yield Fault("flexi", "flexi_without_effect")


def _base_faults(perbup: Perbup) -> Iterator[Fault]:
    bases = {base.name: base for _, base in numbered("", perbup.bases)}
    for path, base in numbered("bases", perbup.bases):
        if base.name == "tpp":
            yield Fault(f"{path}.name", "reserved_name", {"name": "tpp"})
        if _is_unknown(base.of, bases):
            yield Fault(f"{path}.of", "unknown_base", {"name": base.of})
        elif _is_cyclic(base, bases):
            yield Fault(f"{path}.of", "base_cycle", {"name": base.name})
        if base.per != "month" and perbup.rounding and perbup.rounding.point == "total":
            yield Fault(f"{path}.per", "total_per_day", {"name": base.name})
    yield from _part_faults(perbup)


def _is_unknown(of: str, bases: Mapping[str, Base]) -> bool:
    if of.startswith(_COMPONENT):
        return len(of) == len(_COMPONENT)
    return of != "tpp" and of not in bases


def _is_cyclic(base: Base, bases: Mapping[str, Base]) -> bool:
    seen = {base.name}
    above = bases.get(base.of)
    while above and above.name not in seen:
        seen.add(above.name)
        above = bases.get(above.of)
    return above is not None and above.name == base.name


def _part_faults(perbup: Perbup) -> Iterator[Fault]:
    sums: dict[str, int] = defaultdict(int)
    last: dict[str, str] = {}
    for path, base in numbered("bases", perbup.bases):
        share = _share(base)
        if base.part and share is not None:
            sums[base.of] += share
            last[base.of] = path
    for of, total in sums.items():
        if total != PPM:
            yield Fault(last[of], "parts_not_whole", {"of": of, "sum": percent_of(total)})


def _share(base: Base) -> int | None:
    try:
        return ppm(base.share)
    except Unreadable:
        return None


def _duplicate_faults(perbup: Perbup) -> Iterator[Fault]:
    coded = [
        *((f"{path}.code", rule.code) for path, rule in numbered("rules", perbup.rules)),
        *((f"{path}.code", effect.code) for path, effect in numbered("effects", perbup.effects)),
        *((f"{path}.code", e.code) for path, e in numbered("entitlements", perbup.entitlements)),
    ]
    yield from _twice(coded, "duplicate_code")
    named = [(f"{path}.name", base.name) for path, base in numbered("bases", perbup.bases)]
    yield from _twice(named, "duplicate_name")
    graded = [(f"{path}.grade", str(row.grade)) for path, row in numbered("grades", perbup.grades)]
    yield from _twice(graded, "duplicate_name")


def _twice(places: list[tuple[str, str]], code: str) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for path, name in places:
        if name and seen[name]:
            yield Fault(path, code, {"name": name})
        seen[name] += 1
