"""Fifteen hundred random commands of four clients, an API process killed among them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from application.embedded import Addresses
from application.settings import Settings
from application.store import Store
from tests.conftest import MASTER_KEY, fresh_database
from tests.soak.checks import different, faults, read, stale_views
from tests.soak.running import Size, Soaked, soak

SIZE = Size(seed=2022, clients=4, commands=1_500, people=6, shared=3)
AGAIN = replace(SIZE, commands=300, servers=1, kill=False)


def soaked_in(folder: Path, database_url: str, size: Size, *, views: bool) -> Soaked:
    settings = Settings(
        var=folder,
        secret=MASTER_KEY,
        database_url=database_url,
        photos_url=(folder / "photos").as_uri(),
    )
    with ThreadPoolExecutor(size.clients) as executor:
        return soak(settings, size, executor, views=views)


@pytest.fixture(scope="module")
def soaked(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Soaked:
    return soaked_in(tmp_path_factory.mktemp("soak"), database_url, SIZE, views=True)


@pytest.fixture
def another_database_url(servers: Addresses, template: str) -> Iterator[str]:
    with fresh_database(servers, template) as url:
        yield url


@pytest.mark.slow
def test_every_answer_is_in_the_log_as_it_was_given(soaked: Soaked, database_url: str) -> None:
    store = Store(database_url, MASTER_KEY)
    try:
        assert faults(soaked, read(database_url, store)) == []
    finally:
        store.close()
    assert len(soaked.done) >= SIZE.commands
    assert len({done.kind for done in soaked.done if done.accepted}) > 20
    assert len({done.code for done in soaked.done}) > 10
    assert soaked.killed


@pytest.mark.slow
def test_the_views_that_followed_are_those_that_the_log_gives(
    soaked: Soaked, database_url: str
) -> None:
    assert stale_views(database_url) == []


@pytest.mark.slow
def test_the_same_seed_leads_to_the_same_decisions(
    soaked: Soaked, another_database_url: str, tmp_path: Path
) -> None:
    again = soaked_in(tmp_path, another_database_url, AGAIN, views=False)
    assert different(soaked.done, again.done) == []
    assert different(soaked.done, [replace(again.done[0], code="other")])
