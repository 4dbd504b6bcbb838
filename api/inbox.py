"""What waits for a head, and what looks wrong: requests, entries, and suspicious attempts."""

from datetime import date, timedelta
from typing import Annotated, Final

import msgspec
from litestar import get
from litestar.params import FromQuery, QueryParameter

from api import clock
from api.entries import KinerjaEntry, read_entries
from api.guard import OutsideScope, require_opd, require_own
from api.identity import Caller, may
from api.parameters import parse_month
from api.reading import INBOX, PERFORMANCE, After, Limit, caught_up, read
from api.services import ApiRequest, references_of
from domain.references import References
from domain.refusals import Unreadable
from projections.attempts import Attempt, attempts_of
from projections.performance_month import waiting_for
from projections.special_attendance import FIRST, Cursor, SpecialAttendance, inbox_of

TAGS: Final = ["Kotak masuk"]
LOOKING_BACK: Final = timedelta(days=31)
LAST: Final = 2**62


class CursorUnreadable(Unreadable):
    """It is made by the server and given back as it was."""

    code = "cursor_unreadable"
    field = "cursor"


class WaitingCuti(msgspec.Struct, frozen=True, kw_only=True):
    employee: str
    name: str
    cuti: str
    kind: str
    from_on: date
    until_on: date
    document: str


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """`cuti` is whole on every page; `next` is null on the last page of special attendance."""

    special: tuple[SpecialAttendance, ...]
    cuti: tuple[WaitingCuti, ...]
    next: str | None


@get(
    "/v1/inbox",
    allow=may(opd_head="opd", bkpsdm="all"),
    tags=TAGS,
    summary="Yang menunggu keputusan: absensi khusus dan cuti",
)
async def inbox(
    request: ApiRequest,
    cursor: FromQuery[str] = "",
    limit: Limit = 100,
    after: After = 0,
) -> Inbox:
    await caught_up(request, after, INBOX)
    begin = _read_cursor(cursor)
    rows = await read(request, inbox_of, _opds(request.user), begin, limit + 1)
    shown = rows[:limit]
    return Inbox(
        special=tuple(shown),
        cuti=_waiting_cuti(request),
        next=_cursor(shown[-1]) if len(rows) > limit else None,
    )


@get(
    "/v1/inbox/kinerja",
    allow=may(employee="own"),
    tags=TAGS,
    summary="Laporan kinerja bawahan saya yang belum diputuskan",
)
async def kinerja_inbox(
    request: ApiRequest,
    month: Annotated[str, QueryParameter(description="Seperti 2022-11.")],
    after: After = 0,
) -> list[KinerjaEntry]:
    supervisor = require_own(request.user)
    await caught_up(request, after, PERFORMANCE)
    return await read_entries(request, waiting_for, supervisor, parse_month(month))


@get(
    "/v1/attempts",
    allow=may(opd_head="opd", bkpsdm="all", kominfo="all", auditor="all"),
    tags=TAGS,
    summary="Presensi yang ditolak atau ditandai",
    description="Sebulan terakhir bila tanggalnya tidak disebut; yang terbaru lebih dahulu.",
)
async def attempts(
    request: ApiRequest,
    from_on: FromQuery[date | None] = None,
    until_on: FromQuery[date | None] = None,
    opd: FromQuery[str | None] = None,
    employee: FromQuery[str | None] = None,
    before: Annotated[int, QueryParameter(ge=0, le=LAST)] = LAST,
    limit: Limit = 100,
    after: After = 0,
) -> list[Attempt]:
    if opd is not None:
        require_opd(request.user, opd)
    await caught_up(request, after, INBOX)
    last = until_on or clock.today(request)
    return await read(
        request,
        attempts_of,
        from_on or last - LOOKING_BACK,
        last,
        opds=[opd] if opd is not None else _opds(request.user),
        employee=employee,
        before=before,
        limit=limit,
    )


ROUTES: Final = (inbox, kinerja_inbox, attempts)


def _opds(caller: Caller) -> list[str] | None:
    """None is every OPD."""
    if not caller.everyone and not caller.opds:
        raise OutsideScope
    return None if caller.everyone else sorted(caller.opds)


def _waiting_cuti(request: ApiRequest) -> tuple[WaitingCuti, ...]:
    references, caller = references_of(request), request.user
    opds = list(references.opds()) if caller.everyone else sorted(caller.opds)
    today = clock.today(request)
    people = [e for opd in opds for e in references.employees_of(opd, today)]
    waiting = [row for employee in people for row in _requests_of(references, employee)]
    return tuple(sorted(waiting, key=lambda row: (row.from_on, row.employee, row.cuti)))


def _requests_of(references: References, employee: str) -> list[WaitingCuti]:
    person = references.employee(employee)
    return [
        WaitingCuti(
            employee=employee,
            name=person.name if person else "",
            cuti=known.request.cuti,
            kind=known.request.kind,
            from_on=known.request.from_on,
            until_on=known.request.until_on,
            document=known.request.document,
        )
        for known in references.requests(employee).values()
        if known.status == "requested" and known.request is not None
    ]


def _cursor(row: SpecialAttendance) -> str:
    return f"{row.on}~{row.employee}~{row.special}"


def _read_cursor(text: str) -> Cursor:
    if not text:
        return FIRST
    on, _, rest = text.partition("~")
    employee, _, special = rest.partition("~")
    try:
        return Cursor(date.fromisoformat(on), employee, special)
    except ValueError:
        raise CursorUnreadable from None
