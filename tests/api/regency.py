"""A small made-up regency, set up through the API: two OPD, an office each, a few people."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import httpx
import msgspec
from PIL import Image

from api.clock import SIMULATED
from api.services import Services
from application.accounts import Grant
from tests.api.client import Client

PASSWORD = "kata-sandi-uji-1"
OFFICE = {"latitude": -5.3571, "longitude": 104.9752}
HERE = {"latitude": -5.3572, "longitude": 104.9753, "accuracy_m": 8}
ALWAYS = "2022-01-03"


class Person(msgspec.Struct, frozen=True):
    employee: str
    login: str
    device: str
    client: Client


class Regency(msgspec.Struct, frozen=True):
    """`staff` works at the first OPD and `stranger` at the second; `head` leads the first."""

    http: httpx.Client
    services: Services
    bkpsdm: Client
    kominfo: Client
    auditor: Client
    finance: Client
    head: Person
    staff: Person
    stranger: Person

    def client_of(self, role: str) -> Client:
        people = {"employee": self.staff.client, "opd_head": self.head.client}
        return people.get(role) or getattr(self, role)


def picture(seed: int) -> bytes:
    """A small JPEG, another one for each seed."""
    draw = Random(seed)  # noqa: S311 # the same picture each time
    image = Image.frombytes("RGB", (24, 24), draw.randbytes(24 * 24 * 3))
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def session(name: str, role: str, due: int, opens: int, closes: int) -> dict[str, Any]:
    hours = {"due_s": due, "opens_s": opens, "closes_s": closes}
    return {"name": name, "role": role, **{key: value * 60 for key, value in hours.items()}}


PATTERN = {
    "code": "setiap-hari",
    "name": "Setiap hari, tiga sesi",
    "from_on": ALWAYS,
    "days": [
        {
            "weekdays": [1, 2, 3, 4, 5, 6, 7],
            "sessions": [
                session("pagi", "arrival", 450, 330, 719),
                session("siang", "presence", 750, 720, 810),
                session("sore", "leaving", 960, 811, 1200),
            ],
        }
    ],
}


def set_up(http: httpx.Client, services: Services) -> Regency:
    """Every account is opened and every stream written by a request, but for the first account; all
    of it is recorded on the day from which it holds."""
    http.headers[SIMULATED] = f"{ALWAYS}T08:00:00+07:00"
    regency = _set_up(http, services)
    del http.headers[SIMULATED]
    return regency


def _set_up(http: httpx.Client, services: Services) -> Regency:
    bkpsdm = _officer(http, services, "uji.bkpsdm", Grant("bkpsdm"))
    for code, name in (("dinkes", "Dinas Kesehatan"), ("disdik", "Dinas Pendidikan")):
        bkpsdm.ok("/v1/opd", {"code": code, "name": name})
        area = {"area": OFFICE, "from_on": ALWAYS}
        bkpsdm.ok("/v1/offices", {"code": code, "name": name, "opd": code, **area})
    bkpsdm.ok("/v1/patterns", PATTERN)
    head, staff, stranger = (
        _employee(http, bkpsdm, number, opd)
        for number, opd in ((1, "dinkes"), (2, "dinkes"), (3, "disdik"))
    )
    bkpsdm.ok("/v1/opd/dinkes/heads", {"employee": head.employee, "from_on": ALWAYS})
    return Regency(
        http,
        services,
        bkpsdm,
        _officer(http, services, "uji.kominfo", Grant("kominfo")),
        _officer(http, services, "uji.auditor", Grant("auditor")),
        _officer(http, services, "uji.finance", Grant("finance")),
        head,
        staff,
        stranger,
    )


def sign_in(http: httpx.Client, login: str, password: str, device: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"login": login, "password": password}
    if device:
        body["device"] = {"id": device, "name": "Ponsel Uji"}
    return Client(http).ok("/v1/auth/login", body)


def nip(number: int) -> str:
    return f"19900101201501{number:04d}"


def now_iso(minutes: int = 0) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()


def _officer(http: httpx.Client, services: Services, login: str, grant: Grant) -> Client:
    account, _ = services.accounts.open(
        account=None, login=login, password=PASSWORD, must_change=False
    )
    services.accounts.grant(account, grant, "test")
    return Client(http, sign_in(http, login, PASSWORD)["access_token"])


def _employee(http: httpx.Client, bkpsdm: Client, number: int, opd: str) -> Person:
    posting = {"opd": opd, "office": opd, "pattern": "setiap-hari", "from_on": ALWAYS}
    person = {"name": f"Pegawai Uji {number}", "employment": "pns", "nip": nip(number)}
    employee = bkpsdm.ok("/v1/employees", {**person, **posting})["employee"]
    bkpsdm.ok(f"/v1/employees/{employee}/enrolments", {"from_on": ALWAYS})
    base = {"from_month": "2022-01-01", "rupiah": 3_000_000, "grade": 7}
    bkpsdm.ok(f"/v1/employees/{employee}/tpp-bases", base)
    first = bkpsdm.ok(f"/v1/employees/{employee}/account", {})["password"]
    device = f"ponsel-pegawai-uji-{number}"
    signed_in = sign_in(http, nip(number), first, device)
    change = {"old_password": first, "new_password": PASSWORD}
    changed = Client(http, signed_in["access_token"]).ok("/v1/auth/password", change)
    return Person(employee, nip(number), device, Client(http, changed["access_token"]))
