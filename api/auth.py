"""Signing in and out: passwords, tokens, and the phone that somebody signs in from."""

import asyncio
import hashlib
from datetime import date
from typing import Annotated, Final, Literal
from uuid import uuid4

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from msgspec import Meta

from api import clock
from api.addresses import address_of
from api.identity import PUBLIC, SIGNED_IN, Caller, Identity
from api.services import ApiRequest, Services, references_of, services_of
from application import employees, passwords
from application.accounts import Account
from domain.dated import at
from domain.employee_device import DeviceOfAnother
from domain.employee_state import Employee
from domain.identifiers import parse_nip
from domain.references import References
from domain.refusals import Refusal

TAGS: Final = ["Masuk"]

DeviceState = Literal["bound", "other", "none"]

_HASHING: Final = asyncio.Semaphore(2)
"""Hashing takes memory and a core: a rush of sign-ins waits here, other requests do not."""


class NotYetEnrolled(Refusal):
    """After the right password: whose turn in the phases has not come."""

    code = "not_yet_enrolled"


class Device(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`id` is the random number of the app's installation; it is never shown to anybody."""

    id: Annotated[str, Meta(min_length=16, max_length=200)]
    name: Annotated[str, Meta(max_length=100)] = ""


class LoginRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    login: Annotated[
        str,
        Meta(max_length=100, description="NIP 18 angka, atau nama masuk bagi yang belum ber-NIP"),
    ]
    password: Annotated[str, Meta(max_length=1000)]
    device: Device | None = None


class RefreshRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    refresh_token: Annotated[str, Meta(max_length=200)]


class PasswordRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    old_password: Annotated[str, Meta(max_length=1000)]
    new_password: Annotated[str, Meta(max_length=1000)]


class HeldRole(msgspec.Struct, frozen=True):
    role: str
    opd: str = ""


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """`device`: whether this phone is bound to the account, another one is, or none was named."""

    access_token: str
    refresh_token: str
    expires_in_s: int
    account: str
    employee: str
    name: str
    roles: tuple[HeldRole, ...]
    must_change_password: bool
    device: DeviceState


class Me(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    employee: str
    name: str
    nip: str
    opd: str
    roles: tuple[HeldRole, ...]
    must_change_password: bool


@post(
    "/v1/auth/login",
    allow=PUBLIC,
    status_code=200,
    tags=TAGS,
    summary="Masuk dengan NIP dan kata sandi",
    description="NIP yang salah bentuk langsung diberitahukan. NIP tak dikenal dan kata sandi "
    "salah mendapat satu jawaban yang sama, dengan nomor rujukan bagi BKPSDM dan Diskominfo.",
)
async def login(request: ApiRequest, data: JSONBody[LoginRequest]) -> SignedIn:
    services = services_of(request)
    typed = normalized_login(data.login)
    device = device_hash(data.device.id) if data.device else ""
    today = clock.today(request)
    account = await asyncio.to_thread(_find, services, typed, today)
    source = _source(request, device, account, references_of(request))
    async with _HASHING:
        account = await asyncio.to_thread(
            services.logins.verify, typed, data.password, source, account
        )
    employee = references_of(request).employee(account.account) if account.employee else None
    if employee is not None:
        _require_enrolled(account, employee, today)
        await _require_own_device(request, account, device, data.device)
    refresh_token = await asyncio.to_thread(services.refresh_tokens.issue, account.account, device)
    return _signed_in(request, account, device, refresh_token)


@post(
    "/v1/auth/refresh",
    allow=PUBLIC,
    status_code=200,
    tags=TAGS,
    summary="Perbarui tanda masuk",
    description="Setiap refresh token hanya dipakai sekali; pemakaian ulang mengakhiri sesi.",
)
async def refresh(request: ApiRequest, data: JSONBody[RefreshRequest]) -> SignedIn:
    services = services_of(request)
    refreshed = await asyncio.to_thread(services.refresh_tokens.rotate, data.refresh_token)
    account = await asyncio.to_thread(services.accounts.known, refreshed.account)
    return _signed_in(request, account, refreshed.device, refreshed.token)


@post("/v1/auth/logout", allow=PUBLIC, status_code=204, tags=TAGS, summary="Keluar dari ponsel ini")
async def logout(request: ApiRequest, data: JSONBody[RefreshRequest]) -> None:
    await asyncio.to_thread(services_of(request).refresh_tokens.revoke, data.refresh_token)


@post(
    "/v1/auth/logout-everywhere",
    allow=SIGNED_IN,
    status_code=204,
    tags=TAGS,
    summary="Keluar dari semua ponsel dan komputer",
)
async def logout_everywhere(request: ApiRequest) -> None:
    caller: Caller = request.user
    accounts = services_of(request).accounts
    await asyncio.to_thread(accounts.sign_out_everywhere, caller.identity.account)


@post(
    "/v1/auth/password",
    allow=SIGNED_IN,
    status_code=200,
    tags=TAGS,
    summary="Ganti kata sandi",
    description="Mengakhiri semua sesi lain dan memberi tanda masuk baru.",
)
async def change_password(request: ApiRequest, data: JSONBody[PasswordRequest]) -> SignedIn:
    services = services_of(request)
    identity: Identity = request.user.identity
    account = await asyncio.to_thread(services.accounts.known, identity.account)
    source = f"account:{identity.account}"
    async with _HASHING:
        await asyncio.to_thread(
            services.logins.verify, account.account, data.old_password, source, account
        )
        passwords.check_new(data.new_password, _login_of(request, account), data.old_password)
        await asyncio.to_thread(
            services.accounts.set_password, account.account, data.new_password, must_change=False
        )
    account = await asyncio.to_thread(services.accounts.known, account.account)
    token = await asyncio.to_thread(services.refresh_tokens.issue, account.account, identity.device)
    return _signed_in(request, account, identity.device, token)


@get("/v1/me", allow=SIGNED_IN, tags=TAGS, summary="Siapa saya dan apa peran saya")
async def me(request: ApiRequest) -> Me:
    identity: Identity = request.user.identity
    references = references_of(request)
    today = clock.today(request)
    employee = references.employee(identity.employee)
    return Me(
        account=identity.account,
        employee=identity.employee,
        name=employee.name if employee else "",
        nip=(at(employee.nips, today) or "") if employee else "",
        opd=references.duty_on(identity.employee, today).opd if employee else "",
        roles=_roles(references, identity, today),
        must_change_password=identity.must_change,
    )


ROUTES: Final = (login, refresh, logout, logout_everywhere, change_password, me)


def normalized_login(typed: str) -> str:
    """A NIP by its digits, refused at once when it cannot be one; else the name in lower case."""
    stripped = typed.strip()
    if any(character.isalpha() for character in stripped):
        return stripped.lower()
    return parse_nip(stripped)


def device_hash(installation: str) -> str:
    return hashlib.sha256(installation.encode()).hexdigest()


def _find(services: Services, login: str, today: date) -> Account | None:
    employee = services.directory.references.by_nip(login, today) if login.isdigit() else None
    if employee is not None:
        return services.accounts.find(employee)
    return services.accounts.find_by_login(login)


def _source(
    request: ApiRequest, device: str, account: Account | None, references: References
) -> str:
    """The account's own phone is counted apart: a neighbour behind the same address who guesses
    cannot lock it out."""
    if account and device and references.device_holder(device) == account.account:
        return f"device:{device}"
    return f"address:{address_of(request)}"


def _require_enrolled(account: Account, employee: Employee, today: date) -> None:
    """Whoever holds another role signs in for that."""
    enrolled = employee.enrolled_from is not None and employee.enrolled_from <= today
    if enrolled or account.grants:
        return
    raise NotYetEnrolled(
        employment=at(employee.employments, today) or "",
        from_on=employee.enrolled_from.isoformat() if employee.enrolled_from else "–",
    )


async def _require_own_device(
    request: ApiRequest, account: Account, device: str, named: Device | None
) -> None:
    """The first phone that an employee signs in from becomes theirs."""
    references = references_of(request)
    if named is None:
        return
    holder = references.device_holder(device)
    if holder not in {None, account.account}:
        raise DeviceOfAnother
    employee = references.employee(account.account)
    if employee is not None and not employee.devices:
        plan = employees.bind_device(references, account.account, device, named.name)
        command = plan.command(uuid4(), b"", account.account, clock.simulated(request))
        await services_of(request).dispatcher.send(command)


def _signed_in(request: ApiRequest, account: Account, device: str, refresh_token: str) -> SignedIn:
    services = services_of(request)
    references = services.directory.references
    employee = references.employee(account.account) if account.employee else None
    identity = Identity(
        account=account.account,
        employee=account.account if account.employee else "",
        grants=account.grants,
        device=device,
        generation=account.generation,
        must_change=account.must_change,
    )
    return SignedIn(
        access_token=services.tokens.issue(identity),
        refresh_token=refresh_token,
        expires_in_s=services.tokens.lifetime_s,
        account=account.account,
        employee=identity.employee,
        name=employee.name if employee else account.login,
        roles=_roles(references, identity, clock.today(request)),
        must_change_password=account.must_change,
        device=_device_state(device, employee),
    )


def _device_state(device: str, employee: Employee | None) -> DeviceState:
    if not device or employee is None:
        return "none"
    return "bound" if device in employee.devices else "other"


def _roles(references: References, identity: Identity, today: date) -> tuple[HeldRole, ...]:
    granted = [HeldRole(grant.role, grant.opd) for grant in identity.grants]
    headed = references.headed_by(identity.employee, today) if identity.employee else ()
    own = [HeldRole("employee")] if identity.employee else []
    return tuple(dict.fromkeys([*own, *(HeldRole("opd_head", opd) for opd in headed), *granted]))


def _login_of(request: ApiRequest, account: Account) -> str:
    employee = references_of(request).employee(account.account)
    nip = at(employee.nips, clock.today(request)) if employee else None
    return nip or account.login
