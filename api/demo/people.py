"""The accounts of the example's people, and their signing in."""

import asyncio
import hashlib
from datetime import datetime
from typing import Final

from psycopg_pool import ConnectionPool

from api.demo.client import Answer, Client, Request, Unexpected
from api.demo.regency import Person
from application.accounts import Accounts, Grant

ADMIN: Final = "admin-peragaan"
PASSWORD: Final = "peragaan-2022"  # noqa: S105 # of made-up people, printed for everybody to try
_HANDED_OUT: Final = "kata-sandi-awal"

_EXPIRED: Final = {"token_expired", "token_revoked"}


def login_of(person: Person) -> str:
    """The NIP; people without one sign in with a name."""
    return person.nip or f"contoh.{person.number:03}"


def device_of(person: Person) -> str:
    """The number of the phone's installation, which a phone draws by itself."""
    return hashlib.sha256(f"ponsel contoh {person.number}".encode()).hexdigest()[:32]


def open_admin(database_url: str) -> None:
    """The first account, which `epresensi admin` opens elsewhere; a second run finds it."""
    with ConnectionPool(database_url, min_size=1, max_size=1) as pool:
        accounts = Accounts(pool)
        if accounts.find_by_login(ADMIN) is None:
            account, _ = accounts.open(
                account=None, login=ADMIN, password=PASSWORD, must_change=False
            )
            for grant in (Grant("bkpsdm"), Grant("kominfo")):
                accounts.grant(account, grant, by="epresensi demo")


class Sessions:
    """Everybody signs in when they first do something, and again when their token is too old."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._tokens: dict[str, str] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def as_admin(self, request: Request) -> Answer:
        return await self._as(ADMIN, None, request)

    async def as_person(self, person: Person, request: Request) -> Answer:
        return await self._as(login_of(person), device_of(person), request)

    async def open_account(self, person: Person, employee: str, at: datetime) -> None:
        """With a password that is handed out, which its owner changes when signing in."""
        body = {"password": _HANDED_OUT}
        if person.nip is None:
            body["login"] = login_of(person)
        path = f"/v1/employees/{employee}/account"
        answer = await self.as_admin(Request(method="POST", path=path, body=body, at=at))
        if answer.code not in {"", "account_exists"}:
            raise Unexpected(f"{path}: {answer.body}")

    async def _as(self, login: str, device: str | None, request: Request) -> Answer:
        token = await self._token(login, device, request.at)
        answer = await self._client.send(request, token)
        if answer.code in _EXPIRED:
            self._tokens.pop(login, None)
            token = await self._token(login, device, request.at)
            answer = await self._client.send(request, token)
        return answer

    async def _token(self, login: str, device: str | None, at: datetime | None) -> str:
        async with self._turns.setdefault(login, asyncio.Lock()):
            if login not in self._tokens:
                self._tokens[login] = await self._signed_in(login, device, at)
            return self._tokens[login]

    async def _signed_in(self, login: str, device: str | None, at: datetime | None) -> str:
        answer = await self._login(login, PASSWORD, device, at)
        if answer.code == "login_failed":
            answer = await self._login(login, _HANDED_OUT, device, at)
            if answer.status == 200:
                answer = await self._own_password(answer.body["access_token"], at)
        if answer.status != 200:
            raise Unexpected(f"{login}: {answer.body}")
        return str(answer.body["access_token"])

    async def _login(
        self, login: str, password: str, device: str | None, at: datetime | None
    ) -> Answer:
        body: dict[str, object] = {"login": login, "password": password}
        if device:
            body["device"] = {"id": device, "name": "Ponsel contoh"}
        return await self._client.send(
            Request(method="POST", path="/v1/auth/login", body=body, at=at)
        )

    async def _own_password(self, token: str, at: datetime | None) -> Answer:
        body = {"old_password": _HANDED_OUT, "new_password": PASSWORD}
        request = Request(method="POST", path="/v1/auth/password", body=body, at=at)
        return await self._client.send(request, token)
