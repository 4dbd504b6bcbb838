"""Holidays, cuti bersama, outages, and the days that ended."""

from datetime import date

from domain.calendar import (
    DayEnded,
    DayNotOver,
    HolidayDeclared,
    HolidayUnknown,
    HolidayWithdrawn,
    OutageDeclared,
    OutageUnknown,
    OutageWithdrawn,
    declare_holiday,
    declare_outage,
    end_day,
    holiday_on,
    outage_on,
    withdraw_holiday,
    withdraw_outage,
)
from domain.identifiers import DateImplausible
from domain.refusals import TextMissing, Unreadable
from domain.work_pattern import Session
from domain.work_pattern_rules import SessionTimesReversed
from tests.domain.scenarios import calendar

INDEPENDENCE = date(2022, 8, 17)
FIELDS = {"on": INDEPENDENCE, "kind": "holiday", "name": "Proklamasi Kemerdekaan"}
DECLARED = HolidayDeclared(**FIELDS)
CEREMONY = Session(name="upacara", role="apel", opens_s=21_600, due_s=25_200, closes_s=28_800)


def test_a_holiday_is_declared_once():
    calendar().when(declare_holiday, **FIELDS).records(DECLARED).and_again_nothing()


def test_another_declaration_replaces_the_first():
    given = calendar(DECLARED)
    then = given.when(declare_holiday, **FIELDS, sessions=(CEREMONY,))
    state = given(*then.decided).state
    assert state.holidays == (HolidayDeclared(**FIELDS, sessions=(CEREMONY,)),)


def test_declaring_is_refused():
    calendar().when(declare_holiday, **{**FIELDS, "name": ""}).is_refused(TextMissing)
    calendar().when(declare_holiday, **{**FIELDS, "on": date(1, 1, 1)}).is_refused(DateImplausible)
    backwards = Session(name="upacara", role="apel", opens_s=2, due_s=1, closes_s=3)
    calendar().when(declare_holiday, **FIELDS, sessions=(backwards,)).is_refused(
        SessionTimesReversed
    )


def test_a_holiday_is_withdrawn():
    given = calendar(DECLARED)
    given.when(withdraw_holiday, on=INDEPENDENCE).records(HolidayWithdrawn(on=INDEPENDENCE))
    after = given(HolidayWithdrawn(on=INDEPENDENCE))
    assert holiday_on(after.state, INDEPENDENCE) is None
    after.when(withdraw_holiday, on=INDEPENDENCE).is_refused(HolidayUnknown)


def test_an_outage_of_one_opd_is_not_one_of_another():
    fields = {"on": INDEPENDENCE, "reason": "listrik padam", "opd": "dinas-a"}
    event = OutageDeclared(**fields)
    calendar().when(declare_outage, **fields).records(event).and_again_nothing()
    state = calendar(event).state
    assert outage_on(state, INDEPENDENCE, "dinas-a")
    assert outage_on(state, INDEPENDENCE, "dinas-b") is None
    assert outage_on(state, date(2022, 8, 18), "dinas-a") is None


def test_an_outage_of_the_regency_is_one_of_every_opd():
    event = OutageDeclared(on=INDEPENDENCE, reason="server")
    calendar().when(declare_outage, on=INDEPENDENCE, reason="server").records(event)
    assert outage_on(calendar(event).state, INDEPENDENCE, "dinas-b")


def test_outages_are_refused():
    calendar().when(declare_outage, on=INDEPENDENCE, reason=" ").is_refused(TextMissing)
    calendar().when(declare_outage, on=INDEPENDENCE, reason="x", opd="A B").is_refused(Unreadable)


def test_an_outage_is_withdrawn():
    given = calendar(OutageDeclared(on=INDEPENDENCE, reason="server"))
    event = OutageWithdrawn(on=INDEPENDENCE)
    given.when(withdraw_outage, on=INDEPENDENCE).records(event)
    given(event).when(withdraw_outage, on=INDEPENDENCE).is_refused(OutageUnknown)
    given.when(withdraw_outage, on=INDEPENDENCE, opd="dinas-a").is_refused(OutageUnknown)


def test_a_day_ends_once_and_not_before_midnight():
    given = calendar()
    given.when(end_day, on=INDEPENDENCE, today=INDEPENDENCE).is_refused(DayNotOver)
    then = given.when(end_day, on=INDEPENDENCE, today=date(2022, 8, 18))
    then.records(DayEnded(on=INDEPENDENCE)).and_again_nothing()
