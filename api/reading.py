"""Reads of the views: after a position that the client names, in a thread, in one snapshot."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Concatenate, Final, ParamSpec, TypeVar

from litestar.params import QueryParameter
from psycopg import Connection, IsolationLevel

from api.services import ApiRequest, services_of
from domain.refusals import Refusal

P = ParamSpec("P")
T = TypeVar("T")

ATTENDANCE: Final = ("attendance",)
DIRECTORIES: Final = ("directories",)
INBOX: Final = ("inbox",)
PERFORMANCE: Final = ("performance",)

_PATIENCE_S: Final = 5.0

After = Annotated[
    int,
    QueryParameter(
        ge=0,
        le=2**62,
        description="Posisi dari jawaban sebuah perintah: tunggu sampai tampilan memuatnya.",
    ),
]
Limit = Annotated[int, QueryParameter(ge=1, le=1000, description="Banyaknya baris sehalaman.")]


class ViewBehind(Refusal):
    """The view has not reached the position within the time that a request may wait."""

    code = "view_behind"
    field = "after"


async def caught_up(request: ApiRequest, after: int, projections: Sequence[str]) -> None:
    if after <= 0:
        return
    pulse = services_of(request).pulse
    if not await pulse.wait_for(after, projections, _PATIENCE_S):
        raise ViewBehind(position=after, reached=pulse.reached(projections))


async def read(
    request: ApiRequest,
    query: Callable[Concatenate[Connection[Any], P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """All that one query reads, it reads as of one moment."""

    def reading() -> T:
        with services_of(request).pool.connection() as connection, _as_of_one_moment(connection):
            return query(connection, *args, **kwargs)

    return await asyncio.to_thread(reading)


@contextmanager
def _as_of_one_moment(connection: Connection[Any]) -> Iterator[None]:
    """The transaction begins as such, which a statement of its own would take longer to ask for."""
    connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
    try:
        with connection.transaction():
            yield
    finally:
        connection.isolation_level = connection.read_only = None


async def read_log(
    request: ApiRequest,
    query: Callable[Concatenate[Connection[Any], P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """The log is append-only: statement by statement, without a snapshot that holds others up."""

    def reading() -> T:
        with services_of(request).pool.connection() as connection:
            connection.autocommit = True
            try:
                return query(connection, *args, **kwargs)
            finally:
                connection.autocommit = False

    return await asyncio.to_thread(reading)
