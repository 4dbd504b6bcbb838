"""The passing of time in the story: days end and what nobody decided lapses, by the schedule."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg

from application.commit import Committer
from application.directory import Directory
from application.settings import Settings
from application.store import Store
from workers.scheduler import Scheduler

Pass = Callable[[datetime], None]
"""Does all that is due by this moment; done again it changes nothing."""


@contextmanager
def passing(settings: Settings) -> Iterator[Pass]:
    """The schedule itself, by the story's clock; the real one's would end years of days at once."""
    database_url = settings.database_url or ""
    moment = [datetime.now(UTC)]
    store = Store(database_url, settings.key_for("person-keys"))
    directory = Directory(database_url)
    committer = Committer(store, now=lambda: moment[0])
    schedule = Scheduler(database_url, committer, directory, now=lambda: moment[0])
    try:
        directory.open()
        with psycopg.connect(database_url, autocommit=True) as connection:

            def pass_to(at: datetime) -> None:
                moment[0] = at.astimezone(UTC)
                schedule.tick(connection)

            yield pass_to
    finally:
        committer.close()
        directory.close()
        store.close()
