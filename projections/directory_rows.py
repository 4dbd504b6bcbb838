"""Rows of the directories: employees, offices and OPD, each with the dates it holds for."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import zip_longest

import msgspec

from domain.dated import at, starts
from domain.employee_state import Employee, Posting
from domain.office import Office
from domain.opd import Opd
from projections.view import Row

_NOWHERE = Posting("", "")


def employee_rows(employee: str, state: Employee) -> Iterator[Row]:
    """A row for each time in which nothing of it changed."""
    dated = (
        state.nips,
        state.employments,
        state.postings,
        state.patterns,
        state.supervisors,
        state.service,
    )
    edges = {edge for entries in dated for edge in starts(entries)}
    if state.enrolled_from:
        edges.add(state.enrolled_from)
    for from_on, until_on in times(edges):
        posting = at(state.postings, from_on) or _NOWHERE
        yield (
            employee,
            from_on,
            until_on,
            state.name,
            at(state.nips, from_on),
            at(state.employments, from_on),
            posting.opd,
            posting.office,
            at(state.patterns, from_on) or "",
            at(state.supervisors, from_on),
            state.serves_on(from_on),
            state.enrolled_from is not None and state.enrolled_from <= from_on,
        )


def office_rows(code: str, state: Office) -> Iterator[Row]:
    for from_on, until_on in times({*starts(state.areas), *starts(state.open)}):
        area = at(state.areas, from_on)
        drawn = msgspec.json.encode(area.geojson).decode() if area and area.geojson else None
        yield (
            code,
            from_on,
            until_on,
            state.name,
            state.opd,
            state.zone,
            bool(at(state.open, from_on)),
            area.latitude if area else None,
            area.longitude if area else None,
            area.radius_m if area else None,
            drawn,
        )


def head_rows(code: str, state: Opd) -> Iterator[Row]:
    for from_on, until_on in times(starts(state.heads)):
        yield code, from_on, until_on, at(state.heads, from_on) or ""


def times(edges: Iterable[date]) -> Iterator[tuple[date, date | None]]:
    """From each edge to the day before the next, both inclusive; the last time is open."""
    ordered = sorted(edges)
    for from_on, next_on in zip_longest(ordered, ordered[1:]):
        yield from_on, next_on - timedelta(days=1) if next_on else None
