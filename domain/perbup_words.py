"""The words of a regulation: percentages, intervals and clock times, as it writes them."""

import re
from typing import Annotated, Literal, dataclass_transform

import msgspec
from msgspec import Meta

from domain.refusals import Unreadable

_PERCENT = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,4}))?%")
_INTERVAL = re.compile(r"([\[(])([0-9]*),([0-9]*)([\])])")
_CLOCK = re.compile(r"([0-9]{2}):([0-5][0-9])(?::([0-5][0-9]))?")
_CLOCK_INTERVAL = re.compile(r"([\[(])([0-9:]*),([0-9:]*)([\])])")

Percent = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?%$",
        description="Exact, with a decimal point and at most four places.",
        examples=["2.5%"],
    ),
]
Clock = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
        description="Hours may pass 24 for a shift that ends on the next day.",
        examples=["07:30", "25:00"],
    ),
]
Interval = Annotated[
    str,
    Meta(
        pattern=r"^[\[(][0-9]*,[0-9]*[\])]$",
        description="Whole numbers; a square bracket includes its end, a round one does not, a "
        "missing end is open.",
        examples=["[1,31)", "(90,)"],
    ),
]
ClockInterval = Annotated[
    str,
    Meta(
        pattern=r"^[\[(][0-9:]*,[0-9:]*[\])]$",
        description="Times of day; brackets as of other intervals, to the second.",
        examples=["[07:40,08:01)"],
    ),
]
Weekday = Annotated[int, Meta(ge=1, le=7)]
Code = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$")]
Strength = Literal["text", "news", "code", "memory", "interpretation", "example"]
"""How sure a sentence is: read in the text, in a news report, in an application's code; known from
memory; our reading of what is unclear; or an example of our own that is no regulation at all."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Part(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Any part of a regulation: unknown fields are faults."""


def ppm(percent: str) -> int:
    """Parts per million of a percentage, exact: "2.5%" is 25,000."""
    found = _PERCENT.fullmatch(percent)
    if found is None:
        raise Unreadable(field="percent", value=percent)
    return int(found[1]) * 10_000 + int((found[2] or "").ljust(4, "0"))


def percent_of(rate_ppm: int) -> str:
    """The percentage of parts per million, as `ppm` reads it."""
    whole, rest = divmod(rate_ppm, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + "%"


def interval(text: str) -> tuple[int, int | None]:
    """The whole numbers of an interval, from the first (included) to the second (not included).

    An open lower end is 0, an open upper end None: "[61,91)" is (61, 91), "(90,)" is (91, None).
    """
    found = _INTERVAL.fullmatch(text)
    if found is None:
        raise Unreadable(field="interval", value=text)
    low, high = found[2], found[3]
    return _half_open(found[1], int(low) if low else None, int(high) if high else None, found[4])


def clock_s(text: str) -> int:
    """Seconds from midnight: "07:30" is 27,000, "25:00" is one o'clock of the next day."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise Unreadable(field="clock", value=text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)


def clock_interval(text: str) -> tuple[int, int | None]:
    """As `interval`, in seconds from midnight: a round bracket leaves out its own second only."""
    found = _CLOCK_INTERVAL.fullmatch(text)
    if found is None:
        raise Unreadable(field="clock", value=text)
    low, high = found[2], found[3]
    return _half_open(
        found[1], clock_s(low) if low else None, clock_s(high) if high else None, found[4]
    )


def _half_open(
    opening: str, low: int | None, high: int | None, closing: str
) -> tuple[int, int | None]:
    first = 0 if low is None else low + (opening == "(")
    return first, None if high is None else high + (closing == "]")
