"""Any history replays, whatever is in it; and every event survives the log."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dated import month_after
from domain.references import References
from domain.tags import EVENT_TYPES, TAGS
from domain.touched import Touched, touched
from tests.domain import scenarios
from tests.domain.any_events import BEGIN, EMPLOYEES, END, MONTHS, histories, of

ANY_EVENT = st.one_of([of(kind) for kind in EVENT_TYPES.values()])
STREAMS = {
    name: given_ for name, given_ in vars(scenarios).items() if isinstance(given_, scenarios.Given)
}
NAMES = st.sampled_from(
    [
        "e/employee",
        "e/cuti/c",
        "e/discipline",
        "e/kinerja/2022-10",
        "e/kinerja/2022-13",
        "e/day/2022-10-03",
        "opd/x",
        "office/x",
        "pattern/x",
        "calendar/2022",
        "perbup/x",
        "period/2022-10",
        "",
        "e",
    ]
)


def test_every_stream_has_its_scenarios():
    assert len(STREAMS) == 11


@pytest.mark.parametrize("kind", EVENT_TYPES.values(), ids=EVENT_TYPES.keys())
def test_encode_and_decode_is_identity(kind):
    @given(of(kind))
    def check(event):
        encoded = msgspec.json.encode(event)
        assert msgspec.json.decode(encoded, type=kind) == event

    check()


def test_every_event_type_has_one_tag():
    assert {TAGS[kind]: kind for kind in EVENT_TYPES.values()} == EVENT_TYPES


@pytest.mark.parametrize("stream", STREAMS)
def test_any_history_replays(stream):
    @given(st.lists(ANY_EVENT, max_size=8))
    def check(events):
        assert STREAMS[stream](*events).state == STREAMS[stream](*events).state

    check()


@given(st.lists(st.tuples(NAMES, ANY_EVENT), max_size=8))
def test_references_take_any_event_under_any_name(history):
    references = References()
    for position, (stream, event) in enumerate(history):
        touched(references, stream, event)
        references.apply(stream, event, position)
    for employee in ("e", "nobody"):
        references.duty_on(employee, date(2022, 10, 3))
        references.month(employee, date(2022, 10, 1))
        references.spans(employee, date(2022, 10, 1), date(2022, 10, 31))


DAYS = [BEGIN + timedelta(days=day) for day in range(-2, (END - BEGIN).days + 3)]


def picture(references: References):
    """All that the fold and the assessment are told, for everyone and every day."""
    days = {(e, on): references.duty_on(e, on) for e in EMPLOYEES for on in DAYS}
    months = {(e, month): references.month(e, month) for e in EMPLOYEES for month in MONTHS}
    ended = {on: references.ended(on) for on in DAYS}
    return days, months, ended


@settings(deadline=None)
@given(histories)
def test_asking_in_between_changes_no_answer(history):
    asked, silent = References(), References()
    for position, (stream, event) in enumerate(history, 1):
        asked.apply(stream, event, position)
        picture(asked)
        silent.apply(stream, event, position)
    assert picture(asked) == picture(silent)


@settings(deadline=None)
@given(histories)
def test_what_changes_is_touched(history):
    """No day and no month changes without being named, before or after the event is applied."""
    references = References()
    days, months, ended = picture(references)
    for position, (stream, event) in enumerate(history, 1):
        before = touched(references, stream, event)
        references.apply(stream, event, position)
        after = touched(references, stream, event)
        now_days, now_months, now_ended = picture(references)
        for named in (before, after):
            for (employee, on), duty in now_days.items():
                if duty != days[employee, on] or now_ended[on] != ended[on]:
                    assert any(_covers(t, employee, on) for t in named if t.facts), (on, event)
            for (employee, month), facts in now_months.items():
                if facts != months[employee, month]:
                    last = month_after(month) - timedelta(days=1)
                    assert any(_meets(t, employee, month, last) for t in named), (month, event)
        days, months, ended = now_days, now_months, now_ended


def _covers(touched_: Touched, employee: str, on: date) -> bool:
    return _meets(touched_, employee, on, on)


def _meets(touched_: Touched, employee: str, first: date, last: date) -> bool:
    concerned = touched_.employees is None or employee in touched_.employees
    until_on = touched_.until_on or date.max
    return concerned and touched_.from_on <= last and first <= until_on
