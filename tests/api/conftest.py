"""An API on a real database in this process, and a small regency in it, for each module."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from api.app import create_app
from api.services import Api
from application.embedded import Addresses
from application.settings import Settings
from tests.api.regency import Regency, set_up
from tests.conftest import MASTER_KEY, redis_url_of


@pytest.fixture(scope="module")
def app(database_url: str, servers: Addresses, tmp_path_factory: pytest.TempPathFactory) -> Api:
    var: Path = tmp_path_factory.mktemp("var")
    return create_app(
        Settings(
            var=var,
            secret=MASTER_KEY,
            database_url=database_url,
            redis_url=redis_url_of(servers),
            exports_url=(var / "exports").as_uri(),
            photos_url=(var / "photos").as_uri(),
            simulated_clock=True,
        )
    )


@pytest.fixture(scope="module")
def http(app: Api) -> Iterator[TestClient[Api]]:
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="module")
def regency(app: Api, http: TestClient[Api]) -> Regency:
    return set_up(http, app.services)
