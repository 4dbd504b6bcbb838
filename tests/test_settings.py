"""Settings: from the environment, with a secret that is made once and kept to its owner."""

import base64
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from application.settings import Settings, SettingUnreadable, load_settings


def load(var: Path, **environ: str) -> Settings:
    return load_settings({"EPRESENSI_VAR": str(var)} | environ)


def test_without_settings_everything_is_embedded_under_var(tmp_path: Path) -> None:
    settings = load(tmp_path / "var")
    assert (settings.database_url, settings.redis_url) == (None, None)
    assert settings.photos_url == (tmp_path / "var" / "photos").as_uri()


def test_addresses_and_numbers_come_from_the_environment(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        EPRESENSI_DATABASE_URL="postgresql://db/epresensi",
        EPRESENSI_REDIS_URL="redis://queue",
        EPRESENSI_PHOTOS_URL="s3://photos",
        EPRESENSI_OFFLINE_HOURS="48",
        EPRESENSI_ACCURACY_LIMIT_M="",
    )
    assert settings.database_url == "postgresql://db/epresensi"
    assert settings.redis_url == "redis://queue"
    assert settings.photos_url == "s3://photos"
    assert settings.offline_hours == 48
    assert settings.accuracy_limit_m == 100


@pytest.mark.parametrize("text", ["-1", "0", "1.5", "many", "٣"])
def test_a_number_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingUnreadable, match="EPRESENSI_PORT"):
        load(tmp_path, EPRESENSI_PORT=text)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: load(tmp_path / "new" / "var").secret, range(8)))
    assert len(secrets) == 1
    file = tmp_path / "new" / "var" / "secret"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret"]


def test_a_secret_that_is_given_is_not_written_down(tmp_path: Path) -> None:
    secret = bytes(range(40))
    text = base64.urlsafe_b64encode(secret).decode()
    assert load(tmp_path, EPRESENSI_SECRET=text).secret == secret
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["short", "c2hvcnQ=", "ü" * 44])
def test_a_weak_or_broken_secret_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingUnreadable, match="EPRESENSI_SECRET"):
        load(tmp_path, EPRESENSI_SECRET=text)


def test_each_purpose_has_a_key_of_its_own_that_stays_the_same(tmp_path: Path) -> None:
    settings = load(tmp_path)
    first, second = settings.key_for("tokens"), settings.key_for("person keys")
    assert first != second
    assert settings.secret not in {first, second}
    assert load(tmp_path).key_for("tokens") == first


def test_neither_the_secret_nor_a_password_shows_in_a_log(tmp_path: Path) -> None:
    settings = load(tmp_path, EPRESENSI_DATABASE_URL="postgresql://user:hunter2@db/epresensi")
    assert "hunter2" not in repr(settings)
    assert repr(settings.secret) not in repr(settings)


def test_trusted_proxies_are_addresses_and_networks(tmp_path: Path) -> None:
    settings = load(tmp_path, EPRESENSI_TRUSTED_PROXIES="10.0.0.5, 192.168.0.0/24,::1")
    assert [str(network) for network in settings.trusted_proxies] == [
        "10.0.0.5/32",
        "192.168.0.0/24",
        "::1/128",
    ]
    with pytest.raises(SettingUnreadable, match="EPRESENSI_TRUSTED_PROXIES"):
        load(tmp_path, EPRESENSI_TRUSTED_PROXIES="10.0.0.5/8")
