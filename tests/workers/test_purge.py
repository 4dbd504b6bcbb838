"""The scheduler takes away what nobody may look up any more, and nothing younger."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread
from time import monotonic, sleep

import psycopg

from application.commit import Committer
from application.directory import Directory
from application.store import Store
from workers.scheduler import Scheduler

ATTEMPT = """
INSERT INTO auth.login_attempts (reference, at, login, source, outcome)
VALUES (%s, now() - %s::interval, 'uji', 'address:uji', 'wrong_password')
"""
LOCKOUT = """
INSERT INTO auth.lockouts (login, source, failures, blocked_until, last_at)
VALUES (%s, 'address:uji', 5, now(), now() - %s::interval)
"""
TOKEN = """
INSERT INTO auth.refresh_tokens (token_hash, family, account, expires_at)
VALUES (%s, gen_random_uuid(), 'aaaaaaaaaaaaaaaa', now() - %s::interval)
"""
ACCOUNT = """
INSERT INTO auth.accounts (account, login, employee, password_hash)
VALUES ('aaaaaaaaaaaaaaaa', 'uji', false, '')
"""
LEFT = """
SELECT ARRAY(SELECT reference FROM auth.login_attempts ORDER BY 1),
    ARRAY(SELECT login FROM auth.lockouts ORDER BY 1),
    ARRAY(SELECT convert_from(token_hash, 'UTF8') FROM auth.refresh_tokens ORDER BY 1)
"""


@contextmanager
def scheduled(database_url: str, store: Store) -> Iterator[None]:
    committer, directory = Committer(store), Directory(database_url)
    directory.open()
    scheduler = Scheduler(database_url, committer, directory, lambda: datetime.now(UTC))
    thread = Thread(target=scheduler.run)
    thread.start()
    try:
        yield
    finally:
        scheduler.stop()
        thread.join()
        directory.close()
        committer.close()


def test_old_attempts_lockouts_and_refresh_tokens_go(database_url: str, store: Store) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(ACCOUNT)
        for name, attempt, other in (("old", "181 days", "3 days"), ("young", "179 days", "1 day")):
            connection.execute(ATTEMPT, (name, attempt))
            connection.execute(LOCKOUT, (name, other))
            connection.execute(TOKEN, (name.encode(), other))
        young = (["young"], ["young"], ["young"])
        with scheduled(database_url, store):
            until = monotonic() + 60
            while (left := connection.execute(LEFT).fetchone()) != young and monotonic() < until:
                sleep(0.02)  # between polls of a condition
        assert left == young
