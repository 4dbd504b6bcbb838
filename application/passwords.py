"""Passwords: what is acceptable, how they are kept, and how a first one is made."""

import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.refusals import Refusal

MIN_CHARACTERS: Final = 10
MAX_CHARACTERS: Final = 128

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's smaller profile: thousands of phones sign in within one hour, on small machines."""

_UNAMBIGUOUS = "abcdefghjkmnpqrstuvwxyz23456789"


class PasswordTooShort(Refusal):
    code = "password_too_short"
    field = "new_password"


class PasswordTooLong(Refusal):
    code = "password_too_long"
    field = "new_password"


class PasswordContainsLogin(Refusal):
    code = "password_contains_login"
    field = "new_password"


class PasswordUnchanged(Refusal):
    code = "password_unchanged"
    field = "new_password"


def check_new(password: str, login: str, old: str | None = None) -> None:
    if len(password) < MIN_CHARACTERS:
        raise PasswordTooShort(minimum=MIN_CHARACTERS)
    if len(password) > MAX_CHARACTERS:
        raise PasswordTooLong(maximum=MAX_CHARACTERS)
    if login and login.lower() in password.lower():
        raise PasswordContainsLogin
    if password == old:
        raise PasswordUnchanged


def hashed(password: str) -> str:
    return _HASHER.hash(password)


def fits(password_hash: str, password: str) -> bool:
    """A password longer than any that was accepted is not hashed at all, for anybody."""
    if len(password) > MAX_CHARACTERS:
        return False
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def generated() -> str:
    """Twelve characters in groups, without those that are mistaken for each other on paper."""
    drawn = [secrets.choice(_UNAMBIGUOUS) for _ in range(12)]
    return "-".join("".join(drawn[start : start + 4]) for start in (0, 4, 8))


NOBODYS_HASH: Final = hashed(secrets.token_urlsafe())
"""What the password of an unknown login is compared with, so that the answer takes as long."""
