"""Signing in: one answer and one duration for whoever is refused, and the reason on file."""

import secrets
from datetime import datetime
from typing import Any, Literal

import msgspec
from psycopg import Connection
from psycopg.rows import class_row

from application import passwords
from application.accounts import Account, Pool
from domain.refusals import Refusal

Outcome = Literal["accepted", "unknown_login", "wrong_password", "blocked", "disabled"]

_FREE_FAILURES = 5
_FIRST_BLOCK_S = 30
_LONGEST_BLOCK_S = 3600
_FORGOTTEN_AFTER = "24 hours"
_REFERENCE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

_COUNT = f"""
INSERT INTO auth.lockouts AS l (login, source, failures, blocked_until)
VALUES (%(login)s, %(source)s, 1, now())
ON CONFLICT (login, source) DO UPDATE SET
    last_at = now(),
    failures = CASE WHEN l.last_at < now() - interval '{_FORGOTTEN_AFTER}' THEN 1
                    ELSE l.failures + 1 END,
    blocked_until = CASE
        WHEN l.last_at < now() - interval '{_FORGOTTEN_AFTER}' OR l.failures + 1 < {_FREE_FAILURES}
        THEN now()
        ELSE now() + make_interval(secs => least(
            {_FIRST_BLOCK_S} * 2.0 ^ least(l.failures + 1 - {_FREE_FAILURES}, 20),
            {_LONGEST_BLOCK_S})) END
WHERE l.blocked_until <= now()
RETURNING failures
"""
_LEFT = """
SELECT greatest(1, ceil(extract(epoch FROM blocked_until - now())))::int
FROM auth.lockouts WHERE login = %(login)s AND source = %(source)s
"""


class LoginFailed(Refusal):
    """An unknown login and a wrong password alike."""

    code = "login_failed"


class LoginBlocked(Refusal):
    """Too many failures of this login from this place; other places are not concerned."""

    code = "login_blocked"


class AccountDisabled(Refusal):
    code = "account_disabled"


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """`login` is what was typed: an unknown one is often a NIP with a slip."""

    reference: str
    at: datetime
    login: str
    source: str
    account: str | None
    outcome: str


def purge(connection: Connection[Any]) -> None:
    """Attempts are kept for half a year, for BKPSDM and Diskominfo to look up."""
    connection.execute("DELETE FROM auth.login_attempts WHERE at < now() - interval '180 days'")
    connection.execute("DELETE FROM auth.lockouts WHERE last_at < now() - interval '2 days'")
    connection.execute(
        "DELETE FROM auth.refresh_tokens WHERE expires_at < now() - interval '2 days'"
    )


class Logins:
    """Synchronous: call it in a thread."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def verify(self, login: str, password: str, source: str, account: Account | None) -> Account:
        """The attempt is counted before the password is looked at, so that a burst of parallel
        guesses is worth no more than one after the other."""
        blocked_s = self._counted(login, source)
        if blocked_s:
            reference = self._record(login, source, account, "blocked")
            raise LoginBlocked(reference=reference, seconds=blocked_s)
        known = account.password_hash if account else passwords.NOBODYS_HASH
        if not passwords.fits(known, password) or account is None:
            reason: Outcome = "wrong_password" if account else "unknown_login"
            raise LoginFailed(reference=self._record(login, source, account, reason))
        self._forget(login, source)
        if account.disabled:
            raise AccountDisabled(reference=self._record(login, source, account, "disabled"))
        self._record(login, source, account, "accepted")
        return account

    def attempt(self, reference: str) -> Attempt | None:
        with self._pool.connection() as connection:
            return _attempts(connection, "reference = %s", reference.strip().upper(), 1)[0]

    def attempts_of(self, account: str, limit: int = 50) -> list[Attempt]:
        with self._pool.connection() as connection:
            found = _attempts(connection, "account = %s", account, limit)
        return [attempt for attempt in found if attempt is not None]

    def unblock(self, logins: tuple[str, ...]) -> int:
        """From every place; how many places were counted."""
        with self._pool.connection() as connection:
            return connection.execute(
                "DELETE FROM auth.lockouts WHERE login = ANY(%s)", (list(logins),)
            ).rowcount

    def _counted(self, login: str, source: str) -> int:
        """Zero, or the seconds for which this login is blocked from this source."""
        where = {"login": login, "source": source}
        with self._pool.connection() as connection:
            if connection.execute(_COUNT, where).fetchone():
                return 0
            left = connection.execute(_LEFT, where).fetchone()
        return int(left[0]) if left else 1

    def _forget(self, login: str, source: str) -> None:
        with self._pool.connection() as connection:
            connection.execute(
                "DELETE FROM auth.lockouts WHERE login = %s AND source = %s", (login, source)
            )

    def _record(self, login: str, source: str, account: Account | None, outcome: Outcome) -> str:
        reference = _new_reference()
        who = account.account if account else None
        with self._pool.connection() as connection:
            connection.execute(
                "INSERT INTO auth.login_attempts (reference, login, source, account, outcome)"
                " VALUES (%s, %s, %s, %s, %s)",
                (reference, login[:100], source, who, outcome),
            )
        return reference


def _attempts(
    connection: Connection[Any], where: str, value: str, limit: int
) -> list[Attempt | None]:
    cursor = connection.cursor(row_factory=class_row(Attempt))
    found = cursor.execute(
        "SELECT reference, at, login, source, account, outcome"
        f" FROM auth.login_attempts WHERE {where} ORDER BY at DESC LIMIT %s",
        (value, limit),
    ).fetchall()
    return [*found] or [None]


def _new_reference() -> str:
    """Short enough to be read out on the telephone."""
    drawn = "".join(secrets.choice(_REFERENCE_CHARACTERS) for _ in range(10))
    return f"{drawn[:5]}-{drawn[5:]}"
