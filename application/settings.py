"""The settings: read once from the environment into a frozen value."""

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32

Network = IPv4Network | IPv6Network


class SettingUnreadable(Exception):
    """An environment variable that does not have the form it needs."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses left out (None) mean the embedded servers under `var`."""

    var: Path
    secret: bytes
    database_url: str | None = None
    redis_url: str | None = None
    photos_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    access_token_s: int = 15 * 60
    refresh_token_s: int = 30 * 24 * 3600
    accuracy_limit_m: int = 100
    offline_hours: int = 24
    photo_limit_bytes: int = 8 * 1024 * 1024
    photo_limit_pixels: int = 50_000_000
    commit_batch: int = 500
    minimum_app: int = 1
    exports_url: str | None = None
    export_hours: int = 24
    kinerja_url: str | None = None
    """Where performance entries are delivered to; None: nowhere."""
    kinerja_token: str = ""
    kinerja_attempts: int = 20
    trusted_proxies: tuple[Network, ...] = ()
    """Whose word about the address of a client is taken."""
    otlp_url: str | None = None
    """Where traces are sent; None: none are made."""
    simulated_clock: bool = False
    """Of demonstrations alone: a request may name the moment at which it is decided."""

    def key_for(self, purpose: str) -> bytes:
        """A key of its own for each use, so that one that leaks opens nothing else."""
        return HKDF(SHA256(), SECRET_BYTES, salt=None, info=purpose.encode()).derive(self.secret)

    def __repr__(self) -> str:
        """Neither the secret nor an address with a password reaches a log."""
        return f"Settings(var={self.var})"


_NUMBERS = {
    "port": "EPRESENSI_PORT",
    "access_token_s": "EPRESENSI_ACCESS_TOKEN_SECONDS",
    "refresh_token_s": "EPRESENSI_REFRESH_TOKEN_SECONDS",
    "accuracy_limit_m": "EPRESENSI_ACCURACY_LIMIT_M",
    "offline_hours": "EPRESENSI_OFFLINE_HOURS",
    "photo_limit_bytes": "EPRESENSI_PHOTO_LIMIT_BYTES",
    "photo_limit_pixels": "EPRESENSI_PHOTO_LIMIT_PIXELS",
    "commit_batch": "EPRESENSI_COMMIT_BATCH",
    "minimum_app": "EPRESENSI_MINIMUM_APP",
    "export_hours": "EPRESENSI_EXPORT_HOURS",
    "kinerja_attempts": "EPRESENSI_KINERJA_ATTEMPTS",
}


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Makes and keeps a secret under `var` on the first run without EPRESENSI_SECRET."""
    var = Path(environ.get("EPRESENSI_VAR") or "var").absolute()
    return Settings(
        var=var,
        secret=_secret(environ, var),
        database_url=environ.get("EPRESENSI_DATABASE_URL") or None,
        redis_url=environ.get("EPRESENSI_REDIS_URL") or None,
        photos_url=environ.get("EPRESENSI_PHOTOS_URL") or (var / "photos").as_uri(),
        exports_url=environ.get("EPRESENSI_EXPORTS_URL") or (var / "exports").as_uri(),
        kinerja_url=environ.get("EPRESENSI_KINERJA_URL") or None,
        kinerja_token=environ.get("EPRESENSI_KINERJA_TOKEN") or "",
        host=environ.get("EPRESENSI_HOST") or "127.0.0.1",
        trusted_proxies=_networks(environ.get("EPRESENSI_TRUSTED_PROXIES") or ""),
        otlp_url=environ.get("EPRESENSI_OTLP_URL") or None,
        simulated_clock=environ.get("EPRESENSI_SIMULATED_CLOCK") == "1",
        **_numbers(environ),
    )


def _numbers(environ: Mapping[str, str]) -> dict[str, int]:
    return {
        field: _positive(name, environ[name])
        for field, name in _NUMBERS.items()
        if environ.get(name)
    }


def _networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks, with commas between them."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise SettingUnreadable(f"EPRESENSI_TRUSTED_PROXIES: {error}") from None


def _positive(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise SettingUnreadable(f"{name} must be a whole number above zero, not {text!r}")
    return int(text)


def _secret(environ: Mapping[str, str], var: Path) -> bytes:
    given = environ.get("EPRESENSI_SECRET")
    return _decoded(given, "EPRESENSI_SECRET") if given else _kept_secret(var / "secret")


def _decoded(text: str, origin: str) -> bytes:
    try:
        secret = base64.urlsafe_b64decode(text.strip())
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) < SECRET_BYTES:
        raise SettingUnreadable(f"{origin} must be at least 32 random bytes in base64url")
    return secret


def _kept_secret(path: Path) -> bytes:
    if not path.exists():
        _write_once(path, base64.urlsafe_b64encode(secrets.token_bytes(SECRET_BYTES)))
    return _decoded(path.read_text(), str(path))


def _write_once(path: Path, content: bytes) -> None:
    """Processes that start together agree: the first link wins, whole and durable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
