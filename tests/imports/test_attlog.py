"""Old fingerprint logs: whose, when, for which session, and that again is harmless."""

import hashlib
from datetime import date, datetime
from functools import partial

import pytest

from domain.attendance import AttendanceVoided, ManualAttendanceRecorded
from domain.calendar import DayEnded
from domain.sessions import ZONES
from tests.imports.conftest import Imported, codes, nip, noticed
from tests.imports.golden import golden, told
from tests.imports.workbooks import workbook

MONDAY = date(2022, 10, 3)
STAFF = "nip,nama,status,opd,kantor,pola,tmt\n" + "".join(
    f"{nip(n)},Pegawai Uji {n},PNS,dinkes,dinkes,{pattern},2022-01-03\n"
    for n, pattern in ((1, "lima"), (2, "lima"))
)
PEOPLE = f"User ID;NIP\n1;{nip(1)}\n0002;{nip(2)}\n9;-\n".encode()
LOG = """\
        1\t2022-10-03 07:25:11\t1\t0\t1\t0
        1\t2022-10-03 07:25:40\t1\t0\t1\t0
       02\t2022-10-03 07:31:02\t1\t0\t1\t0
        1\t2022-10-03 12:05:00\t1\t0\t1\t0
        9\t2022-10-03 12:06:00\t1\t0\t1\t0
        1\t2022-10-03 16:02:59\t1\t1\t1\t0
        1\t2022-10-03 16:03:30\t1\t1\t1\t0
        1\t2022-10-08 08:00:00\t1\t0\t1\t0
"""


@pytest.fixture
def staffed(imported: Imported) -> Imported:
    imported.apply("employees", STAFF)
    return imported


def records(imported: Imported) -> list[tuple[str, str, str]]:
    """Day, session and local time of each record, in the order of the log."""
    events = (recorded.event for recorded in imported.log())
    return [
        (f"{event.on:%d}", event.session, f"{event.at:%H:%M:%S}")
        for event in events
        if isinstance(event, ManualAttendanceRecorded)
    ]


def in_order(imported: Imported) -> list[tuple[str, str, str]]:
    return sorted(records(imported))


EXPECTED = [
    ("03", "pagi", "07:25:11"),
    ("03", "pagi", "07:31:02"),
    ("03", "pagi", "12:05:00"),
    ("03", "sore", "16:03:30"),
]


def test_taps_become_manual_records_of_the_session_that_they_were_meant_for(
    staffed: Imported,
) -> None:
    report = staffed.apply("attlog", LOG, people=PEOPLE)
    assert in_order(staffed) == EXPECTED
    assert (report.new, report.skipped, report.faulty) == (4, 3, 0)
    assert noticed(report) == {"user_passed_over", "double_tap", "no_session", "not_enrolled"}


def test_a_double_tap_is_one_record_the_first_of_coming_and_the_last_of_going(
    staffed: Imported,
) -> None:
    staffed.apply("attlog", LOG, people=PEOPLE)
    assert ("03", "pagi", "07:25:40") not in records(staffed)
    assert ("03", "sore", "16:02:59") not in records(staffed)


def test_the_evidence_names_the_file_and_the_line(staffed: Imported) -> None:
    staffed.apply("attlog", LOG, people=PEOPLE)
    evidence = {
        recorded.event.evidence
        for recorded in staffed.log()
        if isinstance(recorded.event, ManualAttendanceRecorded)
    }
    sha256 = hashlib.sha256(LOG.encode()).hexdigest()
    assert evidence == {f"attlog {sha256} baris {row}" for row in (1, 3, 4, 7)}


def test_the_instant_is_that_of_the_office_s_clock(staffed: Imported) -> None:
    staffed.apply("attlog", LOG, people=PEOPLE)
    events = (r.event for r in staffed.log() if isinstance(r.event, ManualAttendanceRecorded))
    first = min(events, key=lambda event: event.at)
    assert first.at == datetime(2022, 10, 3, 7, 25, 11, tzinfo=ZONES["Asia/Jakarta"])
    assert first.source == "attlog"


def test_a_later_copy_of_the_same_machine_adds_what_is_new_alone(staffed: Imported) -> None:
    staffed.apply("attlog", LOG, people=PEOPLE)
    longer = "1 2022-09-30 07:20:00 1 0 1 0\n" + LOG + "1 2022-10-04 07:28:00 1 0 1 0\n"
    report = staffed.apply("attlog", longer, people=PEOPLE)
    assert (report.new, report.unchanged) == (2, 4)
    assert in_order(staffed) == [
        *EXPECTED,
        ("04", "pagi", "07:28:00"),
        ("30", "pagi", "07:20:00"),
    ]


def test_again_is_harmless_also_as_a_table(staffed: Imported) -> None:
    staffed.apply("attlog", LOG, people=PEOPLE)
    before = staffed.log()
    assert staffed.apply("attlog", LOG, people=PEOPLE).unchanged == 4
    table = f"NIP,Waktu\n{nip(1)},2022-10-03 07:25:11\n{nip(2)},03/10/2022 07.31.02\n"
    assert staffed.apply("attendance", table).unchanged == 2
    assert staffed.log() == before


def test_a_record_that_was_voided_stays_void(staffed: Imported) -> None:
    staffed.apply("attlog", LOG, people=PEOPLE)
    stream = next(r.stream for r in staffed.log() if isinstance(r.event, ManualAttendanceRecorded))
    version = len(staffed.store.load(stream))
    staffed.store.append(stream, version, [AttendanceVoided(on=MONDAY, record=1)], actor="penguji")
    assert staffed.apply("attlog", LOG, people=PEOPLE).new == 0


def test_from_a_date_on_the_log_can_be_assessed(staffed: Imported) -> None:
    report = staffed.apply("attlog", LOG, people=PEOPLE, assess_from=date(2022, 10, 1))
    assert {"enrolled", "day_ended"} <= noticed(report)
    assert "not_enrolled" not in noticed(report)
    enrolled = {person.name: person.enrolled_from for person in staffed.people().values()}
    assert enrolled == {"Pegawai Uji 1": date(2022, 10, 1), "Pegawai Uji 2": date(2022, 10, 1)}
    ended = [r.event.on.day for r in staffed.log() if isinstance(r.event, DayEnded)]
    assert ended == list(range(1, 9))
    before = staffed.log()
    staffed.apply("attlog", LOG, people=PEOPLE, assess_from=date(2022, 10, 1))
    assert staffed.log() == before


def test_a_log_without_its_people_is_refused(staffed: Imported) -> None:
    assert codes(staffed.look("attlog", LOG)) == [(0, "", "people_missing")]


NASTY = """\
1\t2022-10-03 07:25:11\t1\t0
1\t2022-13-03 07:25:11\t1\t0
1\t2022-10-03 27:25:11\t1\t0
ini bukan log
77\t2022-10-03 07:25:11\t1\t0
1\t2023-10-03 07:25:11\t1\t0
1\t2021-10-04 07:25:11\t1\t0
2,2022-10-04 07:25,1,0
"""


def test_every_faulty_line_is_named(staffed: Imported) -> None:
    before = staffed.log()
    report = staffed.apply("attlog", NASTY + "\x00\x00\x1a", people=PEOPLE)
    assert told(report) == golden("attlog")
    assert staffed.log() == before


def test_faults_of_the_people_are_told_as_theirs(staffed: Imported) -> None:
    people = f"User ID;NIP\n1;{nip(1)[:-1]}\n2;{nip(2)}\n2;{nip(1)}\n".encode()
    report = staffed.look("attlog", LOG, people=people)
    assert [(f.file, f.row, f.code) for f in report.faults if f.file] == [
        ("people", 2, "nip_wrong_length"),
        ("people", 4, "row_contradicts"),
    ]
    empty = staffed.look("attlog", LOG, people=b"")
    assert empty.faulty == 9, "eight lines whose people are unknown, and the file of people"
    assert ("people", 0, "file_empty") in [(f.file, f.row, f.code) for f in empty.faults]


# ---- tables of attendance


def test_a_row_a_day_with_the_times_of_coming_and_going(staffed: Imported) -> None:
    rows = [
        ["No. Absen", "Nama", "Tanggal", "Scan Masuk", "Scan Pulang"],
        ["1", "Pegawai Uji 1", MONDAY, "07.25", "16:03"],
        ["2", "Pegawai Uji 2", MONDAY, "", "12:00"],
        ["2", "Pegawai Uji 2", date(2022, 10, 4), "", ""],
    ]
    report = staffed.apply("attendance", workbook({"Log": rows}), people=PEOPLE)
    assert in_order(staffed) == [
        ("03", "pagi", "07:25:00"),
        ("03", "sore", "12:00:00"),
        ("03", "sore", "16:03:00"),
    ]
    assert (report.rows, report.new) == (3, 3)
    assert "without_time" in noticed(report)


def test_the_session_may_be_named(staffed: Imported) -> None:
    table = (
        f"nip;tanggal;jam;sesi\n{nip(1)};2022-10-03;11:00;sore\n{nip(1)};2022-10-04;7:00;malam\n"
    )
    report = staffed.look("attendance", table)
    assert codes(report) == [(3, "sesi", "session_unknown")]
    staffed.apply("attendance", "\n".join(table.splitlines()[:2]))
    assert records(staffed) == [("03", "sore", "11:00:00")]


def test_columns_of_any_name_are_mapped(staffed: Imported) -> None:
    table = f"Karyawan,Kejadian\n{nip(1)},2022-10-03 07:25\n"
    look = partial(staffed.look, "attendance", table)
    assert codes(look()) == [(0, "", "header_unknown")]
    assert look(mapping={"Karyawan": "nip", "Kejadian": "at"}).new == 1
