"""Accounts: who may sign in, and the roles that were granted."""

import secrets
from base64 import b32encode
from typing import Any, Literal, get_args

import msgspec
from psycopg import Connection
from psycopg.rows import class_row
from psycopg_pool import ConnectionPool

from application import passwords
from domain.refusals import Refusal

Role = Literal["employee", "opd_head", "bkpsdm", "kominfo", "auditor", "finance"]
GrantedRole = Literal["opd_head", "bkpsdm", "kominfo", "auditor", "finance"]
"""An employee is one by being registered; every other role is granted."""

ROLES: tuple[Role, ...] = get_args(Role)

Pool = ConnectionPool[Connection[Any]]

_ACCOUNT = """
SELECT a.account, coalesce(a.login, '') AS login, a.employee, a.password_hash, a.must_change,
       a.generation, a.disabled_at IS NOT NULL AS disabled,
       coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'opd', g.opd) ORDER BY g.grant_id)
                FILTER (WHERE g.role IS NOT NULL), '[]')::text AS held
FROM auth.accounts a
LEFT JOIN auth.grants g ON g.account = a.account AND g.revoked_at IS NULL
"""
_TOUCH = "generation = generation + 1, changed_at = clock_timestamp()"


class AccountExists(Refusal):
    code = "account_exists"


class AccountUnknown(Refusal):
    code = "account_unknown"


class LoginTaken(Refusal):
    code = "login_taken"
    field = "login"


class RoleNeedsOpd(Refusal):
    """A head's role is of one OPD; every other is of the whole regency."""

    code = "role_needs_opd"
    field = "opd"


class GrantToOneself(Refusal):
    code = "grant_to_oneself"


class Grant(msgspec.Struct, frozen=True):
    role: GrantedRole
    opd: str = ""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """`employee`: the account's id is an employee's."""

    account: str
    login: str
    employee: bool
    password_hash: str
    must_change: bool
    generation: int
    disabled: bool
    held: str

    @property
    def grants(self) -> tuple[Grant, ...]:
        return msgspec.json.decode(self.held, type=tuple[Grant, ...])


class GrantRecord(msgspec.Struct, frozen=True, kw_only=True):
    role: str
    opd: str
    granted_by: str
    granted_at: Any
    revoked_by: str | None
    revoked_at: Any


class Accounts:
    """Synchronous: call it in a thread."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def find(self, account: str) -> Account | None:
        return self._one("WHERE a.account = %s", account)

    def find_by_login(self, login: str) -> Account | None:
        return self._one("WHERE a.login = %s", login.lower())

    def known(self, account: str) -> Account:
        found = self.find(account)
        if found is None:
            raise AccountUnknown(account=account)
        return found

    def open(
        self,
        *,
        account: str | None,
        login: str | None = None,
        password: str | None = None,
        must_change: bool = True,
    ) -> tuple[str, str]:
        """The account and its password; an account without an employee gets an id of its own."""
        password = password or passwords.generated()
        row = (
            account or new_account_id(),
            login.lower() if login else None,
            account is not None,
            passwords.hashed(password),
            must_change,
        )
        with self._pool.connection() as connection:
            _refuse_taken(connection, row[0], row[1])
            connection.execute(
                "INSERT INTO auth.accounts (account, login, employee, password_hash, must_change)"
                " VALUES (%s, %s, %s, %s, %s)",
                row,
            )
        return row[0], password

    def set_password(self, account: str, password: str, *, must_change: bool) -> None:
        """Every other signing-in of the account ends with it."""
        self._change(
            account,
            "password_hash = %s, must_change = %s",
            passwords.hashed(password),
            must_change,
        )

    def disable(self, account: str) -> None:
        self._change(account, "disabled_at = coalesce(disabled_at, now())")

    def enable(self, account: str) -> None:
        self._change(account, "disabled_at = NULL")

    def sign_out_everywhere(self, account: str) -> None:
        self._change(account, "login = login")

    def grant(self, account: str, grant: Grant, by: str) -> None:
        """Granting what is held already changes nothing."""
        if (grant.role == "opd_head") != bool(grant.opd):
            raise RoleNeedsOpd(role=grant.role)
        if account == by:
            raise GrantToOneself
        self.known(account)
        with self._pool.connection() as connection:
            connection.execute(
                "INSERT INTO auth.grants (account, role, opd, granted_by) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (account, role, opd) WHERE revoked_at IS NULL DO NOTHING",
                (account, grant.role, grant.opd, by),
            )
            _mark_changed(connection, account)

    def revoke(self, account: str, grant: Grant, by: str) -> None:
        self.known(account)
        with self._pool.connection() as connection:
            connection.execute(
                "UPDATE auth.grants SET revoked_by = %s, revoked_at = now()"
                " WHERE account = %s AND role = %s AND opd = %s AND revoked_at IS NULL",
                (by, account, grant.role, grant.opd),
            )
            _mark_changed(connection, account)

    def grants_of(self, account: str) -> list[GrantRecord]:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(GrantRecord))
            return cursor.execute(
                "SELECT role, opd, granted_by, granted_at, revoked_by, revoked_at"
                " FROM auth.grants WHERE account = %s ORDER BY grant_id",
                (account,),
            ).fetchall()

    def generations(self, since: float) -> list[tuple[str, int]]:
        """Of the accounts that changed from this moment on, in seconds since 1970."""
        with self._pool.connection() as connection:
            return connection.execute(
                "SELECT account, generation FROM auth.accounts"
                " WHERE changed_at >= to_timestamp(%s) AND generation > 0",
                (since,),
            ).fetchall()

    def _one(self, where: str, value: str) -> Account | None:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Account))
            return cursor.execute(f"{_ACCOUNT} {where} GROUP BY a.account", (value,)).fetchone()

    def _change(self, account: str, assignments: str, *values: Any) -> None:
        with self._pool.connection() as connection:
            changed = connection.execute(
                f"UPDATE auth.accounts SET {assignments}, {_TOUCH} WHERE account = %s",
                (*values, account),
            )
            _revoke_refresh_tokens(connection, account)
        if not changed.rowcount:
            raise AccountUnknown(account=account)


def new_account_id() -> str:
    """Of the form of an employee's id: eighty random bits."""
    return b32encode(secrets.token_bytes(10)).decode().lower()


def _refuse_taken(connection: Connection[Any], account: str, login: str | None) -> None:
    taken = connection.execute(
        "SELECT account = %s FROM auth.accounts WHERE account = %s OR login = %s",
        (account, account, login),
    ).fetchone()
    if taken is not None:
        raise AccountExists(account=account) if taken[0] else LoginTaken(login=login)


def _mark_changed(connection: Connection[Any], account: str) -> None:
    connection.execute(f"UPDATE auth.accounts SET {_TOUCH} WHERE account = %s", (account,))


def _revoke_refresh_tokens(connection: Connection[Any], account: str) -> None:
    connection.execute(
        "UPDATE auth.refresh_tokens SET revoked_at = now()"
        " WHERE account = %s AND revoked_at IS NULL",
        (account,),
    )
