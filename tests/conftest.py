"""Fixtures: real embedded servers, a migrated database for each module, a store on it."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from redis import Redis

from api.termination import ENDING
from application.embedded import DATABASE, Addresses, Embedded
from application.migrate import migrate
from application.settings import Settings
from application.store import Store

TEMPLATE = "migrated"
SHARED = "EPRESENSI_TEST_SERVERS"
MASTER_KEY = bytes(range(32))


def pytest_configure(config: pytest.Config) -> None:
    """The workers of one run inherit the folder of its servers, and so share them."""
    if not hasattr(config, "workerinput"):
        os.environ[SHARED] = tempfile.mkdtemp(prefix="epresensi-test-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(SHARED), ignore_errors=True)


@contextmanager
def signals_kept() -> Iterator[None]:
    """A command of ours answers to signals, and is run by tests in the process of all."""
    handlers = {number: signal.getsignal(number) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """Else a run of tests that is told to end would look like a test that failed."""
    with signals_kept():
        yield


@pytest.fixture(scope="session")
def servers() -> Iterator[Addresses]:
    options = {"shared_buffers": "64MB", "fsync": "off"}  # tests kill processes, not machines
    with Embedded(Path(os.environ[SHARED]), options) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def template(servers: Addresses) -> str:
    """A migrated database, made by whichever worker comes first."""
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(1)")
        made = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,))
        if not made.fetchone():
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
            migrate(_url(servers, TEMPLATE))
        connection.execute("SELECT pg_advisory_unlock(1)")
    return TEMPLATE


@pytest.fixture(scope="module")
def database_url(servers: Addresses, template: str) -> Iterator[str]:
    """A migrated database of this module's own, empty at first."""
    with fresh_database(servers, template) as url:
        yield url


@pytest.fixture
def own_database_url(servers: Addresses, template: str) -> Iterator[str]:
    """One of this test's own, where a module's would be too few."""
    with fresh_database(servers, template) as url:
        yield url


@contextmanager
def fresh_database(servers: Addresses, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield _url(servers, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def redis_url_of(servers: Addresses) -> str:
    """The numbered database of this test process: what one empties, no other misses."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return f"{servers.redis_url}?db={int(worker) % 16}"


@pytest.fixture
def redis_url(servers: Addresses) -> str:
    """Emptied before each test; workers have different numbered databases."""
    url = redis_url_of(servers)
    with Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(
        var=tmp_path,
        secret=MASTER_KEY,
        database_url=database_url,
        photos_url=(tmp_path / "photos").as_uri(),
    )


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store(database_url, MASTER_KEY)
    yield store
    store.close()


@pytest.fixture
def own_store(own_database_url: str) -> Iterator[Store]:
    store = Store(own_database_url, MASTER_KEY)
    yield store
    store.close()


def _url(servers: Addresses, database: str) -> str:
    """The server's address with another database."""
    return servers.database_url.replace(f"/{DATABASE}?", f"/{database}?")
