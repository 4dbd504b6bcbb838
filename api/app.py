"""The composition root of the API: settings in, an application with every route out."""

import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import msgspec
from litestar import Litestar
from litestar.exceptions import HTTPException

from api import (
    accounts,
    audit,
    auth,
    boards,
    check_ins,
    corrections,
    deliveries,
    directories,
    documentation,
    employee_card,
    employees,
    erasures,
    exports,
    finance,
    health,
    imports,
    inbox,
    known,
    me,
    months,
    offline,
    perbup,
    periods,
    photo_uploads,
    problems,
    rebuilds,
    regency,
    reports,
    requests,
    simulations,
)
from api.compression import Compressed
from api.guard import Authorized, require_declared
from api.logs import LOG_LEVEL, configure_logs
from api.middleware import ETagged, Observed
from api.readable import Readable
from api.services import Api, ApiRequest, opened
from api.straight import Straight
from application import tracing
from application.envelope import StoreUnavailable
from application.settings import Settings, load_settings
from domain.perbup_faults import FaultyPerbup
from domain.refusals import Refusal

LARGEST_BODY_BYTES: Final = 20 * 1024 * 1024

ROUTES: Final = (
    *auth.ROUTES,
    *me.ROUTES,
    *check_ins.ROUTES,
    *photo_uploads.ROUTES,
    *offline.ROUTES,
    *requests.ROUTES,
    *corrections.ROUTES,
    *employee_card.ROUTES,
    *employees.ROUTES,
    *erasures.ROUTES,
    *regency.ROUTES,
    *imports.ROUTES,
    *perbup.ROUTES,
    *reports.ROUTES,
    *audit.ROUTES,
    *exports.ROUTES,
    *deliveries.ROUTES,
    *months.ROUTES,
    *boards.ROUTES,
    *inbox.ROUTES,
    *directories.ROUTES,
    *finance.ROUTES,
    *simulations.ROUTES,
    *rebuilds.ROUTES,
    *periods.ROUTES,
    *known.ROUTES,
    *accounts.ROUTES,
    *health.ROUTES,
)


def serving() -> Api:
    """For the server: in each of its processes, with logs for machines."""
    configure_logs(os.environ.get(LOG_LEVEL, "info"))
    settings = load_settings()
    tracing.configure(settings.otlp_url, "epresensi-api")
    app = create_app(settings)
    app.on_startup.append(_settle)
    app.on_shutdown.append(tracing.off)
    return app


def _settle() -> None:
    """Two threads share the interpreter, the loop's and the committer's: neither waits long for its
    turn. What is open by now stays so, and is not searched for garbage again and again; what an
    answer is made of is soon gone, and is not searched for in its midst."""
    sys.setswitchinterval(0.0005)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def create_app(settings: Settings | None = None) -> Api:
    """Opens nothing yet: that happens when it starts, in the process that serves."""
    known = settings or load_settings()

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        if known.database_url is None:
            raise DatabaseMissing
        with opened(known, known.database_url) as services:
            app.services = services
            await services.pulse.open()
            yield
            await services.pulse.close()

    app = Api(
        route_handlers=list(ROUTES),
        lifespan=[lifespan],
        middleware=[Compressed, ETagged, Readable, Authorized, Straight],
        exception_handlers={
            Refusal: problems.on_refusal,
            FaultyPerbup: problems.on_faulty_perbup,
            HTTPException: problems.on_http_exception,
            StoreUnavailable: problems.on_unavailable,
            msgspec.ValidationError: problems.on_unreadable_body,
            msgspec.DecodeError: problems.on_unreadable_body,
            UnicodeDecodeError: problems.on_unreadable_body,
            OverflowError: problems.on_overflow,
            Exception: problems.on_error,
        },
        request_class=ApiRequest,
        openapi_config=documentation.CONFIG,
        request_max_body_size=LARGEST_BODY_BYTES,
        logging_config=None,
    )
    require_declared(app)
    app.asgi_handler = Observed(app.asgi_handler)
    return app


class DatabaseMissing(Exception):
    """The API itself starts no server: `epresensi serve` does, or EPRESENSI_DATABASE_URL is set."""
