"""Erasing a person, for BKPSDM: texts, positions and photos go, events and ledgers stay."""

import asyncio
from typing import Final

from litestar import post
from litestar.params import FromPath, JSONBody

from api.commands import Accepted, send
from api.identity import may
from api.services import ApiRequest, services_of
from application import erasure
from application.erasure import ErasePerson


class Erasure(Accepted, frozen=True, kw_only=True):
    """`kept` are photos that events of somebody else cite too, who is not erased."""

    photos: int
    kept: int


@post(
    "/v1/employees/{employee:str}/erasures",
    allow=may(bkpsdm="all"),
    tags=["Pegawai"],
    summary="Hapus bagian pribadi seorang pegawai, untuk selamanya",
    description="Posisi, catatan, uraian kinerja, alasan, dan foto tidak dapat dibaca lagi; "
    "peristiwa, menit, dan potongan tetap. Bila tidak terjawab, kirim lagi dengan kunci yang sama.",
)
async def erase(
    request: ApiRequest, employee: FromPath[str], data: JSONBody[ErasePerson]
) -> Erasure:
    services = services_of(request)
    committed = await send(request, erasure.record(employee, data))
    erased = await asyncio.to_thread(
        erasure.erase,
        services.settings.database_url or "",
        services.store,
        services.photos,
        employee,
    )
    return Erasure(position=committed.position, photos=erased.photos, kept=erased.kept)


ROUTES: Final = (erase,)
