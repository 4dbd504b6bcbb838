"""The office, its dated area and its zone."""

from datetime import date

import pytest

from domain.identifiers import DateImplausible
from domain.office import (
    Area,
    OfficeAlreadyOpen,
    OfficeAreaChanged,
    OfficeClosed,
    OfficeNotOpen,
    OfficeOpened,
    OfficeRenamed,
    OfficeUnknown,
    ZoneChanged,
    change_area,
    close,
    open_office,
    rename,
)
from tests.domain.scenarios import office

JANUARY, MARCH, JUNE = (date(2022, month, 1) for month in (1, 3, 6))
AREA = Area(latitude=-5.358, longitude=104.974)
OTHER_AREA = Area(latitude=-5.358, longitude=104.974, radius_m=150)
FIELDS = {"code": "kantor-a", "name": "Kantor A", "opd": "dinas-a", "area": AREA}
OPENED = OfficeOpened(**FIELDS, from_on=JANUARY)


def test_an_office_is_opened_once():
    office().when(open_office, **FIELDS, from_on=JANUARY).records(OPENED)
    office(OPENED).when(open_office, **FIELDS, from_on=MARCH).is_refused(OfficeAlreadyOpen)


def test_an_office_is_closed_and_opened_again_in_the_same_zone():
    given = office(OPENED)
    closed = OfficeClosed(from_on=MARCH)
    given.when(close, from_on=MARCH).records(closed).and_again_nothing()
    again = {**FIELDS, "from_on": JUNE}
    given(closed).when(open_office, **again, zone="Asia/Makassar").is_refused(ZoneChanged)
    given(closed).when(open_office, **again).records(OfficeOpened(**again))
    opened = given(closed, OfficeOpened(**again)).state
    days = (date(2022, 2, 28), MARCH, date(2022, 5, 31), JUNE)
    assert [opened.open_on(on) for on in days] == [True, False, False, True]


def test_an_area_changes_from_a_date():
    given = office(OPENED)
    event = OfficeAreaChanged(area=OTHER_AREA, from_on=MARCH)
    given.when(change_area, area=OTHER_AREA, from_on=MARCH).records(event).and_again_nothing()
    given.when(change_area, area=AREA, from_on=MARCH).records()


def test_renaming():
    office(OPENED).when(rename, name="Kantor B").records(
        OfficeRenamed(name="Kantor B")
    ).and_again_nothing()


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (change_area, {"area": OTHER_AREA, "from_on": MARCH}),
        (rename, {"name": "Kantor B"}),
        (close, {"from_on": MARCH}),
    ],
)
def test_an_unknown_office_is_refused(command, fields):
    office().when(command, **fields).is_refused(OfficeUnknown)


def test_dates_before_the_office_opened_are_refused():
    before = date(2021, 12, 31)
    office(OPENED).when(change_area, area=OTHER_AREA, from_on=before).is_refused(OfficeNotOpen)
    office(OPENED).when(close, from_on=before).is_refused(OfficeNotOpen)
    office().when(open_office, **FIELDS, from_on=date(22, 1, 1)).is_refused(DateImplausible)
