"""Which instant a phone means, and how long ago it may lie."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.phone_clock import (
    CapturedInFuture,
    CapturedTooLongAgo,
    ClockOffsetUnreadable,
    Limits,
    TimeWithoutOffset,
    judge_clock,
)

NOW = datetime(2022, 10, 3, 0, 30, tzinfo=UTC)
LIMITS = Limits()


def judge(seconds: float, offset_s: float | None = 0.0):
    """A phone that says that it captured so many seconds after now."""
    captured_at = NOW + timedelta(seconds=seconds)
    return judge_clock(captured_at, offset_s=offset_s, now=NOW, limits=LIMITS)


@pytest.mark.parametrize(
    ("seconds", "offline"), [(0, False), (-120, False), (-121, True), (-86_400, True)]
)
def test_a_late_post_is_accepted_and_told_apart(seconds, offline):
    captured = judge(seconds)
    assert (captured.at, captured.offline) == (NOW + timedelta(seconds=seconds), offline)


@pytest.mark.parametrize("seconds", [-86_401, -10 * 86_400])
def test_too_long_ago_is_refused(seconds):
    with pytest.raises(CapturedTooLongAgo) as refused:
        judge(seconds)
    assert refused.value.details == {"hours": 24}


@pytest.mark.parametrize("seconds", [1, 60])
def test_a_clock_that_runs_a_little_ahead_means_now(seconds):
    assert judge(seconds).at == NOW


def test_the_future_is_refused():
    with pytest.raises(CapturedInFuture):
        judge(61)


@pytest.mark.parametrize("error_s", [-7200, -301, -300, 0, 300, 301, 86_400 * 365])
def test_a_wrong_clock_is_set_right_by_its_offset(error_s):
    captured = judge(error_s, offset_s=-error_s)
    assert (captured.at, captured.offline) == (NOW, False)
    assert captured.flags == (("clock_skew",) if abs(error_s) > 300 else ())


def test_a_phone_set_back_does_not_gain_time():
    captured = judge(-1800, offset_s=1800)
    assert captured.at == NOW


def test_an_offline_post_of_an_unknown_clock_is_flagged():
    assert judge(-3600, offset_s=None).flags == ("clock_unknown",)
    assert judge(-10, offset_s=None).flags == ()


def test_fractions_of_a_second_are_dropped():
    assert judge(-0.25).at == NOW - timedelta(seconds=1)


@pytest.mark.parametrize("offset_s", [float("nan"), float("inf"), 1e15, -1e15])
def test_an_impossible_offset_is_refused(offset_s):
    with pytest.raises(ClockOffsetUnreadable):
        judge(0, offset_s)


def test_a_time_without_offset_is_refused():
    with pytest.raises(TimeWithoutOffset):
        judge_clock(NOW.replace(tzinfo=None), offset_s=0, now=NOW, limits=LIMITS)
