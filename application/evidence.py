"""The evidence of one employee as an archive: events as they are stored, photos, and a manifest."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import msgspec
from psycopg.rows import tuple_row

from application.photos import Photos
from application.store import Store

_FIELDS: Final = ("selfie", "attachment", "document")
_STORED: Final = """
SELECT originator_id, originator_version, topic, convert_from(state, 'UTF8'), notification_id
FROM log.stored_events WHERE originator_id >= %s AND originator_id < %s ORDER BY notification_id
"""


class Listed(msgspec.Struct, frozen=True):
    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`missing` are photos that events cite and that were erased, or are no photos."""

    employee: str
    made_at: datetime
    events: int
    last_position: int
    files: tuple[Listed, ...]
    missing: tuple[str, ...]


def evidence_of(store: Store, photos: Photos, employee: str) -> bytes:
    lines, cited = _lines(store, employee)
    found = {sha256: photos.get(sha256) for sha256 in cited}
    files = {"events.jsonl": b"".join(lines)}
    files |= {f"photos/{sha256}.jpg": photo for sha256, photo in found.items() if photo}
    manifest = Manifest(
        employee=employee,
        made_at=datetime.now(UTC),
        events=len(lines),
        last_position=msgspec.json.decode(lines[-1])["position"] if lines else 0,
        files=tuple(_listed(name, content) for name, content in files.items()),
        missing=tuple(sha256 for sha256, photo in found.items() if photo is None),
    )
    described = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    return _archive({"manifest.json": described, **files})


def _lines(store: Store, employee: str) -> tuple[list[bytes], list[str]]:
    """One stored row a line, its state word for word; and the photos that it cites."""
    lines: list[bytes] = []
    cited: dict[str, None] = {}
    with store.connection() as connection:
        cursor = connection.cursor(row_factory=tuple_row)
        rows = cursor.execute(_STORED, (f"{employee}/", f"{employee}0")).fetchall()
    for stream, version, tag, state, position in rows:
        line = {
            "position": position,
            "stream": stream,
            "version": version,
            "tag": tag,
            "state": msgspec.Raw(state.encode()),
        }
        lines.append(msgspec.json.encode(line) + b"\n")
        data: dict[str, Any] = msgspec.json.decode(state)["data"]
        cited |= dict.fromkeys(filter(None, (data.get(field) for field in _FIELDS)))
    return lines, list(cited)


def _listed(name: str, content: bytes) -> Listed:
    return Listed(name, len(content), hashlib.sha256(content).hexdigest())


def _archive(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content, ZIP_STORED if name.endswith(".jpg") else ZIP_DEFLATED)
    return out.getvalue()
