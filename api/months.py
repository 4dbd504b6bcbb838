"""An employee's month as the views have it: days, the running deduction, and each line's reason."""

from typing import Annotated, Final

from litestar import get
from litestar.params import FromPath, PathParameter

from api.entries import KinerjaEntry, read_entries
from api.guard import require_own
from api.identity import may
from api.parameters import parse_month
from api.reading import ATTENDANCE, PERFORMANCE, After, caught_up, read
from api.services import ApiRequest
from projections.employee_month import Deduction, Month, month_of, year_of
from projections.performance_month import entries_of

TAGS: Final = ["Bulan pegawai"]
READERS: Final = may(employee="own", opd_head="opd", bkpsdm="all", auditor="all", finance="all")

Year = Annotated[int, PathParameter(ge=1950, le=2199)]


@get(
    "/v1/me/months/{month:str}",
    allow=may(employee="own"),
    tags=TAGS,
    summary="Bulan saya: hari, potongan berjalan, dan alasannya",
)
async def my_month(request: ApiRequest, month: FromPath[str], after: After = 0) -> Month:
    employee = require_own(request.user)
    await caught_up(request, after, ATTENDANCE)
    return await read(request, month_of, employee, parse_month(month))


@get(
    "/v1/employees/{employee:str}/months/{month:str}",
    allow=READERS,
    tags=TAGS,
    summary="Bulan seorang pegawai",
)
async def employee_month(
    request: ApiRequest, employee: FromPath[str], month: FromPath[str], after: After = 0
) -> Month:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, month_of, employee, parse_month(month))


@get(
    "/v1/employees/{employee:str}/years/{year:int}",
    allow=may(employee="own", bkpsdm="all", auditor="all", finance="all"),
    tags=TAGS,
    summary="Potongan seorang pegawai dalam setahun, bulan demi bulan",
)
async def employee_year(
    request: ApiRequest, employee: FromPath[str], year: Year, after: After = 0
) -> list[Deduction]:
    await caught_up(request, after, ATTENDANCE)
    return await read(request, year_of, employee, year)


@get(
    "/v1/employees/{employee:str}/kinerja/{month:str}",
    allow=may(employee="own", opd_head="opd", bkpsdm="all", auditor="all"),
    tags=["Kinerja"],
    summary="Laporan kinerja sebulan",
)
async def employee_kinerja(
    request: ApiRequest, employee: FromPath[str], month: FromPath[str], after: After = 0
) -> list[KinerjaEntry]:
    await caught_up(request, after, PERFORMANCE)
    return await read_entries(request, entries_of, employee, parse_month(month))


ROUTES: Final = (my_month, employee_month, employee_year, employee_kinerja)
