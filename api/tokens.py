"""Access tokens: short-lived JWT, verified once, then at the cost of one dictionary look-up."""

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


class Claims(msgspec.Struct, frozen=True):
    """`sub` is the account again, for those who read the token by the standard."""

    sub: str
    iat: float
    exp: float
    identity: Identity


class Tokens:
    """One per process. `generations` is kept current by whoever follows the accounts."""

    def __init__(self, key: bytes, lifetime_s: int) -> None:
        self._key = key
        self.lifetime_s = lifetime_s
        self.generations: dict[str, int] = {}
        self._verified: OrderedDict[str, Claims] = OrderedDict()

    def issue(self, identity: Identity) -> str:
        now = time()
        claims = Claims(identity.account, now, now + self.lifetime_s, identity)
        return jwt.encode(msgspec.to_builtins(claims), self._key, algorithm=_ALGORITHM)

    def identity(self, token: str) -> Identity:
        """Raises when the token is forged, too old, or of an earlier generation."""
        claims = self._verified.get(token)
        if claims is None:
            claims = self._remember(token, self._read(token))
        if claims.exp <= time():
            raise TokenExpired
        identity = claims.identity
        if self.generations.get(identity.account, 0) > identity.generation:
            raise TokenRevoked
        return identity

    def _read(self, token: str) -> Claims:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                options={"require": ["exp"], "verify_exp": False, "verify_iat": False},
            )
            return msgspec.convert(claims, Claims)
        except (jwt.InvalidTokenError, msgspec.ValidationError):
            raise TokenInvalid from None

    def _remember(self, token: str, claims: Claims) -> Claims:
        self._verified[token] = claims
        if len(self._verified) > _REMEMBERED:
            self._verified.popitem(last=False)
        return claims
