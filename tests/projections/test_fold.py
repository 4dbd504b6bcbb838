"""The fold of many days at once says of each what the slow one says."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import msgspec
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain import attendance
from domain.facts import days_frame
from domain.recorded import Recorded
from domain.references import References
from domain.streams import day_stream
from domain.tags import TAGS
from projections.held_days import HeldDays
from projections.records import DayRecords
from projections.refold import fold_spans
from tests.domain.any_events import BEGIN, EMPLOYEES, END, histories, of
from tests.projections.fold_oracle import fold_day
from tests.projections.histories import Told, surroundings
from tests.projections.test_queries import ANA, MONDAY, at, seen, special

FEW_DAYS = [date(2022, 10, 3), date(2022, 10, 4), date(2022, 10, 8)]
NAMES = st.sampled_from(["pagi", "siang", "sore", "malam"])
INSTANTS = st.datetimes(
    datetime(2022, 10, 2, 20),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2022, 10, 9),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]),
)
POOLS = {
    "session": NAMES,
    "sessions": st.lists(NAMES, max_size=3, unique=True).map(tuple),
    "at": INSTANTS,
    "special": st.sampled_from(["s-1", "s-2"]),
    "record": st.integers(1, 6),
    "from_s": st.integers(0, 50_000),
    "until_s": st.integers(0, 50_000),
    "personal": st.just(b""),
    "flags": st.just(()),
}
KINDS = (
    attendance.CheckedIn,
    attendance.CheckedIn,
    attendance.CheckInAttemptRefused,
    attendance.SpecialAttendanceRecorded,
    attendance.SpecialAttendanceApproved,
    attendance.SpecialAttendanceRefused,
    attendance.SpecialAttendanceLapsed,
    attendance.ManualAttendanceRecorded,
    attendance.OfficeLeft,
    attendance.SessionExcused,
    attendance.SessionExcuseWithdrawn,
    attendance.AttendanceVoided,
)
DAY_EVENTS = st.lists(
    st.tuples(
        st.sampled_from(EMPLOYEES),
        st.sampled_from(FEW_DAYS),
        st.one_of([of(kind, POOLS) for kind in KINDS]),
    ),
    max_size=25,
)


def recorded_in(events) -> dict[str, list[Recorded]]:
    """By stream, with the versions and positions that a log would give."""
    streams: dict[str, list[Recorded]] = {}
    for position, (employee, on, event) in enumerate(events, start=1_000):
        history = streams.setdefault(day_stream(employee, on), [])
        history.append(
            Recorded(
                stream=day_stream(employee, on),
                version=len(history) + 1,
                position=position,
                recorded_at=datetime(2022, 10, 3, tzinfo=UTC),
                actor="uji",
                command_id=UUID(int=0),
                event=event,
            )
        )
    return streams


def references_of(told: Told) -> References:
    references = References()
    for position, (stream, event) in enumerate(told, start=1):
        references.apply(stream, event, position)
    return references


def assert_folds_alike(
    references: References, streams: dict[str, list[Recorded]], days: list[date]
) -> None:
    records = DayRecords()
    for history in streams.values():
        records.extend(history)
    spans = {employee: [(min(days), max(days))] for employee in EMPLOYEES}
    folded = fold_spans(references, spans, records)
    expected = [
        facts
        for employee in EMPLOYEES
        for on in days
        if (
            facts := fold_day(
                employee,
                references.duty_on(employee, on),
                streams.get(day_stream(employee, on), []),
                ended=references.ended(on),
                end=references.day_end(on),
            )
        )
    ]
    assert folded.to_dicts() == days_frame(expected).to_dicts()


@settings(deadline=None, max_examples=40)
@given(DAY_EVENTS)
def test_any_events_of_days_fold_as_the_slow_fold_says(events):
    told = [
        (stream.replace("a" * 16, EMPLOYEES[0]).replace("b" * 16, EMPLOYEES[1]), event)
        for stream, event in surroundings()
    ]
    assert_folds_alike(references_of(told), recorded_in(events), FEW_DAYS)


@settings(deadline=None, max_examples=25)
@given(histories, DAY_EVENTS)
def test_any_references_and_days_fold_as_the_slow_fold_says(history, events):
    days = [BEGIN + timedelta(days=day) for day in range((END - BEGIN).days + 1)]
    assert_folds_alike(references_of(history), recorded_in(events), days)


def folded(*events) -> dict:
    """Monday of Ana."""
    told = surroundings()
    streams = recorded_in([(ANA, MONDAY, event) for event in events])
    records = DayRecords()
    for history in streams.values():
        records.extend(history)
    frame = fold_spans(references_of(told), {ANA: [(MONDAY, MONDAY)]}, records)
    return frame.row(0, named=True)


def approved(name: str) -> attendance.SpecialAttendanceApproved:
    return attendance.SpecialAttendanceApproved(special=name, on=MONDAY)


def test_the_first_arrival_and_the_last_leaving_count():
    day = folded(
        seen(MONDAY, "pagi", "07:40:00"),
        seen(MONDAY, "pagi", "07:20:00"),
        seen(MONDAY, "sore", "16:10:00"),
        seen(MONDAY, "sore", "16:30:00"),
    )
    assert day["at_s"] == [26_400, None, 59_400]
    assert day["event"] == [1_001, None, 1_003]


def test_a_record_in_the_window_counts_before_an_earlier_one_outside():
    day = folded(seen(MONDAY, "pagi", "03:00:00"), seen(MONDAY, "pagi", "07:31:00"))
    assert day["at_s"][0] == 27_060


def test_approved_special_attendance_counts_before_any_record():
    day = folded(seen(MONDAY, "pagi", "07:20:00"), special(MONDAY, "s", "pagi"), approved("s"))
    assert (day["mark"][0], day["status"]) == ("special", "office")


def test_special_attendance_that_fills_the_day_gives_it_its_status():
    sessions = ("pagi", "siang", "sore")
    day = folded(special(MONDAY, "s", *sessions), approved("s"))
    assert (day["status"], day["mark"]) == ("dinas_luar", ["special"] * 3)


def test_a_correction_names_its_own_event():
    excused = attendance.SessionExcused(on=MONDAY, session="pagi", kind="duty")
    day = folded(seen(MONDAY, "pagi", "08:00:00"), excused)
    assert (day["mark"][0], day["at_s"][0], day["event"][0]) == ("excused", 28_800, 1_001)


def test_seconds_are_of_the_offices_day_whatever_the_phones_zone():
    event = replace(seen(MONDAY, "pagi", "07:20:00"), at=at(MONDAY, "07:20:00").astimezone(UTC))
    assert folded(event)["at_s"][0] == 26_400


def test_stored_check_ins_are_read_as_decoded_ones():
    """The short way of reading a check-in leaves out only what the fold does not weigh."""

    (history,) = recorded_in(
        [
            (ANA, MONDAY, seen(MONDAY, "pagi", "07:20:00.75")),
            (ANA, MONDAY, special(MONDAY, "s", "siang")),
        ]
    ).values()
    rows = [stored(recorded) for recorded in history]
    columns = ("originator_id", "originator_version", "topic", "state", "notification_id")
    page = pl.DataFrame(rows, schema=columns, orient="row")
    long, short = DayRecords(), DayRecords()
    long.extend(history)
    short.extend_stored(rows)
    assert len(long.frame()) == 2
    for read in (short, HeldDays([ANA], [page]).of([ANA])):
        assert read.days() == long.days()
        assert read.frame().equals(long.frame())


def stored(recorded):
    state = {
        "recorded_at": recorded.recorded_at,
        "actor": "uji",
        "command_id": recorded.command_id,
        "data": recorded.event,
    }
    tag = TAGS[type(recorded.event)]
    state = msgspec.json.encode(state)
    return (recorded.stream, recorded.version, tag, state, recorded.position)
