"""A database of its own for each test, and a performance website that misbehaves."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from application.embedded import DATABASE, Addresses
from application.store import Store
from tests.conftest import MASTER_KEY
from tests.workers.delivery_post import ANI, BUDI, Post, hired
from tests.workers.website import Website, running


@pytest.fixture
def own_database_url(servers: Addresses, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield servers.database_url.replace(f"/{DATABASE}?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def own_store(own_database_url: str) -> Iterator[Store]:
    store = Store(own_database_url, MASTER_KEY)
    yield store
    store.close()


@pytest.fixture
def website() -> Iterator[Website]:
    with running() as site:
        yield site


@pytest.fixture
def post(own_database_url: str, own_store: Store, website: Website) -> Iterator[Post]:
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        post = Post(connection, website, own_store)
        post.tell([hired(ANI), hired(BUDI)])
        yield post
