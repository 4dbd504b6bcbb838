"""Access tokens: short-lived JWT (HS256), verified at the cost of one hash, then of a look-up."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections import OrderedDict
from time import time
from typing import Final

import msgspec

from api.identity import Identity
from domain.refusals import Refusal

_HEADER: Final = b"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
"""`{"alg":"HS256","typ":"JWT"}`: a token that names another algorithm is not looked at."""

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


_DECODE: Final = msgspec.json.Decoder(Claims).decode


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
        signed = _HEADER + b"." + _base64(msgspec.json.encode(claims))
        return (signed + b"." + _base64(self._signature(signed))).decode()

    def identity(self, token: str) -> Identity:
        """Raises when the token is forged, too old, or of an earlier generation."""
        claims = self._verified.get(token)
        if claims is None:
            claims = self._remember(token, self._read(token.encode()))
        if claims.exp <= time():
            raise TokenExpired
        identity = claims.identity
        if self.generations.get(identity.account, 0) > identity.generation:
            raise TokenRevoked
        return identity

    def _read(self, token: bytes) -> Claims:
        signed, _, signature = token.rpartition(b".")
        header, _, payload = signed.partition(b".")
        if header != _HEADER:
            raise TokenInvalid
        if not hmac.compare_digest(_base64(self._signature(signed)), signature):
            raise TokenInvalid
        try:
            return _DECODE(urlsafe_b64decode(payload + b"=" * (-len(payload) % 4)))
        except (NotBase64, ValueError):
            raise TokenInvalid from None

    def _signature(self, signed: bytes) -> bytes:
        """Not the one-shot digest, which lets go of the interpreter and may wait to get it back."""
        return hmac.new(self._key, signed, "sha256").digest()

    def _remember(self, token: str, claims: Claims) -> Claims:
        self._verified[token] = claims
        if len(self._verified) > _REMEMBERED:
            self._verified.popitem(last=False)
        return claims


def _base64(content: bytes) -> bytes:
    return urlsafe_b64encode(content).rstrip(b"=")
