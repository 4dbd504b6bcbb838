"""Random histories of the small regency: valid ones, and strange ones."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from domain import attendance, calendar, cuti, discipline, employee, kinerja, office, opd
from domain import perbup_catalogue as shipped
from domain import perbup_stream as perbup
from domain import work_pattern as pattern
from domain.event import Event
from domain.perbup_loading import to_file_form
from domain.sessions import ZONES
from domain.streams import (
    calendar_stream,
    cuti_stream,
    day_stream,
    discipline_stream,
    employee_stream,
    kinerja_stream,
    office_stream,
    opd_stream,
    pattern_stream,
    perbup_stream,
)
from tests.projections.histories import (
    DAYS,
    EMPLOYEES,
    FIRST_ON,
    MONTHS,
    OPDS,
    PATTERNS,
    SUCCESSOR,
    Told,
    sessions,
)

_SESSIONS = ("pagi", "siang", "sore")
_SEEN_AT = {"pagi": 7, "siang": 12, "sore": 16}


class RandomHistory:
    """One event or a few at a time, valid or strange, about six people and fifty days."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret
        self._today = 0
        self._versions: Counter[str] = Counter()
        self._kinds: list[tuple[int, Callable[[], Told]]] = [
            (40, self._check_in),
            (10, self._special),
            (6, self._correction),
            (6, self._day_over),
            (6, self._leave),
            (5, self._performance),
            (5, self._of_calendar),
            (8, self._of_employee),
            (2, self._of_pattern),
            (2, self._of_perbup),
            (1, self._of_discipline),
            (1, self._of_places),
        ]

    def next(self) -> Told:
        weights, kinds = zip(*self._kinds, strict=True)
        told = self._random.choices(kinds, weights)[0]()
        self._versions.update(stream for stream, _ in told)
        return told

    def _who(self) -> str:
        return self._random.choice(EMPLOYEES)

    def _on(self) -> date:
        """Mostly today, sometimes any day."""
        day = self._today if self._random.random() < 0.7 else self._random.randrange(DAYS)
        return FIRST_ON + timedelta(days=day)

    def _at(self, on: date, session: str) -> datetime:
        hour = datetime.combine(on, datetime.min.time(), ZONES["Asia/Jakarta"])
        minutes = self._random.randint(-60, 180)
        return hour + timedelta(hours=_SEEN_AT.get(session, 9), minutes=minutes)

    def _check_in(self) -> Told:
        who, on = self._who(), self._on()
        names = self._random.sample((*_SESSIONS, "malam"), self._random.randint(1, 3))
        told: Told = []
        for name in names:
            at = self._at(on, name)
            if self._random.random() < 0.1:
                refused = attendance.CheckInAttemptRefused(on=on, at=at, reason="too_far")
                told.append((day_stream(who, on), refused))
                continue
            flags = ("clock_skew",) if self._random.random() < 0.1 else ()
            seen = attendance.CheckedIn(
                on=on,
                session=name,
                at=at,
                office=OPDS[0],
                distance_m=0,
                accuracy_m=5,
                selfie="",
                flags=flags,
            )
            told.append((day_stream(who, on), seen))
        return told

    def _special(self) -> Told:
        who, on, special = self._who(), self._on(), f"s-{self._random.randrange(10**9)}"
        stream = day_stream(who, on)
        chosen = self._random.sample(_SESSIONS, self._random.randint(1, 3))
        recorded = attendance.SpecialAttendanceRecorded(
            special=special,
            on=on,
            at=self._at(on, chosen[0]),
            kind=self._random.choice(("upacara", "dinas_luar", "rapat")),
            sessions=tuple(chosen),
            selfie="",
            attachment="",
        )
        approved = attendance.SpecialAttendanceApproved(special=special, on=on)
        refused = attendance.SpecialAttendanceRefused(special=special, on=on)
        lapsed = attendance.SpecialAttendanceLapsed(special=special, on=on)
        later: tuple[Event, ...] = self._random.choice(
            ((), (approved,), (refused,), (lapsed,), (lapsed, approved))
        )
        return [(stream, event) for event in (recorded, *later)]

    def _correction(self) -> Told:
        who, on, name = self._who(), self._on(), self._random.choice(_SESSIONS)
        stream = day_stream(who, on)
        return [
            (
                stream,
                self._random.choice(
                    (
                        attendance.SessionExcused(on=on, session=name, kind="sick"),
                        attendance.SessionExcuseWithdrawn(on=on, session=name),
                        attendance.AttendanceVoided(
                            on=on, record=self._random.randint(1, 1 + self._versions[stream])
                        ),
                        attendance.OfficeLeft(
                            on=on, from_s=36_000, until_s=39_600, permitted=name == "pagi"
                        ),
                        attendance.ManualAttendanceRecorded(
                            on=on, session=name, at=self._at(on, name), source="paper", evidence="x"
                        ),
                    )
                ),
            )
        ]

    def _day_over(self) -> Told:
        """Days end in order, but for one that is forgotten now and then."""
        on = FIRST_ON + timedelta(days=self._today)
        self._today = min(self._today + 1, DAYS - 1)
        if self._random.random() < 0.1:
            return []
        return [(calendar_stream(on), calendar.DayEnded(on=on))]

    def _leave(self) -> Told:
        who, from_on = self._who(), self._on()
        request = f"c-{self._random.randrange(4)}"
        stream = cuti_stream(who, request)
        asked = cuti.CutiRequested(
            cuti=request,
            kind=self._random.choice(("tahunan", "sakit", "izin")),
            from_on=from_on,
            until_on=from_on + timedelta(days=self._random.randrange(40)),
        )
        if not self._versions[stream]:
            return [(stream, asked), (stream, cuti.CutiApproved(cuti=request))]
        return [(stream, cuti.CutiWithdrawn(cuti=request, from_on=from_on))]

    def _performance(self) -> Told:
        who, month = self._who(), self._random.choice(MONTHS)
        entry = f"k-{self._random.randrange(10**9)}"
        made = kinerja.KinerjaRecorded(entry=entry, on=month, minutes=60, quantity=1, unit="berkas")
        then: Event = self._random.choice(
            (
                kinerja.KinerjaVerified(entry=entry),
                kinerja.KinerjaReturned(entry=entry),
                kinerja.KinerjaWithdrawn(entry=entry),
                kinerja.KinerjaPredicateGiven(month=month, predicate="kurang"),
            )
        )
        return [(kinerja_stream(who, month), event) for event in (made, then)]

    def _of_calendar(self) -> Told:
        on = self._on()
        event: Event = self._random.choice(
            (
                calendar.HolidayDeclared(on=on, kind="holiday", name="Libur uji"),
                calendar.HolidayDeclared(
                    on=on, kind="cuti_bersama", name="Upacara uji", sessions=sessions()[:1]
                ),
                calendar.HolidayWithdrawn(on=on),
                calendar.OutageDeclared(on=on, reason="uji", opd=self._random.choice(("", *OPDS))),
                calendar.OutageWithdrawn(on=on),
            )
        )
        return [(calendar_stream(on), event)]

    def _of_employee(self) -> Told:
        on, place = self._on(), self._random.choice(OPDS)
        month = self._random.choice(MONTHS)
        event: Event = self._random.choice(
            (
                employee.EmployeeTransferred(opd=place, office=place, from_on=on),
                employee.EmploymentChanged(employment="pns", from_on=on),
                employee.EmployeeEnrolled(from_on=on),
                employee.WorkPatternAssigned(pattern=self._random.choice(PATTERNS), from_on=on),
                employee.SupervisorAssigned(supervisor=EMPLOYEES[0], from_on=on),
                employee.TppBaseSet(
                    from_month=month, rupiah=self._random.randrange(10**7), grade=8
                ),
                employee.TppWithheld(from_month=month, reason="cltn", until_month=month),
                employee.ActingStarted(
                    acting="a", kind="same_level", post_rupiah=6_000_000, from_on=on
                ),
                employee.ActingEnded(acting="a", until_on=on),
                employee.TugasBelajarStarted(kind="regular", from_on=on),
                employee.EmployeeRetired(from_on=on, reason="resigned"),
                employee.EmployeeReinstated(from_on=on),
                employee.EmployeeEntryWithdrawn(entry="posting", from_on=on),
                employee.NameCorrected(name="Pegawai Uji Baru"),
            )
        )
        return [(employee_stream(self._who()), event)]

    def _of_pattern(self) -> Told:
        code, from_on = self._random.choice(PATTERNS), self._on()
        days = (pattern.PatternDay(weekdays=(1, 2, 3, 4, 6), sessions=sessions(1_800)),)
        variant = pattern.PatternVariant(
            name="ramadan", from_on=from_on, until_on=from_on + timedelta(days=7), days=days
        )
        event: Event = self._random.choice(
            (
                pattern.WorkPatternChanged(
                    from_on=from_on,
                    days=days,
                    pending_counts_as=self._random.choice(("present", "absent")),
                ),
                pattern.WorkPatternVariantAdded(variant=variant),
                pattern.WorkPatternVariantWithdrawn(name="ramadan"),
            )
        )
        return [(pattern_stream(code), event)]

    def _of_perbup(self) -> Told:
        """The second regulation replaces the first retroactively; then both change."""
        stream = perbup_stream(SUCCESSOR)
        text = to_file_form(shipped.load(SUCCESSOR))
        if not self._versions[stream]:
            enacted = perbup.PerbupEnacted(on=date(2022, 11, 20))
            return [(stream, perbup.PerbupDrafted(perbup=text)), (stream, enacted)]
        amended = perbup.PerbupAmended(perbup=text, on=FIRST_ON, from_on=self._on(), source="uji")
        revoked = perbup.PerbupRevoked(from_on=self._on(), reason="uji")
        return [(stream, self._random.choice((amended, revoked)))]

    def _of_discipline(self) -> Told:
        who, month = self._who(), self._random.choice(MONTHS)
        imposed = discipline.DisciplineImposed(
            punishment="h", kind="teguran_tertulis", decree="uji", from_month=month
        )
        lifted = discipline.DisciplineLifted(punishment="h", from_month=month)
        return [(discipline_stream(who), self._random.choice((imposed, lifted)))]

    def _of_places(self) -> Told:
        code, on = self._random.choice(OPDS), self._on()
        if self._random.random() < 0.5:
            return [(opd_stream(code), opd.OpdHeadAppointed(employee=self._who(), from_on=on))]
        area = office.Area(latitude=-5.3, longitude=104.9, radius_m=50)
        return [(office_stream(code), office.OfficeAreaChanged(area=area, from_on=on))]
