"""A draft is tried on past months: the same report as of a change, and the ledger stays."""

from datetime import date

import psycopg
import pytest

from domain import perbup_catalogue as shipped
from domain.perbup_loading import to_file_form
from projections import comparison, deductions, reports, what_if
from projections.rule_change import Scope
from tests.projections.following import following
from tests.projections.histories import OPDS, SUCCESSOR, Teller, surroundings
from tests.projections.test_queries import NOVEMBER
from tests.projections.test_rule_change import late_in_november, successor

EVERYONE = Scope(NOVEMBER, None, None, None)


def draft(**changes: object) -> str:
    import msgspec

    text = to_file_form(shipped.load(SUCCESSOR)) | {"effective_from": "2022-11-01"} | changes
    return msgspec.json.encode(text).decode()


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


def simulated(database_url, connection, scope=EVERYONE, **changes) -> int:
    report = what_if.open_simulation(connection, SUCCESSOR, scope, "uji")
    for _ in what_if.run_simulation(database_url, report, draft(**changes)):
        pass
    return report


def test_a_simulation_foretells_what_the_enactment_makes(
    teller, live, connection, own_database_url
):
    before = deductions.totals_of(connection, NOVEMBER)
    report = simulated(own_database_url, connection)
    assert deductions.totals_of(connection, NOVEMBER) == before
    position = teller.tell(successor(effective_from="2022-11-01"))
    live.catch_up()
    enacted = reports.report_at(connection, position)
    assert enacted is not None
    foretold = reports.sums_of(connection, report)
    assert foretold == reports.sums_of(connection, enacted.report)
    assert foretold.net_rupiah != foretold.net_before_rupiah
    ended = reports.progress_of(connection, report)
    assert ended is not None
    assert (ended.status, ended.kind, ended.asked_by) == ("done", "simulation", "uji")


def test_a_simulation_keeps_to_its_scope(live, connection, own_database_url):
    report = simulated(own_database_url, connection, Scope(NOVEMBER, NOVEMBER, None, [OPDS[0]]))
    rows = reports.differences_of(connection, report)
    assert {row.opd for row in rows} == {OPDS[0]}
    none = simulated(own_database_url, connection, Scope(date(2023, 1, 1), None, None, None))
    assert reports.differences_of(connection, none) == []


def test_two_drafts_are_compared(live, connection, own_database_url):
    mild = simulated(own_database_url, connection)
    stern = simulated(own_database_url, connection, mode="trial")
    compared = comparison.compared(connection, mild, stern)
    of_mild, of_stern = (reports.sums_of(connection, report) for report in (mild, stern))
    assert sum(row.first_net_rupiah - row.second_net_rupiah for row in compared) == (
        of_mild.net_rupiah - of_mild.net_before_rupiah
    ) - (of_stern.net_rupiah - of_stern.net_before_rupiah)
