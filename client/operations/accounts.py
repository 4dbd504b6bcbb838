"""Operations of the API: accounts. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class Accounts:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def disable(self, account: str) -> None:
        """Nonaktifkan akun."""
        self._transport.call(
            "POST", path_of("/v1/accounts/{account}/disablings", account=account), type(None)
        )

    def enable(self, account: str) -> None:
        """Aktifkan lagi akun."""
        self._transport.call(
            "DELETE", path_of("/v1/accounts/{account}/disablings", account=account), type(None)
        )

    def grant(self, account: str, data: models.RoleForm) -> None:
        """Beri peran."""
        self._transport.call(
            "POST", path_of("/v1/accounts/{account}/roles", account=account), type(None), body=data
        )

    def list_attempts(self, account: str) -> list[models.AttemptView]:
        """Percobaan masuk terakhir dari suatu akun."""
        return self._transport.call(
            "GET",
            path_of("/v1/accounts/{account}/login-attempts", account=account),
            list[models.AttemptView],
        )

    def open_account(self, employee: str, data: models.OpenAccount) -> models.OpenedAccount:
        """Buka akun pegawai."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/account", employee=employee),
            models.OpenedAccount,
            body=data,
        )

    def reset_password(self, account: str) -> models.OpenedAccount:
        """Beri kata sandi baru."""
        return self._transport.call(
            "POST",
            path_of("/v1/accounts/{account}/password-resets", account=account),
            models.OpenedAccount,
        )

    def revoke(self, account: str, data: models.RoleForm) -> None:
        """Cabut peran."""
        self._transport.call(
            "POST",
            path_of("/v1/accounts/{account}/roles/revoked", account=account),
            type(None),
            body=data,
        )

    def show_account(self, account: str) -> models.AccountView:
        """Akun, perannya, dan siapa yang memberikannya."""
        return self._transport.call(
            "GET", path_of("/v1/accounts/{account}", account=account), models.AccountView
        )

    def show_attempt(self, reference: str) -> models.AttemptView:
        """Mengapa gagal masuk, menurut nomor rujukan."""
        return self._transport.call(
            "GET",
            path_of("/v1/login-attempts/{reference}", reference=reference),
            models.AttemptView,
        )

    def unblock(self, account: str) -> models.Unblocked:
        """Buka blokir masuk dari semua tempat."""
        return self._transport.call(
            "POST", path_of("/v1/accounts/{account}/unblockings", account=account), models.Unblocked
        )
