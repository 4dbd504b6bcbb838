"""Is this process alive, may it be sent requests, and what does it measure."""

import asyncio
import os
from typing import Final

import msgspec
import psycopg
from litestar import Response, get
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from psycopg_pool import PoolTimeout

from api.identity import PUBLIC
from api.services import ApiRequest, Services, services_of

_STALE_AFTER_S: Final = 5.0


class Alive(msgspec.Struct, frozen=True):
    status: str


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """`directory_age_s` is since the directory last heard from the database."""

    status: str
    database: bool
    directory_age_s: float


@get("/health/live", allow=PUBLIC, tags=["Sistem"], summary="Proses hidup")
async def live() -> Alive:
    return Alive("ok")


@get("/health/ready", allow=PUBLIC, tags=["Sistem"], summary="Siap melayani")
async def ready(request: ApiRequest) -> Response[Ready]:
    services = services_of(request)
    database = await asyncio.to_thread(_answers, services)
    age_s = services.directory.age_s
    good = database and age_s < _STALE_AFTER_S
    state = Ready(
        status="ok" if good else "not_ready",
        database=database,
        directory_age_s=round(age_s, 1),
    )
    return Response(state, status_code=200 if good else 503)


@get(
    "/metrics",
    allow=PUBLIC,
    tags=["Sistem"],
    media_type=CONTENT_TYPE_LATEST,
    summary="Ukuran untuk Prometheus",
)
async def metrics() -> bytes:
    return await asyncio.to_thread(_metrics)


ROUTES: Final = (live, ready, metrics)


def _answers(services: Services) -> bool:
    try:
        with services.pool.connection(timeout=2.0) as connection:
            connection.execute("SELECT 1")
    except (psycopg.Error, PoolTimeout):
        return False
    return True


def _metrics() -> bytes:
    """Of all processes beside this one, where they share a folder for it."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # ships no types for it
    return generate_latest(registry)
