"""Each question to the views has its answer, from the events to the row."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest

from domain import attendance, calendar, cuti, kinerja
from domain.event import Event
from domain.sessions import ZONES
from domain.streams import calendar_stream, cuti_stream, day_stream, kinerja_stream
from projections import (
    attempts,
    board,
    deductions,
    employee_month,
    people,
    performance_month,
    positions,
    register,
    special_attendance,
    work_days,
)
from tests.projections.following import following
from tests.projections.histories import EMPLOYEES, EXAMPLE, OPDS, Teller, surroundings

ANA, BUDI, CITRA, DEDI, *_ = EMPLOYEES
"""Ana and Citra are of the first OPD, Budi and Dedi of the second."""
MONDAY = date(2022, 11, 7)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
NOVEMBER = date(2022, 11, 1)


def at(on: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{on}T{clock}").replace(tzinfo=ZONES["Asia/Jakarta"])


def seen(on: date, session: str, clock: str, **more: Any) -> Event:
    return attendance.CheckedIn(
        on=on,
        session=session,
        at=at(on, clock),
        office=OPDS[0],
        distance_m=3,
        accuracy_m=5,
        selfie="ab",
        **more,
    )


def special(on: date, identifier: str, *sessions: str) -> Event:
    return attendance.SpecialAttendanceRecorded(
        special=identifier,
        on=on,
        at=at(on, "08:00:00"),
        kind="dinas_luar",
        sessions=sessions,
        selfie="ab",
        attachment="cd",
    )


STORY: list[tuple[str, Event]] = [
    (day_stream(ANA, MONDAY), seen(MONDAY, "pagi", "07:29:59")),
    (day_stream(ANA, MONDAY), seen(MONDAY, "siang", "12:01:00")),
    (day_stream(ANA, MONDAY), seen(MONDAY, "sore", "16:05:00")),
    (day_stream(CITRA, MONDAY), seen(MONDAY, "pagi", "08:15:30", flags=("clock_skew",))),
    (day_stream(CITRA, MONDAY), seen(MONDAY, "siang", "12:00:00")),
    (day_stream(CITRA, MONDAY), seen(MONDAY, "sore", "16:00:00")),
    (day_stream(BUDI, MONDAY), special(MONDAY, "s-1", "pagi", "siang", "sore")),
    (day_stream(DEDI, MONDAY), special(MONDAY, "s-2", "pagi")),
    (
        day_stream(DEDI, MONDAY),
        attendance.SpecialAttendanceRefused(special="s-2", on=MONDAY),
    ),
    (
        day_stream(DEDI, MONDAY),
        attendance.CheckInAttemptRefused(on=MONDAY, at=at(MONDAY, "09:00:00"), reason="too_far"),
    ),
    (
        cuti_stream(ANA, "c-1"),
        cuti.CutiRequested(cuti="c-1", kind="tahunan", from_on=TUESDAY, until_on=TUESDAY),
    ),
    (cuti_stream(ANA, "c-1"), cuti.CutiApproved(cuti="c-1")),
    (calendar_stream(MONDAY), calendar.DayEnded(on=MONDAY)),
    (
        calendar_stream(MONDAY),
        calendar.HolidayDeclared(on=WEDNESDAY, kind="holiday", name="Libur uji", source="SK uji"),
    ),
    (
        kinerja_stream(ANA, NOVEMBER),
        kinerja.KinerjaRecorded(entry="k-1", on=MONDAY, minutes=90, quantity=2, unit="berkas"),
    ),
    (kinerja_stream(ANA, NOVEMBER), kinerja.KinerjaVerified(entry="k-1")),
    (
        kinerja_stream(ANA, NOVEMBER),
        kinerja.KinerjaRecorded(entry="k-2", on=MONDAY, minutes=30, quantity=1, unit="berkas"),
    ),
]


@pytest.fixture(scope="module")
def told(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    from application.store import Store
    from tests.conftest import MASTER_KEY

    store = Store(database_url, MASTER_KEY)
    teller = Teller(store)
    teller.tell(surroundings())
    last = teller.tell(STORY)
    store.close()
    with following(database_url) as live:
        live.catch_up()
        assert live.stopped == []
    with psycopg.connect(database_url, autocommit=True) as connection:
        assert positions.wait_for(connection, last, timeout_s=0)
        yield connection


def test_the_board_tells_who_is_late(told):
    rows = {row.employee: row for row in board.board_of(told, OPDS[0], MONDAY)}
    assert (rows[ANA].state, rows[ANA].late_minutes) == ("present", 0)
    assert (rows[CITRA].state, rows[CITRA].late_minutes) == ("late", 45)
    assert [row.employee for row in board.late_in(told, OPDS[0], MONDAY)] == [CITRA]


def test_the_board_tells_who_waits_and_who_is_absent(told):
    rows = {row.employee: row for row in board.board_of(told, OPDS[1], MONDAY)}
    assert rows[BUDI].state == "pending"
    assert rows[DEDI].state == "absent"
    assert [r.employee for r in board.board_of(told, OPDS[1], MONDAY, ["pending"])] == [BUDI]


def test_the_board_knows_leave_before_the_day_ends(told):
    rows = {row.employee: row for row in board.board_of(told, OPDS[0], TUESDAY)}
    assert (rows[ANA].state, rows[ANA].cuti) == ("cuti", "tahunan")
    assert rows[CITRA].state == "expected"


def test_the_states_of_all_opd_are_counted(told):
    states = board.states_of(told, MONDAY)
    assert sum(states[OPDS[0]].values()) == 3
    assert states[OPDS[1]] == {"pending": 1, "absent": 2}


def test_a_late_arrival_becomes_a_ledger_line_and_a_deduction(told):
    month = employee_month.month_of(told, CITRA, NOVEMBER)
    late = [line for line in month.ledger if line.rule == "terlambat-pagi" or line.quantity == 45]
    assert [(line.on, line.session, line.unit) for line in late] == [(MONDAY, "pagi", "minute")]
    assert late[0].rupiah > 0
    record = next(day for day in month.days if day.on == MONDAY)
    assert late[0].events == [record.event[0]]
    assert month.deduction is not None
    assert month.deduction.cut_rupiah == sum(line.rupiah for line in month.ledger)
    assert month.deduction.net_rupiah == 4_000_000 - month.deduction.cut_rupiah
    assert employee_month.ledger_of(told, CITRA, NOVEMBER) == month.ledger
    assert employee_month.year_of(told, CITRA, 2022) == [month.deduction]


def test_a_month_without_facts_is_empty(told):
    month = employee_month.month_of(told, CITRA, date(2021, 1, 1))
    assert (month.days, month.postings, month.ledger, month.deduction) == ([], [], [], None)


def test_the_month_of_an_opd(told):
    rows = {row.employee: row for row in board.opd_month(told, OPDS[0], NOVEMBER)}
    assert (rows[CITRA].late_minutes, rows[CITRA].late_count) == (45, 1)
    assert (rows[ANA].present_days, rows[ANA].cuti_days) == (1, 1)


def test_finance_pages_and_totals_agree(told):
    first = deductions.deductions_of(told, NOVEMBER, limit=2)
    rest = deductions.deductions_of(told, NOVEMBER, after=first[-1].employee)
    everyone = [*first, *rest]
    assert [row.employee for row in everyone] == list(EMPLOYEES)
    assert [*deductions.every_deduction_of(told, NOVEMBER)] == everyone
    total = deductions.totals_of(told, NOVEMBER)
    assert total.employees == len(EMPLOYEES)
    assert total.net_rupiah == sum(row.net_rupiah for row in everyone)
    by_opd = deductions.totals_by(told, NOVEMBER, "opd")
    assert [row.key for row in by_opd] == sorted(OPDS)
    assert sum(row.cut_rupiah for row in by_opd) == total.cut_rupiah
    of_one = deductions.totals_of(told, NOVEMBER, deductions.Filter(opd=OPDS[0]))
    assert of_one.cut_rupiah == next(r.cut_rupiah for r in by_opd if r.key == OPDS[0])
    rules = deductions.rules_of(told, NOVEMBER)
    assert sum(row.rupiah for row in rules if row.mode == "live") == total.cut_rupiah
    assert deductions.months_with_deductions(told)[0] == NOVEMBER


def test_the_inbox_holds_what_waits(told):
    waiting = special_attendance.inbox_of(told, [OPDS[1]])
    assert [(row.employee, row.special, row.opd) for row in waiting] == [(BUDI, "s-1", OPDS[1])]
    assert special_attendance.inbox_of(told, [OPDS[0]]) == []
    after = special_attendance.Cursor(MONDAY, BUDI, "s-1")
    assert special_attendance.inbox_of(told, None, after) == []
    assert special_attendance.pending_by_opd(told) == {OPDS[1]: 1}
    assert special_attendance.pending_until(told, MONDAY) == [(BUDI, MONDAY, "s-1")]
    decided = special_attendance.special_of(told, DEDI, MONDAY, MONDAY)
    assert [(row.status, row.decided_by) for row in decided] == [("refused", "uji")]


def test_refused_and_flagged_check_ins_are_shown(told):
    found = attempts.attempts_of(told, MONDAY, MONDAY)
    assert [(row.employee, row.reason, row.flags) for row in found] == [
        (DEDI, "too_far", []),
        (CITRA, "flagged", ["clock_skew"]),
    ]
    assert [r.employee for r in attempts.attempts_of(told, MONDAY, MONDAY, opds=[OPDS[0]])] == [
        CITRA
    ]


def test_the_directories_answer_for_a_date(told):
    page = people.employees_of(told, MONDAY, opd=OPDS[0], limit=2)
    assert [person.employee for person in page] == [ANA, CITRA]
    assert people.employees_of(told, MONDAY, search="pegawai uji 3")[0].employee == DEDI
    assert people.employees_of(told, MONDAY, search="%") == []
    person = people.person_on(told, ANA, MONDAY)
    assert person is not None
    assert (person.opd, person.enrolled) == (OPDS[0], True)
    assert people.person_on(told, ANA, date(2020, 1, 1)) is None
    assert len(people.person_history(told, ANA)) == 2
    assert [office.office for office in people.offices_on(told, MONDAY)] == sorted(OPDS)
    assert [(entry.opd, entry.head) for entry in people.opds_on(told, MONDAY)] == [
        (OPDS[1], None),
        (OPDS[0], None),
    ]


def test_the_calendar_and_the_patterns(told):
    (found,) = work_days.calendar_of(told, NOVEMBER, date(2022, 11, 30))
    assert (found.on, found.kind, found.name) == (WEDNESDAY, "holiday", "Libur uji")
    assert len(work_days.patterns_on(told, MONDAY)) == 2
    assert work_days.last_ended(told) == MONDAY


def test_the_register(told):
    (entry,) = register.register(told)
    assert (entry.perbup, entry.status) == (EXAMPLE, "enacted")
    assert register.registered(told, EXAMPLE) == entry
    assert register.registered(told, "unknown") is None
    assert [event.what for event in register.history_of(told, EXAMPLE)] == ["drafted", "enacted"]


def test_performance(told):
    assert [e.status for e in performance_month.entries_of(told, ANA, NOVEMBER)] == [
        "verified",
        "recorded",
    ]
    sums = performance_month.performance_of(told, ANA, NOVEMBER)
    assert sums is not None
    assert (sums.minutes, sums.entries, sums.unfit) == (90, 2, 0)
    assert performance_month.waiting_for(told, BUDI, NOVEMBER) == []


def test_positions_tell_how_far_the_views_are(told):
    (head,) = {row.head for row in positions.positions(told)}
    assert all((p.position, p.lag_s, p.error) == (head, 0, None) for p in positions.positions(told))
    assert not positions.wait_for(told, head + 1, timeout_s=0)
