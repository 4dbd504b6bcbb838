"""What was known when of an employee's month, what changed since, and the reasons."""

import asyncio
from datetime import date, datetime
from typing import Annotated, Final, cast

from litestar import MediaType, Response, get
from litestar.params import FromPath, QueryParameter

from api import texts
from api.audit import EventView, views_of
from api.explanation import Explanation, explained, positions_of
from api.explanation_page import page
from api.identity import may
from api.parameters import parse_instant, parse_month
from api.reading import ATTENDANCE, After, caught_up, read, read_log
from api.services import ApiRequest, references_of, services_of
from domain.reference_checks import require_employee
from projections.as_known_at import KnownMonth, changed_since
from projections.as_known_at import employee_month as month_known_at
from projections.explanation import explanation_of

TAGS: Final = ["Pemeriksaan"]
AUDITORS: Final = may(auditor="all")
_FORMS: Final = (MediaType.JSON, MediaType.HTML)
_MONTH: Final = "/v1/employees/{employee:str}/months/{month:str}"

Instant = Annotated[
    datetime, QueryParameter(name="at", description="Saat, dengan selisih zona, mis. …+07:00.")
]


@get(
    f"{_MONTH}/as-known-at",
    allow=AUDITORS,
    tags=TAGS,
    summary="Bulan seorang pegawai sebagaimana diketahui pada suatu saat",
    description="Dihitung dari peristiwa yang sudah tercatat dan Perbup yang sudah diundangkan "
    "saat itu, dengan perhitungan yang sama.",
)
async def as_known_at(
    request: ApiRequest, employee: FromPath[str], month: FromPath[str], instant: Instant
) -> KnownMonth:
    require_employee(references_of(request), employee)
    known_at = parse_instant(instant, "at")
    return await read_log(request, month_known_at, employee, parse_month(month), known_at)


@get(
    f"{_MONTH}/changes-since",
    allow=AUDITORS,
    tags=TAGS,
    summary="Apa yang tercatat setelah suatu saat dan dapat mengubah bulan itu",
)
async def changes_since(
    request: ApiRequest, employee: FromPath[str], month: FromPath[str], instant: Instant
) -> list[EventView]:
    require_employee(references_of(request), employee)
    since = parse_instant(instant, "at")
    found = await read_log(request, changed_since, employee, parse_month(month), since)
    store, language = services_of(request).store, texts.language_of(request)
    return await asyncio.to_thread(views_of, store, found, language)


@get(
    f"{_MONTH}/explanation",
    allow=may(employee="own", opd_head="opd", bkpsdm="all", auditor="all", finance="all"),
    tags=["Bulan pegawai"],
    summary="Penjelasan tiap rupiah: pasal, hitungan, dan peristiwanya",
    description="Dengan `Accept: text/html` sebagai halaman untuk dicetak.",
    also=MediaType.HTML,
)
async def explanation(
    request: ApiRequest, employee: FromPath[str], month: FromPath[str], after: After = 0
) -> Response[Explanation]:
    made = await _explained(request, employee, parse_month(month), after)
    if request.accept.best_match(list(_FORMS)) == MediaType.HTML:
        return cast("Response[Explanation]", _page(request, made))
    return Response(made, media_type=MediaType.JSON)


@get(
    f"{_MONTH}/explanation.html",
    allow=may(employee="own", opd_head="opd", bkpsdm="all", auditor="all", finance="all"),
    tags=["Bulan pegawai"],
    summary="Penjelasan yang sama sebagai halaman untuk dicetak",
    media_type=MediaType.HTML,
)
async def explanation_page(
    request: ApiRequest, employee: FromPath[str], month: FromPath[str], after: After = 0
) -> Response[str]:
    return _page(request, await _explained(request, employee, parse_month(month), after))


ROUTES: Final = (as_known_at, changes_since, explanation, explanation_page)


def _page(request: ApiRequest, made: Explanation) -> Response[str]:
    zone = references_of(request).duty_on(made.employee, made.month).zone
    written = page(made, zone, texts.language_of(request))
    return Response(written, media_type=MediaType.HTML)


async def _explained(request: ApiRequest, employee: str, month: date, after: int) -> Explanation:
    references, services = references_of(request), services_of(request)
    require_employee(references, employee)
    await caught_up(request, after, ATTENDANCE)
    found = await read(request, explanation_of, employee, month)
    events = await asyncio.to_thread(services.store.cited, positions_of(found))
    return explained(
        found,
        events,
        zone=references.duty_on(employee, month).zone,
        language=texts.language_of(request),
    )
