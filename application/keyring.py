"""The personal parts of events, sealed under a key per employee that can be erased."""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from time import monotonic
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import Connection
from psycopg.rows import tuple_row

from domain.personal import Personal

Connections = Callable[[], AbstractContextManager[Connection[Any]]]

_FORMAT = b"\x01"
_KEY_ID_BYTES = 8
_NONCE_BYTES = 12
_KEY_BITS = 256

_CACHED_KEYS = 20_000
_CACHED_S = 60.0
"""A key that another process erased is used no longer than this."""

_SELECT = "SELECT employee, key_id, wrapped FROM log.person_keys WHERE employee = ANY(%b::text[])"
_INSERT = """
INSERT INTO log.person_keys (employee, key_id, wrapped)
SELECT * FROM unnest(%b::text[], %b::bytea[], %b::bytea[])
ON CONFLICT (employee) DO NOTHING
"""


class MasterKeyWrong(Exception):
    """The secret is not the one under which this database's person keys were wrapped."""


class PersonKey(msgspec.Struct, frozen=True):
    """`key_id` tells parts sealed under an erased key from those of the key that followed it."""

    key_id: bytes
    cipher: AESGCM
    until: float


def employee_of(stream: str) -> str:
    """The first segment of a stream id: whose key seals the personal parts in it."""
    return stream.partition("/")[0]


class Keyring:
    """Sealing uses keys that it remembers for a minute; opening always asks the database."""

    def __init__(self, master: bytes, connections: Connections) -> None:
        self._master = AESGCM(master)
        self._connections = connections
        self._cache: OrderedDict[str, PersonKey] = OrderedDict()
        self._lock = Lock()
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(Personal).decode

    def seal(self, stream: str, personal: Personal) -> bytes:
        key = self._key(employee_of(stream))
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = key.cipher.encrypt(nonce, self._encode(personal), stream.encode())
        return _FORMAT + key.key_id + nonce + sealed

    def open(self, stream: str, sealed: bytes) -> Personal | None:
        """None if nothing is sealed there, and once the employee's key is erased."""
        return self.open_all([(stream, sealed)])[0]

    def open_all(self, parts: Sequence[tuple[str, bytes]]) -> list[Personal | None]:
        """Of many streams, in their order, with one query for all the keys."""
        keys = self._fetched(sorted({employee_of(stream) for stream, sealed in parts if sealed}))
        return [
            self._opened(stream, sealed, keys.get(employee_of(stream))) for stream, sealed in parts
        ]

    def _opened(self, stream: str, sealed: bytes, key: PersonKey | None) -> Personal | None:
        key_id = sealed[1 : 1 + _KEY_ID_BYTES]
        rest = sealed[1 + _KEY_ID_BYTES :]
        if key is None or key.key_id != key_id:
            return None
        plain = key.cipher.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], stream.encode())
        return self._decode(plain)

    def prepare(self, employees: Iterable[str]) -> None:
        """Fetches, or makes and stores, the keys of many employees at once."""
        missing = sorted({employee for employee in employees if not self._cached(employee)})
        if missing:
            self._remember(self._fetched_or_made(missing))

    def erase(self, employee: str) -> bool:
        """For ever: what was sealed for this employee can no longer be read by anybody."""
        with self._connections() as connection:
            erased = connection.execute(
                "DELETE FROM log.person_keys WHERE employee = %s", (employee,)
            )
        with self._lock:
            self._cache.pop(employee, None)
        return erased.rowcount > 0

    def _key(self, employee: str) -> PersonKey:
        key = self._cached(employee)
        if key is None:
            keys = self._fetched_or_made([employee])
            self._remember(keys)
            key = keys[employee]
        return key

    def _cached(self, employee: str) -> PersonKey | None:
        with self._lock:
            key = self._cache.get(employee)
            return key if key is not None and key.until > monotonic() else None

    def _remember(self, keys: dict[str, PersonKey]) -> None:
        with self._lock:
            self._cache.update(keys)
            while len(self._cache) > _CACHED_KEYS:
                self._cache.popitem(last=False)

    def _fetched_or_made(self, employees: list[str]) -> dict[str, PersonKey]:
        keys = self._fetched(employees)
        missing = [employee for employee in employees if employee not in keys]
        if missing:
            self._make(missing)
            keys |= self._fetched(missing)
        return keys

    def _fetched(self, employees: list[str]) -> dict[str, PersonKey]:
        with self._connections() as connection:
            cursor = connection.cursor(row_factory=tuple_row, binary=True)
            rows = cursor.execute(_SELECT, (employees,)).fetchall()
        return {employee: self._unwrapped(employee, *row) for employee, *row in rows}

    def _make(self, employees: list[str]) -> None:
        """Of processes that make a key for the same employee, the first one's counts."""
        ids = [secrets.token_bytes(_KEY_ID_BYTES) for _ in employees]
        wrapped = [self._wrapped(*pair) for pair in zip(employees, ids, strict=True)]
        with self._connections() as connection:
            connection.execute(_INSERT, (employees, ids, wrapped))

    def _wrapped(self, employee: str, key_id: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        key = AESGCM.generate_key(_KEY_BITS)
        return nonce + self._master.encrypt(nonce, key, employee.encode() + key_id)

    def _unwrapped(self, employee: str, key_id: bytes, wrapped: bytes) -> PersonKey:
        try:
            key = self._master.decrypt(
                wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], employee.encode() + key_id
            )
        except InvalidTag:
            raise MasterKeyWrong(employee) from None
        return PersonKey(key_id, AESGCM(key), monotonic() + _CACHED_S)
