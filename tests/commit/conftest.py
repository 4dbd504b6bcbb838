"""A committer on the module's store, and a stream of each test's own."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from application.commit import Committer
from application.store import Store


@pytest.fixture
def committer(store: Store) -> Iterator[Committer]:
    committer = Committer(store)
    yield committer
    committer.close()


@pytest.fixture
def stream() -> str:
    return f"calendar/{uuid4()}"
