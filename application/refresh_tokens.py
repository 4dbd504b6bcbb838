"""Refresh tokens: each is used once; one that is used again ends its whole signing-in."""

import hashlib
import secrets
from typing import Any
from uuid import UUID, uuid4

import msgspec
from psycopg import Connection
from psycopg.rows import class_row

from application.accounts import Pool
from domain.refusals import Refusal

_REPEAT = "60 seconds"

_SELECT = f"""
SELECT t.token_hash, t.family, t.account, t.device, t.successor,
       t.expires_at <= now() AS expired, t.revoked_at IS NOT NULL AS revoked,
       t.used_at IS NOT NULL AS used,
       coalesce(t.used_at > now() - interval '{_REPEAT}' AND s.used_at IS NULL, false) AS repeated
FROM auth.refresh_tokens t LEFT JOIN auth.refresh_tokens s ON s.token_hash = t.successor
WHERE t.token_hash = %s FOR UPDATE OF t
"""


class RefreshRefused(Refusal):
    """Unknown, expired or signed out: the employee signs in again."""

    code = "refresh_refused"


class RefreshReused(Refusal):
    """Somebody else may hold a copy, so that this signing-in has ended for both."""

    code = "refresh_reused"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """`repeated`: used a moment ago, and what followed it never arrived at the phone."""

    token_hash: bytes
    family: UUID
    account: str
    device: str
    successor: bytes | None
    expired: bool
    revoked: bool
    used: bool
    repeated: bool


class Refreshed(msgspec.Struct, frozen=True):
    token: str
    account: str
    device: str


class RefreshTokens:
    """Synchronous: call it in a thread."""

    def __init__(self, pool: Pool, lifetime_s: int) -> None:
        self._pool = pool
        self._lifetime_s = lifetime_s

    def issue(self, account: str, device: str) -> str:
        """The first of a new family."""
        with self._pool.connection() as connection:
            return self._insert(connection, uuid4(), account, device)[0]

    def rotate(self, token: str) -> Refreshed:
        """A phone whose answer was lost on the way may ask again within a minute, as long as
        nobody used that answer."""
        with self._pool.connection() as connection:
            kept = _kept(connection, token)
            if kept is None or kept.expired:
                raise RefreshRefused
            if not kept.revoked and (not kept.used or kept.repeated):
                return self._succeed(connection, kept)
            _revoke(connection, kept.family)
        raise RefreshRefused if kept.revoked else RefreshReused

    def revoke(self, token: str) -> None:
        """Signs out where this token was issued; an unknown one is signed out already."""
        with self._pool.connection() as connection:
            kept = _kept(connection, token)
            if kept is not None:
                _revoke(connection, kept.family)

    def _succeed(self, connection: Connection[Any], kept: Kept) -> Refreshed:
        if kept.successor is not None:
            connection.execute(
                "UPDATE auth.refresh_tokens SET revoked_at = now() WHERE token_hash = %s",
                (kept.successor,),
            )
        token, successor = self._insert(connection, kept.family, kept.account, kept.device)
        connection.execute(
            "UPDATE auth.refresh_tokens SET used_at = coalesce(used_at, now()), successor = %s"
            " WHERE token_hash = %s",
            (successor, kept.token_hash),
        )
        return Refreshed(token, kept.account, kept.device)

    def _insert(
        self, connection: Connection[Any], family: UUID, account: str, device: str
    ) -> tuple[str, bytes]:
        token = secrets.token_urlsafe(32)
        token_hash = _hash(token)
        connection.execute(
            "INSERT INTO auth.refresh_tokens (token_hash, family, account, device, expires_at)"
            " VALUES (%s, %s, %s, %s, now() + make_interval(secs => %s))",
            (token_hash, family, account, device, self._lifetime_s),
        )
        return token, token_hash


def _hash(token: str) -> bytes:
    """Random tokens need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


def _kept(connection: Connection[Any], token: str) -> Kept | None:
    cursor = connection.cursor(row_factory=class_row(Kept))
    return cursor.execute(_SELECT, (_hash(token),)).fetchone()


def _revoke(connection: Connection[Any], family: UUID) -> None:
    connection.execute(
        "UPDATE auth.refresh_tokens SET revoked_at = now()"
        " WHERE family = %s AND revoked_at IS NULL",
        (family,),
    )
