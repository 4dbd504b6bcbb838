"""The floor of the check-in: on the same server, decode the body and do one INSERT."""

import asyncio
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from litestar import Litestar, Request, Response, post
from psycopg_pool import AsyncConnectionPool

from api.uploads import parts_of
from application.check_ins import CheckInForm

_INSERT = """
INSERT INTO floor_check_ins (stream, key, tag, state) VALUES (%s, %s, 'CheckedIn', %s)
"""
_decode = msgspec.json.Decoder(CheckInForm).decode
_files = ThreadPoolExecutor(4)


async def _insert(request: Request[Any, Any, Any], body: bytes) -> None:
    headers = request.headers
    row = (headers["authorization"], headers["idempotency-key"], body)
    async with request.app.state.pool.connection() as connection:
        await connection.execute(_INSERT, row)


@post("/json")
async def take_json(request: Request[Any, Any, Any]) -> Response[dict[str, bool]]:
    body = await request.body()
    _decode(body)
    await _insert(request, body)
    return Response({"kept": True})


@post("/multipart")
async def take_multipart(request: Request[Any, Any, Any]) -> Response[dict[str, bool]]:
    parts = parts_of(request.headers["content-type"], await request.body())
    _decode(parts["data"])
    await asyncio.get_running_loop().run_in_executor(_files, _write, parts["selfie"])
    await _insert(request, parts["data"])
    return Response({"kept": True})


def _write(content: bytes) -> None:
    """One durable file: content and name."""
    folder = Path(os.environ["FLOOR_FOLDER"])
    with (folder / f"{uuid4()}.jpg").open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


@asynccontextmanager
async def _lifespan(app: Litestar) -> AsyncIterator[None]:
    url, connections = os.environ["EPRESENSI_DATABASE_URL"], int(os.environ["FLOOR_CONNECTIONS"])
    async with AsyncConnectionPool(
        url, min_size=connections, kwargs={"autocommit": True}, open=False
    ) as pool:
        app.state.pool = pool
        yield


def create_app() -> Litestar:
    return Litestar([take_json, take_multipart], lifespan=[_lifespan], logging_config=None)
