"""What goes wrong in the story, so that the refusals can be seen."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from api.demo.places import metres_from
from api.demo.regency import Person, Regency
from api.demo.steps import CheckIn, instant

_Mishap = Literal["too_far", "selfie_used_before"]


def mishaps(regency: Regency, person: Person) -> Iterator[CheckIn]:
    """One employee tries from two kilometres away, another with an old selfie, then rightly."""
    if person.number == 11:
        yield _faulty(regency, person, date(2022, 11, 3), "too_far")
    if person.number == 12:
        yield _faulty(regency, person, date(2022, 11, 4), "selfie_used_before")


def _faulty(regency: Regency, person: Person, on: date, mishap: _Mishap) -> CheckIn:
    area = regency.place(person.office).area
    away_m = 2_000 if mishap == "too_far" else 5
    latitude, longitude = metres_from(area.latitude, area.longitude, away_m, 0)
    at = instant(on, 6 * 3600)
    used = f"check-in {person.number} {date(2022, 11, 1)} pagi"
    return CheckIn(
        at=at,
        key=f"mishap {person.number} {mishap}",
        person=person.number,
        on=on,
        session="pagi",
        captured_at=at,
        latitude=latitude,
        longitude=longitude,
        accuracy_m=12,
        selfie=used if mishap == "selfie_used_before" else f"mishap {person.number}",
        refusal=mishap,
    )
