"""The event store: versions, positions, prefix, keys and personal parts, on real PostgreSQL."""

from datetime import UTC, date, datetime

import pytest

from application.envelope import StaleVersion
from application.store import Store
from domain.calendar import DayEnded, HolidayDeclared


def ended(day: int) -> DayEnded:
    return DayEnded(on=date(2022, 10, day))


def test_what_is_appended_is_loaded_in_order_with_its_envelope(store: Store) -> None:
    before = datetime.now(UTC)
    events = [HolidayDeclared(on=date(2022, 10, 8), kind="holiday", name="Maulid"), ended(1)]
    positions = store.append("calendar/2022", 0, events, actor="kominfo")
    history = store.load("calendar/2022")
    assert [recorded.event for recorded in history] == events
    assert [recorded.version for recorded in history] == [1, 2]
    assert [recorded.position for recorded in history] == positions
    assert {recorded.actor for recorded in history} == {"kominfo"}
    assert before <= history[0].recorded_at <= datetime.now(UTC)


def test_a_version_that_is_taken_is_refused(store: Store) -> None:
    store.append("calendar/2023", 0, [ended(1)], actor="first")
    with pytest.raises(StaleVersion):
        store.append("calendar/2023", 0, [ended(2)], actor="second")
    assert [recorded.actor for recorded in store.load("calendar/2023")] == ["first"]
