"""The regulations that count, from the register of the references."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from domain.perbup import Perbup
from domain.perbup_stream import RegisteredPerbup
from domain.references import References


def regulations(references: References) -> tuple[Perbup, ...]:
    """Every enacted text in the order of the register, each with the dates from which and until
    which it counts; a revoked one ends on the day before."""
    known = references.perbups().values()
    return tuple(text for registered in known for text in _texts(registered))


def _texts(registered: RegisteredPerbup) -> Iterable[Perbup]:
    for version in registered.versions:
        text = msgspec.convert(version.perbup, Perbup)
        if version.from_on:
            text = replace(text, effective_from=version.from_on)
        yield _until(text, registered.revoked_from)


def _until(text: Perbup, revoked_from: date | None) -> Perbup:
    if revoked_from is None:
        return text
    last_on = revoked_from - timedelta(days=1)
    return replace(text, effective_until=min(text.effective_until or last_on, last_on))
