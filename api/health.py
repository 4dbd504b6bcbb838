"""Is this process alive, may it be sent requests, how far are the views, what does it measure."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec
import psycopg
from litestar import Response, get
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from psycopg_pool import PoolTimeout

from api.identity import PUBLIC
from api.services import ApiRequest, Services, services_of
from projections.catalogue import CATALOGUE
from projections.positions import Position, positions

_STALE_AFTER_S: Final = 5.0
_BEHIND_AFTER_S: Final = 30.0


class Alive(msgspec.Struct, frozen=True):
    status: str


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """`directory_age_s` is since the directory last heard from the database."""

    status: str
    database: bool
    directory_age_s: float


class ProjectionHealth(msgspec.Struct, frozen=True, kw_only=True):
    """`lag_s` is the age of the oldest event that waits. `failed_*` name the event that stopped it;
    `error` is the kind of the error alone."""

    projection: str
    position: int
    head: int
    lag_events: int
    lag_s: float
    failed_position: int | None
    failed_event: str | None
    failed_at: datetime | None
    error: str | None


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """`behind`: a view waits for longer than half a minute, or never began. `failed`: an event
    stopped one."""

    status: Literal["ok", "behind", "failed", "database_away"]
    projections: tuple[ProjectionHealth, ...]


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
    "/health",
    allow=PUBLIC,
    tags=["Sistem"],
    summary="Sejauh mana tiap tampilan, dan apa yang menghentikannya",
    description="Selalu 200; `status` memberi tahu keadaannya. Pesan kesalahan yang lengkap ada di "
    "`/v1/positions`, sebab dapat memuat data orang.",
)
async def health(request: ApiRequest) -> Health:
    known = await asyncio.to_thread(_positions, services_of(request))
    if known is None:
        return Health(status="database_away", projections=())
    projections = tuple(map(_view, known))
    return Health(status=_status(projections), projections=projections)


@get(
    "/metrics",
    allow=PUBLIC,
    tags=["Sistem"],
    media_type=CONTENT_TYPE_LATEST,
    summary="Ukuran untuk Prometheus",
)
async def metrics(request: ApiRequest) -> bytes:
    return await asyncio.to_thread(_metrics, services_of(request))


ROUTES: Final = (live, ready, health, metrics)


def _answers(services: Services) -> bool:
    try:
        with services.pool.connection(timeout=2.0) as connection:
            connection.execute("SELECT 1")
    except (psycopg.Error, PoolTimeout):
        return False
    return True


def _positions(services: Services) -> list[Position] | None:
    try:
        with services.pool.connection(timeout=2.0) as connection:
            return positions(connection)
    except (psycopg.Error, PoolTimeout):
        return None


def _view(known: Position) -> ProjectionHealth:
    return ProjectionHealth(
        projection=known.projection,
        position=known.position,
        head=known.head,
        lag_events=max(0, known.head - known.position),
        lag_s=round(known.lag_s, 1),
        failed_position=known.failed_position,
        failed_event=known.failed_event,
        failed_at=known.failed_at,
        error=known.error.partition(":")[0] if known.error else None,
    )


def _status(projections: Sequence[ProjectionHealth]) -> Literal["ok", "behind", "failed"]:
    if any(each.failed_position is not None for each in projections):
        return "failed"
    begun = {each.projection for each in projections}
    slow = any(each.lag_s > _BEHIND_AFTER_S for each in projections)
    return "behind" if slow or not begun >= set(CATALOGUE) else "ok"


def _metrics(services: Services) -> bytes:
    """Of all processes beside this one, where they share a folder for it."""
    views = CollectorRegistry()
    views.register(Views(_positions(services)))
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY) + generate_latest(views)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # ships no types for it
    return generate_latest(registry) + generate_latest(views)


class Views(Collector):
    """As the database tells it, the same in whichever process answers."""

    def __init__(self, known: Sequence[Position] | None) -> None:
        self._known = known

    def collect(self) -> Iterator[Metric]:
        up = float(self._known is not None)
        yield GaugeMetricFamily("epresensi_database_up", "Does the database answer", value=up)
        views = [_view(known) for known in self._known or ()]
        told = (
            ("position", "The last event that the view shows", lambda v: v.position),
            (
                "lag_events",
                "Positions between the view and the end of the log",
                lambda v: v.lag_events,
            ),
            ("lag_seconds", "Age of the oldest event that waits for the view", lambda v: v.lag_s),
            ("failed", "Did an event stop the projection", lambda v: v.error is not None),
        )
        for name, says, measure in told:
            family = GaugeMetricFamily(f"epresensi_projection_{name}", says, labels=["projection"])
            for view in views:
                family.add_metric([view.projection], float(measure(view)))
            yield family
