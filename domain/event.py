"""What every event is: an immutable payload, named in the past tense."""

from typing import dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fact that happened. Who recorded it, when and by which command stands in the envelope.

    Fields named `at` are business instants with an offset, `on` and `*_on` are dates in the
    office's zone, `*_month` are the first day of a month.
    """
