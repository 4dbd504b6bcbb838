"""What the references answer for a day, a month, a name; by date, and as far as they are told."""

from datetime import date

import pytest

from domain.calendar import DayEnded, HolidayDeclared, HolidayWithdrawn, OutageDeclared, outage_on
from domain.employee import (
    DeviceBound,
    DeviceReleased,
    EmployeeEntryWithdrawn,
    EmployeeRetired,
    EmployeeTransferred,
    EmploymentChanged,
    NipChanged,
    WorkPatternAssigned,
)
from domain.employee_picture import spells
from domain.office import OfficeAreaChanged
from domain.opd import OpdHeadAppointed, OpdHeadDischarged
from domain.perbup_stream import PerbupDrafted, PerbupEnacted
from domain.work_pattern import (
    PatternDay,
    PatternVariant,
    Session,
    WorkPatternVariantAdded,
)
from tests.domain.regency import (
    AREA,
    BEGAN,
    DECEMBER,
    HOLIDAY,
    MONDAY,
    NEW_NIP,
    NIP,
    NOVEMBER,
    OCTOBER,
    PAGI,
    REGISTERED,
    SATURDAY,
    SORE,
    TUESDAY,
    UPACARA,
    WIDER,
    A,
    B,
    of_a,
    told,
)


def test_a_working_day():
    duty = told().duty_on(A, MONDAY)
    assert duty.expected
    assert (duty.opd, duty.office, duty.pattern, duty.employment) == (
        "dinas-a",
        "kantor-a",
        "lima",
        "cpns",
    )
    assert (duty.day, duty.sessions, duty.minimum_s) == ("work", (PAGI, SORE), 27_000)
    assert (duty.cuti, duty.events) == (None, ())


@pytest.mark.parametrize(
    ("on", "employed", "enrolled", "expected"),
    [
        (date(2022, 1, 2), False, False, False),
        (BEGAN, True, False, False),
        (date(2022, 10, 2), True, False, False),
        (MONDAY, True, True, True),
        (SATURDAY, True, True, False),
        (date(2022, 11, 30), True, True, True),
        (DECEMBER, False, True, False),
    ],
)
def test_service_and_enrolment_by_date(on, employed, enrolled, expected):
    duty = of_a(EmployeeRetired(from_on=DECEMBER, reason="bup")).duty_on(A, on)
    assert (duty.employed, duty.enrolled, duty.expected) == (employed, enrolled, expected)


def test_nobody_has_no_duty():
    duty = told().duty_on("nobody", MONDAY)
    assert (duty.employed, duty.sessions, duty.day) == (False, (), "off")


def test_an_attribute_holds_from_its_date():
    references = of_a(
        EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=TUESDAY),
        EmploymentChanged(employment="pns", from_on=NOVEMBER),
        WorkPatternAssigned(pattern="piket", from_on=TUESDAY),
    )
    monday, tuesday = references.duty_on(A, MONDAY), references.duty_on(A, TUESDAY)
    assert (monday.opd, monday.pattern) == ("dinas-a", "lima")
    assert (tuesday.opd, tuesday.pattern, tuesday.employment) == ("dinas-b", "piket", "cpns")
    assert references.duty_on(A, NOVEMBER).employment == "pns"


def test_a_transfer_learned_late_and_one_taken_back():
    moved = EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=MONDAY)
    references = of_a()
    assert references.duty_on(A, MONDAY).opd == "dinas-a"
    references.apply(f"{A}/employee", moved, 90)
    assert references.duty_on(A, MONDAY).opd == "dinas-b"
    gone = EmployeeEntryWithdrawn(entry="posting", from_on=MONDAY)
    references.apply(f"{A}/employee", gone, 91)
    assert references.duty_on(A, MONDAY).opd == "dinas-a"


def test_a_holiday_is_cited_and_leaves_its_sessions_open_to_be_recorded():
    duty = told(("calendar/2022", HOLIDAY)).duty_on(A, TUESDAY)
    assert (duty.day, duty.holiday, duty.sessions) == ("holiday", "Libur Contoh", ())
    assert (duty.offered, duty.minimum_s, duty.events) == ((PAGI, SORE), 0, (7,))
    assert not duty.expected


def test_a_ceremony_is_due_on_a_holiday():
    ceremony = HolidayDeclared(on=TUESDAY, kind="holiday", name="Upacara", sessions=(UPACARA,))
    duty = told(("calendar/2022", ceremony)).duty_on(A, TUESDAY)
    assert duty.sessions == (UPACARA,)
    assert duty.offered == (UPACARA, PAGI, SORE)


def test_a_holiday_declared_and_withdrawn_after_it_was_asked_for():
    references = told()
    assert references.duty_on(A, TUESDAY).day == "work"
    references.apply("calendar/2022", HOLIDAY, 90)
    assert references.duty_on(A, TUESDAY).day == "holiday"
    references.apply("calendar/2022", HolidayWithdrawn(on=TUESDAY), 91)
    assert references.duty_on(A, TUESDAY).day == "work"


def test_a_unit_that_never_closes_works_on_holidays():
    references = told(
        ("calendar/2022", HOLIDAY),
        (f"{A}/employee", WorkPatternAssigned(pattern="piket", from_on=BEGAN)),
    )
    duty = references.duty_on(A, TUESDAY)
    assert (duty.day, duty.sessions, duty.events) == ("work", (PAGI,), ())
    assert (duty.pending_counts_as, duty.lapses_after_days) == ("absent", None)


def test_an_outage_marks_the_day_of_its_opd():
    outage = OutageDeclared(on=MONDAY, reason="listrik padam", opd="dinas-a")
    other = OutageDeclared(on=TUESDAY, reason="listrik padam", opd="dinas-b")
    references = told(("calendar/2022", outage), ("calendar/2022", other))
    monday = references.duty_on(A, MONDAY)
    assert (monday.outage, monday.day, monday.events) == (True, "work", (7,))
    assert references.duty_on(A, TUESDAY).outage is False


def test_a_variant_changes_the_hours_of_its_dates():
    late = Session(name="pagi", role="arrival", opens_s=21_600, due_s=28_800, closes_s=43_200)
    variant = PatternVariant(
        name="ramadan",
        from_on=TUESDAY,
        until_on=TUESDAY,
        days=(PatternDay(weekdays=(2,), sessions=(late,)),),
    )
    references = told(("pattern/lima", WorkPatternVariantAdded(variant=variant)))
    assert references.duty_on(A, TUESDAY).sessions == (late,)
    assert references.duty_on(A, TUESDAY).variant == "ramadan"
    assert references.duty_on(A, MONDAY).sessions == (PAGI, SORE)


def test_days_end():
    references = told(("calendar/2022", DayEnded(on=MONDAY)))
    assert references.ended(MONDAY)
    assert not references.ended(TUESDAY)


def test_a_nip_names_its_holder_by_date():
    references = of_a(NipChanged(nip=NEW_NIP, from_on=MONDAY))
    assert references.by_nip(NIP, date(2022, 10, 2)) == A
    assert references.by_nip(NIP, MONDAY) is None
    assert references.by_nip(NEW_NIP, MONDAY) == A
    assert references.nip_holders(NIP) == (A,)
    assert references.by_nip("199009132025242014", MONDAY) is None


def test_a_device_names_its_holder():
    references = of_a(DeviceBound(device="d"))
    assert references.device_holder("d") == A
    references.apply(f"{B}/employee", DeviceReleased(device="d"), 90)
    assert references.device_holder("d") == A
    references.apply(f"{A}/employee", DeviceReleased(device="d"), 91)
    assert references.device_holder("d") is None


def test_the_people_of_an_opd_by_date():
    references = told(
        (f"{B}/employee", REGISTERED),
        (
            f"{A}/employee",
            EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=TUESDAY),
        ),
    )
    assert references.employees_of("dinas-a", MONDAY) == (A, B)
    assert references.employees_of("dinas-a", TUESDAY) == (B,)
    assert references.employees_of("dinas-b", TUESDAY) == (A,)
    assert references.employees_of("dinas-a", date(2022, 1, 2)) == ()


def test_the_head_of_an_opd_by_date():
    references = told(
        ("opd/dinas-a", OpdHeadAppointed(employee=A, from_on=MONDAY)),
        ("opd/dinas-a", OpdHeadDischarged(from_on=SATURDAY)),
    )
    days = (date(2022, 10, 2), MONDAY, SATURDAY)
    assert [references.head_of("dinas-a", on) for on in days] == [None, A, None]
    assert [references.headed_by(A, on) for on in days] == [(), ("dinas-a",), ()]
    assert references.head_of("dinas-z", MONDAY) is None


def test_the_area_of_an_office_by_date():
    references = told(("office/kantor-a", OfficeAreaChanged(area=WIDER, from_on=NOVEMBER)))
    days = (date(2022, 9, 30), OCTOBER, NOVEMBER)
    assert [references.area_on("kantor-a", on) for on in days] == [None, AREA, WIDER]


def test_the_register_of_regulations_is_kept_raw():
    references = told(
        ("perbup/p-1", PerbupDrafted(perbup={"title": "Contoh"})),
        ("perbup/p-1", PerbupEnacted(on=OCTOBER)),
    )
    assert references.perbup("p-1").versions[0].perbup == {"title": "Contoh"}
    assert list(references.perbups()) == ["p-1"]


def test_a_duty_computed_while_the_calendar_changes_is_not_kept(monkeypatch):
    """A reader is between two look-ups when the writer applies an event."""
    references = told()

    def changed_meanwhile(calendar, on, opd):
        monkeypatch.undo()
        references.apply("calendar/2022", HOLIDAY, 90)
        return outage_on(calendar, on, opd)

    monkeypatch.setattr("domain.references.outage_on", changed_meanwhile)
    references.duty_on(A, TUESDAY)
    assert references.duty_on(A, TUESDAY).day == "holiday"


def test_a_timeline_computed_while_the_employee_changes_is_not_kept(monkeypatch):
    references = told()
    moved = EmployeeTransferred(opd="dinas-b", office="kantor-b", from_on=MONDAY)

    def changed_meanwhile(requests, cited):
        monkeypatch.undo()
        references.apply(f"{A}/employee", moved, 90)
        return spells(requests, cited)

    monkeypatch.setattr("domain.employee_picture.spells", changed_meanwhile)
    references.duty_on(A, MONDAY)
    assert references.duty_on(A, MONDAY).opd == "dinas-b"
