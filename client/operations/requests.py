"""Operations of the API: requests. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class Requests:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def decide_cuti(self, data: models.CutiDecisions, *, key: str = "") -> models.AllDecided:
        """Putuskan banyak cuti sekaligus."""
        return self._transport.call(
            "POST", "/v1/cuti/decisions", models.AllDecided, body=data, key=key
        )

    def decide_kinerja(self, data: models.KinerjaDecisions, *, key: str = "") -> models.AllDecided:
        """Verifikasi atau kembalikan banyak laporan kinerja sekaligus."""
        return self._transport.call(
            "POST", "/v1/kinerja/decisions", models.AllDecided, body=data, key=key
        )

    def decide_special(self, data: models.SpecialDecisions, *, key: str = "") -> models.AllDecided:
        """Putuskan banyak absensi khusus sekaligus."""
        return self._transport.call(
            "POST", "/v1/special-attendances/decisions", models.AllDecided, body=data, key=key
        )

    def give_predicate(
        self, employee: str, month: str, data: models.GivePredicate, *, key: str = ""
    ) -> models.Accepted:
        """Beri predikat kinerja bulan itu."""
        return self._transport.call(
            "POST",
            path_of(
                "/v1/employees/{employee}/kinerja/{month}/predicates",
                employee=employee,
                month=month,
            ),
            models.Accepted,
            body=data,
            key=key,
        )

    def record_kinerja(self, data: models.RecordKinerja, *, key: str = "") -> models.Accepted:
        """Catat laporan kinerja."""
        return self._transport.call("POST", "/v1/kinerja", models.Accepted, body=data, key=key)

    def request_cuti(self, data: models.RequestCuti, *, key: str = "") -> models.Accepted:
        """Ajukan cuti, izin, atau sakit."""
        return self._transport.call("POST", "/v1/cuti", models.Accepted, body=data, key=key)

    def revise_kinerja(
        self, month: str, entry: str, data: models.ReviseKinerja, *, key: str = ""
    ) -> models.Accepted:
        """Perbaiki laporan kinerja."""
        return self._transport.call(
            "POST",
            path_of("/v1/kinerja/{month}/{entry}/revisions", month=month, entry=entry),
            models.Accepted,
            body=data,
            key=key,
        )

    def withdraw_cuti(
        self, cuti_id: str, data: models.WithdrawCuti, *, key: str = ""
    ) -> models.Accepted:
        """Batalkan cuti."""
        return self._transport.call(
            "POST",
            path_of("/v1/cuti/{cuti_id}/withdrawals", cuti_id=cuti_id),
            models.Accepted,
            body=data,
            key=key,
        )

    def withdraw_kinerja(self, month: str, entry: str, *, key: str = "") -> models.Accepted:
        """Tarik laporan kinerja."""
        return self._transport.call(
            "POST",
            path_of("/v1/kinerja/{month}/{entry}/withdrawals", month=month, entry=entry),
            models.Accepted,
            key=key,
        )
