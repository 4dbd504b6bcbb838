"""A town for the check-in benchmark: people, their tokens, photos and prepared requests."""

import io
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from math import ceil
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import msgspec
from PIL import Image

from api.identity import Identity
from api.tokens import Tokens
from application.settings import Settings
from application.store import Store
from benchmarks.wrk import http_request
from domain.employee import DeviceBound, EmployeeEnrolled, EmployeeRegistered
from domain.office import Area, OfficeOpened
from domain.opd import OpdEstablished
from domain.recorded import PENDING, Recorded
from domain.streams import employee_stream, office_stream, opd_stream, pattern_stream
from domain.work_pattern import PatternDay, Session, WorkPatternDefined

FROM_ON = date.today() - timedelta(days=2)  # noqa: DTZ011 - a date long enough ago in every zone
DEVICE = sha256(b"ponsel").hexdigest()
SESSIONS = 6
"""Which everybody records one after the other, as on one day of shifts."""
NAMES = tuple(f"sesi{n}" for n in range(SESSIONS))
_AT_ONCE = 600
"""So many people record the same session, then the next one."""
LATITUDE, LONGITUDE = -5.3582, 104.9744


def _sessions() -> tuple[Session, ...]:
    """Any moment of any zone has all of them open."""
    return tuple(
        Session(name=name, role="presence", due_s=n * 3600, opens_s=0, closes_s=86_399)
        for n, name in enumerate(NAMES)
    )


@dataclass(frozen=True)
class Town:
    employees: tuple[str, ...]
    tokens: tuple[str, ...]


def build(store: Store, settings: Settings, people: int) -> Town:
    """Everybody has used the app before: their keys are there."""
    store.append(opd_stream("a"), 0, [OpdEstablished(code="a", name="Dinas A")], actor="bench")
    area = Area(latitude=LATITUDE, longitude=LONGITUDE)
    office = OfficeOpened(code="a", name="Kantor A", opd="a", area=area, from_on=FROM_ON)
    store.append(office_stream("a"), 0, [office], actor="bench")
    days = (PatternDay(weekdays=(1, 2, 3, 4, 5, 6, 7), sessions=_sessions()),)
    pattern = WorkPatternDefined(code="a", name="Terus", from_on=FROM_ON, days=days)
    store.append(pattern_stream("a"), 0, [pattern], actor="bench")
    employees = tuple(_employee(number) for number in range(people))
    for start in range(0, people, 500):
        _register(store, employees[start : start + 500])
        store.keyring.prepare(employees[start : start + 500])
    tokens = Tokens(settings.key_for("access-tokens"), 24 * 3600)
    identities = (Identity(account=e, employee=e, device=DEVICE) for e in employees)
    return Town(employees, tuple(tokens.issue(identity) for identity in identities))


def _register(store: Store, employees: tuple[str, ...]) -> None:
    pending = (
        Recorded(
            stream=employee_stream(employee),
            version=version,
            position=PENDING,
            recorded_at=datetime.now(UTC),
            actor="bench",
            command_id=uuid4(),
            event=event,
        )
        for employee in employees
        for version, event in enumerate(_life(employee), 1)
    )
    store.save([store.envelope(recorded) for recorded in pending])


def _employee(number: int) -> str:
    return b32encode(sha256(f"bench {number}".encode()).digest()[:10]).decode().lower()


def _life(employee: str) -> list[EmployeeRegistered | EmployeeEnrolled | DeviceBound]:
    registered = EmployeeRegistered(
        name=f"Pegawai Uji {employee}",
        employment="pns",
        opd="a",
        office="a",
        pattern="a",
        from_on=FROM_ON,
    )
    return [registered, EmployeeEnrolled(from_on=FROM_ON), DeviceBound(device=DEVICE)]


class Requests:
    """Makes requests that were never sent before: another key, another selfie, a session once."""

    def __init__(
        self,
        town: Town,
        photos: Path,
        seed: int = 1,
        *,
        at_once: int = _AT_ONCE,
        sessions: Sequence[str] = NAMES,
    ) -> None:
        self._town = town
        self._at_once = at_once
        self._sessions = sessions
        self._photos = photos
        self._random = Random(seed)
        self._next = 0
        self._jpeg = picture(60_000, self._random)

    def json(self, path: str, count: int) -> list[bytes]:
        return [self._json(path) for _ in range(count)]

    def multipart(self, path: str, count: int) -> list[bytes]:
        return [self._multipart(path) for _ in range(count)]

    def _turn(self) -> tuple[dict[str, str], dict[str, object]]:
        person, session = person_and_session(self._next, self._at_once)
        self._next += 1
        headers = {
            "Authorization": f"Bearer {self._town.tokens[person]}",
            "Idempotency-Key": str(UUID(int=self._random.getrandbits(128), version=4)),
        }
        body: dict[str, object] = {
            "latitude": LATITUDE + self._random.uniform(-5e-4, 5e-4),
            "longitude": LONGITUDE + self._random.uniform(-5e-4, 5e-4),
            "accuracy_m": self._random.uniform(3, 30),
            "session": self._sessions[session],
            "note": "Masuk kerja seperti biasa",
        }
        return headers, body

    def _json(self, path: str) -> bytes:
        headers, body = self._turn()
        content = self._random.randbytes(32)
        body["selfie"] = sha256(content).hexdigest()
        self._keep(sha256(content).hexdigest(), content)
        return http_request(
            path, headers | {"Content-Type": "application/json"}, msgspec.json.encode(body)
        )

    def _keep(self, sha256: str, content: bytes) -> None:
        """Where the store of photos would have put it; not flushed, which is not measured here."""
        path = self._photos / "full" / sha256[:2] / f"{sha256}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def _multipart(self, path: str) -> bytes:
        headers, body = self._turn()
        selfie = another(self._jpeg, self._random)
        parts = (
            ("data", "application/json", msgspec.json.encode(body)),
            ("selfie", "image/jpeg", selfie),
        )
        content = b"".join(
            f'--batas\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n".encode()
            + data
            + b"\r\n"
            for name, kind, data in parts
        )
        headers["Content-Type"] = "multipart/form-data; boundary=batas"
        return http_request(path, headers, content + b"--batas--\r\n")


def person_and_session(turn: int, at_once: int = _AT_ONCE) -> tuple[int, int]:
    crowd, rest = divmod(turn, at_once * SESSIONS)
    session, place = divmod(rest, at_once)
    return crowd * at_once + place, session


def people_for(turns: int) -> int:
    """Whole crowds, so that each turn has its person."""
    return ceil(turns / (_AT_ONCE * SESSIONS)) * _AT_ONCE


def picture(size: int, random: Random) -> bytes:
    """A JPEG of about so many bytes."""
    side, out = 96, b""
    while len(out) < size:
        side += 16
        noise = Image.frombytes("L", (side, side), random.randbytes(side * side))
        buffer = io.BytesIO()
        noise.resize((480, 640)).convert("RGB").save(buffer, "JPEG", quality=80)
        out = buffer.getvalue()
    return out


def another(jpeg: bytes, random: Random) -> bytes:
    """The same picture with other data at its end: another photo, without encoding it again."""
    return jpeg[:-32] + bytes(b % 254 for b in random.randbytes(30)) + jpeg[-2:]
