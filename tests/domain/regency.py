"""A small regency as the references are told of it: one OPD, one office, two patterns."""

from collections.abc import Iterable
from datetime import date

from domain.calendar import HolidayDeclared
from domain.cuti import CutiApproved, CutiRequested
from domain.employee import EmployeeEnrolled, EmployeeRegistered
from domain.event import Event
from domain.office import Area, OfficeOpened
from domain.opd import OpdEstablished
from domain.references import References
from domain.work_pattern import PatternDay, Session, WorkPatternDefined

A, B = "a" * 16, "b" * 16
NIP, NEW_NIP = "198804112014031009", "198804112022031007"
BEGAN = date(2022, 1, 3)
OCTOBER, NOVEMBER, DECEMBER = (date(2022, month, 1) for month in (10, 11, 12))
MONDAY, TUESDAY, SATURDAY = date(2022, 10, 3), date(2022, 10, 4), date(2022, 10, 8)

PAGI = Session(name="pagi", role="arrival", opens_s=21_600, due_s=27_000, closes_s=43_200)
SORE = Session(name="sore", role="leaving", opens_s=50_400, due_s=57_600, closes_s=64_800)
UPACARA = Session(name="upacara", role="apel", opens_s=21_600, due_s=25_200, closes_s=28_800)
WEEK = PatternDay(weekdays=(1, 2, 3, 4, 5), sessions=(PAGI, SORE), minimum_s=27_000)
PATTERN = WorkPatternDefined(code="lima", name="Lima", from_on=date(2022, 1, 1), days=(WEEK,))
ROUND_THE_CLOCK = WorkPatternDefined(
    code="piket",
    name="Piket",
    from_on=date(2022, 1, 1),
    days=(PatternDay(weekdays=(1, 2, 3, 4, 5, 6, 7), sessions=(PAGI,)),),
    works_on_holidays=True,
    pending_counts_as="absent",
    lapses_after_days=None,
)
AREA, WIDER = Area(latitude=-5.358, longitude=104.974), Area(latitude=-5.3, longitude=104.9)
REGISTERED = EmployeeRegistered(
    name="Contoh Satu",
    employment="cpns",
    opd="dinas-a",
    office="kantor-a",
    pattern="lima",
    from_on=BEGAN,
    nip=NIP,
)
ENROLLED = EmployeeEnrolled(from_on=MONDAY)
HOLIDAY = HolidayDeclared(on=TUESDAY, kind="holiday", name="Libur Contoh")
PLACES = [
    ("opd/dinas-a", OpdEstablished(code="dinas-a", name="Dinas A")),
    (
        "office/kantor-a",
        OfficeOpened(code="kantor-a", name="A", opd="dinas-a", area=AREA, from_on=OCTOBER),
    ),
    ("pattern/lima", PATTERN),
    ("pattern/piket", ROUND_THE_CLOCK),
    (f"{A}/employee", REGISTERED),
    (f"{A}/employee", ENROLLED),
]


def told(*events: tuple[str, Event], after: Iterable[tuple[str, Event]] = PLACES) -> References:
    references = References()
    for position, (stream, event) in enumerate([*after, *events], 1):
        references.apply(stream, event, position)
    return references


def leave(cuti: str, first: int, last: int, *events: Event, kind: str = "sakit"):
    """Days of October 2022."""
    asked = CutiRequested(
        cuti=cuti, kind=kind, from_on=date(2022, 10, first), until_on=date(2022, 10, last)
    )
    return [(f"{A}/cuti/{cuti}", event) for event in (asked, *events)]


def approved(cuti: str, first: int, last: int, **fields):
    return leave(cuti, first, last, CutiApproved(cuti=cuti), **fields)


def of_a(*events: Event) -> References:
    return told(*((f"{A}/employee", event) for event in events))
