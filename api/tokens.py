"""Access tokens: short-lived, signed, and verified at the cost of one dictionary look-up."""

from collections import OrderedDict
from time import time
from typing import Any, Final

import jwt
import msgspec

from api.identity import Identity
from domain.refusals import Refusal

_ALGORITHM: Final = "HS256"
_REMEMBERED: Final = 50_000


class TokenMissing(Refusal):
    code = "token_missing"


class TokenInvalid(Refusal):
    code = "token_invalid"


class TokenExpired(Refusal):
    code = "token_expired"


class TokenRevoked(Refusal):
    """The password, the roles or the account changed after it was issued."""

    code = "token_revoked"


class Tokens:
    """One per process. `generations` is kept current by whoever follows the accounts."""

    def __init__(self, key: bytes, lifetime_s: int) -> None:
        self._key = key
        self.lifetime_s = lifetime_s
        self.generations: dict[str, int] = {}
        self._verified: OrderedDict[str, Identity] = OrderedDict()

    def issue(self, identity: Identity) -> str:
        now = time()
        claims = msgspec.to_builtins(identity) | {"iat": now, "exp": now + self.lifetime_s}
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def identity(self, token: str) -> Identity:
        """Raises when the token is forged, too old, or of an earlier generation."""
        identity = self._verified.get(token)
        if identity is None:
            identity = self._remember(token, self._decoded(token))
        if identity.expires_at <= time():
            raise TokenExpired
        if self.generations.get(identity.account, 0) > identity.generation:
            raise TokenRevoked
        return identity

    def _decoded(self, token: str) -> Identity:
        try:
            claims = jwt.decode(
                token, self._key, algorithms=[_ALGORITHM], options={"require": ["exp"]}
            )
        except jwt.ExpiredSignatureError:
            raise TokenExpired from None
        except jwt.InvalidTokenError:
            raise TokenInvalid from None
        return _identity(claims)

    def _remember(self, token: str, identity: Identity) -> Identity:
        self._verified[token] = identity
        if len(self._verified) > _REMEMBERED:
            self._verified.popitem(last=False)
        return identity


def _identity(claims: dict[str, Any]) -> Identity:
    try:
        return msgspec.convert(claims | {"expires_at": claims["exp"]}, Identity)
    except msgspec.ValidationError:
        raise TokenInvalid from None
