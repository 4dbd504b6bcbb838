"""Holidays from files."""

from datetime import date

from domain.calendar import Calendar, HolidayDeclared, evolve, holiday_on
from domain.recorded import fold
from domain.work_pattern import Session
from tests.imports.conftest import Imported
from tests.imports.golden import golden, told

HOLIDAYS = """Tanggal,Sampai,Jenis,Keterangan,Dasar
17/08/2022,,Libur Nasional,Hari Kemerdekaan,SKB 1/2022
"Senin, 26 Desember 2022",,Cuti Bersama,Cuti bersama Natal,SKB 1/2022
2022-12-31,2023-01-01,Libur,Tahun Baru,
"""


def calendar(imported: Imported, year: int) -> Calendar:
    return fold(imported.store.load(f"calendar/{year}"), evolve, Calendar())


def test_holidays_are_declared_over_the_turn_of_the_year(imported: Imported) -> None:
    report = imported.apply("holidays", HOLIDAYS)
    assert (report.new, report.events) == (3, 4)
    assert [h.on.isoformat() for h in calendar(imported, 2022).holidays] == [
        "2022-08-17",
        "2022-12-26",
        "2022-12-31",
    ]
    assert [h.on.isoformat() for h in calendar(imported, 2023).holidays] == ["2023-01-01"]
    assert imported.apply("holidays", HOLIDAYS).unchanged == 3


def test_the_ceremony_of_a_holiday_stays_when_its_name_changes(imported: Imported) -> None:
    ceremony = Session(name="upacara", role="apel", opens_s=21_600, due_s=25_200, closes_s=28_800)
    declared = HolidayDeclared(
        on=date(2022, 8, 17), kind="holiday", name="HUT RI", source="Edaran", sessions=(ceremony,)
    )
    imported.store.append("calendar/2022", 0, [declared], actor="penguji")
    assert imported.apply("holidays", HOLIDAYS).changed == 1, "the others are new"
    known = holiday_on(calendar(imported, 2022), date(2022, 8, 17))
    assert known is not None
    assert (known.name, known.source, known.sessions) == (
        "Hari Kemerdekaan",
        "SKB 1/2022",
        (ceremony,),
    )


NASTY = """Tanggal,Sampai,Jenis,Keterangan
12/25/2022,,Libur,Natal
03/04/2022,,Libur,Uji
2022-08-17,2022-08-01,Libur,Uji
2022-01-01,2022-12-31,Libur,Uji
2022-08-18,,Hari Besar,Uji
2022-08-19,,Libur,
2022-08-20,,Libur,Uji
20-08-2022,,Cuti Bersama,Uji
"""


def test_every_faulty_holiday_is_named(imported: Imported) -> None:
    before = imported.log()
    report = imported.apply("holidays", NASTY)
    assert told(report) == golden("holidays")
    assert imported.log() == before


def test_the_order_of_dates_may_be_told(imported: Imported) -> None:
    american = "Tanggal,Jenis,Keterangan\n12/25/2022,Libur,Natal\n03/04/2022,Libur,Uji\n"
    assert imported.look("holidays", american).faulty == 2
    assert imported.apply("holidays", american, dates="mdy").new == 2
    assert holiday_on(calendar(imported, 2022), date(2022, 3, 4)) is not None
