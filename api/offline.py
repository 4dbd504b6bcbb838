"""The queue of a phone that was offline: posted at once, each item answered alone."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

import msgspec
from litestar import post
from litestar.params import JSONBody
from msgspec import Meta

from api import texts
from api.check_ins import EMPLOYEE, TAGS, send_check_in, send_special
from api.problems import Problem, problem_of
from api.services import ApiRequest
from api.uploads import kept_sha256
from application.check_ins import CheckInAnswer, CheckInForm
from application.plan import Form
from application.special_attendance import SpecialAnswer, SpecialForm
from domain.refusals import Refusal, Unreadable


class ItemEmpty(Unreadable):
    """An item is either a check-in or a special attendance."""

    code = "item_empty"
    field = "items"


class Item(Form):
    """`key` is the Idempotency-Key that the command would have had alone: an item that was sent
    before, alone or in a batch, is not recorded twice."""

    key: UUID
    check_in: CheckInForm | None = None
    special_attendance: SpecialForm | None = None


class Batch(Form):
    items: Annotated[tuple[Item, ...], Meta(min_length=1, max_length=200)]


class ItemAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the three. An item with a problem of status 503 is sent again, others are not."""

    key: UUID
    check_in: CheckInAnswer | None = None
    special_attendance: SpecialAnswer | None = None
    problem: Problem | None = None


class BatchAnswer(msgspec.Struct, frozen=True):
    answers: tuple[ItemAnswer, ...]


@post(
    "/v1/check-ins/batch",
    allow=EMPLOYEE,
    status_code=200,
    tags=TAGS,
    summary="Kirim antrean luring",
    description="Foto dikirim lebih dahulu dengan POST /v1/photos; tiap item mendapat jawabannya "
    "sendiri, menurut urutan. Urutan waktunya tidak penting.",
)
async def post_batch(request: ApiRequest, data: JSONBody[Batch]) -> BatchAnswer:
    answers = await asyncio.gather(*(_answer(request, item) for item in data.items))
    return BatchAnswer(tuple(answers))


ROUTES: Final = (post_batch,)


async def _answer(request: ApiRequest, item: Item) -> ItemAnswer:
    try:
        if item.check_in is not None:
            return await _check_in(request, item.key, item.check_in)
        if item.special_attendance is not None:
            return await _special(request, item.key, item.special_attendance)
        raise ItemEmpty
    except Refusal as refusal:
        return ItemAnswer(key=item.key, problem=problem_of(refusal, texts.language_of(request)))


async def _check_in(request: ApiRequest, key: UUID, form: CheckInForm) -> ItemAnswer:
    await kept_sha256(request, {}, form.selfie, "selfie")
    committed = await send_check_in(request, form, key)
    return ItemAnswer(key=key, check_in=msgspec.json.decode(committed.body, type=CheckInAnswer))


async def _special(request: ApiRequest, key: UUID, form: SpecialForm) -> ItemAnswer:
    await kept_sha256(request, {}, form.selfie, "selfie")
    await kept_sha256(request, {}, form.attachment, "attachment")
    committed = await send_special(request, form, key)
    return ItemAnswer(
        key=key, special_attendance=msgspec.json.decode(committed.body, type=SpecialAnswer)
    )
