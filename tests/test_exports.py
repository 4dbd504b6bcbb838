"""Exports have the figures of the queries, to the rupiah, in every format."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import psycopg
import pytest
from python_calamine import CalamineWorkbook

from application.store import Store
from projections.deductions import Filter, every_deduction_of, totals_of
from projections.employee_month import ledger_of
from projections.export_files import clock_text, file_name, write
from projections.exports import Spooled, Wanted, spooled
from projections.exports import totals_of as sums_of
from tests.conftest import MASTER_KEY
from tests.projections.following import following
from tests.projections.histories import EMPLOYEES, EXAMPLE, MONTHS, Teller
from tests.two_months import two_months

NOVEMBER = MONTHS[1]


@pytest.fixture(scope="module")
def views(database_url: str) -> Iterator[str]:
    """A small regency after its first two months."""
    store = Store(database_url, MASTER_KEY)
    Teller(store).tell(two_months())
    with following(database_url) as live:
        live.catch_up()
        assert live.stopped == []
    yield database_url
    store.close()


def wanted(kind: str, form: str, **narrowed: object) -> Wanted:
    asked = {"kind": kind, "format": form, "month": NOVEMBER, "until_month": NOVEMBER}
    return Wanted(**(asked | narrowed))  # type: ignore[arg-type] # of the fixed fields


def exported(url: str, asked: Wanted, folder: Path) -> tuple[Path, list[Spooled]]:
    parts = list(spooled(url, asked, folder))
    path = folder / file_name(asked)
    write(asked, parts, path, lambda _: None)
    return path, parts


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "narrowed",
    [{}, {"opd": "dinas-uji"}, {"employment": "cpns"}, {"perbup": EXAMPLE}],
)
def test_deductions_are_those_of_the_query_to_the_rupiah(
    views: str, tmp_path: Path, narrowed: dict[str, str]
) -> None:
    path, parts = exported(views, wanted("deductions", "csv", **narrowed), tmp_path)
    with psycopg.connect(views) as connection:
        asked = list(every_deduction_of(connection, NOVEMBER, Filter(**narrowed)))
        sums = totals_of(connection, NOVEMBER, Filter(**narrowed))
    assert asked
    assert {
        row["ID Pegawai"]: (row["NIP"], row["Nama"], int(row["Potongan"]), int(row["TPP Bersih"]))
        for row in rows(path)
    } == {d.employee: (d.nip, d.name, d.cut_rupiah, d.net_rupiah) for d in asked}
    totals = sums_of(wanted("deductions", "csv"), parts)
    assert totals == {name: getattr(sums, name) for name in totals}
    assert len(totals) == 6


def test_the_ledger_has_every_line_and_sums_to_the_deductions(views: str, tmp_path: Path) -> None:
    path, parts = exported(views, wanted("ledger", "csv"), tmp_path)
    lines = rows(path)
    with psycopg.connect(views) as connection:
        known = [line for e in EMPLOYEES for line in ledger_of(connection, e, NOVEMBER)]
        sums = totals_of(connection, NOVEMBER)
    assert len(known) > 20
    assert sorted(
        (r["ID Pegawai"], int(r["Baris"]), int(r["Potongan"]) + int(r["Potongan Uji Coba"]))
        for r in lines
    ) == sorted((line.employee, line.line, line.rupiah) for line in known)
    assert sums_of(wanted("ledger", "csv"), parts) == {
        "cut_rupiah": sums.cut_rupiah,
        "shadow_rupiah": sums.shadow_rupiah,
    }
    assert sums.cut_rupiah > 0
    cited = {(line.employee, line.line): line.events for line in known}
    for row in lines:
        key = row["ID Pegawai"], int(row["Baris"])
        assert [int(event) for event in row["Peristiwa"].split()] == cited[key]


def test_attendance_has_a_row_for_each_session_of_each_day(views: str, tmp_path: Path) -> None:
    path, _ = exported(views, wanted("attendance", "csv", opd="badan-uji"), tmp_path)
    with psycopg.connect(views) as connection:
        expected = connection.execute(
            """
            SELECT count(*), sum(GREATEST(cardinality(session), 1))::int,
                count(*) FILTER (WHERE expected)
            FROM views.attendance_day
            WHERE opd = 'badan-uji' AND "on" BETWEEN '2022-11-01' AND '2022-11-30'
            """
        ).fetchone()
    found = rows(path)
    days = {(row["ID Pegawai"], row["Tanggal"]): row["Wajib"] for row in found}
    assert (len(days), len(found), list(days.values()).count("ya")) == expected
    assert expected[1] > expected[0] > 0
    due = [row for row in found if row["Sesi"] == "pagi" and row["Wajib"] == "ya"]
    assert {row["Jatuh Tempo"] for row in due} == {"07:30:00"}
    assert any(row["Pukul"] > "07:30:00" for row in due)


def test_excel_reads_its_csv_and_keeps_the_nip(views: str, tmp_path: Path) -> None:
    path, _ = exported(views, wanted("deductions", "csv_excel"), tmp_path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    nip = found[0].index("NIP")
    assert len(found) == len(EMPLOYEES) + 1
    assert all(row[nip].startswith('="1990') and row[nip].endswith('"') for row in found[1:])


def test_a_name_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    part = tmp_path / "x.parquet"
    asked = wanted("deductions", "csv")
    columns = {column.name: [None] for column in asked.layout.columns}
    frame = pl.DataFrame(columns | {"name": ["=1+1"], "month": [NOVEMBER]}).with_columns(
        pl.col("opd", "opd_name", "nip", "employment", "perbup", "entitlements", "employee").cast(
            pl.String
        )
    )
    frame.write_parquet(part)
    path = tmp_path / "x.csv"
    write(asked, [Spooled(month=NOVEMBER, path=part, rows=1, position=1)], path, lambda _: None)
    assert rows(path)[0]["Nama"] == "'=1+1"


def test_parquet_of_several_months_is_a_folder_for_each(views: str, tmp_path: Path) -> None:
    asked = wanted("ledger", "parquet", month=MONTHS[0])
    path, parts = exported(views, asked, tmp_path)
    with ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
    frame = pl.read_parquet(tmp_path / "out/ledger/**/*.parquet", hive_partitioning=True)
    assert dict(frame.group_by("month").len().rows()) == {p.month: p.rows for p in parts}
    assert frame.select(pl.col("cut_rupiah").sum()).item() == sums_of(asked, parts)["cut_rupiah"]
    assert frame.schema["month"] == pl.Date
    assert frame.schema["events"] == pl.List(pl.Int64)


def test_parquet_of_one_month_is_one_file(views: str, tmp_path: Path) -> None:
    path, parts = exported(views, wanted("deductions", "parquet"), tmp_path)
    frame = pl.read_parquet(path)
    assert frame.height == parts[0].rows == len(EMPLOYEES)
    assert frame["nip"].dtype == pl.String
    assert frame["month"].unique().to_list() == [NOVEMBER]


def test_the_spreadsheet_has_text_nips_totals_and_the_same_rows(views: str, tmp_path: Path) -> None:
    asked = wanted("deductions", "xlsx", month=MONTHS[0])
    path, parts = exported(views, asked, tmp_path)
    headings, *cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert headings == [column.heading for column in asked.layout.columns]
    assert len(cells) == sum(part.rows for part in parts) + 1
    *people, last = (dict(zip(headings, row, strict=True)) for row in cells)
    assert all(len(row["NIP"]) == 18 for row in people)
    assert {row["Bulan"] for row in people} == {*MONTHS}
    sums = sums_of(asked, parts)
    shown = {c.name: last[c.heading] for c in asked.layout.columns if c.name in sums}
    assert shown == sums
    assert sum(row["TPP Bersih"] for row in people) == sums["net_rupiah"]
    with ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in xml
    assert "SUBTOTAL(109" in xml


def test_nothing_found_is_an_export_of_headings(views: str, tmp_path: Path) -> None:
    for form in ("csv", "xlsx", "parquet"):
        path, parts = exported(views, wanted("ledger", form, opd="tidak-ada"), tmp_path)
        assert path.stat().st_size > 0
        assert [part.rows for part in parts] == [0]
        assert sums_of(wanted("ledger", form), parts) == {"cut_rupiah": 0, "shadow_rupiah": 0}


def test_what_is_asked_is_compared_and_never_run(views: str, tmp_path: Path) -> None:
    hostile = "x' OR '1'='1'; DROP TABLE views.tpp_deduction; --"
    parts = list(spooled(views, wanted("deductions", "csv", opd=hostile), tmp_path))
    assert [part.rows for part in parts] == [0]
    with psycopg.connect(views) as connection:
        assert totals_of(connection, NOVEMBER).employees == len(EMPLOYEES)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(27_000, "07:30:00"), (0, "00:00:00"), (90_061, "25:01:01"), (-5, "-00:00:05")],
)
def test_seconds_of_a_day_are_written_as_a_clock(seconds: int, shown: str) -> None:
    frame = pl.DataFrame({"s": [seconds, None]}).select(clock_text(pl.col("s")))
    assert frame.to_series().to_list() == [shown, None]


def test_the_file_names_what_is_in_it() -> None:
    asked = wanted("attendance", "csv_excel", opd="dinkes", until_month=date(2023, 1, 1))
    assert file_name(asked) == "attendance-2022-11--2023-01-dinkes.csv"
