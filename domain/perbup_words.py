"""The words of a regulation: percentages, intervals and clock times, as it writes them."""

from typing import Annotated, dataclass_transform

import msgspec
from msgspec import Meta

Percent = Annotated[str, Meta(pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?%$", examples=["2.5%"])]
Clock = Annotated[
    str, Meta(pattern=r"^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$", examples=["07:30", "25:00"])
]
"""Hours may pass 24 for a shift that ends on the next day."""
Interval = Annotated[str, Meta(pattern=r"^[\[(][0-9]*,[0-9]*[\])]$", examples=["[1,31)", "(90,)"])]
"""Whole numbers; a square bracket includes its end, a round one does not, a missing end is open."""
ClockInterval = Annotated[
    str, Meta(pattern=r"^[\[(][0-9:]*,[0-9:]*[\])]$", examples=["[07:40,08:01)"])
]
Weekday = Annotated[int, Meta(ge=1, le=7)]
Code = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$")]


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Part(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Any part of a regulation: unknown fields are faults."""
