"""Accounts and roles, for BKPSDM and Diskominfo; and why somebody could not sign in."""

import asyncio
from datetime import datetime
from typing import Annotated, Final

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from api import clock
from api.guard import NotAllowed
from api.identity import may
from api.services import ApiRequest, references_of, services_of
from application import passwords
from application.accounts import Grant, GrantedRole
from application.login import Attempt
from domain.dated import at
from domain.reference_checks import require_employee
from domain.refusals import Unknown

TAGS: Final = ["Akun"]
BOTH: Final = may(bkpsdm="all", kominfo="all")


class ReferenceUnknown(Unknown):
    code = "reference_unknown"
    field = "reference"


class OpenAccount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`login` only for employees without a NIP. Without `password` one is made up."""

    login: Annotated[str, Meta(max_length=60, pattern=r"^[A-Za-z][A-Za-z0-9._-]{2,}$")] | None = (
        None
    )
    password: Annotated[str, Meta(max_length=1000)] | None = None


class OpenedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """The password is shown this once; it must be changed at the first sign-in."""

    account: str
    login: str
    password: str


class RoleForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: GrantedRole
    opd: str = ""


class GrantView(msgspec.Struct, frozen=True, kw_only=True):
    role: str
    opd: str
    granted_by: str
    granted_at: datetime
    revoked_by: str | None
    revoked_at: datetime | None


class AccountView(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    login: str
    disabled: bool
    must_change_password: bool
    grants: tuple[GrantView, ...]


class Unblocked(msgspec.Struct, frozen=True):
    places: int


class AttemptView(msgspec.Struct, frozen=True, kw_only=True):
    """The true reason, and what repairs it."""

    reference: str
    at: datetime
    login: str
    source: str
    account: str | None
    outcome: str
    repair: str


@post(
    "/v1/employees/{employee:str}/account",
    allow=BOTH,
    tags=TAGS,
    summary="Buka akun pegawai",
    description="Kata sandi awal hanya tampil sekali ini, dan wajib diganti saat pertama masuk.",
)
async def open_account(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[OpenAccount]
) -> OpenedAccount:
    known = require_employee(references_of(request), employee)
    login = at(known.nips, clock.today(request)) or data.login or employee
    if data.password is not None:
        passwords.check_new(data.password, login)
    account, password = await asyncio.to_thread(
        services_of(request).accounts.open,
        account=employee,
        login=data.login,
        password=data.password,
    )
    return OpenedAccount(account=account, login=login, password=password)


@get("/v1/accounts/{account:str}", allow=may(bkpsdm="all", kominfo="all", auditor="all"), tags=TAGS,
     summary="Akun, perannya, dan siapa yang memberikannya")  # fmt: skip
async def show_account(request: ApiRequest, account: FromPath[str]) -> AccountView:
    accounts = services_of(request).accounts
    known = await asyncio.to_thread(accounts.known, account)
    grants = await asyncio.to_thread(accounts.grants_of, account)
    return AccountView(
        account=known.account,
        login=known.login,
        disabled=known.disabled,
        must_change_password=known.must_change,
        grants=tuple(msgspec.convert(grants, list[GrantView], from_attributes=True)),
    )


@post(
    "/v1/accounts/{account:str}/password-resets",
    allow=BOTH,
    tags=TAGS,
    summary="Beri kata sandi baru",
    description="Mengakhiri semua sesi akun itu. Kata sandi hanya ditampilkan sekali ini.",
)
async def reset_password(request: ApiRequest, account: FromPath[str]) -> OpenedAccount:
    accounts = services_of(request).accounts
    _require_other(request, account)
    known = await asyncio.to_thread(accounts.known, account)
    password = passwords.generated()
    await asyncio.to_thread(accounts.set_password, account, password, must_change=True)
    return OpenedAccount(account=account, login=known.login, password=password)


@post("/v1/accounts/{account:str}/unblockings", allow=BOTH, status_code=200, tags=TAGS,
      summary="Buka blokir masuk dari semua tempat")  # fmt: skip
async def unblock(request: ApiRequest, account: FromPath[str]) -> Unblocked:
    services = services_of(request)
    known = await asyncio.to_thread(services.accounts.known, account)
    employee = references_of(request).employee(account)
    nips = [nip for _, nip in employee.nips] if employee else []
    logins = tuple(name for name in (known.login, account, *nips) if name)
    return Unblocked(await asyncio.to_thread(services.logins.unblock, logins))


@post("/v1/accounts/{account:str}/disablings", allow=BOTH, status_code=204, tags=TAGS,
      summary="Nonaktifkan akun")  # fmt: skip
async def disable(request: ApiRequest, account: FromPath[str]) -> None:
    _require_other(request, account)
    await asyncio.to_thread(services_of(request).accounts.disable, account)


@delete("/v1/accounts/{account:str}/disablings", allow=BOTH, status_code=204, tags=TAGS,
        summary="Aktifkan lagi akun")  # fmt: skip
async def enable(request: ApiRequest, account: FromPath[str]) -> None:
    _require_other(request, account)
    await asyncio.to_thread(services_of(request).accounts.enable, account)


@post("/v1/accounts/{account:str}/roles", allow=BOTH, status_code=204, tags=TAGS,
      summary="Beri peran")  # fmt: skip
async def grant(request: ApiRequest, account: FromPath[str], data: JSONBody[RoleForm]) -> None:
    accounts = services_of(request).accounts
    await asyncio.to_thread(accounts.grant, account, _grant(data), request.user.actor)


@post("/v1/accounts/{account:str}/roles/revoked", allow=BOTH, status_code=204, tags=TAGS,
      summary="Cabut peran")  # fmt: skip
async def revoke(request: ApiRequest, account: FromPath[str], data: JSONBody[RoleForm]) -> None:
    accounts = services_of(request).accounts
    await asyncio.to_thread(accounts.revoke, account, _grant(data), request.user.actor)


@get(
    "/v1/login-attempts/{reference:str}",
    allow=BOTH,
    tags=TAGS,
    summary="Mengapa gagal masuk, menurut nomor rujukan",
)
async def show_attempt(request: ApiRequest, reference: FromPath[str]) -> AttemptView:
    found = await asyncio.to_thread(services_of(request).logins.attempt, reference)
    if found is None:
        raise ReferenceUnknown
    return _view(found)


@get(
    "/v1/accounts/{account:str}/login-attempts",
    allow=BOTH,
    tags=TAGS,
    summary="Percobaan masuk terakhir dari suatu akun",
)
async def list_attempts(request: ApiRequest, account: FromPath[str]) -> list[AttemptView]:
    found = await asyncio.to_thread(services_of(request).logins.attempts_of, account)
    return [_view(attempt) for attempt in found]


ROUTES: Final = (
    open_account,
    show_account,
    reset_password,
    unblock,
    disable,
    enable,
    grant,
    revoke,
    show_attempt,
    list_attempts,
)

_REPAIRS: Final = {
    "accepted": "Tidak ada yang perlu diperbaiki.",
    "unknown_login": "NIP ini tidak terdaftar: bandingkan dengan data pegawai, atau buka akunnya.",
    "wrong_password": "Kata sandi salah: beri kata sandi baru (password-resets).",
    "blocked": "Terblokir sementara: tunggu, atau buka blokirnya (unblockings).",
    "disabled": "Akun dinonaktifkan: aktifkan lagi bila berhak (disablings).",
}


def _view(attempt: Attempt) -> AttemptView:
    return AttemptView(
        reference=attempt.reference,
        at=attempt.at,
        login=attempt.login,
        source=attempt.source,
        account=attempt.account,
        outcome=attempt.outcome,
        repair=_REPAIRS[attempt.outcome],
    )


def _grant(form: RoleForm) -> Grant:
    return Grant(form.role, form.opd)


def _require_other(request: ApiRequest, account: str) -> None:
    """Nobody resets, disables or enables the own account this way."""
    if account == request.user.identity.account:
        raise NotAllowed
