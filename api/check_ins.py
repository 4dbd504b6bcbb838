"""The check-in of a phone, its selfie along with it or posted before."""

import hashlib
from typing import Final, Protocol
from uuid import UUID

import msgspec
from litestar import Response, post

from api import clock, texts
from api.commands import answered
from api.guard import require_own
from api.identity import may
from api.parameters import idempotency_key
from api.services import ApiRequest, references_of, services_of
from api.uploads import keep_photo, kept_sha256, parts_of, read_body
from application import check_ins, special_attendance
from application.check_ins import CheckInAnswer, CheckInForm, Phone
from application.command import Command, Committed
from application.plan import Plan
from application.special_attendance import SpecialAnswer, SpecialForm

TAGS: Final = ["Presensi"]
EMPLOYEE: Final = may(employee="own")

_CHECK_IN: Final = msgspec.json.Decoder(CheckInForm).decode
_SPECIAL: Final = msgspec.json.Decoder(SpecialForm).decode


class KeptPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """Cite `sha256` as selfie or attachment."""

    sha256: str
    width: int
    height: int


@post(
    "/v1/photos",
    allow=EMPLOYEE,
    tags=TAGS,
    body_of=None,
    files=("photo",),
    summary="Kirim foto lebih dahulu",
    description="Untuk sinyal lemah: foto dikirim sendiri, presensi kemudian menyebut sha256-nya. "
    "Mengirim foto yang sama lagi tidak mengubah apa pun.",
)
async def post_photo(request: ApiRequest) -> Response[KeptPhoto]:
    content_type = request.headers.get("content-type", "")
    body = await request.body()
    if content_type.startswith("multipart/form-data"):
        upload = parts_of(content_type, body).get("photo", b"")
    else:
        upload = body
    photo = await keep_photo(request, upload, "photo")
    return Response(KeptPhoto(sha256=photo.sha256, width=photo.width, height=photo.height))


@post(
    "/v1/check-ins",
    allow=EMPLOYEE,
    tags=TAGS,
    body_of=CheckInForm,
    files=("selfie",),
    summary="Presensi",
    description="Multipart dengan bagian `data` (JSON) dan `selfie`, atau JSON saja yang menyebut "
    "foto yang sudah dikirim. Terlambat tetap dicatat; di luar area kantor ditolak.",
)
async def check_in(request: ApiRequest) -> Response[CheckInAnswer]:
    body = await read_body(request)
    form = _CHECK_IN(body.data)
    selfie = await kept_sha256(request, body.files, form.selfie, "selfie")
    if selfie != form.selfie:
        form = msgspec.structs.replace(form, selfie=selfie)
    return answered(await send_check_in(request, form, idempotency_key(request)), CheckInAnswer)


@post(
    "/v1/special-attendances",
    allow=EMPLOYEE,
    tags=TAGS,
    body_of=SpecialForm,
    files=("selfie", "attachment"),
    summary="Absensi khusus",
    description="Upacara, sosialisasi, dinas luar: di mana saja, dengan selfie, foto lampiran, dan "
    "keterangan; menunggu keputusan kepala OPD.",
)
async def record_special(request: ApiRequest) -> Response[SpecialAnswer]:
    body = await read_body(request)
    form = _SPECIAL(body.data)
    selfie = await kept_sha256(request, body.files, form.selfie, "selfie")
    attachment = await kept_sha256(request, body.files, form.attachment, "attachment")
    form = msgspec.structs.replace(form, selfie=selfie, attachment=attachment)
    return answered(await send_special(request, form, idempotency_key(request)), SpecialAnswer)


ROUTES: Final = (post_photo, check_in, record_special)


def said(answer: CheckInAnswer, language: str) -> str:
    """In words, such as "Terlambat 12 menit"."""
    minutes = (answer.late_s or answer.early_s) // 60
    details = {"minutes": minutes, "session": answer.session}
    return texts.text(f"check_in_{answer.timeliness}", language, details)


async def send_check_in(request: ApiRequest, form: CheckInForm, key: UUID) -> Committed:
    references, limits = references_of(request), services_of(request).limits
    phone = _phone(request)
    language = texts.language_of(request)

    def say(answer: CheckInAnswer) -> str:
        return said(answer, language)

    def plan(*, keep: bool) -> Plan:
        return check_ins.check_in(references, phone, form, limits, say, keep=keep)

    return await _send(request, plan, form, key)


async def send_special(request: ApiRequest, form: SpecialForm, key: UUID) -> Committed:
    references, limits = references_of(request), services_of(request).limits
    phone = _phone(request)

    def plan(*, keep: bool) -> Plan:
        return special_attendance.record(references, phone, form, limits, keep=keep)

    return await _send(request, plan, form, key)


def _phone(request: ApiRequest) -> Phone:
    employee = require_own(request.user)
    return Phone(employee=employee, device=request.user.identity.device, now=clock.now(request))


class Planned(Protocol):
    def __call__(self, *, keep: bool) -> Plan: ...


async def _send(
    request: ApiRequest, planned: Planned, form: CheckInForm | SpecialForm, key: UUID
) -> Committed:
    """The hash is of the form as it was read: alone or in a batch, as JSON or in the parts of a
    multipart body, it is the same command."""
    actor, recorded_at = request.user.actor, clock.simulated(request)
    told = f"{actor} {type(form).__name__}\n".encode() + msgspec.json.encode(form)
    hashed = hashlib.sha256(told).digest()

    def command(*, keep: bool) -> Command:
        return planned(keep=keep).command(key, hashed, actor, recorded_at)

    return await services_of(request).dispatcher.send(
        command(keep=False), lambda: command(keep=True)
    )
