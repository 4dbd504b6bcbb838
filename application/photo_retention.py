"""Erases photos when their time is over; events go on naming them, and the log stays whole."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from application.photo_register import PhotoRegister
from application.photos import Photos
from domain.sessions import ZONES

_AT_ONCE: Final = 200
_YOUNGEST: Final = timedelta(days=7)
"""A photo that no event names may still wait for the check-in that will: a week at least."""
_REGENCY: Final = ZONES["Asia/Jakarta"]


def overdue(register: PhotoRegister, photos: Photos, before: date, now: datetime) -> list[str]:
    """Photos of days before the date alone, and those kept since then that no event names.

    Those of leave requests and performance entries are not of a day, and stay.
    """
    register.feed()
    midnight = datetime.combine(before, time(), _REGENCY).astimezone(UTC)
    kept = photos.kept_before(min(midnight, now - _YOUNGEST))
    unnamed = [photo for some in kept for photo in register.uncited(some)]
    return [*register.overdue(before), *unnamed]


def erase(
    register: PhotoRegister, photos: Photos, gone: Sequence[str], now: datetime
) -> Iterator[int]:
    """How many so far. Ended half way, it goes on where it stopped: a photo is told to be erased
    after it was. What a crash left of photos that were never whole goes as well."""
    photos.drop_drafts(now - _YOUNGEST)
    for first in range(0, len(gone), _AT_ONCE):
        part = gone[first : first + _AT_ONCE]
        for photo in part:
            photos.erase(photo)
        register.erased(part, now)
        yield first + len(part)
