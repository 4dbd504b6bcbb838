"""A changed regulation: what it touches is assessed again, and the report says what changed."""

from datetime import date
from typing import Any

import psycopg
import pytest

from domain import calendar, period
from domain import perbup_catalogue as shipped
from domain import perbup_stream as perbup
from domain.event import Event
from domain.perbup import Perbup
from domain.perbup_loading import to_file_form
from domain.streams import calendar_stream, day_stream, perbup_stream, period_stream
from projections import (
    closed_months,
    deductions,
    employee_month,
    positions,
    reports,
    rule_change,
)
from tests.projections.following import Following, following, rebuild
from tests.projections.histories import EMPLOYEES, EXAMPLE, OPDS, SUCCESSOR, Teller, surroundings
from tests.projections.test_queries import MONDAY, NOVEMBER, TUESDAY, seen

ANA, BUDI, CITRA, *_ = EMPLOYEES


def late_in_november() -> list[tuple[str, Event]]:
    """Everyone late by as many minutes as their place in the list, but for the first."""
    told: list[tuple[str, Event]] = []
    for number, who in enumerate(EMPLOYEES):
        for session, clock in (
            ("pagi", f"07:{30 + number * 5}:00"),
            ("siang", "12:01:00"),
            ("sore", "16:10:00"),
        ):
            told.append((day_stream(who, MONDAY), seen(MONDAY, session, clock)))
    told.append((calendar_stream(MONDAY), calendar.DayEnded(on=MONDAY)))
    return told


def successor(**changes: Any) -> list[tuple[str, Event]]:
    """Drafted and enacted; `changes` are of the text."""
    text = to_file_form(shipped.load(SUCCESSOR)) | changes
    stream = perbup_stream(SUCCESSOR)
    enacted = perbup.PerbupEnacted(on=date(2022, 12, 1))
    return [(stream, perbup.PerbupDrafted(perbup=text)), (stream, enacted)]


@pytest.fixture
def teller(own_store):
    teller = Teller(own_store)
    teller.tell(surroundings())
    teller.tell(late_in_november())
    return teller


@pytest.fixture
def live(own_database_url, teller):
    with following(own_database_url) as live:
        live.catch_up()
        yield live


@pytest.fixture
def connection(own_database_url):
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield connection


def net_of(connection, who: str) -> int:
    (row,) = [r for r in employee_month.year_of(connection, who, 2022) if r.month == NOVEMBER]
    return row.net_rupiah


def test_a_successor_is_reported_with_every_amount_that_it_changes(teller, live, connection):
    before = deductions.totals_of(connection, NOVEMBER)
    position = teller.tell(successor(effective_from="2022-11-01"))
    live.catch_up()
    after = deductions.totals_of(connection, NOVEMBER)
    report = reports.report_at(connection, position)
    assert report is not None
    assert (report.status, report.perbup, report.done) == ("done", SUCCESSOR, report.total)
    sums = reports.sums_of(connection, report.report)
    assert sums.net_rupiah - sums.net_before_rupiah == after.net_rupiah - before.net_rupiah != 0
    by_opd = reports.sums_by_opd(connection, report.report)
    assert [row.key for row in by_opd] == sorted(OPDS)
    assert sum(row.cut_rupiah for row in by_opd) == sums.cut_rupiah
    rows = reports.differences_of(connection, report.report)
    assert sum(row.net_rupiah for row in rows) == sums.net_rupiah
    for row in rows:
        lines = employee_month.ledger_of(connection, row.employee, row.month)
        assert row.cut_rupiah == sum(line.rupiah for line in lines if line.mode == "live")
        changed = sum(row.now_rupiah) - sum(row.before_rupiah)
        assert changed == (row.cut_rupiah + row.shadow_rupiah) - (
            row.cut_before_rupiah + row.shadow_before_rupiah
        )
        assert {*row.perbup} <= {EXAMPLE, SUCCESSOR}
    last = rows[-1]
    page = reports.differences_of(connection, report.report, after=(last.employee, last.month))
    assert page == []


def test_months_before_the_change_stay(teller, live, connection):
    teller.tell(successor(effective_from="2022-12-01"))
    before = deductions.totals_of(connection, NOVEMBER)
    live.catch_up()
    assert deductions.totals_of(connection, NOVEMBER) == before


def test_an_annulled_successor_gives_back_what_it_took(teller, live, connection):
    before = {who: net_of(connection, who) for who in EMPLOYEES}
    teller.tell(successor(effective_from="2022-11-01", replaces=[]))
    live.catch_up()
    assert {who: net_of(connection, who) for who in EMPLOYEES} != before
    revoked = perbup.PerbupRevoked(from_on=NOVEMBER, reason="uji")
    teller.tell([(perbup_stream(SUCCESSOR), revoked)])
    live.catch_up()
    assert {who: net_of(connection, who) for who in EMPLOYEES} == before


def test_a_large_change_is_worked_off_beside_the_live_views(
    teller, live: Following, connection, own_database_url, monkeypatch
):
    """Meanwhile a day is corrected; the parts that it moved are done once more."""
    monkeypatch.setattr("projections.attendance.MONTHS_AT_ONCE", 1)
    monkeypatch.setattr(rule_change, "MONTHS_AT_ONCE", 3)
    position = teller.tell(successor(effective_from="2022-11-01"))
    live.catch_up()
    report = reports.report_at(connection, position)
    assert report is not None
    assert reports.pending(connection) == [report.report]
    work = rule_change.run(own_database_url, report.report)
    first = next(work)
    assert (first.status, first.done) == ("running", 3)
    teller.tell([(day_stream(ANA, TUESDAY), seen(TUESDAY, "pagi", "09:00:00"))])
    live.catch_up()
    assert [progress.done for progress in work] == [report.total]
    ended = reports.progress_of(connection, report.report)
    assert ended is not None
    assert (ended.status, reports.pending(connection)) == ("done", [])
    outcome = rebuild(own_database_url)
    assert outcome is not None
    assert outcome.differences == ()


def test_a_part_that_the_live_views_moved_meanwhile_is_done_again(
    teller, live: Following, connection, own_database_url, monkeypatch
):
    monkeypatch.setattr("projections.attendance.MONTHS_AT_ONCE", 1)
    position = teller.tell(successor(effective_from="2022-11-01"))
    live.catch_up()
    report = reports.report_at(connection, position)
    assert report is not None
    calls = []

    def interrupted(frames, perbups, part):
        if not calls:
            teller.tell([(day_stream(ANA, TUESDAY), seen(TUESDAY, "pagi", "09:00:00"))])
        answer = original(frames, perbups, part)
        if not calls:
            live.catch_up()
        calls.append(part.height)
        return answer

    original = rule_change.reassess
    monkeypatch.setattr(rule_change, "reassess", interrupted)
    assert [p.done for p in rule_change.run(own_database_url, report.report)] == [report.total]
    assert len(calls) == 2
    monkeypatch.undo()
    outcome = rebuild(own_database_url)
    assert outcome is not None
    assert outcome.differences == ()


def test_a_cancelled_change_stops(teller, live, connection, own_database_url, monkeypatch):
    monkeypatch.setattr("projections.attendance.MONTHS_AT_ONCE", 1)
    monkeypatch.setattr(rule_change, "MONTHS_AT_ONCE", 2)
    position = teller.tell(successor(effective_from="2022-11-01"))
    live.catch_up()
    report = reports.report_at(connection, position)
    assert report is not None
    for _ in rule_change.run(own_database_url, report.report):
        reports.cancel(connection, report.report)
    ended = reports.progress_of(connection, report.report)
    assert ended is not None
    assert (ended.status, ended.done, ended.behind) == ("cancelled", 4, True)
    assert list(rule_change.run(own_database_url, report.report)) == []
    assert reports.progress_of(connection, report.report) == ended, "nothing more was done"


def stopped_change(teller, live, connection, own_database_url, monkeypatch) -> int:
    """After its first part."""
    monkeypatch.setattr("projections.attendance.MONTHS_AT_ONCE", 1)
    monkeypatch.setattr(rule_change, "MONTHS_AT_ONCE", 2)
    position = teller.tell(successor(effective_from="2022-11-01"))
    live.catch_up()
    report = reports.report_at(connection, position)
    assert report is not None
    next(rule_change.run(own_database_url, report.report))
    reports.cancel(connection, report.report)
    return report.report


def test_a_cancelled_change_is_behind_until_it_is_resumed(
    teller, live, connection, own_database_url, monkeypatch
):
    before = {who: net_of(connection, who) for who in EMPLOYEES}
    report = stopped_change(teller, live, connection, own_database_url, monkeypatch)
    changed = [who for who in EMPLOYEES if net_of(connection, who) != before[who]]
    assert reports.pending(connection) == []
    assert reports.behind(connection, NOVEMBER) == reports.behind(connection) == [report]
    assert reports.behind(connection, date(2022, 10, 1)) == []
    closable = closed_months.closable(connection, NOVEMBER)
    assert (closable.unsettled, closable.stopped) == (False, report)
    reports.resume(connection, report)
    assert reports.pending(connection) == [report]
    *_, last = rule_change.run(own_database_url, report)
    assert (last.done, reports.behind(connection)) == (last.total, [])
    now = [who for who in EMPLOYEES if net_of(connection, who) != before[who]]
    assert len(changed) < len(now)
    outcome = rebuild(own_database_url)
    assert outcome is not None
    assert outcome.differences == ()
    rows = reports.differences_of(connection, report)
    assert {row.employee for row in rows} >= {*now}, "the report is of all parts"
    reports.resume(connection, report)
    assert reports.pending(connection) == [], "what is done is not resumed"


def test_a_rebuild_overtakes_a_cancelled_change(
    teller, live, connection, own_database_url, monkeypatch
):
    report = stopped_change(teller, live, connection, own_database_url, monkeypatch)
    outcome = rebuild(own_database_url, "always")
    assert outcome is not None
    assert outcome.swapped
    assert outcome.differences, "the live figures were half of the old rules"
    overtaken = reports.progress_of(connection, report)
    assert overtaken is not None
    assert (overtaken.status, overtaken.behind) == ("cancelled", False)
    reports.resume(connection, report)
    assert reports.pending(connection) == []
    again = rebuild(own_database_url)
    assert again is not None
    assert again.differences == ()


def test_a_month_that_closes_while_a_change_is_cancelled_closes_by_the_rules_in_force(
    teller, live, connection, own_database_url, monkeypatch
):
    """Should the log have such a closing in spite of the refusal."""
    stopped_change(teller, live, connection, own_database_url, monkeypatch)
    head = max(p.head for p in positions.positions(connection))
    figures = closed_months.closable(connection, NOVEMBER)
    closed = period.PeriodClosed(
        month=NOVEMBER,
        position=head,
        employees=figures.employees,
        gross_rupiah=figures.gross_rupiah,
        deduction_rupiah=figures.deduction_rupiah,
        net_rupiah=figures.net_rupiah,
    )
    teller.tell([(period_stream(NOVEMBER), closed)])
    live.catch_up()
    outcome = rebuild(own_database_url)
    assert outcome is not None
    assert [found.table for found in outcome.differences if "closed" in found.table] == []


def example(**changes: Any) -> Perbup:
    from msgspec.structs import replace

    return replace(shipped.load(EXAMPLE), **changes)


def test_the_scope_of_a_change():
    old = example(effective_until=date(2022, 12, 15))
    assert rule_change.scope_of([old], [old]) is None
    scope = rule_change.scope_of([], [old])
    assert scope == (date(2022, 10, 1), date(2022, 12, 1), None, None)
    replacing = example(id="x", replaces=(EXAMPLE,), effective_until=date(2022, 12, 15))
    wide = rule_change.scope_of([old], [old, replacing])
    assert wide == (date(2022, 10, 1), None, None, None)
