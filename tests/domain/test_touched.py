"""Which days are folded again and which months assessed again, for each kind of change."""

from datetime import date

import pytest

from domain.attendance import SpecialAttendanceApproved
from domain.calendar import DayEnded, HolidayDeclared, OutageDeclared
from domain.cuti import CutiApproved, CutiRequested
from domain.employee import (
    EmployeeTransferred,
    NameCorrected,
    NipChanged,
    TppBaseSet,
)
from domain.kinerja import KinerjaVerified
from domain.office import OfficeAreaChanged
from domain.opd import OpdRenamed
from domain.perbup_stream import PerbupEnacted
from domain.touched import Touched, touched
from domain.work_pattern import (
    PatternVariant,
    WorkPatternChanged,
    WorkPatternVariantAdded,
    WorkPatternVariantWithdrawn,
)
from tests.domain.regency import (
    MONDAY,
    NEW_NIP,
    OCTOBER,
    REGISTERED,
    TUESDAY,
    WEEK,
    WIDER,
    A,
    B,
    approved,
    leave,
    told,
)

RAMADAN = PatternVariant(name="ramadan", from_on=MONDAY, until_on=TUESDAY, days=(WEEK,))
WORLD = told((f"{B}/employee", REGISTERED))


def days(employees, from_on, until_on=None):
    concerned = None if employees is None else frozenset(employees)
    return Touched(employees=concerned, from_on=from_on, until_on=until_on)


def months(employees, from_on, until_on=None):
    return Touched(employees=frozenset(employees), from_on=from_on, until_on=until_on, facts=False)


@pytest.mark.parametrize(
    ("stream", "event", "expected"),
    [
        (
            f"{A}/employee",
            EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=TUESDAY),
            days({A}, TUESDAY),
        ),
        (
            f"{A}/employee",
            TppBaseSet(from_month=OCTOBER, rupiah=1, grade=1),
            months({A}, OCTOBER),
        ),
        (
            f"{A}/kinerja/2022-10",
            KinerjaVerified(entry="k"),
            months({A}, OCTOBER, date(2022, 10, 31)),
        ),
        (
            "calendar/2022",
            HolidayDeclared(on=MONDAY, kind="holiday", name="x"),
            days(None, MONDAY, MONDAY),
        ),
        ("calendar/2022", DayEnded(on=MONDAY), days(None, MONDAY, MONDAY)),
        (
            "calendar/2022",
            OutageDeclared(on=MONDAY, reason="x", opd="dinas-a"),
            days({A, B}, MONDAY, MONDAY),
        ),
        (
            "pattern/lima",
            WorkPatternChanged(from_on=TUESDAY, days=(WEEK,)),
            days({A, B}, TUESDAY),
        ),
        (
            "pattern/lima",
            WorkPatternVariantAdded(variant=RAMADAN),
            days({A, B}, MONDAY, TUESDAY),
        ),
        (
            "pattern/piket",
            WorkPatternVariantAdded(variant=RAMADAN),
            days((), MONDAY, TUESDAY),
        ),
    ],
)
def test_a_change_touches(stream, event, expected):
    assert touched(WORLD, stream, event) == (expected,)


@pytest.mark.parametrize(
    ("stream", "event"),
    [
        (f"{A}/employee", NameCorrected(name="x")),
        (f"{A}/employee", NipChanged(nip=NEW_NIP, from_on=MONDAY)),
        (f"{A}/day/2022-10-03", SpecialAttendanceApproved(special="s", on=MONDAY)),
        ("office/kantor-a", OfficeAreaChanged(area=WIDER, from_on=MONDAY)),
        ("opd/dinas-a", OpdRenamed(name="x")),
        ("perbup/p-1", PerbupEnacted(on=MONDAY)),
    ],
)
def test_other_changes_touch_nothing(stream, event):
    assert touched(WORLD, stream, event) == ()


def test_a_variant_touches_the_dates_that_its_name_had_before():
    added = ("pattern/lima", WorkPatternVariantAdded(variant=RAMADAN))
    world = told((f"{B}/employee", REGISTERED), added)
    later = PatternVariant(name="ramadan", from_on=OCTOBER, until_on=OCTOBER, days=(WEEK,))
    both = {days({A, B}, MONDAY, TUESDAY), days({A, B}, OCTOBER, OCTOBER)}
    assert set(touched(world, "pattern/lima", WorkPatternVariantAdded(variant=later))) == both
    withdrawn = WorkPatternVariantWithdrawn(name="ramadan")
    assert touched(world, "pattern/lima", withdrawn) == (days({A, B}, MONDAY, TUESDAY),)


def test_leave_touches_the_whole_spell_that_it_joins():
    world = told(
        *approved("c-1", 3, 4),
        *leave("c-2", 5, 6),
        *approved("c-3", 7, 8),
        *approved("c-4", 10, 11),
        *approved("c-5", 9, 9, kind="tahunan"),
    )
    event = CutiApproved(cuti="c-2")
    expected = days({A}, date(2022, 10, 3), date(2022, 10, 8))
    assert touched(world, f"{A}/cuti/c-2", event) == (expected,)


def test_a_request_touches_nothing_until_it_is_approved():
    asked = CutiRequested(cuti="c-1", kind="izin", from_on=MONDAY, until_on=MONDAY)
    assert touched(WORLD, f"{A}/cuti/c-1", asked) == ()
