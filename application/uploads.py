"""Photos that come in parts: what a broken connection brought is kept, and the rest follows."""

from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from psycopg import Connection

from application.accounts import Pool
from application.photo_reading import Photo
from domain.refusals import Refusal, Unknown

KEPT_HOURS: Final = 24
MOST_AT_ONCE: Final = 4
"""Uploads of one account; the oldest give way."""

_OPEN: Final = "INSERT INTO uploads.upload (upload, account, length) VALUES (%s, %s, %s)"
_MAKE_ROOM: Final = """
DELETE FROM uploads.upload WHERE upload IN (
    SELECT upload FROM uploads.upload WHERE account = %s
    ORDER BY made_at DESC, upload OFFSET %s
)
"""
_FIND: Final = f"""
SELECT upload, length, received, sha256, width, height FROM uploads.upload
WHERE upload = %s AND account = %s AND made_at > now() - interval '{KEPT_HOURS} hours'
"""
_ADD: Final = "INSERT INTO uploads.part (upload, begins, content) VALUES (%s, %s, %s)"
_RECEIVE: Final = "UPDATE uploads.upload SET received = %s WHERE upload = %s"
_WHOLE: Final = "SELECT content FROM uploads.part WHERE upload = %s ORDER BY begins"
_FINISH: Final = "UPDATE uploads.upload SET sha256 = %s, width = %s, height = %s WHERE upload = %s"
_EMPTY: Final = "DELETE FROM uploads.part WHERE upload = %s"
_CLOSE: Final = "DELETE FROM uploads.upload WHERE upload = %s AND account = %s"
_PURGE: Final = f"DELETE FROM uploads.upload WHERE made_at < now() - interval '{KEPT_HOURS} hours'"


class UploadUnknown(Unknown):
    """Never begun, begun by another account, given up, or over."""

    code = "upload_unknown"
    field = "upload"


class UploadElsewhere(Refusal):
    """The part does not begin where the parts before it end; `offset` tells where that is."""

    code = "upload_elsewhere"
    field = "offset"


class UploadTooLong(Refusal):
    """More came than was announced."""

    code = "upload_too_long"


class Upload(msgspec.Struct, frozen=True):
    """`sha256`, `width` and `height` are of the photo that it has become."""

    upload: UUID
    length: int
    received: int
    sha256: str | None = None
    width: int | None = None
    height: int | None = None


class Uploads:
    """Synchronous: call it in a thread. Any process goes on with what another began."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def begin(self, account: str, length: int) -> Upload:
        upload = uuid4()
        with self._pool.connection() as connection:
            connection.execute(_OPEN, (upload, account, length))
            connection.execute(_MAKE_ROOM, (account, MOST_AT_ONCE))
        return Upload(upload, length, 0)

    def find(self, account: str, upload: UUID) -> Upload:
        with self._pool.connection() as connection:
            return _known(connection, _FIND, account, upload)

    def add(self, account: str, upload: UUID, offset: int, content: bytes) -> Upload:
        """Of two that send the same part at once, the second is told where to go on."""
        with self._pool.connection() as connection:
            known = _known(connection, f"{_FIND} FOR UPDATE", account, upload)
            if known.received != offset:
                raise UploadElsewhere(offset=known.received)
            if offset + len(content) > known.length:
                raise UploadTooLong(length=known.length)
            if content:
                connection.execute(_ADD, (upload, offset, content))
                connection.execute(_RECEIVE, (offset + len(content), upload))
        return msgspec.structs.replace(known, received=offset + len(content))

    def whole(self, upload: UUID) -> bytes:
        with self._pool.connection() as connection:
            return b"".join(part for (part,) in connection.execute(_WHOLE, (upload,)))

    def finish(self, upload: UUID, photo: Photo) -> None:
        with self._pool.connection() as connection:
            connection.execute(_FINISH, (photo.sha256, photo.width, photo.height, upload))
            connection.execute(_EMPTY, (upload,))

    def close(self, account: str, upload: UUID) -> None:
        with self._pool.connection() as connection:
            if not connection.execute(_CLOSE, (upload, account)).rowcount:
                raise UploadUnknown


def purge(connection: Connection[Any]) -> None:
    connection.execute(_PURGE)


def _known(connection: Connection[Any], query: str, account: str, upload: UUID) -> Upload:
    row = connection.execute(query, (upload, account)).fetchone()
    if row is None:
        raise UploadUnknown
    return Upload(*row)
