"""A made-up regency with a database server of its own: everybody's year, up to yesterday."""

import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from api.identity import Identity
from api.tokens import Tokens
from application.accounts import Grant, GrantedRole
from application.embedded import Embedded
from application.migrate import migrate
from application.settings import Settings
from benchmarks.made_up_log import ZONE, employees, fill

_SECRET = b"b" * 32


@dataclass(frozen=True)
class Regency:
    """`first` is the first day that has ended, `today` has not ended."""

    folder: Path
    settings: Settings
    database_url: str
    redis_url: str
    employees: tuple[str, ...]
    first: date
    today: date
    events: int

    @property
    def month(self) -> date:
        """The last that is whole."""
        return (self.today.replace(day=1) - timedelta(days=1)).replace(day=1)

    def token(self, role: GrantedRole) -> str:
        """Of an account that is no employee's."""
        grants = (Grant(role),)
        return self.tokens().issue(Identity(account=f"uji-{role}", employee="", grants=grants))

    def tokens(self) -> Tokens:
        return Tokens(self.settings.key_for("access-tokens"), 24 * 3600)

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "EPRESENSI_VAR": str(self.settings.var),
            "EPRESENSI_SECRET": b64encode(_SECRET).decode(),
            "EPRESENSI_DATABASE_URL": self.database_url,
            "EPRESENSI_REDIS_URL": self.redis_url,
            "EPRESENSI_PHOTOS_URL": self.settings.photos_url,
        }


@contextmanager
def regency(folder: Path, people: int, days: int) -> Iterator[Regency]:
    """Its log alone: the views are empty."""
    today = datetime.now(ZONE).date()
    first = today - timedelta(days=days)
    with Embedded(folder / "var") as addresses:
        migrate(addresses.database_url)
        yield Regency(
            folder=folder,
            settings=Settings(
                var=folder / "var", secret=_SECRET, photos_url=(folder / "photos").as_uri()
            ),
            database_url=addresses.database_url,
            redis_url=addresses.redis_url,
            employees=tuple(employees(people)),
            first=first,
            today=today,
            events=fill(addresses.database_url, people, first, days),
        )
