"""What instant a phone means, judged by the error that its clock had at their last contact."""

from datetime import datetime, timedelta
from math import isfinite

import msgspec

from domain.refusals import Refusal, Unreadable


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What an operator may set. `future_s` is how far a judged clock may run ahead, `online_s`
    how long a post may be under way before it counts as offline."""

    accuracy_m: int = 100
    offline_s: int = 24 * 3600
    online_s: int = 120
    future_s: int = 60
    skew_s: int = 300
    double_tap_s: int = 60


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """An instant as the server believes it."""

    at: datetime
    offline: bool
    flags: tuple[str, ...] = ()


class TimeWithoutOffset(Unreadable):
    code = "time_without_offset"
    field = "captured_at"


class CapturedInFuture(Refusal):
    code = "captured_in_future"
    field = "captured_at"


class CapturedTooLongAgo(Refusal):
    code = "captured_too_long_ago"
    field = "captured_at"


class ClockOffsetUnreadable(Unreadable):
    code = "clock_offset_unreadable"
    field = "clock_offset_s"


def judge_clock(
    captured_at: datetime, *, offset_s: float | None, now: datetime, limits: Limits
) -> Captured:
    """`offset_s` is the server's clock less the phone's at their last contact; None if unknown.

    The phone's clock is corrected by it. What the phone then claims is believed, to the second, as
    far as it lies between the settable time ago and now.
    """
    at = _corrected(captured_at, offset_s)
    ago_s = (now - at).total_seconds()
    if -ago_s > limits.future_s:
        raise CapturedInFuture(ahead_s=int(-ago_s))
    if ago_s > limits.offline_s:
        raise CapturedTooLongAgo(hours=limits.offline_s // 3600)
    offline = ago_s > limits.online_s
    flags: tuple[str, ...] = ()
    if offset_s is None:
        flags = ("clock_unknown",) if offline else ()
    elif abs(offset_s) > limits.skew_s:
        flags = ("clock_skew",)
    return Captured(at=min(at, now).replace(microsecond=0), offline=offline, flags=flags)


def _corrected(captured_at: datetime, offset_s: float | None) -> datetime:
    if captured_at.utcoffset() is None:
        raise TimeWithoutOffset
    if offset_s is not None and not isfinite(offset_s):
        raise ClockOffsetUnreadable
    try:
        return captured_at + timedelta(seconds=offset_s or 0)
    except OverflowError:
        raise ClockOffsetUnreadable(value=offset_s) from None
