"""The checks of a soak find what they look for."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.attendance import CheckedIn, CheckInAttemptRefused, SpecialAttendanceRecorded
from domain.event import Event
from domain.kinerja import KinerjaRecorded
from domain.recorded import Recorded
from domain.streams import day_stream, kinerja_stream
from tests.soak.asked import ACCEPTED, Done
from tests.soak.checks import Log, faults
from tests.soak.running import Soaked
from tests.soak.town import Town

ON = date(2022, 11, 1)
AT = datetime(2022, 11, 1, 0, 30, tzinfo=UTC)
DAY = day_stream("a" * 16, ON)
NOBODY = Town(heads=(), shared=(), own=())


def key(number: int) -> str:
    return str(UUID(int=number))


def done(number: int, code: str = ACCEPTED, position: int = 0, **more: object) -> Done:
    fields = {"may": frozenset({code}), "records": True, **more}
    return Done(
        client=0,
        place=number,
        kind="check-in",
        key=key(number),
        code=code,
        position=position,
        replayed=False,
        **fields,
    )


def checked_in(selfie: str = "a", later_s: int = 0) -> CheckedIn:
    return CheckedIn(
        on=ON,
        session="pagi",
        at=AT + timedelta(seconds=later_s),
        office="x",
        distance_m=0,
        accuracy_m=5,
        selfie=selfie,
    )


def attempt(reason: str) -> CheckInAttemptRefused:
    return CheckInAttemptRefused(on=ON, at=AT, reason=reason)


def special(name: str) -> SpecialAttendanceRecorded:
    return SpecialAttendanceRecorded(
        special=name, on=ON, at=AT, kind="rapat", sessions=("pagi",), selfie=name, attachment="b"
    )


def found(
    answers: Sequence[Done],
    events: Sequence[tuple[int, Event]],
    *,
    stream: str = DAY,
    refused: Sequence[int] = (),
    gaps: Sequence[str] = (),
) -> str:
    """`events` are the numbers of commands and what they recorded; positions count from 1."""
    history = [
        Recorded(
            stream=stream,
            version=place,
            position=place,
            recorded_at=AT,
            actor="a",
            command_id=UUID(int=number),
            event=event,
        )
        for place, (number, event) in enumerate(events, start=1)
    ]
    keys = {key(number): (place, False) for place, (number, _) in enumerate(events, start=1)}
    keys |= {key(number): (0, True) for number in refused}
    soaked = Soaked(town=NOBODY, founded=0, done=list(answers), seconds=1, killed=None)
    return " ".join(faults(soaked, Log(events=history, keys=keys, gaps=list(gaps))))


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    answers = [done(1, position=1), done(1, position=1), done(2, "too_far"), done(3, "no_session")]
    assert found(answers, [(1, checked_in()), (2, attempt("too_far"))], refused=[2]) == ""


@pytest.mark.parametrize(
    ("answers", "events", "words"),
    [
        ([done(1, position=1)], [], "was answered {1}, and is known by None"),
        ([done(1, position=1), done(1, position=2)], [(1, checked_in())], "was answered {1, 2}"),
        ([done(1, position=2)], [(1, checked_in()), (1, checked_in("b", 90))], "has 2 events"),
        ([done(1, position=1, records=False)], [(1, checked_in())], "has 1 events"),
        ([done(1, position=1)], [(1, attempt("too_far"))], "was accepted, and kept as an attempt"),
        ([done(1, "too_far")], [(1, checked_in())], "was refused as {'too_far'}, and is CheckedIn"),
        ([done(1, "too_far")], [(1, attempt("mock_location"))], "was refused as {'too_far'}"),
        (
            [done(1, "too_far")],
            [(1, attempt("too_far")), (1, attempt("too_far"))],
            "kept as several attempts",
        ),
        (
            [done(1, position=1), done(1, "no_session")],
            [(1, checked_in())],
            "was accepted, and refused as {'no_session'}",
        ),
        ([], [(1, checked_in())], "nobody asked for CheckedIn"),
        ([done(1, "too_far", may=frozenset({""}))], [], "was answered 'too_far', not {''}"),
    ],
)
def test_an_answer_that_is_not_true_is_found(
    answers: list[Done], events: list[tuple[int, Event]], words: str
) -> None:
    assert words in found(answers, events)


def test_a_missing_version_is_found() -> None:
    assert "_gaps: x" in found([], [], gaps=["x"])


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([checked_in("a"), checked_in("b", 59)], "has two check-ins pagi"),
        ([checked_in("a"), checked_in("a", 3600)], "a is of 2 check-ins"),
        ([special("s1"), special("s2")], "has 2 special for pagi"),
    ],
)
def test_a_day_that_breaks_a_rule_is_found(events: list[Event], words: str) -> None:
    answers = [done(n, position=n) for n, _ in enumerate(events, start=1)]
    assert words in found(answers, list(enumerate(events, start=1)))


def test_days_of_more_minutes_than_there_are_are_found() -> None:
    events = [
        KinerjaRecorded(entry=name, on=ON, minutes=721, quantity=1, unit="x") for name in "ab"
    ]
    answers = [done(1, position=1), done(2, position=2)]
    told = found(answers, list(enumerate(events, 1)), stream=kinerja_stream("a" * 16, ON))
    assert "has 1442 minutes on 2022-11-01" in told
