"""A log with photos and a queue, in a database of each test's own."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from application.photo_register import PhotoRegister
from application.settings import Settings
from application.store import Store
from tests.conftest import MASTER_KEY
from tests.photos.photographed import Photographed
from workers.photo_jobs import open_photos


@pytest.fixture
def photographed(
    own_store: Store,
    own_database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    redis_url: str,
) -> Iterator[Photographed]:
    monkeypatch.setenv("EPRESENSI_VAR", str(tmp_path))
    monkeypatch.setenv("EPRESENSI_DATABASE_URL", own_database_url)
    monkeypatch.setenv("EPRESENSI_REDIS_URL", redis_url)
    settings = Settings(
        var=tmp_path,
        secret=MASTER_KEY,
        database_url=own_database_url,
        redis_url=redis_url,
        photos_url=(tmp_path / "photos").as_uri(),
    )
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield Photographed(
            own_store, settings, connection, PhotoRegister(connection), open_photos(settings)
        )
