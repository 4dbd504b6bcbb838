"""Performance entries with their texts, for as long as those can be opened."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Concatenate, ParamSpec

import msgspec
from psycopg import Connection

from api.reading import read
from api.services import ApiRequest, services_of
from domain.personal import Personal
from domain.streams import kinerja_stream
from projections.performance_month import PerformanceEntry, SealedEntry

P = ParamSpec("P")


class KinerjaEntry(PerformanceEntry, frozen=True, kw_only=True):
    """`activity` is what was done, null once the employee's personal parts are erased."""

    activity: str | None
    note: str | None


async def read_entries(
    request: ApiRequest,
    query: Callable[Concatenate[Connection[Any], P], list[SealedEntry]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> list[KinerjaEntry]:
    entries = await read(request, query, *args, **kwargs)
    return await asyncio.to_thread(_opened, request, entries)


def _opened(request: ApiRequest, entries: Sequence[SealedEntry]) -> list[KinerjaEntry]:
    sealed = [(kinerja_stream(entry.employee, entry.month), entry.personal) for entry in entries]
    opened = services_of(request).store.keyring.open_all(sealed)
    return [_told(*pair) for pair in zip(entries, opened, strict=True)]


def _told(entry: SealedEntry, opened: Personal | None) -> KinerjaEntry:
    fields = msgspec.structs.asdict(entry)
    del fields["personal"]
    personal = opened or Personal()
    return KinerjaEntry(**fields, activity=personal.activity, note=personal.note)
