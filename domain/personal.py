"""The personal parts of an event, which are sealed under the employee's own key."""

import msgspec


class Personal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the fold never needs and a person may have erased: position (degrees) and texts."""

    latitude: float | None = None
    longitude: float | None = None
    note: str | None = None
    device: str | None = None
    activity: str | None = None


Sealable = Personal | bytes
"""A `Personal` while a command is decided; sealed bytes once it is stored."""

NOTHING_PERSONAL = b""
