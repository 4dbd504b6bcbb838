"""The steps of the demonstration's story, and the waves in which they are played."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

import msgspec

from domain.attendance import SpecialKind
from domain.cuti import CutiKind
from domain.kinerja import Predicate

WIB = timezone(timedelta(hours=7), "WIB")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a person does; `at` is when the server records it, `key` what it means."""

    at: datetime
    key: str
    person: int


class CheckIn(Step, frozen=True, kw_only=True):
    """`captured_at` is the phone's instant; `refusal` is the answer that the demo wants to see."""

    on: date
    session: str
    captured_at: datetime
    latitude: float
    longitude: float
    accuracy_m: int
    selfie: str
    refusal: str | None = None

    @property
    def offline(self) -> bool:
        return self.captured_at != self.at


class AskSpecial(Step, frozen=True, kw_only=True):
    on: date
    kind: SpecialKind
    sessions: tuple[str, ...]
    latitude: float
    longitude: float
    selfie: str
    note: str


class DecideSpecial(Step, frozen=True, kw_only=True):
    """`asked` is the key of the step that asked; its person's head decides."""

    asked: str
    on: date
    approve: bool


class AskCuti(Step, frozen=True, kw_only=True):
    kind: CutiKind
    from_on: date
    until_on: date


class DecideCuti(Step, frozen=True, kw_only=True):
    asked: str
    approve: bool


class RecordKinerja(Step, frozen=True, kw_only=True):
    on: date
    minutes: int
    quantity: int
    unit: str
    activity: str


class VerifyKinerja(Step, frozen=True, kw_only=True):
    asked: str
    on: date


class GivePredicate(Step, frozen=True, kw_only=True):
    month: date
    predicate: Predicate


class EndDay(Step, frozen=True, kw_only=True):
    """The date has passed; no person's deed, so that `person` is 0."""

    on: date


Deed = (
    CheckIn
    | AskSpecial
    | DecideSpecial
    | AskCuti
    | DecideCuti
    | RecordKinerja
    | VerifyKinerja
    | GivePredicate
)
"""A step that a person takes, with a phone or at a screen."""

AnyStep = Deed | EndDay


def waves(steps: tuple[AnyStep, ...], hours: int = 3) -> Iterator[list[AnyStep]]:
    """Steps of the same part of a day: within one, people act beside each other."""
    part: tuple[date, int] | None = None
    wave: list[AnyStep] = []
    for step in steps:
        here = (step.at.date(), step.at.hour // hours)
        if here != part and wave:
            yield wave
            wave = []
        part = here
        wave.append(step)
    if wave:
        yield wave


def instant(on: date, second: int) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=WIB) + timedelta(seconds=second)
