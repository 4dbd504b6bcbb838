"""Exports of a closed month have its own figures; what is paid later is an export of its own."""

import csv
import io
from datetime import date
from pathlib import Path

import psycopg
import pytest

from application.store import Store
from domain.attendance import SessionExcused
from domain.period import PeriodClosed
from domain.streams import day_stream, period_stream
from projections.closed_months import adjustments_of
from projections.deductions import totals_of
from projections.export_columns import Kind
from projections.export_files import write
from projections.exports import Wanted, spooled
from projections.exports import totals_of as sums_of
from tests.conftest import MASTER_KEY
from tests.projections.following import following
from tests.projections.histories import Teller
from tests.two_months import LIVE, two_months

DECEMBER = date(2022, 12, 1)


@pytest.fixture(scope="module")
def before(database_url: str) -> dict[str, int]:
    """Sums of November before it was closed and a lateness then excused."""
    store = Store(database_url, MASTER_KEY)
    teller = Teller(store)
    position = teller.tell(two_months())
    with following(database_url) as live, psycopg.connect(database_url) as connection:
        live.catch_up()
        sums = totals_of(connection, LIVE)
        employee, on, session = cut_line(connection)
        connection.rollback()
        closed = PeriodClosed(
            month=LIVE,
            position=position,
            employees=sums.employees,
            gross_rupiah=sums.gross_rupiah,
            deduction_rupiah=sums.cut_rupiah,
            net_rupiah=sums.net_rupiah,
        )
        teller.tell([(period_stream(LIVE), closed)])
        excused = SessionExcused(on=on, session=session, kind="sick")
        teller.tell([(day_stream(employee, on), excused)])
        live.catch_up()
        assert live.stopped == []
    store.close()
    return {"cut_rupiah": sums.cut_rupiah, "net_rupiah": sums.net_rupiah}


def cut_line(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[str, date, str]:
    row = connection.execute(
        """
        SELECT employee, "on", session FROM views.lateness_ledger
        WHERE month = %s AND kind = 'cut' AND rupiah > 0 AND session = 'pagi'
        ORDER BY employee, line LIMIT 1
        """,
        (LIVE,),
    ).fetchone()
    assert row
    return row  # type: ignore[return-value] # as selected


def exported(
    url: str, folder: Path, kind: Kind, month: date
) -> tuple[list[dict[str, str]], dict[str, int]]:
    asked = Wanted(kind=kind, format="csv", month=month, until_month=month)
    parts = list(spooled(url, asked, folder))
    path = folder / "x.csv"
    write(asked, parts, path, lambda _: None)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    return rows, sums_of(asked, parts)


def test_a_closed_month_is_exported_as_it_was_closed(
    before: dict[str, int], database_url: str, tmp_path: Path
) -> None:
    _, sums = exported(database_url, tmp_path, "deductions", LIVE)
    assert {name: sums[name] for name in before} == before
    _, lines = exported(database_url, tmp_path, "ledger", LIVE)
    assert lines["cut_rupiah"] == before["cut_rupiah"]
    with psycopg.connect(database_url) as connection:
        known = connection.execute(
            "SELECT sum(cut_rupiah)::bigint FROM views.tpp_deduction WHERE month = %s", (LIVE,)
        ).fetchone()
    assert known
    assert known[0] < before["cut_rupiah"]


def test_what_is_paid_later_is_exported_in_the_month_that_pays_it(
    before: dict[str, int], database_url: str, tmp_path: Path
) -> None:
    rows, sums = exported(database_url, tmp_path, "adjustments", DECEMBER)
    with psycopg.connect(database_url) as connection:
        known = adjustments_of(connection, DECEMBER)
    assert [
        (r["ID Pegawai"], r["Tentang Bulan"], int(r["Kurang Bayar"]) - int(r["Kelebihan Bayar"]))
        for r in rows
    ] == [(a.employee, f"{a.about:%Y-%m}", a.rupiah) for a in known]
    assert sums["underpaid_rupiah"] - sums["overpaid_rupiah"] == sum(a.rupiah for a in known) > 0
    assert exported(database_url, tmp_path, "adjustments", LIVE)[0] == []
