"""The floor of a question: on the same server, ask its SQL alone and answer with the rows."""

import asyncio
import os
import pickle
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, get
from psycopg_pool import ConnectionPool

Statement = tuple[Any, Any]
"""A query and its parameters."""
Statements = Sequence[Sequence[Sequence[Statement]]]
"""By question, and by path of the question."""


def keep(folder: Path, statements: Statements) -> dict[str, str]:
    """For `create_app` in another process; what that needs in its environment."""
    file = folder / "statements"
    file.write_bytes(pickle.dumps(statements))
    return {"FLOOR_STATEMENTS": str(file)}


def _kept(file: Path) -> Statements:
    found: Statements = pickle.loads(file.read_bytes())  # noqa: S301 - our own
    return found


@get("/{question:int}/{path:int}")
async def rows(request: Request[Any, Any, Any], question: int, path: int) -> Response[bytes]:
    statements, pool = request.app.state.statements[question][path], request.app.state.pool

    def reading() -> list[Any]:
        with pool.connection() as connection:
            cursor = connection.cursor(binary=True)
            return [cursor.execute(*statement).fetchall() for statement in statements]

    found = await asyncio.to_thread(reading)
    return Response(msgspec.json.encode(found), media_type="application/json")


@asynccontextmanager
async def _lifespan(app: Litestar) -> AsyncIterator[None]:
    app.state.statements = _kept(Path(os.environ["FLOOR_STATEMENTS"]))
    url = os.environ["EPRESENSI_DATABASE_URL"]
    with ConnectionPool(url, min_size=1, max_size=6, kwargs={"autocommit": True}) as pool:
        app.state.pool = pool
        yield


def create_app() -> Litestar:
    return Litestar([rows], lifespan=[_lifespan], logging_config=None)
