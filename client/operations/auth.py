"""Operations of the API: auth. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport


class Auth:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def change_password(self, data: models.PasswordRequest) -> models.SignedIn:
        """Ganti kata sandi."""
        return self._transport.call("POST", "/v1/auth/password", models.SignedIn, body=data)

    def login(self, data: models.LoginRequest) -> models.SignedIn:
        """Masuk dengan NIP dan kata sandi."""
        return self._transport.call("POST", "/v1/auth/login", models.SignedIn, body=data)

    def logout(self, data: models.RefreshRequest) -> None:
        """Keluar dari ponsel ini."""
        self._transport.call("POST", "/v1/auth/logout", type(None), body=data)

    def logout_everywhere(self) -> None:
        """Keluar dari semua ponsel dan komputer."""
        self._transport.call("POST", "/v1/auth/logout-everywhere", type(None))

    def me(self) -> models.Me:
        """Siapa saya dan apa peran saya."""
        return self._transport.call("GET", "/v1/me", models.Me)

    def refresh(self, data: models.RefreshRequest) -> models.SignedIn:
        """Perbarui tanda masuk."""
        return self._transport.call("POST", "/v1/auth/refresh", models.SignedIn, body=data)
