"""A performance website that misbehaves, and who delivers to it."""

from collections.abc import Iterator

import psycopg
import pytest

from application.store import Store
from tests.workers.delivery_post import ANI, BUDI, Post, hired
from tests.workers.website import Website, running


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
