"""Strategies for events of any type, and for histories in a small world where they meet."""

import types
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from domain import calendar, cuti, discipline, employee, kinerja, office, opd, work_pattern
from domain.event import Event
from domain.streams import (
    calendar_stream,
    cuti_stream,
    discipline_stream,
    employee_stream,
    kinerja_stream,
    office_stream,
    opd_stream,
    pattern_stream,
)

BEGIN, END = date(2022, 9, 15), date(2022, 11, 15)
EMPLOYEES = ("a" * 16, "b" * 16)
MONTHS = [date(2022, month, 1) for month in (9, 10, 11)]

Pools = dict[str, st.SearchStrategy[Any]]
"""Values by field name, where a field should not have just any value of its type."""

_json = st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.none())
_plain: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=12),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bytes: st.binary(max_size=12),
    date: st.dates(),
    datetime: st.datetimes(
        timezones=st.sampled_from([timezone(timedelta(hours=hours)) for hours in (0, 7, 8, 9)])
    ),
    dict[str, Any]: _json,
    type(None): st.none(),
}


def of(kind: Any, pools: Pools | None = None) -> st.SearchStrategy[Any]:
    """Any value of a type that events are made of."""
    pools = pools or {}
    if kind in _plain:
        return _plain[kind]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind)
        fields = {n: pools[n] if n in pools else of(t, pools) for n, t in hints.items()}
        return st.builds(kind, **fields)
    match get_origin(kind):
        case origin if origin is Literal:
            return st.sampled_from(get_args(kind))
        case origin if origin is tuple:
            return st.lists(of(get_args(kind)[0], pools), max_size=2).map(tuple)
        case origin if origin in {Union, types.UnionType}:
            return st.one_of([of(arm, pools) for arm in get_args(kind)])
        case _:
            raise NotImplementedError(kind)


days = st.dates(BEGIN, END)
codes = st.sampled_from(["x", "y"])
sessions = st.lists(
    st.builds(
        work_pattern.Session,
        name=st.sampled_from(["pagi", "sore"]),
        role=st.just("arrival"),
        opens_s=st.just(0),
        due_s=st.integers(1, 3),
        closes_s=st.just(4),
    ),
    max_size=2,
).map(tuple)
SMALL_WORLD: Pools = {
    "code": codes,
    "opd": codes,
    "office": codes,
    "pattern": codes,
    "employee": st.sampled_from(EMPLOYEES),
    "supervisor": st.sampled_from(EMPLOYEES),
    "nip": st.sampled_from([None, "198804112014031009", "199009132025242014"]),
    "on": days,
    "from_on": days,
    "until_on": days,
    "from_month": st.sampled_from(MONTHS),
    "until_month": st.sampled_from([None, *MONTHS]),
    "month": st.sampled_from(MONTHS),
    "acting": codes,
    "punishment": codes,
    "device": codes,
    "name": codes,
    "sessions": sessions,
    "child": st.none() | st.integers(1, 99),
    "minimum_s": st.integers(0, 86_400),
    "weekdays": st.sampled_from([(1, 2, 3, 4, 5), (6,), (1, 3)]),
    "geojson": st.none(),
    "personal": st.just(b""),
}


def _in_small_world(stream: st.SearchStrategy[str], *kinds: type[Event]):
    pools = SMALL_WORLD
    return st.tuples(stream, st.one_of([of(kind, pools) for kind in kinds]))


def _of_employee(*kinds: type[Event]):
    return _in_small_world(st.sampled_from(EMPLOYEES).map(employee_stream), *kinds)


requests = st.sampled_from(["c-1", "c-2", "c-3"])
cuti_streams = st.builds(cuti_stream, st.sampled_from(EMPLOYEES), requests)
kinerja_streams = st.builds(kinerja_stream, st.sampled_from(EMPLOYEES), st.sampled_from(MONTHS))

reference_events: st.SearchStrategy[tuple[str, Event]] = st.one_of(
    _of_employee(employee.EmployeeRegistered),
    _of_employee(employee.EmployeeEnrolled, employee.EmployeeTransferred),
    _of_employee(*get_args(employee.EmployeeEvent)),
    _in_small_world(cuti_streams, cuti.CutiRequested),
    _in_small_world(cuti_streams, cuti.CutiApproved),
    _in_small_world(cuti_streams, cuti.CutiWithdrawn, cuti.CutiRefused),
    _in_small_world(kinerja_streams, kinerja.KinerjaPredicateGiven),
    _in_small_world(
        st.sampled_from(EMPLOYEES).map(discipline_stream), *get_args(discipline.DisciplineEvent)
    ),
    _in_small_world(codes.map(opd_stream), *get_args(opd.OpdEvent)),
    _in_small_world(codes.map(office_stream), *get_args(office.OfficeEvent)),
    _in_small_world(codes.map(pattern_stream), work_pattern.WorkPatternDefined),
    _in_small_world(codes.map(pattern_stream), *get_args(work_pattern.WorkPatternEvent)),
    _in_small_world(st.just(calendar_stream(BEGIN)), *get_args(calendar.CalendarEvent)),
)
"""One event and its stream; all of them mean the same few people, places and weeks."""

histories = st.lists(reference_events, max_size=25)
